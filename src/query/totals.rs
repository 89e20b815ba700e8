//! The sums of a window, and of the one it is compared with.

use rusqlite::Connection;

use super::question::{Compare, Question};
use super::statement::QuestionStatement;
use crate::cube::day_number::Span;
use crate::domain::{Hours, Window};
use crate::snapshot::Snapshot;

/// The sums of one window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Rows of the log that start in the window.
    pub rows: u64,
    /// Plays dated in the window.
    pub plays: u64,
    /// The length of all rows of plays that start in the window.
    pub hours: Hours,
    /// Viewers with an active day.
    pub viewers: u32,
    /// Titles played.
    pub titles: u32,
    /// Plays less viewers with a play, summed over all titles.
    pub rewatches: u64,
    /// Viewers with a streak of K days or more on everything: any play at all on each day.
    pub streakers: u32,
}

/// The sums of the window and of the one it is compared with, both of whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The window's finished days.
    pub window: Window,
    /// Their sums.
    pub totals: Totals,
    /// The days they are compared with, as many.
    pub other_window: Window,
    /// Their sums; `None` where the log does not hold all of those days.
    pub other: Option<Totals>,
}

/// Adds up `window`, at the threshold of `question`.
#[must_use]
pub fn totals(snapshot: &Snapshot, question: &Question, window: Window) -> Totals {
    let span = Span::of(window);
    let everything = &snapshot.everything;
    let plays = everything.plays(span);
    let narrow = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Totals {
        rows: everything.rows(span),
        plays,
        hours: everything.hours(span),
        viewers: narrow(everything.active.within(span)),
        titles: narrow(everything.title_days.within(span)),
        rewatches: plays - everything.viewers_of_titles(span),
        streakers: everything.streaks.count(span, question.threshold),
    }
}

/// Adds up what the question's window is compared with: whole days with as many whole days. Of days outside those of the log,
/// nothing is known.
///
/// Returns `None` where no comparison is asked for, or the window has no finished day.
#[must_use]
pub fn comparison(
    snapshot: &Snapshot,
    question: &Question,
    log_days: Option<Window>,
) -> Option<Comparison> {
    let (window, other_window) = compared_windows(question)?;
    let is_in_log =
        log_days.is_some_and(|days| days.intersection(other_window) == Some(other_window));
    Some(Comparison {
        window,
        totals: totals(snapshot, question, window),
        other_window,
        other: is_in_log.then(|| totals(snapshot, question, other_window)),
    })
}

/// Returns the finished days of the question's window, and those they are compared with.
#[must_use]
pub fn compared_windows(question: &Question) -> Option<(Window, Window)> {
    let window = question.finished_days()?;
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
    QuestionStatement::new(conn, SQL, question)?.row(|row| {
        Ok(Totals {
            rows: row.get(0)?,
            plays: row.get(1)?,
            viewers: row.get(2)?,
            titles: row.get(3)?,
            rewatches: row.get(4)?,
            streakers: row.get(5)?,
            hours: Hours {
                seconds: row.get(6)?,
                unknown: row.get(7)?,
            },
        })
    })
}
