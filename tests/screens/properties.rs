//! What holds for every size and whatever keys are pressed.

use std::sync::Arc;

use bingetop::app::message::Answer;
use bingetop::app::pointer::{Gesture, Pointer};
use bingetop::app::state::Overlay;
use bingetop::app::{App, Message, ThemeName};
use bingetop::domain::format::{change_in_short, short, thousands};
use bingetop::ui::cell::resolve;
use bingetop::ui::role::{Ground, Role};
use bingetop::ui::{Depth, Theme, target};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;
use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::Rect;
use ratatui::style::Color;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::{YEAR, drawn, paper};
use crate::dashboard::{Dashboard, LATER};

type Checked = Result<(), TestCaseError>;

/// Something that happens to a dashboard.
#[derive(Debug, Clone)]
enum Event {
    Key(KeyEvent),
    Paste(&'static str),
    Resized(u16, u16),
    /// The log was read again, so many seconds after the last time.
    Loaded(i64),
    Failed(&'static str),
    /// Questions wait from now on, or no longer.
    Slow(bool),
    /// A mouse does something somewhere.
    Pointed(Gesture, u16, u16),
    /// A line is typed into the palette, and perhaps taken.
    Command(&'static str),
}

const TEXTS: [&str; 6] = [
    "2017-11",
    "since may 2017",
    "harbour",
    "لا لا",
    "\u{202e}evil\u{1b}[31m\n日本",
    "a filter so long that it does not fit anywhere on a screen of the usual size, not even twice",
];

const COMMANDS: [&str; 12] = [
    ": range Space last Space week Enter",
    ": range Space 2017-11-",
    ": streak Space 18 Enter",
    ": sort Space hours Enter",
    ": sort Space longest Enter",
    ": panel Space 4 Enter",
    ": compare Space off Enter",
    ": title Space harbour Enter",
    ": title Space 日本 Enter",
    ": filter Space ~hrbr Enter",
    ": so Down Tab",
    ": Up Up Down Tab Enter",
];

fn key() -> impl Strategy<Value = KeyEvent> {
    let named = select(
        &[
            KeyCode::Enter,
            KeyCode::Esc,
            KeyCode::Tab,
            KeyCode::BackTab,
            KeyCode::Backspace,
            KeyCode::Delete,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::PageUp,
            KeyCode::PageDown,
            KeyCode::Home,
            KeyCode::End,
            KeyCode::F(1),
            KeyCode::F(12),
        ][..],
    );
    let letters: Vec<char> = "?/:~d[]{}-+0tc<>bsSxkjhlgGnN1234zrpqTyYPCVv"
        .chars()
        .collect();
    let odd = select(&['é', '日', '\u{202e}', '\u{1b}', '\u{301}', ' ', '9', '.'][..]);
    let code = prop_oneof![
        5 => select(letters).prop_map(KeyCode::Char),
        3 => named,
        1 => odd.prop_map(KeyCode::Char),
    ];
    let modifiers = prop_oneof![
        9 => Just(KeyModifiers::NONE),
        1 => Just(KeyModifiers::CONTROL),
    ];
    (code, modifiers).prop_map(|(code, modifiers)| KeyEvent::new(code, modifiers))
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        2 => (0..=250_u16, 0..=80_u16),
        1 => (100..=180_u16, 28..=50_u16),
        1 => (60..=100_u16, 16..=30_u16),
        1 => (20..=64_u16, 4..=18_u16),
    ]
}

fn gesture() -> impl Strategy<Value = Gesture> {
    use Gesture::{Drag, Press, Release, WheelDown, WheelUp};
    select(&[Press, Press, Drag, Release, WheelDown, WheelUp][..])
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        24 => key().prop_map(Event::Key),
        2 => select(&TEXTS[..]).prop_map(Event::Paste),
        2 => size().prop_map(|(columns, rows)| Event::Resized(columns, rows)),
        1 => select(&[LATER, LATER - 2 * 24 * 60 * 60][..]).prop_map(Event::Loaded),
        1 => select(&["no such file: \u{202e}db.\u{1b}]0;", "the disk\nis gone"][..])
            .prop_map(Event::Failed),
        1 => any::<bool>().prop_map(Event::Slow),
        2 => select(&COMMANDS[..]).prop_map(Event::Command),
        6 => (gesture(), 0..=250_u16, 0..=80_u16).prop_map(|(gesture, x, y)| Event::Pointed(gesture, x, y)),
    ]
}

fn happen(dashboard: &mut Dashboard, event: &Event) {
    match *event {
        Event::Key(key) => {
            dashboard.send(Message::Key(key));
        }
        Event::Command(keys) => {
            dashboard.press(keys);
        }
        Event::Pointed(gesture, x, y) => {
            // Somewhere on the screen, mostly.
            let (columns, rows) = dashboard.app.size;
            let at = (x % (columns + 2), y % (rows + 2));
            let target = target(&dashboard.app, at);
            dashboard.send(Message::Pointed(Pointer {
                gesture,
                at,
                target,
            }));
        }
        Event::Paste(text) => {
            dashboard.send(Message::Paste(text.to_owned()));
        }
        Event::Resized(columns, rows) => {
            dashboard.send(Message::Resized(columns, rows));
        }
        Event::Loaded(now) => dashboard.load(now),
        Event::Failed(reason) => {
            dashboard.send(Message::Failed(reason.to_owned()));
        }
        Event::Slow(is_slow) => {
            dashboard.is_slow = is_slow;
            dashboard.answer();
        }
    }
}

/// No cell steers the terminal, none is wider than the room it has, each is painted in roles, and
/// none has a colour under the theme without.
fn cells_are_sound(buf: &Buffer) -> Checked {
    let mono = Theme::of(ThemeName::Mono, Depth::TrueColor);
    for y in buf.area.top()..buf.area.bottom() {
        for (x, cell) in paper::row(buf, buf.area, y) {
            let symbol = cell.symbol();
            let steers = |c: char| {
                c.is_control()
                    || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
            };
            prop_assert!(!symbol.contains(steers), "{symbol:?} at {x},{y}");
            prop_assert!(number_in(cell.fg).and_then(Role::from_repr).is_some());
            prop_assert!(number_in(cell.bg).and_then(Ground::from_repr).is_some());
            let shown = resolve(cell, &mono);
            let colors = (shown.foreground, shown.background);
            prop_assert_eq!(colors, (Color::Reset, Color::Reset));
            let width = symbol.cell_width();
            prop_assert!(
                x + width <= buf.area.right(),
                "{symbol:?} at {x},{y} reaches out"
            );
            for covered in x + 1..x + width {
                let under = buf[(covered, y)].symbol();
                prop_assert_eq!(under, " ", "{:?} at {},{} covers something", symbol, x, y);
            }
        }
    }
    Ok(())
}

/// Returns the number that a role is painted as.
fn number_in(painted: Color) -> Option<u8> {
    match painted {
        Color::Reset => Some(0),
        Color::Indexed(number) => Some(number),
        _ => None,
    }
}

/// Every box is closed: below each of its upper corners stand borders, down to the lower corner.
fn boxes_are_closed(buf: &Buffer) -> Checked {
    for y in buf.area.top()..buf.area.bottom() {
        for (x, cell) in paper::row(buf, buf.area, y) {
            let (side, corner) = match cell.symbol() {
                "╭" => ("│", "╰"),
                "╮" => ("│", "╯"),
                "┏" => ("┃", "┗"),
                "┓" => ("┃", "┛"),
                _ => continue,
            };
            let mut below = (y + 1..buf.area.bottom()).map(|y| buf[(x, y)].symbol());
            let end = below.find(|symbol| *symbol != side);
            prop_assert_eq!(end, Some(corner), "the box at {},{} is torn", x, y);
        }
    }
    Ok(())
}

/// No number is cut: an ellipsis never follows a digit, but for digits still being typed.
fn no_number_is_cut(text: &str) -> Checked {
    for line in text.lines().filter(|line| !line.contains("…  > counts")) {
        let line = line.replace("1, 2, 3…", "");
        let mut before = ' ';
        for c in line.chars() {
            let is_cut = c == '…' && before.is_ascii_digit();
            prop_assert!(!is_cut, "{line}");
            before = c;
        }
    }
    Ok(())
}

/// The boxes on the screen whose name begins with `name`.
fn panel(buf: &Buffer, name: &str) -> Option<Rect> {
    for y in buf.area.top()..buf.area.bottom() {
        let cells = paper::row(buf, buf.area, y);
        for (place, (x, cell)) in cells.iter().enumerate() {
            let title: String = cells[place..]
                .iter()
                .skip(2)
                .take(name.len())
                .map(|(_, cell)| cell.symbol())
                .collect();
            if !matches!(cell.symbol(), "╭" | "┏") || title != name {
                continue;
            }
            let corner = cells[place..]
                .iter()
                .find(|(_, cell)| matches!(cell.symbol(), "╮" | "┓"));
            let right = corner.map_or(buf.area.right(), |(x, _)| *x);
            let ends = |y: &u16| matches!(buf[(*x, *y)].symbol(), "╰" | "┗");
            let bottom = (y..buf.area.bottom())
                .find(ends)
                .unwrap_or(buf.area.bottom());
            return Some(Rect::new(x + 1, y + 1, right - x - 1, bottom - y - 1));
        }
    }
    None
}

/// What a row shows from a column on.
fn columns_from(row: &str, first: usize) -> String {
    let mut column = 0;
    let cells = row.graphemes(true).skip_while(|cell| {
        column += cell.width();
        column <= first
    });
    cells.collect()
}

/// The changes of all rows of panel 2, the longest first.
fn changes(app: &App) -> Vec<String> {
    let rows = app.view().map_or(&[][..], |view| &view.frame.rewatched);
    let changes = rows.iter().filter_map(|row| {
        let numbers = row.numbers?;
        let change = change_in_short(numbers.rewatches, numbers.before?);
        // A word is no number.
        change
            .contains(|c: char| c.is_ascii_digit())
            .then_some(change)
    });
    let mut changes: Vec<String> = changes.collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.width()));
    changes
}

/// A row without its change: that is whole, or not there.
fn without_change(row: &str, changes: &[String]) -> String {
    let change = changes.iter().find(|change| row.contains(change.as_str()));
    change.map_or_else(|| row.to_owned(), |change| row.replacen(change, "", 1))
}

/// Every number in a list is one of its row's, whole or short, and stands under its heading.
fn numbers_are_whole(
    (buf, app): (&Buffer, &App),
    name: &str,
    allowed: &dyn Fn(&str) -> bool,
) -> Checked {
    let Some(area) = panel(buf, name).filter(|area| area.height > 1) else {
        return Ok(());
    };
    let headings = paper::plain(buf, Rect { height: 1, ..area });
    let columns = [
        "+ days",
        "Viewers",
        "Running",
        "Longest",
        "Rewatches",
        "Again",
        "Hours",
    ];
    // Under that heading are numbers in panel 2, and bars in panel 1.
    let plays = name.starts_with('2').then_some("Plays");
    let with_numbers = columns.iter().copied().chain(plays);
    let first = with_numbers.filter_map(|column| headings.find(column));
    let first = headings[..first.min().unwrap_or(0)].width();
    let is_written =
        |column: &&&str| headings.contains(**column) && (**column != "Hours" || knows_hours(app));
    let mut shown = columns.iter().filter(is_written).count();
    // The heading of numbers, or that of the bars of panel 1.
    shown += usize::from(name.starts_with('2') && headings.contains("Plays"));
    let changes = changes(app);
    for y in area.y + 1..area.bottom() {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        let row = without_change(&paper::plain(buf, line), &changes);
        prop_assert!(!row.contains(" %"), "{}{}", headings, row);
        let is_number =
            |token: &&str| token.contains(|c: char| c.is_ascii_digit()) || *token == "·";
        // Where a row has a show, a `·` stands before it.
        let tokens: Vec<&str> = row
            .split_whitespace()
            .rev()
            .filter(is_number)
            .take(shown)
            .collect();
        // Under the headings stands nothing where nothing may be told.
        if columns_from(&row, first).trim().is_empty()
            || row.contains("matches the filter")
            || row.contains("in a row")
            || row.contains("was played")
        {
            continue;
        }
        prop_assert_eq!(tokens.len(), shown, "{}{}", headings, row);
        for token in tokens {
            prop_assert!(
                allowed(token),
                "{} is no number of the list:\n{}{}",
                token,
                headings,
                row
            );
        }
    }
    Ok(())
}

/// Returns whether the hours of the list are known: their column is empty until they are answered.
fn knows_hours(app: &App) -> bool {
    let first = app
        .answer()
        .and_then(|answer| answer.frame.rewatched.first());
    first.is_some_and(|row| row.hours.is_some())
}

fn is_of_streaks(app: &App, token: &str) -> bool {
    let rows = app.answer().map(|answer| answer.frame.streaks.as_slice());
    let mut numbers = rows
        .unwrap_or_default()
        .iter()
        .flat_map(|row| [row.longest, row.longest_of_crowd, row.viewers, row.running]);
    let token = token.trim_end_matches('+');
    token == "<10" || token == "·" || numbers.any(|number| is_shown_as(u64::from(number), token))
}

fn is_of_rewatched(app: &App, token: &str) -> bool {
    let rows = app.answer().map(|answer| answer.frame.rewatched.as_slice());
    let mut numbers = rows.unwrap_or_default().iter().flat_map(|row| {
        [
            row.plays,
            row.rewatches,
            row.viewers.into(),
            row.rewatchers.into(),
        ]
    });
    let hours = rows.unwrap_or_default().iter().filter_map(|row| row.hours);
    let mut hours = hours.map(|hours| hours.to_string());
    token == "<10"
        || token == "·"
        || hours.any(|hours| hours.trim_start_matches("≥ ") == token)
        || numbers.any(|number| is_shown_as(number, token))
}

fn is_shown_as(number: u64, token: &str) -> bool {
    token == thousands(number) || token == short(number)
}

/// Multiplies the numbers of an answer, as if the log were that much larger.
fn enlarged(mut answer: Answer, by: u32) -> Answer {
    let overview = Arc::make_mut(&mut answer.frame.overview);
    for row in &mut overview.streaks {
        row.viewers *= by;
        row.running *= by;
    }
    for row in &mut overview.rewatched {
        row.plays *= u64::from(by);
        row.viewers *= by;
        row.rewatchers *= by;
    }
    let totals = overview.comparison.as_mut().map(|both| &mut both.totals);
    for totals in [&mut overview.totals].into_iter().chain(totals) {
        totals.plays *= u64::from(by);
        totals.viewers *= by;
        totals.streakers *= by;
    }
    let cohorts = &mut answer.frame.cohorts;
    for step in cohorts.by_streak.iter_mut().chain(&mut cohorts.by_plays) {
        step.viewers *= by;
    }
    for count in &mut answer.calendar {
        count.plays *= by;
    }
    if let Some(page) = &mut answer.page {
        let plays = page.plays.steps.iter_mut().map(|step| &mut step.viewers);
        for viewers in page.survival.iter_mut().chain(plays) {
            *viewers *= by;
        }
    }
    answer
}

fn lists_are_whole(app: &App, buf: &Buffer) -> Checked {
    numbers_are_whole((buf, app), "1 Binge streaks", &|token| {
        is_of_streaks(app, token)
    })?;
    numbers_are_whole((buf, app), "2 Top rewatched", &|token| {
        is_of_rewatched(app, token)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn every_screen_is_sound(size in size(), events in vec(event(), 0..30)) {
        let mut dashboard = Dashboard::over(&YEAR, size);
        for event in events {
            happen(&mut dashboard, &event);
            let buf = drawn(&dashboard.app);
            cells_are_sound(&buf)?;
            no_number_is_cut(&paper::plain(&buf, buf.area))?;
            if matches!(dashboard.app.overlay, Overlay::None) && dashboard.app.presentation.is_none() {
                boxes_are_closed(&buf)?;
                lists_are_whole(&dashboard.app, &buf)?;
            }
        }
    }

    #[test]
    fn numbers_of_large_logs_are_never_clipped(
        size in size(),
        by in select(&[1_u32, 1_000, 100_000][..]),
        keys in select(&["", "2", "z", "2z", "3", "3l", "4", "Enter", "Enter l", "s", "2 ss", "xb", "2 S"][..]),
    ) {
        let mut dashboard = Dashboard::over(&YEAR, size);
        dashboard.press(keys);
        // Ask once more, and answer as a larger log would.
        dashboard.is_slow = true;
        dashboard.load(LATER);
        for request in std::mem::take(&mut dashboard.waiting) {
            let answer = enlarged(YEAR.answered(&request), by);
            dashboard.app.update(Message::Answered(request.stamp, Box::new(answer)));
        }
        let buf = drawn(&dashboard.app);
        cells_are_sound(&buf)?;
        boxes_are_closed(&buf)?;
        lists_are_whole(&dashboard.app, &buf)?;
        no_number_is_cut(&paper::plain(&buf, buf.area))?;
    }
}
