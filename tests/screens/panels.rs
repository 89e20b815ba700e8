//! The panels at every size.

use insta::assert_snapshot;

use super::{FULL, PANEL, TABS, YEAR, after, drawn, paper, plain_log, text};
use crate::dashboard::Dashboard;
use crate::kept::Kept;
use ratatui::layout::Rect;

#[test]
fn the_whole_dashboard() {
    assert_snapshot!("full", after(FULL, ""));
    assert_snapshot!("tabs", after(TABS, ""));
    assert_snapshot!("panel", after(PANEL, ""));
}

#[test]
fn panels_three_and_four_follow_the_selected_title() {
    assert_snapshot!("full_selected", after(FULL, "j"));
    assert_snapshot!("full_selected_in_rewatched", after(FULL, "2 jjj"));
    assert_snapshot!("panel_selected", after(PANEL, "jj"));
}

#[test]
fn hostile_names_leave_columns_and_borders_where_they_are() {
    assert_snapshot!("full_longer_streaks", after(FULL, "< 2jjjjjjjj"));
    assert_snapshot!("tabs_sorted_by_name", after(TABS, "sss G"));
}

#[test]
fn every_panel_has_a_tab_where_only_one_fits() {
    assert_snapshot!("tabs_rewatched", after(TABS, "2 j"));
    assert_snapshot!("tabs_cohorts", after(TABS, "3"));
    assert_snapshot!("tabs_calendar", after(TABS, "j 4"));
    assert_snapshot!("panel_rewatched", after(PANEL, "2 j"));
    assert_snapshot!("panel_cohorts", after(PANEL, "3"));
    assert_snapshot!("panel_cohorts_narrowest", after((24, 8), "3"));
    assert_snapshot!("panel_calendar", after(PANEL, "4"));
}

#[test]
fn cohorts_come_three_ways() {
    assert_snapshot!("full_cohorts_by_plays", after(FULL, "j 3 l"));
    assert_snapshot!("full_cohorts_by_week", after(FULL, "3 ll"));
    assert_snapshot!("tabs_cohorts_by_month", after(TABS, "+++ 3 ll"));
    assert_snapshot!("panel_cohorts_by_week_scrolled", after(PANEL, "+ 3 ll jjj"));
    assert_snapshot!("panel_cohorts_by_week", after(PANEL, "3 ll"));
}

#[test]
fn the_hours_of_the_week_are_a_tab_of_the_calendar() {
    assert_snapshot!("full_hours", after(FULL, "j 4 l"));
    assert_snapshot!("full_hours_zoomed", after(FULL, "4 l z"));
    assert_snapshot!("tabs_hours", after(TABS, "4 h"));
    assert_snapshot!("panel_hours", after(PANEL, "4 l"));
    assert_snapshot!("panel_hours_narrowest", after((24, 9), "4 l"));
}

#[test]
fn hours_say_what_they_leave_out() {
    let hours = |log: &Kept, keys: &str| {
        let mut dashboard = Dashboard::over(log, FULL);
        dashboard.press("4 l");
        dashboard.press(keys);
        text(&dashboard)
    };
    let mixed = plain_log::of(40);
    assert!(hours(&mixed, "").contains("Plays known by day only have no hour"));
    assert!(!hours(&YEAR, "").contains("no hour"));
    // Not a word of hours where the sum of all plays is hidden.
    let few = hours(&YEAR, "d2016-11-10 Enter");
    assert!(few.contains("Too few viewers"), "{few}");
    assert!(hours(&YEAR, "x d2016-11-10 Enter").contains("most: Thu 13:00"));
    let by_day = plain_log::of(0);
    assert!(hours(&by_day, "").contains("known by day only: they have no hour"));
}

#[test]
fn a_zoomed_panel_has_the_whole_screen() {
    assert_snapshot!("full_streaks_zoomed", after(FULL, "z j"));
    assert_snapshot!("full_cohorts_zoomed", after(FULL, "3 llz"));
    assert_snapshot!("full_calendar_zoomed", after(FULL, "++ 4z"));
    assert_snapshot!("tabs_rewatched_zoomed", after(TABS, "2z"));
}

#[test]
fn small_cohorts_are_hidden_until_asked_for() {
    assert_snapshot!("full_guarded", after(FULL, "/bee Enter"));
    assert_snapshot!("full_revealed", after(FULL, "x /bee Enter"));
}

#[test]
fn shows_are_counted_as_one() {
    assert_snapshot!("full_by_show", after(FULL, "b j"));
}

#[test]
fn the_streak_threshold_is_set_by_number() {
    assert_snapshot!("full_threshold", after(FULL, "18>"));
}

/// The upper lines of a list, sorted in every way.
fn sorted(panel: &str, columns: usize) -> String {
    let mut dashboard = Dashboard::over(&YEAR, TABS);
    dashboard.press(panel);
    let mut lists = String::new();
    for key in ["", "S", "S"]
        .into_iter()
        .chain(["s", "S", "S"].repeat(columns))
    {
        dashboard.press(key);
        let buf = drawn(&dashboard.app);
        lists.push_str(&paper::plain(&buf, Rect::new(0, 5, 80, 5)));
    }
    lists
}

#[test]
fn lists_are_sorted_by_each_column_both_ways() {
    assert_snapshot!("streaks_sorted", sorted("1", 3));
    assert_snapshot!("rewatched_sorted", sorted("2", 4));
}

#[test]
fn a_day_is_picked_on_the_calendar() {
    assert_snapshot!("full_day_picked", after(FULL, "4 Up Up Left"));
    assert_snapshot!("tabs_days_picked", after(TABS, "4 Up Shift-Left Shift-Up"));
    assert_snapshot!("panel_day_picked", after(PANEL, "4 G PgUp"));
    assert_snapshot!("panel_day_picked_of_few", after(PANEL, "4 g"));
    assert_snapshot!("full_day_picked_of_an_item", after(FULL, "j 4 Up"));
}

#[test]
fn the_calendar_goes_where_the_picked_day_is() {
    for keys in [
        "4 z",
        "4 z Up",
        "4 g",
        "4 g PgDn PgDn PgDn PgDn PgDn",
        "4 G",
    ] {
        for columns in [24, 33, 40, 64, 80, 120] {
            let screen = after((columns, 14), keys);
            let is_picked = keys != "4 z";
            let marks = screen.matches('▶').count();
            assert_eq!(
                marks,
                usize::from(is_picked),
                "{keys} at {columns}:\n{screen}"
            );
        }
    }
}

#[test]
fn an_hour_of_the_week_is_picked() {
    assert_snapshot!("full_hour_picked", after(FULL, "4 l Up Down Right Right"));
    assert_snapshot!("panel_hour_picked", after(PANEL, "4 l G"));
}
