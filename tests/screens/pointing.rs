//! What a mouse does: it chooses what is drawn where it points.

use bingetop::app::action::PanelNumber;
use bingetop::app::command::Context;
use bingetop::app::message::Effect;
use bingetop::app::pointer::{Gesture, Pointer, Target};
use bingetop::app::sort::{RewatchedColumn, Sort, StreakColumn};
use bingetop::app::state::Overlay;
use bingetop::app::tabs::{CalendarTab, CohortTab};
use bingetop::app::{Action, Message};
use bingetop::domain::Window;
use bingetop::ui::target;
use rstest::rstest;

use super::{FULL, PANEL, TABS, YEAR, drawn, text};
use crate::dashboard::{Dashboard, LATER};
use unicode_width::UnicodeWidthStr as _;

const WIDE: (u16, u16) = (200, 60);

fn dashboard(size: (u16, u16), keys: &str) -> Dashboard<'static> {
    let mut dashboard = Dashboard::over(&YEAR, size);
    dashboard.press(keys);
    dashboard
}

fn point(dashboard: &mut Dashboard, gesture: Gesture, at: (u16, u16)) -> Vec<Effect> {
    let target = target(&dashboard.app, at);
    dashboard.send(Message::Pointed(Pointer {
        gesture,
        at,
        target,
    }))
}

fn click(dashboard: &mut Dashboard, at: (u16, u16)) -> Vec<Effect> {
    let mut effects = point(dashboard, Gesture::Press, at);
    effects.extend(point(dashboard, Gesture::Release, at));
    effects
}

/// Returns the first cell of some words on the screen.
fn cell_of(dashboard: &Dashboard, words: &str) -> (u16, u16) {
    let text = text(dashboard);
    for (y, line) in (0..).zip(text.lines()) {
        if let Some(place) = line.find(words) {
            let cells = line[..place].width();
            return (u16::try_from(cells).expect("a column"), y);
        }
    }
    panic!("`{words}` is not on the screen:\n{text}");
}

fn click_on(dashboard: &mut Dashboard, words: &str) -> Vec<Effect> {
    let at = cell_of(dashboard, words);
    click(dashboard, at)
}

/// Clicks on words, and returns what the screen shows then.
fn after_click(size: (u16, u16), keys: &str, words: &str) -> Dashboard<'static> {
    let mut dashboard = dashboard(size, keys);
    click_on(&mut dashboard, words);
    dashboard
}

#[rstest]
#[case::full(FULL)]
#[case::tabs(TABS)]
#[case::panel(PANEL)]
#[case::wide(WIDE)]
fn a_click_selects_a_row_and_another_opens_it(#[case] size: (u16, u16)) {
    let mut by_keys = dashboard(size, "j j");
    let mut by_mouse = dashboard(size, "");
    let row = cell_of(&by_mouse, "The Quiet");
    click(&mut by_mouse, row);
    assert_eq!(text(&by_mouse), text(&by_keys));
    by_keys.press("Enter");
    click(&mut by_mouse, row);
    assert!(by_mouse.app.page.is_some());
    assert_eq!(text(&by_mouse), text(&by_keys));
}

#[test]
fn every_row_of_a_scrolled_list_is_the_one_that_is_drawn() {
    for size in [FULL, TABS, PANEL, WIDE] {
        for keys in ["2 PgDn PgDn", "PgDn"] {
            let dashboard = dashboard(size, keys);
            let frame = &dashboard.app.view().expect("an answer").frame;
            let lines: Vec<String> = text(&dashboard).lines().map(str::to_owned).collect();
            let mut rows = 0;
            for y in 0..size.1 {
                for x in 0..size.0 {
                    let (items, id) = match target(&dashboard.app, (x, y)) {
                        Some(Target::Row(PanelNumber::One, place)) => {
                            (&frame.streak_items, frame.streaks[place].item)
                        }
                        Some(Target::Row(PanelNumber::Two, place)) => {
                            (&frame.rewatched_items, frame.rewatched[place].item)
                        }
                        _ => continue,
                    };
                    let name: String = items.name(id).name.chars().take(8).collect();
                    let line = &lines[usize::from(y)];
                    assert!(line.contains(&name), "{name} at {x},{y}: {line}");
                    rows += 1;
                }
            }
            assert!(rows > 100, "{size:?} {keys}: {rows}");
        }
    }
}

#[test]
fn a_click_on_a_heading_sorts_by_it_and_another_the_other_way_round() {
    for size in [WIDE, (160, 40)] {
        let mut dashboard = after_click(size, "", "Longest");
        assert_eq!(dashboard.app.streak_sort, Sort::by(StreakColumn::Longest));
        click_on(&mut dashboard, "Longest");
        let reversed = Sort::by(StreakColumn::Longest).reversed();
        assert_eq!(dashboard.app.streak_sort, reversed);
        click_on(&mut dashboard, "Again");
        let by = Sort::by(RewatchedColumn::Rewatchers);
        assert_eq!(dashboard.app.rewatched_sort, by);
        assert_eq!(dashboard.app.focus, PanelNumber::Two);
        click_on(&mut dashboard, "Title");
        assert_eq!(
            dashboard.app.rewatched_sort,
            Sort::by(RewatchedColumn::Name)
        );
    }
    let dashboard = after_click(TABS, "2", "Plays");
    assert_eq!(
        dashboard.app.rewatched_sort,
        Sort::by(RewatchedColumn::Rewatches),
        "the first word of that kind is a figure"
    );
}

#[test]
fn a_click_on_a_preset_takes_it() {
    for (words, span) in [(" 7d ", "7d"), (" 90d ", "90d"), (" all ", "all")] {
        let dashboard = after_click(FULL, "", words);
        assert_eq!(dashboard.app.span.text(), span);
    }
    let dashboard = after_click(FULL, "", "dates");
    assert!(matches!(dashboard.app.overlay, Overlay::Prompt(..)));
}

#[test]
fn a_click_on_a_tab_shows_it() {
    let dashboard = after_click(FULL, "", "[streak] plays week");
    assert_eq!(dashboard.app.focus, PanelNumber::Three);
    let dashboard = after_click(FULL, "3 l", "streak [plays] week");
    assert_eq!(dashboard.app.cohort_tab, CohortTab::Streak);
    let dashboard = after_click(FULL, "", "hours ╮");
    assert_eq!(dashboard.app.calendar_tab, CalendarTab::Hours);
    assert_eq!(dashboard.app.focus, PanelNumber::Four);
    let dashboard = after_click(TABS, "", "3 Cohorts");
    assert_eq!(dashboard.app.focus, PanelNumber::Three);
    let dashboard = after_click(TABS, "Enter", "3 Cohorts");
    assert_eq!(dashboard.app.page_part, PanelNumber::Three);
}

#[test]
fn a_click_on_a_step_of_the_ladder_counts_from_it_on() {
    for size in [FULL, WIDE] {
        let dashboard = after_click(size, "", "≥   5 days");
        assert_eq!(dashboard.app.threshold.days(), 5);
    }
    let dashboard = after_click(FULL, "3 l", "≥  10 plays");
    assert_eq!(dashboard.app.threshold.days(), 3, "plays are no days");
}

/// Clicks on every key of a footer mean its command.
#[test]
fn a_click_on_a_key_or_its_word_does_what_the_key_does() {
    for (size, keys, context) in [
        (WIDE, "", Context::List),
        (FULL, "3", Context::Cohorts),
        (TABS, "Enter", Context::Page),
        (FULL, "d", Context::Prompt),
    ] {
        let dashboard = dashboard(size, keys);
        assert_eq!(dashboard.app.context(), context);
        let text = text(&dashboard);
        let footer = text.lines().last().expect("a footer");
        let mut found = Vec::new();
        for (x, letter) in (0..).zip(footer.chars()) {
            match target(&dashboard.app, (x, size.1 - 1)) {
                Some(Target::Command(command)) => {
                    if found.last() != Some(&command.name) {
                        found.push(command.name);
                    }
                    let bindings = &dashboard.app.setup.bindings;
                    let keys = bindings.spelled(command);
                    let word = command.footer.expect("it is there").1;
                    let is_of_it = keys.contains(letter) || word.contains(letter);
                    assert!(is_of_it, "`{letter}` at {x} of {footer}");
                }
                Some(other) => panic!("{other:?} in a footer"),
                None => assert_eq!(letter, ' ', "{footer}"),
            }
        }
        assert!(found.len() > 2, "{footer}: {found:?}");
    }
    let mut dashboard = dashboard(WIDE, "");
    click_on(&mut dashboard, "compare");
    let by_keys = self::dashboard(WIDE, "c");
    assert_eq!(dashboard.app.compare, by_keys.app.compare);
    assert!(click_on(&mut dashboard, "quit").contains(&Effect::Quit));
}

#[test]
fn a_day_that_is_clicked_is_picked_where_it_is_drawn() {
    for size in [FULL, TABS, WIDE] {
        let mut dashboard = dashboard(size, "4");
        let mut days = 0;
        for y in 0..size.1 {
            for x in 0..size.0 {
                let Some(Target::Day(day)) = target(&dashboard.app, (x, y)) else {
                    continue;
                };
                click(&mut dashboard, (x, y));
                assert_eq!(dashboard.app.day_cursor().day(), Some(day));
                let buf = drawn(&dashboard.app);
                let is_marked = |x: u16| buf[(x, y)].symbol() == "▶";
                assert!(is_marked(x) || is_marked(x - 1), "{day} at {x},{y}");
                days += 1;
            }
        }
        assert!(days > 300, "{size:?}: {days}");
    }
}

#[test]
fn days_of_the_calendar_are_dragged_over_and_taken() {
    let mut dashboard = dashboard(FULL, "4");
    let (column, row) = cell_of(&dashboard, "Wed");
    let (from, to) = ((column + 40, row), (column + 44, row - 1));
    let days = [from, to].map(|at| match target(&dashboard.app, at) {
        Some(Target::Day(day)) => day,
        other => panic!("{other:?}"),
    });
    point(&mut dashboard, Gesture::Press, from);
    point(&mut dashboard, Gesture::Drag, to);
    assert_eq!(dashboard.app.span.text(), "30d", "not taken yet");
    point(&mut dashboard, Gesture::Release, to);
    let days = Window::new(days[0], days[1]).expect("a window");
    assert_eq!(dashboard.app.span.text(), days.to_string());
}

#[test]
fn an_hour_that_is_clicked_is_picked_where_it_is_drawn() {
    for (size, keys) in [(FULL, "4 l"), (TABS, "4 l"), (WIDE, "")] {
        let mut dashboard = dashboard(size, keys);
        let mut hours = Vec::new();
        for y in 0..size.1 {
            for x in 0..size.0 {
                let Some(Target::Hour(hour)) = target(&dashboard.app, (x, y)) else {
                    continue;
                };
                if hours.contains(&(hour.weekday, hour.hour)) {
                    continue;
                }
                click(&mut dashboard, (x, y));
                assert_eq!(dashboard.app.hour_cursor(), Some(hour));
                let mark = drawn(&dashboard.app)[(x, y)].symbol().to_owned();
                assert_eq!(mark, "▶", "{hour:?} at {x},{y}");
                hours.push((hour.weekday, hour.hour));
            }
        }
        assert_eq!(hours.len(), 7 * 24, "{size:?}");
    }
}

/// The panels follow while the button is down; the range is that of the columns dragged over.
#[rstest]
#[case::full(FULL, 3)]
#[case::wide(WIDE, 3)]
fn a_range_is_dragged_over_the_timeline(#[case] size: (u16, u16), #[case] y: u16) {
    let mut dashboard = dashboard(size, "");
    let mut asked = dashboard.app.span.clone();
    for (from, to) in [(20, 40), (40, 20), (1, size.0 - 2), (70, 71)] {
        point(&mut dashboard, Gesture::Press, (from, y));
        assert_eq!(dashboard.app.span, asked, "a press alone takes nothing");
        point(&mut dashboard, Gesture::Drag, (u16::midpoint(from, to), y));
        point(&mut dashboard, Gesture::Drag, (to, y));
        asked = dashboard.app.span.clone();
        point(&mut dashboard, Gesture::Release, (to, y));
        assert_eq!(dashboard.app.span, asked);
        assert_eq!(
            dashboard.app.history.ranges.last().map(String::as_str),
            Some(asked.text())
        );
        let scale = text(&dashboard);
        let scale = scale.lines().nth(4).expect("a scale");
        let marked: Vec<usize> = (0..)
            .zip(scale.chars())
            .filter_map(|(x, symbol)| (symbol == '━').then_some(x))
            .collect();
        let (first, last) = (from.min(to), from.max(to));
        assert_eq!(marked.first(), Some(&usize::from(first)), "{scale}");
        assert_eq!(marked.last(), Some(&usize::from(last)), "{scale}");
    }
    click(&mut dashboard, (30, y));
    assert_eq!(dashboard.app.span, asked);
    let notice = dashboard.app.notice.as_deref();
    assert_eq!(notice, Some("drag over the days that you want"));
}

#[test]
fn a_drag_is_over_where_the_button_went_up_or_the_mouse_left_the_timeline() {
    let mut dashboard = dashboard(FULL, "");
    point(&mut dashboard, Gesture::Press, (30, 3));
    point(&mut dashboard, Gesture::Drag, (40, 3));
    let dragged = dashboard.app.span.clone();
    point(&mut dashboard, Gesture::Drag, (50, 20));
    assert_eq!(dashboard.app.span, dragged, "not over a panel");
    point(&mut dashboard, Gesture::Release, (50, 20));
    point(&mut dashboard, Gesture::Drag, (60, 3));
    assert_eq!(dashboard.app.span, dragged);
}

#[test]
fn the_wheel_moves_by_a_row_in_the_panel_it_turns_over() {
    let mut dashboard = dashboard(FULL, "");
    let at = cell_of(&dashboard, "2 Top rewatched");
    point(&mut dashboard, Gesture::WheelDown, at);
    point(&mut dashboard, Gesture::WheelDown, at);
    assert_eq!(text(&dashboard), text(&self::dashboard(FULL, "2 j j")));
    point(&mut dashboard, Gesture::WheelUp, at);
    assert_eq!(text(&dashboard), text(&self::dashboard(FULL, "2 j j k")));
    point(&mut dashboard, Gesture::WheelDown, (3, 3));
    assert_eq!(text(&dashboard), text(&self::dashboard(FULL, "2 j j k")));
    let mut help = self::dashboard(TABS, "?");
    point(&mut help, Gesture::WheelDown, (10, 10));
    assert_eq!(text(&help), text(&self::dashboard(TABS, "? j")));
}

#[test]
fn what_covers_the_panels_is_not_clicked_through() {
    for keys in ["?", "d", ":"] {
        let mut dashboard = dashboard(FULL, keys);
        let before = text(&dashboard);
        for y in 0..FULL.1 - 1 {
            for x in [2, 30, 60, 100] {
                assert_eq!(target(&dashboard.app, (x, y)), None);
                click(&mut dashboard, (x, y));
            }
        }
        assert_eq!(text(&dashboard), before);
    }
    let mut dashboard = dashboard(FULL, "P");
    assert_eq!(target(&dashboard.app, (10, 10)), None);
    click(&mut dashboard, (10, 10));
    assert!(dashboard.app.presentation.expect("a slide").is_held);
}

#[test]
fn nothing_is_pointed_at_where_there_is_nothing() {
    let mut reading = Dashboard::reading(crate::dashboard::setup(), &YEAR, FULL);
    for at in [(0, 0), (10, 3), (40, 20), (119, 35), (500, 500)] {
        click(&mut reading, at);
        point(&mut reading, Gesture::WheelDown, at);
    }
    reading.load(LATER);
    assert_eq!(text(&reading), text(&dashboard(FULL, "")));
    let line = dashboard((40, 2), "");
    assert_eq!(target(&line.app, (3, 0)), None);
}

#[test]
fn the_mouse_is_left_to_the_terminal_by_a_key() {
    let mut dashboard = dashboard(FULL, "");
    assert!(dashboard.app.mouse.is_taken);
    dashboard.press("m");
    assert!(!dashboard.app.mouse.is_taken);
    let notice = dashboard.app.notice.as_deref();
    assert_eq!(notice, Some("the mouse is the terminal's"));
    assert_eq!(
        dashboard.app.setup.bindings.key_of(Action::Mouse),
        "m",
        "said in help"
    );
}
