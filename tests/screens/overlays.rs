//! Help and prompts.

use insta::assert_snapshot;

use super::{FULL, PANEL, TABS, after};

#[test]
fn help() {
    assert_snapshot!("full_help", after(FULL, "?"));
    assert_snapshot!("full_help_of_a_page", after(FULL, "Enter ?"));
    assert_snapshot!("tabs_help", after(TABS, "?"));
    assert_snapshot!("tabs_help_scrolled", after(TABS, "? PgDn j"));
    assert_snapshot!("tabs_help_end", after(TABS, "? G"));
    assert_snapshot!("panel_help", after(PANEL, "?"));
}

#[test]
fn what_is_behind_a_panel() {
    assert_snapshot!("full_inspection", after(FULL, "i"));
    assert_snapshot!("full_inspection_of_a_title", after(FULL, "2 j j 4 i"));
    assert_snapshot!("full_inspection_copied", after(FULL, "2 i G y"));
    assert_snapshot!("tabs_inspection_filtered", after(TABS, "/har Enter i PgDn"));
    assert_snapshot!("panel_inspection", after(PANEL, "i"));
}

#[test]
fn the_stories_of_the_range() {
    assert_snapshot!("full_callouts", after(FULL, "C"));
    assert_snapshot!("full_callouts_of_titles", after(FULL, "b C j"));
    assert_snapshot!("tabs_callouts", after(TABS, "C G"));
    assert_snapshot!("panel_callouts", after(PANEL, "C j"));
    assert_snapshot!("full_callouts_copied", after(FULL, "C y"));
    assert_eq!(after(FULL, "C C"), after(FULL, ""));
    // Enter opens the page of the selected one.
    assert_eq!(after(FULL, "C Enter"), after(FULL, "Enter"));
}

#[test]
fn nothing_stands_out_of_one_day() {
    let screen = after(FULL, "d2017-06-01 Enter C");
    assert!(
        screen.contains("Nothing stands out in these days"),
        "{screen}"
    );
}

#[test]
fn a_range_being_typed() {
    assert_snapshot!("full_range_empty", after(FULL, "d"));
    assert_snapshot!("full_range", after(FULL, "d2017-11"));
    assert_snapshot!("full_range_wrong", after(FULL, "dlast Space 3 Space wekes"));
    assert_snapshot!("tabs_range_ambiguous", after(TABS, "d01/02/2017"));
    assert_snapshot!("panel_range_empty", after(PANEL, "d"));
    assert_snapshot!("panel_range", after(PANEL, "d2017-11"));
    assert_snapshot!("panel_range_wrong", after(PANEL, "d01/02/2017"));
    assert_snapshot!("line_range", after((20, 2), "d2017-11"));
}

#[test]
fn a_command_being_typed() {
    assert_snapshot!("full_palette", after(FULL, ":"));
    assert_snapshot!("full_palette_typed", after(FULL, ": cmp"));
    assert_snapshot!("full_palette_range", after(FULL, ": range Space last"));
    let wrong = after(FULL, ": sort Space hours Enter");
    assert_snapshot!("full_palette_wrong", wrong);
    assert_snapshot!("full_palette_of_a_page", after(FULL, "Enter :"));
    assert_snapshot!("full_palette_of_columns", after(FULL, "2 o"));
    assert_snapshot!("tabs_palette", after(TABS, ": so"));
    assert_snapshot!("wide_palette", after((200, 60), ": title Space harb Down"));
    assert_snapshot!("panel_palette", after(PANEL, ": so Down"));
    assert_snapshot!("line_palette", after((20, 2), ": range"));
}

#[test]
fn a_key_that_does_nothing() {
    assert_snapshot!("full_nothing", after(FULL, "Enter s"));
    assert_snapshot!("panel_nothing", after(PANEL, "~"));
    assert_snapshot!("tabs_help_nothing", after(TABS, "? r"));
    assert_snapshot!("panel_help_nothing", after(PANEL, "? r"));
}

#[test]
fn a_filter_being_typed() {
    assert_snapshot!("full_fuzzy_filter", after(FULL, "/~hrbr"));
    assert_snapshot!("full_filter", after(FULL, "/har"));
    assert_snapshot!("panel_filter", after(PANEL, "/movie"));
}
