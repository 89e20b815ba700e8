//! The styles of the main screen in each theme, and of pages and faults in two.

use bingetop::app::ThemeName;
use bingetop::ui::{Depth, Theme};
use insta::assert_snapshot;
use strum::IntoEnumIterator as _;

use super::{FULL, TABS, YEAR, drawn, paper};
use crate::dashboard::Dashboard;

fn styled(theme: &Theme, size: (u16, u16), keys: &str) -> String {
    let mut dashboard = Dashboard::over(&YEAR, size);
    dashboard.press(keys);
    paper::styled(&drawn(&dashboard.app), theme)
}

/// Returns the theme with sixteen million colours.
fn theme(name: ThemeName) -> Theme {
    Theme::of(name, Depth::TrueColor)
}

#[test]
fn the_dashboard_in_every_theme() {
    for name in ThemeName::iter() {
        assert_snapshot!(format!("{name}_full"), styled(&theme(name), FULL, "j"));
    }
    let of_256 = Theme::of(ThemeName::Dark, Depth::Indexed);
    assert_snapshot!("dark_256_full", styled(&of_256, FULL, "j"));
}

#[test]
fn the_rest_in_colour_and_without() {
    for name in [ThemeName::Dark, ThemeName::Mono] {
        let theme = theme(name);
        assert_snapshot!(format!("{name}_tabs"), styled(&theme, TABS, "2 jj"));
        assert_snapshot!(format!("{name}_page"), styled(&theme, FULL, "Enter"));
        let keys = "dlast Space 3 Space wekes";
        assert_snapshot!(format!("{name}_fault"), styled(&theme, TABS, keys));
    }
}

#[test]
fn what_covers_the_panels_in_every_theme() {
    let covers = [
        ("help", "?"),
        ("range", "d2017-11"),
        ("filter", "/har"),
        ("palette", ": cmp"),
        ("inspection", "i"),
        ("export", "e"),
        ("slide", "P"),
    ];
    for name in ThemeName::iter() {
        for (what, keys) in covers {
            let mut dashboard = Dashboard::over(&YEAR, TABS);
            dashboard.app.theme = name;
            dashboard.press(keys);
            // A slide has a theme of its own.
            let theme = theme(dashboard.app.theme_shown());
            let styled = paper::styled(&drawn(&dashboard.app), &theme);
            assert_snapshot!(format!("{name}_over_{what}"), styled);
        }
    }
}

#[test]
fn picked_days_in_colour_and_without() {
    for name in [ThemeName::Dark, ThemeName::Mono] {
        let keys = "4 Up Shift-Left Shift-Up";
        assert_snapshot!(
            format!("{name}_days_picked"),
            styled(&theme(name), TABS, keys)
        );
    }
}
