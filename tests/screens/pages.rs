//! The page of a title, a song, a show.

use insta::assert_snapshot;

use bingetop::commands::SAMPLE;
use bingetop::store::open::open_bytes;
use rstest::rstest;

use super::{Dashboard, FULL, PANEL, TABS, after, text};
use crate::kept::Kept;

#[test]
fn the_page_of_a_film() {
    assert_snapshot!("full_film", after(FULL, "Enter"));
    assert_snapshot!("tabs_film", after(TABS, "Enter"));
    assert_snapshot!("tabs_film_by_plays", after(TABS, "Enter 2"));
    assert_snapshot!("panel_film", after(PANEL, "Enter"));
    assert_snapshot!("panel_film_narrowest", after((24, 9), "Enter"));
}

#[test]
fn the_page_of_a_song() {
    assert_snapshot!("full_song", after(FULL, "/slow Enter 2 Enter l"));
}

#[test]
fn the_page_of_a_series() {
    assert_snapshot!("full_series", after(FULL, "b + /harbour Enter Enter ll"));
    assert_snapshot!(
        "full_series_titles",
        after(FULL, "+ /harbour Enter Enter 2 l")
    );
    assert_snapshot!(
        "tabs_series_titles",
        after(TABS, "+ /quiet Enter Enter 2 l")
    );
    assert_snapshot!(
        "panel_series_titles",
        after(PANEL, "+ /quiet Enter Enter 2 l")
    );
    assert_snapshot!(
        "full_series_sittings",
        after(FULL, "+ /harbour Enter Enter 2 l l")
    );
    assert_snapshot!(
        "full_series_sittings_revealed",
        after(FULL, "x + /harbour Enter Enter 2 l l")
    );
    assert_snapshot!(
        "panel_series_sittings",
        after(PANEL, "+ /quiet Enter Enter 2 l l")
    );
}

#[test]
fn what_the_viewers_of_a_page_played_too() {
    assert_snapshot!("full_film_also_none", after(FULL, "2 Enter 2 l"));
    assert_snapshot!(
        "full_film_also_revealed",
        after(FULL, "x + + + 2 Enter 2 l")
    );
    let series = "+ + + /quiet Enter Enter 2 h";
    assert_snapshot!("full_series_also", after(FULL, series));
    assert_snapshot!(
        "tabs_series_also_revealed",
        after(TABS, &["x", series].join(" "))
    );
    assert_snapshot!("panel_series_also", after(PANEL, series));
    // Of songs, the list is by title.
    assert_snapshot!(
        "full_song_also",
        after(FULL, "x + + + /slow Enter 2 Enter 2 l")
    );
}

/// The rows that part 2 of a page lists below a heading, of the sample, which has shows of many titles.
fn rows_after(size: (u16, u16), heading: &str, keys: &str) -> Vec<String> {
    let sample = Kept::new(open_bytes(&SAMPLE).expect("the sample is a log"), None);
    let mut dashboard = Dashboard::over(&sample, size);
    dashboard.press(keys);
    let text = text(&dashboard);
    let is_heading = |line: &&str| line.trim_start_matches(['┃', ' ']).starts_with(heading);
    let listed = text.lines().skip_while(|line| !is_heading(line));
    let rows = listed.skip(1).take_while(|line| line.starts_with('┃'));
    rows.map(str::to_owned).collect()
}

#[rstest]
#[case::titles("Title", "+ + + j Enter 2 l")]
#[case::played_too("Also played", "x + + + Enter 2 h")]
#[case::months("First in", "+ + + Enter 3 h")]
fn a_list_on_a_page_goes_on_by_screenfuls_and_not_beyond_its_end(
    #[case] heading: &str,
    #[case] keys: &str,
) {
    let after = |more: &str| rows_after((80, 16), heading, &[keys, more].join(" "));
    let first = after("");
    assert!(first.len() > 5, "{first:?}");
    let then = after("PgDn");
    assert_ne!(then, first);
    assert_eq!(after("PgDn PgUp"), first);
    assert_eq!(after("PgDn 1 2"), after("1 2"), "from another part back");
    let end = after("PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn");
    let is_blank = |row: &String| row.trim_matches(['┃', ' ']).is_empty();
    assert!(!end.iter().any(is_blank), "{end:?}");
}

#[rstest]
#[case::titles("Title", "+ + + j Enter 2 l")]
#[case::stops("Last played", "x + + + j Enter 2 l l")]
#[case::played_too("Also played", "x + + + Enter 2 h")]
fn every_row_of_a_list_on_a_page_can_be_reached(
    #[case] heading: &str,
    #[case] keys: &str,
    #[values((80, 16), (40, 12))] size: (u16, u16),
) {
    let after = |rows: u16, more: &str| {
        let listed = rows_after((size.0, rows), heading, &[keys, more].join(" "));
        let is_told = |row: &String| !row.trim_matches(['┃', ' ']).is_empty();
        listed.into_iter().filter(is_told).collect::<Vec<_>>()
    };
    let all = after(100, "");
    let first = after(size.1, "");
    assert!(first.len() > 2 && all.starts_with(&first), "{first:?}");
    let screenfuls = (1..10).map(|number| after(size.1, &"PgDn ".repeat(number)));
    assert!(screenfuls.into_iter().any(|rows| all.ends_with(&rows)));
    let sample = Kept::new(open_bytes(&SAMPLE).expect("the sample is a log"), None);
    let mut dashboard = Dashboard::over(&sample, size);
    dashboard.press(&[keys, "PgUp"].join(" "));
    let notice = dashboard.app.notice.as_deref();
    assert_eq!(notice, Some("this is the beginning"));
    dashboard.press(&"PgDn ".repeat(30));
    assert_eq!(dashboard.app.notice.as_deref(), Some("this is the end"));
}

#[test]
fn the_page_of_a_small_cohort() {
    assert_snapshot!("full_small_cohort", after(FULL, "/bee Enter Enter"));
    assert_snapshot!(
        "full_small_cohort_revealed",
        after(FULL, "x /bee Enter Enter")
    );
}

#[test]
fn the_page_of_a_long_name() {
    assert_snapshot!("tabs_long_name", after(TABS, "/wherever Enter 2 Enter"));
}

#[test]
fn the_page_in_a_window_without_plays() {
    assert_snapshot!("full_film_unplayed", after(FULL, "Enter d2017-06 Enter"));
}

/// On one day nobody saw it twice: that none of a hidden audience did tells something of it, too.
#[test]
fn the_page_of_a_hidden_audience_tells_of_nobody_who_came_again() {
    let counts = |keys: &str| {
        let text = after(FULL, keys);
        let lines = text.lines().skip_while(|line| !line.contains("Favourite"));
        lines.take(3).collect::<Vec<_>>().join("\n")
    };
    let keys = "d2017-12-10 Enter 2 /nobody Enter j Enter";
    let guarded = counts(keys);
    assert!(guarded.contains("Too few viewers"), "{guarded}");
    let is_number = |c: char| c.is_ascii_digit();
    assert!(!guarded.contains(is_number), "{guarded}");
    let exact = counts(&["x", keys].join(" "));
    assert!(exact.contains("Viewers 4   │  Rewatches 0"), "{exact}");
}
