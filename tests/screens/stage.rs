//! Present mode.

use bingetop::app::{App, Message};
use insta::assert_snapshot;

use super::{FULL, PANEL, TABS, YEAR, after, text};
use crate::dashboard::Dashboard;

#[test]
fn a_slide_at_each_size() {
    assert_snapshot!("full_slide", after(FULL, "P"));
    assert_snapshot!("full_slide_of_cohorts", after(FULL, "P Right Right"));
    assert_snapshot!("tabs_slide", after(TABS, "P Right Space"));
    assert_snapshot!("panel_slide", after(PANEL, "P Left"));
    assert_snapshot!("low_slide", after((30, 6), "P"));
    assert_snapshot!("wide_slide", after((200, 60), "P Right Right Right"));
}

/// What a user chose, and what of it shows.
fn state(app: &App) -> String {
    let chosen = (&app.span, app.levels, app.threshold, app.compare, app.focus);
    let places = (app.page, app.cohort_tab, app.calendar_tab, app.is_zoomed);
    format!(
        "{chosen:?} {places:?} {} {}",
        app.is_revealed, app.is_paused
    )
}

#[test]
fn the_end_is_where_the_beginning_was() {
    for keys in ["", "j", "2 jj Enter", "x 3 ll", "4 l z", "/har Enter"] {
        let mut dashboard = Dashboard::over(&YEAR, FULL);
        dashboard.press(keys);
        let before = (state(&dashboard.app), text(&dashboard));
        for end in ["Esc", "q", "P", "F11"] {
            dashboard.press("P Right j Space 7 x d");
            assert_ne!(text(&dashboard), before.1);
            dashboard.press(end);
            assert_eq!(
                (state(&dashboard.app), text(&dashboard)),
                before,
                "{keys} {end}"
            );
        }
    }
}

#[test]
fn any_other_key_holds_the_slide_and_nothing_more() {
    let mut dashboard = Dashboard::over(&YEAR, FULL);
    dashboard.press("P");
    let place = |dashboard: &Dashboard| dashboard.app.presentation.map(|stage| stage.place);
    dashboard.send(Message::SlideOver);
    assert_eq!(place(&dashboard), Some(1));
    dashboard.press("j");
    dashboard.send(Message::SlideOver);
    assert_eq!(place(&dashboard), Some(1), "held");
    dashboard.press("Space");
    for _ in 0..4 {
        dashboard.send(Message::SlideOver);
    }
    assert_eq!(place(&dashboard), Some(0), "after the last comes the first");
}

#[test]
fn what_was_revealed_is_hidden_while_people_look_on() {
    let revealed = after(FULL, "x /bee Enter 1");
    assert!(revealed.contains("exact"));
    let presented = after(FULL, "x /bee Enter 1 P");
    assert!(!presented.contains("exact"));
    assert!(!presented.contains("Bee Movie"), "{presented}");
    // That it is left out does not say that nobody played it.
    assert!(presented.contains("no crowd large enough"), "{presented}");
    assert!(after(FULL, "/bee Enter 2 P Right").contains("no crowd large enough"));
}

#[test]
fn numbers_above_a_thousand_have_three_digits() {
    let of = |keys| {
        let text = after(FULL, keys);
        let words = text.split(|c: char| !c.is_ascii_digit() && c != ',');
        let digits = words.map(|word| word.replace(',', ""));
        digits.filter(|digits| digits.len() > 3).collect::<Vec<_>>()
    };
    let is_rounded = |digits: &String| digits[3..].bytes().all(|digit| digit == b'0');
    // The first slide shows the same list.
    let (exact, presented) = (of("2 z"), of("P Right"));
    let years = |digits: &&String| !digits.starts_with("20");
    assert!(!exact.iter().filter(years).all(is_rounded), "{exact:?}");
    let presented: Vec<&String> = presented.iter().filter(years).collect();
    assert!(!presented.is_empty());
    assert!(presented.into_iter().all(is_rounded));
}
