//! A log of which there are cubes alone.

use std::sync::LazyLock;

use bingetop::app::tabs::PlaysTab;
use insta::assert_snapshot;

use super::{FULL, TABS, YEAR, text};
use crate::dashboard::Dashboard;
use crate::kept::Kept;
use crate::reduced::reduced_of;

/// The year, reduced.
static REDUCED: LazyLock<Kept> = LazyLock::new(|| {
    let (folder, conn) = YEAR.with(|_, conn| reduced_of(conn));
    Kept::new(conn, Some(folder))
});

fn after(size: (u16, u16), keys: &str) -> String {
    let mut dashboard = Dashboard::over(&REDUCED, size);
    dashboard.press(keys);
    text(&dashboard)
}

#[test]
fn the_page_of_a_film() {
    assert_snapshot!("reduced_full_film", after(FULL, "Enter"));
    assert_snapshot!("reduced_full_film_revealed", after(FULL, "x 2 Enter"));
}

#[test]
fn the_page_of_a_series() {
    assert_snapshot!(
        "reduced_tabs_series_titles",
        after(TABS, "+ /quiet Enter Enter 2 l")
    );
}

#[test]
fn tabs_that_take_rows_are_not_there() {
    let mut dashboard = Dashboard::over(&REDUCED, FULL);
    dashboard.press("/harbour Enter Enter 2");
    for tab in [PlaysTab::Episodes, PlaysTab::Viewers] {
        dashboard.press("l");
        assert_eq!(dashboard.app.plays_tab, tab);
        let screen = text(&dashboard);
        assert!(
            !screen.contains("sittings") && !screen.contains("also"),
            "{screen}"
        );
    }
}

#[test]
fn what_is_presented_has_no_page() {
    let mut dashboard = Dashboard::over(&REDUCED, FULL);
    dashboard.press("Enter P");
    assert!(text(&dashboard).contains("reduced"), "{}", text(&dashboard));
}
