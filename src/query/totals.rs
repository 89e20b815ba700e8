//! The sums of a window, and of the one it is compared with.

use rusqlite::{Connection, named_params};

use super::frame::{Comparison, Totals};
use super::question::{Compare, Question};
use crate::cube::day_number::Span;
use crate::domain::{Day, Level, Window};
use crate::snapshot::load::Snapshot;

/// Adds up `window`, at the level and threshold of `question`.
#[must_use]
pub fn totals(snapshot: &Snapshot, question: &Question, window: Window) -> Totals {
    let span = Span::of(window);
    let everything = &snapshot.everything;
    let plays = everything.plays(span);
    let narrow = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Totals {
        rows: everything.rows(span),
        plays,
        viewers: narrow(everything.active.within(span)),
        titles: narrow(everything.title_days.within(span)),
        rewatches: plays - everything.viewers_of_items(question.level, span),
        streakers: everything.streaks.count(span, question.threshold),
    }
}

/// Adds up what the question's window is compared with: whole days with as many whole days.
///
/// Returns `None` where no comparison is asked for, or the window has no finished day.
#[must_use]
pub fn comparison(snapshot: &Snapshot, question: &Question) -> Option<Comparison> {
    let span = snapshot.everything.days();
    let (window, other_window) = compared_windows(question, span)?;
    let is_held = span.is_some_and(|span| span.intersection(other_window) == Some(other_window));
    Some(Comparison {
        window,
        totals: totals(snapshot, question, window),
        other_window,
        other: is_held.then(|| totals(snapshot, question, other_window)),
    })
}

/// Returns the finished days of the question's window, and those they are compared with.
///
/// A day after the last one `held` by the log has not been written yet: it is not over either.
#[must_use]
pub fn compared_windows(question: &Question, held: Option<Window>) -> Option<(Window, Window)> {
    let Question {
        window, unfinished, ..
    } = *question;
    let last_finished = unfinished.map_or(Day::MAX, |day| day.plus(-1));
    let last_finished = window.to().min(last_finished).min(held?.to());
    let window = Window::new(window.from(), last_finished)?;
    match question.compare {
        Compare::Off => None,
        Compare::Previous => Some((window, window.previous())),
        Compare::LastYear => Some((window, window.last_year())),
    }
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("totals.sql");

/// Adds up the question's window by [`SQL`]: the oracle for [`totals`].
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<Totals> {
    let values = named_params! {
        ":from": question.window.from().0,
        ":to": question.window.to().0,
        ":by_show": question.level == Level::Show,
        ":at_least": question.threshold.days(),
    };
    conn.prepare_cached(SQL)?.query_row(values, |row| {
        Ok(Totals {
            rows: row.get(0)?,
            plays: row.get(1)?,
            viewers: row.get(2)?,
            titles: row.get(3)?,
            rewatches: row.get(4)?,
            streakers: row.get(5)?,
        })
    })
}
