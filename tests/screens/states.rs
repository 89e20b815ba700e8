//! What the screen says when all is not as usual.

use bingetop::app::Message;
use bingetop::domain::Day;
use insta::assert_snapshot;

use super::{FULL, PANEL, TABS, YEAR, after, diary, text};
use crate::dashboard::{Dashboard, LATER, setup};

const SIZES: [(u16, u16, &str); 2] = [(FULL.0, FULL.1, "full"), (PANEL.0, PANEL.1, "panel")];

#[test]
fn the_preset_in_brackets_is_that_of_the_days_on_the_screen() {
    let mut dashboard = Dashboard::over(&YEAR, FULL);
    assert!(text(&dashboard).contains("[30d]"));
    dashboard.is_slow = true;
    dashboard.press("-");
    let awaited = text(&dashboard);
    assert!(awaited.contains("30 days"), "{awaited}");
    assert!(
        !awaited.contains("[18d]") && !awaited.contains("[30d]"),
        "{awaited}"
    );
    dashboard.is_slow = false;
    dashboard.answer();
    let answered = text(&dashboard);
    assert!(
        answered.contains("18 days") && answered.contains("[18d]"),
        "{answered}"
    );
}

#[test]
fn a_log_being_read() {
    for (columns, rows, tier) in SIZES {
        let dashboard = Dashboard::reading(setup(), &YEAR, (columns, rows));
        assert_snapshot!(format!("{tier}_reading"), text(&dashboard));
    }
}

#[test]
fn a_log_that_cannot_be_read() {
    for (columns, rows, tier) in SIZES {
        let mut dashboard = Dashboard::reading(setup(), &YEAR, (columns, rows));
        dashboard.send(Message::Failed("the file is not a play log".to_owned()));
        assert_snapshot!(format!("{tier}_broken"), text(&dashboard));
    }
}

#[test]
fn a_log_without_plays() {
    let log = diary::empty();
    for (columns, rows, tier) in SIZES {
        let dashboard = Dashboard::over(&log, (columns, rows));
        assert_snapshot!(format!("{tier}_empty_log"), text(&dashboard));
    }
}

#[test]
fn a_window_without_plays() {
    let mut dashboard = Dashboard::over(&YEAR, FULL);
    dashboard.app.setup.now = Some(Day(17_900));
    dashboard.load(LATER);
    assert_snapshot!("full_empty_window", text(&dashboard));
    dashboard.send(Message::Resized(TABS.0, TABS.1));
    assert_snapshot!("tabs_empty_window", text(&dashboard));
    dashboard.press("3 l");
    dashboard.send(Message::Resized(PANEL.0, PANEL.1));
    assert_snapshot!("panel_empty_window", text(&dashboard));
}

#[test]
fn a_filter_that_nothing_matches() {
    assert_snapshot!(
        "full_no_match",
        after(FULL, "/nothing Space like Space it Enter")
    );
    assert_snapshot!("tabs_no_match", after(TABS, "/nothing Enter"));
}

#[test]
fn a_log_that_can_no_longer_be_read() {
    let mut dashboard = Dashboard::over(&YEAR, FULL);
    dashboard.send(Message::Failed("plays.db: no such file".to_owned()));
    assert_snapshot!("full_trouble", text(&dashboard));
    dashboard.send(Message::Resized(PANEL.0, PANEL.1));
    assert_snapshot!("panel_trouble", text(&dashboard));
}

#[test]
fn how_fresh_the_log_is() {
    let header = |keys: &str, refresh| {
        let mut dashboard = Dashboard::over(&YEAR, FULL);
        dashboard.app.setup.refresh = refresh;
        dashboard.press(keys);
        let text = text(&dashboard);
        text.lines().next().unwrap_or_default().to_owned()
    };
    let every = |milliseconds| Some(std::time::Duration::from_millis(milliseconds));
    let headers = [
        header("", every(5_000)),
        header("", every(500)),
        header("", every(120_000)),
        header("p", every(5_000)),
        header("", None),
        header("p", None),
    ];
    assert_snapshot!("freshness", headers.join("\n"));
}

#[test]
fn comparisons() {
    assert_snapshot!("full_compared_with_last_year", after(FULL, "c"));
    assert_snapshot!("full_compared_with_nothing", after(FULL, "cc"));
    assert_snapshot!("full_no_earlier_days", after(FULL, "d2016-11 Enter"));
}

#[test]
fn an_unfinished_day() {
    let mut dashboard = Dashboard::reading(setup(), &YEAR, FULL);
    dashboard.load(LATER - 2 * 24 * 60 * 60);
    dashboard.press("3 ll");
    assert_snapshot!("full_unfinished", text(&dashboard));
}

#[test]
fn a_range_of_the_past() {
    assert_snapshot!("full_past", after(FULL, "d2017-06 Enter"));
}

#[test]
fn the_footer_says_what_was_just_done() {
    let footer = |keys: &str| {
        let text = after(FULL, keys);
        text.lines().last().unwrap_or_default().to_owned()
    };
    let footers = [
        footer("r"),
        footer("}"),
        footer("18"),
        footer("]"),
        footer("+++++["),
    ];
    assert_snapshot!("footers", footers.join("\n"));
}

#[test]
fn a_new_day() {
    let log = diary::year_and_a_day();
    let mut dashboard = Dashboard::over(&YEAR, FULL);
    dashboard.press("jj");
    dashboard.log = &log;
    dashboard.load(LATER);
    assert_snapshot!("full_new_day", text(&dashboard));
}
