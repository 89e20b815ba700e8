//! Plays and viewers of each day.

use rusqlite::Connection;

use super::question::Question;
use super::statement::QuestionStatement;
use crate::cube::day_number::{self, Span};
use crate::cube::histories::Histories;
use crate::domain::{Day, Hours, Window};
use crate::snapshot::everything::DayCount;

/// Counts plays and active viewers of each day of the window, days without any included, of the item
/// with these histories.
#[must_use]
pub fn of_item(histories: &Histories, window: Window) -> Vec<DayCount> {
    let empty = |day| DayCount {
        day,
        plays: 0,
        viewers: 0,
    };
    let mut counts: Vec<DayCount> = window.iter().map(empty).collect();
    let span = Span::of(window);
    let first = day_number::day(span.from)
        .since(window.from())
        .unsigned_abs() as usize;
    for history in histories.iter() {
        let history = history.within(span.from, span.to);
        for (day, plays) in history.days.iter().zip(history.plays) {
            let count = &mut counts[first + usize::from(day - span.from)];
            count.plays += plays * history.viewers;
            count.viewers += history.viewers;
        }
    }
    counts
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("timeline.sql");

/// Counts each day that has any play by [`SQL`]: the oracle for the timeline of everything.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<Vec<DayCount>> {
    QuestionStatement::new(conn, SQL, question)?.rows(|row| {
        Ok(DayCount {
            day: Day(row.get(0)?),
            plays: row.get(1)?,
            viewers: row.get(2)?,
        })
    })
}

/// Adds up the hours of each day that has any play by [`SQL`]: the oracle for those of the timeline.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn hours_by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<Vec<(Day, Hours)>> {
    QuestionStatement::new(conn, SQL, question)?.rows(|row| {
        let hours = Hours {
            seconds: row.get(3)?,
            unknown: row.get(4)?,
        };
        Ok((Day(row.get(0)?), hours))
    })
}
