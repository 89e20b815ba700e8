//! The ways into a range that need no mouse: the prompt with its preview and history, and the cursors of panels 3
//! and 4.

#[path = "support/dashboard.rs"]
mod dashboard;
#[path = "support/diary.rs"]
mod diary;
#[path = "support/kept.rs"]
mod kept;

use std::sync::LazyLock;

use bingetop::app::action::PanelNumber;
use bingetop::app::state::Overlay;
use bingetop::app::{App, Message};
use bingetop::domain::{Day, Window};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use dashboard::{Dashboard, LATER};
use kept::Kept;
use proptest::prelude::*;
use proptest::sample::select;
use rstest::rstest;

static YEAR: LazyLock<Kept> = LazyLock::new(diary::year);
static NEXT_DAY: LazyLock<Kept> = LazyLock::new(diary::year_and_a_day);
static EMPTY: LazyLock<Kept> = LazyLock::new(diary::empty);

const SIZE: (u16, u16) = (120, 36);

fn after(keys: &str) -> Dashboard<'static> {
    let mut dashboard = Dashboard::over(&YEAR, SIZE);
    dashboard.press(keys);
    dashboard
}

fn window(text: &str) -> Window {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let day = |text| Day::parse(text).expect("a day");
    Window::new(day(from), day(to)).expect("a window")
}

/// The days that the header names and those that the panels count are the same, and come with what they are compared
/// with.
fn says_whose_days_it_shows(app: &App) -> bool {
    let Some(answer) = app.answer() else {
        return true;
    };
    let question = app.shown_question().expect("it was asked");
    app.window() == Some(answer.frame.window)
        && question.window == answer.frame.window
        && app.view().map(|view| view.frame.window) == app.window()
}

fn shown(dashboard: &Dashboard) -> Window {
    assert!(says_whose_days_it_shows(&dashboard.app));
    dashboard.app.window().expect("the log has days")
}

fn typed(dashboard: &Dashboard) -> Option<String> {
    match &dashboard.app.overlay {
        Overlay::Prompt(_, prompt) => Some(prompt.input.value().to_owned()),
        _ => None,
    }
}

#[test]
fn the_panels_show_what_the_text_means_so_far() {
    let mut dashboard = after("");
    let before = shown(&dashboard);
    for (keys, days) in [
        ("d", None),
        ("2017", Some("2017-01-01..2017-12-31")),
        ("-", None),
        ("1", Some("2017-01-01..2017-01-31")),
        ("1", Some("2017-11-01..2017-11-30")),
        ("-", None),
        ("2", Some("2017-11-02")),
        ("3", Some("2017-11-23")),
        ("x", None),
        (
            "Backspace Backspace Backspace Backspace",
            Some("2017-11-01..2017-11-30"),
        ),
    ] {
        dashboard.press(keys);
        let days = days.map_or(before, window);
        assert_eq!(shown(&dashboard), days, "after {keys}");
    }
    dashboard.press("Enter");
    assert_eq!(dashboard.app.span.text(), "2017-11");
}

#[test]
fn a_pasted_range_is_shown_too() {
    let mut dashboard = after("d");
    dashboard.send(Message::Paste("2017-11".to_owned()));
    assert_eq!(shown(&dashboard), window("2017-11-01..2017-11-30"));
}

#[rstest]
#[case::esc("Esc")]
#[case::control_c("Ctrl-C")]
#[case::emptied("Backspace Backspace Backspace Backspace Backspace")]
#[case::emptied_and_taken("Backspace Backspace Backspace Backspace Enter")]
fn a_prompt_that_is_left_brings_the_range_before_back(#[case] keys: &str) {
    let mut dashboard = after("d18d Enter d2016");
    assert_eq!(shown(&dashboard), window("2016-01-01..2016-12-31"));
    dashboard.press(keys);
    assert_eq!(typed(&dashboard), None);
    assert_eq!(dashboard.app.span.text(), "18d");
    assert_eq!(shown(&dashboard), window("2017-11-23..2017-12-10"));
}

#[test]
fn the_header_names_the_days_of_the_panels_while_answers_are_awaited() {
    let mut dashboard = after("");
    let before = shown(&dashboard);
    dashboard.is_slow = true;
    dashboard.press("d7d");
    assert_eq!(shown(&dashboard), before, "the answer is not there yet");
    dashboard.answer();
    assert_eq!(shown(&dashboard), window("2017-12-04..2017-12-10"));
    dashboard.press("Esc");
    assert_eq!(shown(&dashboard), window("2017-12-04..2017-12-10"));
    dashboard.answer();
    assert_eq!(shown(&dashboard), before);
}

#[test]
fn a_preview_that_comes_after_esc_is_dropped() {
    let mut dashboard = after("");
    let before = shown(&dashboard);
    dashboard.is_slow = true;
    dashboard.press("d7d Esc");
    assert_eq!(
        dashboard.waiting.len(),
        2,
        "`7` means nothing, `7d` and Esc ask"
    );
    let restored = dashboard.waiting.pop();
    dashboard.answer();
    assert_eq!(shown(&dashboard), before);
    dashboard.waiting.extend(restored);
    dashboard.answer();
    assert_eq!(shown(&dashboard), before);
}

#[test]
fn a_text_that_means_the_same_days_asks_nothing() {
    let mut dashboard = after("");
    dashboard.is_slow = true;
    dashboard.press("d last Space 30 Space days Enter");
    assert_eq!(dashboard.waiting, []);
    assert_eq!(dashboard.app.span.text(), "last 30 days");
}

#[test]
fn a_preview_follows_a_log_that_grows() {
    let mut dashboard = after("d7d");
    dashboard.log = &NEXT_DAY;
    dashboard.load(LATER);
    assert_eq!(shown(&dashboard), window("2017-12-05..2017-12-11"));
    dashboard.press("Esc");
    assert_eq!(shown(&dashboard), window("2017-11-12..2017-12-11"));
}

#[test]
fn esc_gives_the_range_back_where_the_log_has_become_empty() {
    let mut dashboard = after("d7d");
    dashboard.log = &EMPTY;
    dashboard.load(LATER);
    dashboard.press("Esc");
    assert_eq!(dashboard.app.span.text(), "30d");
}

#[test]
fn arrows_walk_through_the_ranges_of_this_run() {
    let mut dashboard = after("d7d Enter d2017-11 Enter d7d Enter");
    let mut at = |keys: &str| {
        dashboard.press(keys);
        let text = typed(&dashboard).expect("a prompt");
        (text, shown(&dashboard).days())
    };
    assert_eq!(at("d2016"), ("2016".to_owned(), 366));
    assert_eq!(at("Up"), ("7d".to_owned(), 7), "the newest, and once");
    assert_eq!(at("Up"), ("2017-11".to_owned(), 30));
    assert_eq!(at("Up"), ("2017-11".to_owned(), 30), "the oldest stays");
    assert_eq!(at("Down"), ("7d".to_owned(), 7));
    assert_eq!(at("Down"), ("2016".to_owned(), 366), "what was typed");
    assert_eq!(at("Down"), ("2016".to_owned(), 366));
    assert_eq!(at("Up Up Backspace"), ("2017-1".to_owned(), 31));
    assert_eq!(
        at("Up"),
        ("7d".to_owned(), 7),
        "a changed line is a new one"
    );
    assert_eq!(at("Down"), ("2017-1".to_owned(), 31));
}

#[test]
fn a_paste_ends_the_walk_through_what_was_typed_before() {
    let mut dashboard = after("d2016-12 Enter d7d Enter d Up Up");
    assert_eq!(typed(&dashboard).as_deref(), Some("2016-12"));
    dashboard.send(Message::Paste("-24".to_owned()));
    assert_eq!(typed(&dashboard).as_deref(), Some("2016-12-24"));
    dashboard.press("Down");
    assert_eq!(
        typed(&dashboard).as_deref(),
        Some("2016-12-24"),
        "nothing newer is walked to"
    );
    dashboard.press("Up");
    assert_eq!(
        typed(&dashboard).as_deref(),
        Some("7d"),
        "the walk begins anew"
    );
}

#[test]
fn only_ranges_that_were_taken_are_remembered() {
    let mut dashboard = after("d7d Esc dnonsense Enter Esc d Enter [");
    assert!(dashboard.app.history.ranges.is_empty());
    dashboard.press("/7d Enter d Up");
    assert_eq!(typed(&dashboard).as_deref(), Some(""));
    dashboard.press("Esc / Up Down");
    assert_eq!(
        typed(&dashboard).as_deref(),
        Some("7d"),
        "filters have a history of their own"
    );
}

#[rstest]
#[case::first_move_picks_the_last_day_of_the_range("Up", "2017-12-10")]
#[case::a_day_up("Up k", "2017-12-09")]
#[case::a_day_down("Left Left Up Down j", "2017-12-04")]
#[case::out_of_the_log("Up Down Right j", "2017-12-10")]
#[case::a_week_back("Left Left", "2017-12-03")]
#[case::a_week_on("Left Left Left Right", "2017-12-03")]
#[case::a_month_back("PgUp PgUp", "2017-11-10")]
#[case::a_month_on("PgUp PgUp PgUp PgDn", "2017-11-10")]
#[case::from_the_range_in_the_past("[ Up", "2017-11-10")]
#[case::the_newest("g G", "2017-12-10")]
#[case::a_span("Left Shift-Left Shift-Up", "2017-12-02..2017-12-10")]
#[case::a_span_that_turned(
    "g Left Home Shift-Right Left G Shift-Down Shift-Up",
    "2017-12-09..2017-12-10"
)]
fn arrows_pick_days(#[case] keys: &str, #[case] days: &str) {
    let mut dashboard = after("4");
    dashboard.press(keys);
    assert_eq!(dashboard.app.day_cursor().days(), Some(window(days)));
    dashboard.press("Enter");
    assert_eq!(shown(&dashboard), window(days));
    assert_eq!(dashboard.app.page, None);
    let last = dashboard.app.day_cursor().days();
    assert_eq!(last.map(Window::days), Some(1), "the span is taken");
    dashboard.press("d Up");
    assert_eq!(typed(&dashboard), Some(window(days).to_string()));
}

#[test]
fn esc_drops_what_is_picked_before_anything_else_of_the_screen() {
    let mut dashboard = after("/a Enter 4 z Up Shift-Up Esc");
    assert_eq!(dashboard.app.day_cursor().days(), None);
    assert!(dashboard.app.is_zoomed);
    dashboard.press("l Up Esc");
    assert_eq!(dashboard.app.hour_cursor(), None);
    assert!(dashboard.app.is_zoomed);
    dashboard.press("Esc");
    assert!(!dashboard.app.is_zoomed);
    assert_eq!(dashboard.app.filter, "a");
}

#[test]
fn what_is_picked_waits_while_keys_go_elsewhere() {
    let mut dashboard = after("4 Up 1");
    assert_eq!(dashboard.app.day_cursor().days(), None);
    dashboard.press("Esc j Enter Up");
    assert_eq!(dashboard.app.day_cursor().days(), None);
    dashboard.press("Esc 4");
    let newest = window("2017-12-10");
    assert_eq!(dashboard.app.day_cursor().days(), Some(newest));
}

#[test]
fn with_nothing_picked_enter_opens_a_page() {
    assert!(after("4 Enter").app.page.is_some());
    assert!(after("4 l Enter").app.page.is_some());
}

#[test]
fn an_hour_of_the_week_is_picked_and_is_no_range() {
    let mut dashboard = after("4 l");
    let at = |dashboard: &Dashboard| dashboard.app.hour_cursor().map(|at| (at.weekday, at.hour));
    for (keys, hour) in [
        ("Down", (0, 0)),
        ("Down Right Right", (1, 2)),
        ("Left k", (0, 1)),
        ("G", (6, 23)),
        ("j Shift-Right PgDn", (6, 23)),
        ("g", (0, 0)),
    ] {
        dashboard.press(keys);
        assert_eq!(at(&dashboard), Some(hour), "after {keys}");
    }
    let before = shown(&dashboard);
    dashboard.press("Enter");
    assert_eq!((shown(&dashboard), dashboard.app.page), (before, None));
    assert!(dashboard.app.notice.is_some(), "it says why");
    dashboard.press("h");
    assert_eq!(at(&dashboard), None);
}

#[test]
fn nothing_is_picked_where_no_day_is_told() {
    // Too few viewers were active in these days.
    let mut dashboard = after("d2016-11-10 Enter 4");
    dashboard.press("Left Left");
    let is_told = dashboard
        .app
        .view()
        .is_some_and(|view| !view.calendar.is_empty());
    assert!(!is_told);
    assert_eq!(dashboard.app.day_cursor().days(), None);
    dashboard.press("x Left");
    assert!(dashboard.app.day_cursor().days().is_some());
    dashboard.press("x");
    let before = shown(&dashboard);
    dashboard.press("Enter Esc");
    assert_eq!(shown(&dashboard), before, "a hidden cursor takes nothing");
}

#[test]
fn a_day_stays_picked_while_the_log_grows_and_not_in_another() {
    let mut dashboard = after("4 Up Up");
    let picked = Some(window("2017-12-09"));
    dashboard.log = &NEXT_DAY;
    dashboard.load(LATER);
    assert_eq!(dashboard.app.day_cursor().days(), picked);
    dashboard.press("G");
    assert_eq!(
        dashboard.app.day_cursor().days(),
        Some(window("2017-12-11"))
    );
    dashboard.log = &YEAR;
    dashboard.load(LATER);
    assert_eq!(
        dashboard.app.day_cursor().days(),
        Some(window("2017-12-10"))
    );
    replace(&mut dashboard);
    assert_eq!(dashboard.app.day_cursor().days(), None);
}

/// Has another file take the log's place.
fn replace(dashboard: &mut Dashboard) {
    let loaded = dashboard::loaded(dashboard.log, LATER, true);
    dashboard.send(Message::Loaded(Box::new(loaded)));
}

#[test]
fn arrows_move_the_threshold_along_the_steps_that_are_shown() {
    let mut dashboard = after("++++++ 3");
    let frame = &dashboard.app.view().expect("answered").frame;
    let steps: Vec<u32> = frame
        .cohorts
        .by_streak
        .iter()
        .map(|step| step.at_least)
        .collect();
    let days = |dashboard: &Dashboard| dashboard.app.threshold.days();
    dashboard.press("g");
    assert_eq!(Some(&days(&dashboard)), steps.first());
    for step in &steps[1..] {
        dashboard.press("j");
        assert_eq!(days(&dashboard), *step);
        let answered = dashboard.app.answer().expect("answered").frame.threshold;
        assert_eq!(answered.days(), *step);
    }
    dashboard.is_slow = true;
    dashboard.press("Down G");
    assert_eq!(dashboard.waiting, [], "there is no further step");
    assert_eq!(Some(&days(&dashboard)), steps.last());
    dashboard.press("Up");
    assert_eq!(Some(&days(&dashboard)), steps.iter().nth_back(1));
}

#[test]
fn arrows_leave_the_threshold_where_no_steps_of_streaks_are_shown() {
    let dashboard = after("3 l j j l j k");
    assert_eq!(dashboard.app.threshold.days(), 3);
    let dashboard = after("d2016-11-10 Enter 3 j");
    assert_eq!(dashboard.app.threshold.days(), 3);
}

fn any_key() -> impl Strategy<Value = KeyEvent> {
    let arrows = [
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
    ];
    let others: Vec<char> = "d/xhljkgG1344zb[]{}-+0t27q.".chars().collect();
    let code = prop_oneof![
        4 => select(arrows.to_vec()),
        3 => select(others).prop_map(KeyCode::Char),
        1 => select(&[KeyCode::Enter, KeyCode::Esc, KeyCode::Backspace, KeyCode::Tab][..]),
    ];
    let modifiers = prop_oneof![
        3 => Just(KeyModifiers::NONE),
        1 => Just(KeyModifiers::SHIFT),
        1 => Just(KeyModifiers::CONTROL | KeyModifiers::SHIFT),
    ];
    (code, modifiers).prop_map(|(code, modifiers)| KeyEvent::new(code, modifiers))
}

#[derive(Debug, Clone)]
enum Event {
    Key(KeyEvent),
    Slow(bool),
    /// The log is read again: as it was, a day longer, or without a play.
    Loaded(u8),
    Replaced,
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        20 => any_key().prop_map(Event::Key),
        1 => any::<bool>().prop_map(Event::Slow),
        1 => (0..3_u8).prop_map(Event::Loaded),
        1 => Just(Event::Replaced),
    ]
}

/// What is picked are days of the log whose days are drawn.
fn picked_days_are_of_the_log(app: &App) -> Result<(), TestCaseError> {
    let (Some(known), Some(days)) = (app.known(), app.day_cursor().days()) else {
        return Ok(());
    };
    let log = known.facts.days.expect("it is not empty");
    prop_assert_eq!(log.intersection(days), Some(days));
    if let Some(view) = app.view().filter(|view| !view.calendar.is_empty()) {
        prop_assert_eq!(view.calendar[0].day, log.from());
        prop_assert_eq!(view.calendar.last().map(|day| day.day), Some(log.to()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_pressed_picked_days_are_of_the_log_and_the_header_agrees_with_the_panels(
        is_in_panel_four in any::<bool>(),
        events in proptest::collection::vec(any_event(), 0..40),
    ) {
        let mut dashboard = Dashboard::over(&YEAR, SIZE);
        dashboard.press(if is_in_panel_four { "4" } else { "d" });
        for event in events {
            match event {
                Event::Key(key) => {
                    dashboard.send(Message::Key(key));
                }
                Event::Slow(is_slow) => {
                    dashboard.is_slow = is_slow;
                    dashboard.answer();
                }
                Event::Loaded(which) => {
                    // Questions of the log before are not answered from the next.
                    dashboard.answer();
                    dashboard.log = [&*YEAR, &*NEXT_DAY, &*EMPTY][usize::from(which)];
                    dashboard.load(LATER);
                }
                Event::Replaced => {
                    dashboard.answer();
                    replace(&mut dashboard);
                }
            }
            prop_assert!(says_whose_days_it_shows(&dashboard.app));
            picked_days_are_of_the_log(&dashboard.app)?;
            if dashboard.app.day_cursor().days().is_some() {
                prop_assert_eq!(dashboard.app.focus, PanelNumber::Four);
            }
        }
    }
}

#[test]
fn the_plays_of_a_hidden_day_are_not_what_the_other_days_leave_of_the_range() {
    let counts = YEAR.whole_timeline();
    let is_small = |place: &usize| (1..10).contains(&counts[*place].viewers);
    let mut lone = 0;
    let mut dashboard = after("");
    for days in [2, 3, 5, 9] {
        let places = (0..counts.len() - days).filter(|first| {
            let small = (*first..first + days).filter(is_small);
            small.count() == 1
        });
        // Some of each length will do.
        for first in places.take(8) {
            let last = counts[first + days - 1].day;
            let range = Window::new(counts[first].day, last).expect("in order");
            dashboard.press("d");
            dashboard.send(Message::Paste(range.to_string()));
            dashboard.press("Enter");
            let view = dashboard.app.view().expect("answered");
            let inside = view.calendar.iter().filter(|day| range.contains(day.day));
            let hidden = inside.filter(|day| day.plays.exact().is_none()).count();
            assert_ne!(hidden, 1, "{range}");
            lone += usize::from(!view.calendar.is_empty());
        }
    }
    assert!(lone > 0, "the fixture has no range with one small day");
}
