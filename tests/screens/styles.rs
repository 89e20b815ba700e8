//! The styles of the main screen and of a page, in each theme.

use bingetop::ui::Theme;
use insta::assert_snapshot;

use super::{FULL, TABS, YEAR, drawn, paper};
use crate::dashboard::Dashboard;

fn in_theme(theme: &Theme, size: (u16, u16), keys: &str) -> String {
    let mut dashboard = Dashboard::over(&YEAR, size);
    dashboard.press(keys);
    paper::styled(&drawn(&dashboard.app), theme)
}

#[test]
fn the_dashboard_in_colour_and_without() {
    assert_snapshot!("colored_full", in_theme(&Theme::colored(), FULL, "j"));
    assert_snapshot!("plain_full", in_theme(&Theme::plain(), FULL, "j"));
}

#[test]
fn the_tabs_in_colour_and_without() {
    assert_snapshot!("colored_tabs", in_theme(&Theme::colored(), TABS, "2 jj"));
    assert_snapshot!("plain_tabs", in_theme(&Theme::plain(), TABS, "2 jj"));
}

#[test]
fn picked_days_in_colour_and_without() {
    let keys = "4 Up Shift-Left Shift-Up";
    assert_snapshot!(
        "colored_days_picked",
        in_theme(&Theme::colored(), TABS, keys)
    );
    assert_snapshot!("plain_days_picked", in_theme(&Theme::plain(), TABS, keys));
}

#[test]
fn a_page_in_colour_and_without() {
    assert_snapshot!("colored_page", in_theme(&Theme::colored(), FULL, "Enter"));
    assert_snapshot!("plain_page", in_theme(&Theme::plain(), FULL, "Enter"));
}

#[test]
fn a_fault_in_colour_and_without() {
    let keys = "dlast Space 3 Space wekes";
    assert_snapshot!("colored_fault", in_theme(&Theme::colored(), TABS, keys));
    assert_snapshot!("plain_fault", in_theme(&Theme::plain(), TABS, keys));
}
