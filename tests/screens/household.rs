//! One viewer of a household alone, and the list of them.

use std::sync::LazyLock;

use bingetop::app::state::Overlay;
use bingetop::app::{Effect, Message};
use bingetop::formats::record::Record;
use bingetop::ingest::options::Options;
use insta::assert_snapshot;

use super::{FULL, PANEL, TABS, YEAR, text};
use crate::dashboard::{Dashboard, LATER, loaded, setup};
use crate::diary::{self, LAST_DAY};
use crate::kept::Kept;

/// Who watches what: a name, a title, its show, and the days counted back from the last one.
type Habit = (
    &'static str,
    &'static str,
    Option<&'static str>,
    std::ops::RangeInclusive<i32>,
);

const HABITS: [Habit; 6] = [
    ("Anna", "A Christmas Prince", None, 0..=17),
    ("Anna", "Pilot", Some("Harbour"), 30..=33),
    ("Ben", "Pilot", Some("Harbour"), 0..=4),
    ("Ben", "Low Tide", Some("Harbour"), 2..=3),
    ("Chloë", "Low Tide", Some("Harbour"), 8..=9),
    ("Chloë", "A Christmas Prince", None, 200..=200),
];

static HOUSEHOLD: LazyLock<Kept> = LazyLock::new(|| {
    let records = HABITS.iter().flat_map(|(viewer, title, show, days)| {
        days.clone().map(move |back| Record {
            viewer: (*viewer).into(),
            title: (*title).into(),
            show: show.map(Into::into),
            start: i64::from(LAST_DAY.plus(-back).0) * 24 * 60 * 60 + 19 * 60 * 60,
            seconds: Some(5_400),
            ..Record::default()
        })
    });
    let options = Options {
        keep_names: true,
        ..Options::plain(chrono_tz::Europe::Rome, LATER)
    };
    diary::log_with(records, &options)
});

fn after(size: (u16, u16), keys: &str) -> Dashboard<'static> {
    let mut dashboard = Dashboard::over(&HOUSEHOLD, size);
    dashboard.press(keys);
    dashboard
}

/// Returns who is shown alone.
fn shown(dashboard: &Dashboard) -> Option<String> {
    let known = dashboard.app.known().expect("a log");
    known.facts.viewer.as_ref().map(ToString::to_string)
}

fn plays(dashboard: &Dashboard) -> u64 {
    dashboard.app.answer().expect("answered").frame.totals.plays
}

#[test]
fn a_key_shows_each_viewer_alone_and_then_everyone() {
    let mut dashboard = after(FULL, "");
    let everyone = text(&dashboard);
    let mut seen = Vec::new();
    for _ in 0..3 {
        dashboard.press("v");
        seen.push((shown(&dashboard).expect("a viewer"), plays(&dashboard)));
    }
    let expected = [("Anna", 18), ("Ben", 7), ("Chloë", 2)];
    assert_eq!(seen, expected.map(|(name, plays)| (name.to_owned(), plays)));
    dashboard.press("v");
    dashboard.app.notice = None;
    assert_eq!(shown(&dashboard), None);
    assert_eq!(text(&dashboard), everyone, "and nothing else has changed");
}

#[test]
fn the_screen_says_whose_plays_it_shows_at_every_size() {
    assert_snapshot!("full", text(&after(FULL, "v")));
    assert_snapshot!("tabs", text(&after(TABS, "v")));
    assert_snapshot!("panel", text(&after(PANEL, "v j")));
    for size in [
        FULL,
        TABS,
        PANEL,
        (100, 30),
        (60, 16),
        (30, 6),
        (40, 2),
        (20, 1),
    ] {
        let mut dashboard = after(size, "vv");
        dashboard.app.notice = None;
        let text = text(&dashboard);
        assert!(text.contains("Ben"), "{size:?}\n{text}");
    }
}

#[test]
fn the_list_says_what_each_viewer_did_and_shows_one() {
    assert_snapshot!("full_list", text(&after(FULL, "V j")));
    assert_snapshot!("tabs_list", text(&after(TABS, "V")));
    assert_snapshot!("panel_list", text(&after(PANEL, "V G")));
    let mut dashboard = after(FULL, "V j Enter");
    assert_eq!(shown(&dashboard).as_deref(), Some("Ben"));
    dashboard.press("V k k");
    let Overlay::Viewers(list) = &dashboard.app.overlay else {
        panic!("the list is of everyone again");
    };
    assert_eq!(list.table.as_ref().map(|table| table.rows.len()), Some(3));
    assert_eq!(shown(&dashboard).as_deref(), Some("Ben"));
    dashboard.press("Esc");
    assert!(matches!(dashboard.app.overlay, Overlay::None));
    dashboard.press("V V");
    assert!(matches!(dashboard.app.overlay, Overlay::None));
    assert_eq!(dashboard.press("V q"), [], "q closes the list");
}

#[test]
fn the_list_is_of_the_days_on_the_screen() {
    let rows = |keys: &str| {
        let dashboard = after(FULL, keys);
        let Overlay::Viewers(list) = &dashboard.app.overlay else {
            panic!("no list");
        };
        let table = list.table.as_ref().expect("answered");
        let rows = table.rows.iter();
        rows.map(|row| (row.name.to_string(), row.plays, row.best, row.running))
            .collect::<Vec<_>>()
    };
    let row = |name: &str, plays, best, running| (name.to_owned(), plays, best, running);
    assert_eq!(
        rows("V"),
        [
            row("Anna", 18, 18, 18),
            row("Ben", 7, 5, 5),
            row("Chloë", 2, 2, 0)
        ]
    );
    assert_eq!(
        rows("d7d Enter V"),
        [row("Anna", 7, 7, 7), row("Ben", 7, 5, 5)]
    );
}

#[test]
fn a_viewer_is_shown_by_name() {
    let mut dashboard = after(FULL, ": viewer Space chl Enter");
    assert_eq!(shown(&dashboard).as_deref(), Some("Chloë"));
    dashboard.press(": viewer Space everyone Enter");
    assert_eq!(shown(&dashboard), None);
    dashboard.press(": viewer Space Dora Enter");
    let screen = text(&dashboard);
    assert!(
        screen.contains("the log has no viewer named \"Dora\""),
        "{screen}"
    );
}

#[test]
fn what_is_selected_and_open_stays_and_is_the_viewer_s() {
    let mut dashboard = after(FULL, "j Enter");
    let page = dashboard.app.page;
    let all = plays(&dashboard);
    dashboard.press("v");
    assert_eq!(dashboard.app.page, page);
    assert!(plays(&dashboard) < all);
    assert_snapshot!("full_page", text(&dashboard));
}

#[test]
fn nobody_is_put_on_a_wall() {
    let mut dashboard = after(FULL, "");
    dashboard.press("P");
    let wall = text(&dashboard);
    let mut dashboard = after(FULL, "v");
    dashboard.is_slow = true;
    dashboard.press("P");
    assert!(!text(&dashboard).contains("Anna"), "not for a moment");
    assert!(!text(&dashboard).contains("18"), "nor what Anna did");
    dashboard.is_slow = false;
    dashboard.answer();
    assert_eq!(text(&dashboard), wall);
    dashboard.press("P");
    assert_eq!(shown(&dashboard).as_deref(), Some("Anna"), "as before");
}

#[test]
fn a_log_of_many_says_that_it_is_no_household_s() {
    for keys in ["v", "V", ": viewer Space Anna Enter"] {
        let mut dashboard = Dashboard::over(&YEAR, FULL);
        assert_eq!(dashboard.press(keys), [] as [Effect; 0]);
        let screen = text(&dashboard);
        assert!(
            screen.contains("the log has 130 viewers"),
            "{keys}: {screen}"
        );
        assert_eq!(shown(&dashboard), None);
    }
}

#[test]
fn the_view_outlives_a_refresh_and_not_another_log() {
    let mut dashboard = after(FULL, "v");
    dashboard.load(LATER);
    assert_eq!(shown(&dashboard).as_deref(), Some("Anna"));
    assert_eq!(plays(&dashboard), 18);
    let replaced = loaded(&YEAR, LATER, true);
    dashboard.log = &YEAR;
    dashboard.send(Message::Loaded(Box::new(replaced)));
    assert_eq!(shown(&dashboard), None);
}

#[test]
fn it_opens_on_the_viewer_who_is_asked_for() {
    let mut setup = setup();
    let known = loaded(&HOUSEHOLD, LATER, false);
    setup.start.viewer = known
        .viewers
        .ok()
        .and_then(|viewers| viewers.get(1).cloned());
    let mut dashboard = Dashboard::reading(setup, &HOUSEHOLD, FULL);
    dashboard.load(LATER);
    assert_eq!(shown(&dashboard).as_deref(), Some("Ben"));
    assert_eq!(plays(&dashboard), 7);
}
