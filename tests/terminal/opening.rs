//! What the dashboard opens with.

use rstest::rstest;

use super::home::{Home, code, press, see, seen, until};

#[test]
fn a_range_is_the_one_named_and_moves_on_with_new_days() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db", "--range", "last 4 days", "--refresh", "100ms"]);
    see(&mut terminal, "2017-12-07 → 12-10 · 4 days");
    home.ingest("next.csv", &seen("Alpha", 1..=12, 11..=11), "log.db");
    see(&mut terminal, "2017-12-08 → 12-11 · 4 days");
}

#[test]
fn days_named_stay_when_new_ones_come() {
    let home = Home::with_log();
    let days = ["--from", "2017-12-04", "--to", "2017-12-10"];
    let mut terminal = home.open(&[&["log.db", "--refresh", "100ms"], &days[..]].concat());
    see(&mut terminal, "2017-12-04 → 12-10 · 7 days");
    home.ingest("next.csv", &seen("Alpha", 1..=12, 11..=11), "log.db");
    see(&mut terminal, "250 plays");
    see(&mut terminal, "2017-12-04 → 12-10 · 7 days");
}

#[test]
fn a_title_opens_its_page_and_esc_leaves_it() {
    let home = Home::with_log();
    let mut terminal = home.start(&["log.db", "--title", "Beta"]);
    until(&mut terminal, "its page is open", |screen| {
        screen.contains("Beta") && !screen.contains("1 Binge streaks") && screen.contains("11")
    });
    press(&mut terminal, "\u{1b}");
    see(&mut terminal, "1 Binge streaks");
    see(&mut terminal, "3 Cohort sizes · Beta");
}

#[test]
fn streak_level_filter_and_comparison_are_those_named() {
    let home = Home::with_log();
    let asked = [
        "--streak",
        "5",
        "--by",
        "title",
        "--filter",
        "bet",
        "--compare",
        "off",
    ];
    let mut terminal = home.open(&[&["log.db"], &asked[..]].concat());
    see(&mut terminal, "1 Binge streaks · by title");
    until(&mut terminal, "what was asked", |screen| {
        screen.contains("5+ days")
            && screen.contains("Beta")
            && !screen.contains("Gamma")
            && !screen.contains(" vs ")
    });
}

#[rstest]
#[case(&["--range", "30 dais"], "--range means no days")]
#[case(&["--title", "Delta"], "no title named \"Delta\"")]
fn what_means_nothing_is_said_before_the_terminal_is_taken(
    #[case] flags: &[&str],
    #[case] words: &str,
) {
    let home = Home::with_log();
    let mut terminal = home.start(&[&["log.db"], flags].concat());
    assert_eq!(code(&mut terminal), 2);
    see(&mut terminal, words);
}

#[test]
fn a_panel_has_the_keys_from_the_start() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db", "--panel", "2"]);
    press(&mut terminal, "z");
    until(&mut terminal, "panel 2 alone", |screen| {
        screen.contains("2 Top rewatched") && !screen.contains("1 Binge streaks")
    });
}

#[test]
fn the_page_of_a_show_tells_how_it_is_watched() {
    let home = Home::new();
    let mut terminal = home.open(&["--by", "show"]);
    press(&mut terminal, "jj\r");
    see(&mut terminal, "1 Still going after N days");
    press(&mut terminal, "2ll");
    see(&mut terminal, "Last played");
    see(&mut terminal, "Binges  18 by 16 viewers");
}
