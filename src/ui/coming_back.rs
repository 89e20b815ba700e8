//! The lines of a page on when its item was first and last played, and on who came back to it.
//!
//! ```text
//!  First played  ≤ 2017-11-23 · in the log ≤ 2017-10-02
//!  Last played   2017-12-10 · in the log 2017-12-10
//!  Back after 90 days or more  120 viewers
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::role::Role;
use crate::domain::format::NOTHING;
use crate::guard::coming_back::{ShownBack, ShownEnd, ShownEnds};
use crate::query::coming_back::DAYS_AWAY;

/// How many lines there are.
const LINES: u16 = 3;

/// The fewest lines left above them, and a blank one.
const ABOVE: u16 = 5;

/// Writes the lines at the bottom of `area` where they have room; returns what is left above them.
pub(super) fn above(back: &ShownBack, area: Rect, buf: &mut Buffer) -> Rect {
    if area.height < ABOVE + LINES {
        return area;
    }
    let [above, below] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(LINES)]).areas(area);
    for (y, line) in (below.y..below.bottom()).zip(lines(back)) {
        buf.set_line(below.x, y, &line, below.width);
    }
    Rect {
        height: above.height - 1,
        ..above
    }
}

fn lines(back: &ShownBack) -> [Line<'static>; LINES as usize] {
    let line = |words: String, value: String, rest: String| {
        Line::from(vec![
            Span::styled(words, Role::Text),
            Span::styled(value, Role::Strong),
            Span::styled(rest, Role::Faint),
        ])
    };
    let day = |ends: Option<ShownEnds>, of: fn(ShownEnds) -> ShownEnd, beyond: &str| {
        ends.map_or_else(|| NOTHING.to_owned(), |ends| of(ends).in_words(beyond))
    };
    let played = |words: &str, of: fn(ShownEnds) -> ShownEnd, beyond: &str| {
        let in_log = day(back.in_log, of, beyond);
        let in_window = day(back.in_window, of, beyond);
        line(
            format!(" {words}  "),
            in_window,
            format!(" · in the log {in_log}"),
        )
    };
    let words = format!(" Back after {DAYS_AWAY} days or more  ");
    let viewers = back.viewers.map_or_else(
        || {
            line(
                words.clone(),
                NOTHING.to_owned(),
                " the log is too short".to_owned(),
            )
        },
        |viewers| line(words.clone(), viewers.viewers(), String::new()),
    );
    [
        played("First played", |ends| ends.first, "≤"),
        played("Last played ", |ends| ends.last, "≥"),
        viewers,
    ]
}
