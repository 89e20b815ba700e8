//! Help explains every mark and word of the screen it was opened from.

use std::collections::BTreeSet;

use bingetop::app::bindings::Bindings;
use bingetop::app::help::Room;
use bingetop::app::help::marks::{MARKS, Place};
use bingetop::app::state::Overlay;
use bingetop::ui::draw;
use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::plain_log::PLAIN;
use super::{FULL, PANEL, TABS, paper, text};
use crate::dashboard::{Dashboard, LATER};

/// Borders, and what separates digits, words and sentences.
const NO_MARKS: &str = "╭╮╰╯─│┏┓┗┛━┃,.:;'";

/// The keys that give each place all the room below the figures.
const PLACES: [(Place, &str); 7] = [
    (Place::Streaks, "1 z"),
    (Place::Rewatched, "2 z"),
    (Place::Ladder, "3 z"),
    (Place::Weeks, "3 h z"),
    (Place::Calendar, "4 z"),
    (Place::Hours, "4 l z"),
    (Place::Page, "2 Enter"),
];

/// Keys that make a screen say more.
const STATES: [&str; 13] = [
    "",
    "j",
    "c",
    "cc",
    "x",
    "s",
    "S",
    "18>",
    "p",
    "b",
    "/wint Enter",
    "d2017-11-03 Enter",
    "+++",
];

fn marks_of(text: &str) -> BTreeSet<char> {
    let is_mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !NO_MARKS.contains(*c);
    text.chars().filter(is_mark).collect()
}

/// The marks that the table explains at some places, with the numbers of the usual screen.
fn explained(is_at: impl Fn(Place) -> bool) -> BTreeSet<char> {
    let marks = MARKS
        .iter()
        .filter(|mark| mark.places.iter().any(|place| is_at(*place)));
    marks.flat_map(|mark| mark.mark.chars()).collect()
}

fn shown(size: (u16, u16), now: i64, keys: [&str; 2]) -> String {
    let mut dashboard = Dashboard::over(&PLAIN, size);
    dashboard.load(now);
    for keys in keys {
        dashboard.press(keys);
    }
    text(&dashboard)
}

#[test]
fn every_mark_is_explained_where_it_stands() {
    let around = explained(|place| place == Place::Around);
    let mut unexplained = BTreeSet::new();
    for (place, open) in PLACES {
        let here = explained(|other| other == place);
        for (size, state) in [FULL, TABS]
            .into_iter()
            .flat_map(|size| STATES.map(|state| (size, state)))
        {
            for now in [LATER, LATER - 2 * 24 * 60 * 60] {
                let text = shown(size, now, [state, open]);
                let lines: Vec<&str> = text.lines().collect();
                // The last line holds keys, which have a table of their own.
                let lines = &lines[..lines.len() - 1];
                let (above, panel) = lines.split_at(if size == FULL { 8 } else { 5 });
                let not_in = |marks: &BTreeSet<char>, text: &[&str]| -> Vec<char> {
                    marks_of(&text.join("\n"))
                        .difference(marks)
                        .copied()
                        .collect()
                };
                let missing = (not_in(&around, above), not_in(&here, panel));
                if missing != (vec![], vec![]) {
                    unexplained.insert(format!("{place:?} after {state:?}: {missing:?}"));
                }
            }
        }
    }
    assert!(unexplained.is_empty(), "{unexplained:#?}");
}

#[test]
fn all_that_the_usual_screens_say_is_explained() {
    for (place, open) in PLACES {
        let open = open.trim_end_matches('z');
        let all = explained(|_| true);
        let own = explained(|other| other == place || other == Place::Around);
        for (size, explained) in [(FULL, &all), (TABS, &own), (PANEL, &own)] {
            let text = shown(size, LATER, ["", open]);
            let lines: Vec<&str> = text.lines().collect();
            let keys = usize::from(size != PANEL);
            let marks = marks_of(&lines[..lines.len() - keys].join("\n"));
            let missing: Vec<&char> = marks.difference(explained).collect();
            assert!(missing.is_empty(), "{missing:?} at {place:?}:\n{text}");
        }
    }
}

#[test]
fn help_has_every_command() {
    let bindings = Bindings::default();
    let text = help(FULL, "?");
    for (command, _) in bindings.all() {
        let way = bindings.way(command).expect("it can be given");
        let words = bindings.with_keys(command.words);
        let first = words.split(' ').next().expect("a word");
        let is_there = |line: &str| {
            let way = format!(" {way} ");
            let mut found = line.match_indices(&way);
            found.any(|(at, _)| line[at + way.len()..].trim_start().starts_with(first))
        };
        assert!(text.lines().any(is_there), "{way}: {words}\n{text}");
    }
}

/// The text of help at a size, all of it, however far it has to be scrolled.
fn help(size: (u16, u16), keys: &str) -> String {
    let mut dashboard = Dashboard::over(&PLAIN, size);
    dashboard.press(keys);
    let app = &dashboard.app;
    let mut buf = Buffer::empty(Rect::new(0, 0, app.size.0, 900));
    draw(app, buf.area, &mut buf);
    paper::plain(&buf, buf.area)
}

#[test]
fn help_begins_with_the_panel_it_was_opened_from() {
    for (place, open) in PLACES {
        let mut dashboard = Dashboard::over(&PLAIN, TABS);
        dashboard.press(open);
        dashboard.press("?");
        let text = text(&dashboard);
        let second = text.lines().nth(1).unwrap_or_default();
        assert!(second.contains(place.heading()), "{place:?}:\n{text}");
    }
}

#[test]
fn help_speaks_of_the_threshold_and_the_minimum_of_the_screen() {
    let text = help(TABS, "18> ?");
    assert!(
        text.contains("18+ days") && !text.contains("3+ days"),
        "{text}"
    );
    assert!(text.contains("<10"), "{text}");
    assert!(!text.contains('{') || !text.contains("{K}"), "{text}");
}

#[test]
fn no_word_of_help_is_cut_at_any_size() {
    for columns in [FULL.0, TABS.0, PANEL.0, 24, 160, 200] {
        let text = help((columns, 900), "?");
        let words: BTreeSet<&str> = text.split_whitespace().collect();
        let wanted = MARKS.iter().flat_map(|mark| [mark.mark, mark.meaning]);
        let wanted = wanted
            .flat_map(|text| text.split(' '))
            .filter(|word| !word.contains('{'));
        for word in wanted {
            assert!(words.contains(word), "{word} at {columns}:\n{text}");
        }
    }
}

#[test]
fn marks_leave_a_blank_before_what_they_mean() {
    let indent = Room::of(TABS, false).indent();
    for mark in MARKS {
        let cells = mark.mark.chars().count();
        assert!(cells + 2 <= indent, "{} takes {cells}", mark.mark);
        let is_narrow = |c: char| unicode_width::UnicodeWidthChar::width(c) == Some(1);
        assert!(
            mark.mark.chars().chain(mark.meaning.chars()).all(is_narrow),
            "{}",
            mark.mark
        );
    }
}

#[test]
fn help_is_filtered_by_what_is_typed() {
    let mut dashboard = Dashboard::over(&PLAIN, TABS);
    dashboard.press("? G /run");
    assert_snapshot!("tabs_help_filter", text(&dashboard));
    dashboard.press("Enter");
    let filtered = text(&dashboard);
    assert!(
        filtered.contains("Help · /run") && !filtered.contains("Longest"),
        "{filtered}"
    );
    // Esc gives up the filter first, and then help.
    dashboard.press("/ x Esc");
    assert!(text(&dashboard).contains("Help · /run"));
    dashboard.press("Esc");
    assert!(text(&dashboard).contains("Longest"));
    dashboard.press("/qqq Enter");
    assert!(text(&dashboard).contains("No mark, word or key matches"));
    dashboard.press("q");
    assert!(matches!(dashboard.app.overlay, Overlay::None));
}

#[test]
fn a_filter_of_help_is_pasted_and_filters_no_names() {
    let mut dashboard = Dashboard::over(&PLAIN, TABS);
    dashboard.press("? /");
    dashboard.send(bingetop::app::Message::Paste("<10".to_owned()));
    let pasted = text(&dashboard);
    assert!(
        pasted.contains("a small cohort") && !pasted.contains("Longest"),
        "{pasted}"
    );
    dashboard.press("Ctrl-C Esc");
    assert!(matches!(dashboard.app.overlay, Overlay::None));
    assert_eq!(dashboard.app.filter, "");
}
