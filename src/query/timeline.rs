//! Plays and viewers of each day.

use rusqlite::{Connection, named_params};

use super::columns::ActiveDay;
use super::frame::DayCount;
use super::question::Question;
use crate::domain::{Day, Level, Window};

/// Counts plays and active viewers of each day of the window, days without any included.
///
/// `days` are those of one item, or of everything.
#[must_use]
pub fn timeline(days: &[ActiveDay], window: Window) -> Vec<DayCount> {
    let mut counts: Vec<DayCount> = window
        .iter()
        .map(|day| DayCount {
            day,
            plays: 0,
            viewers: 0,
        })
        .collect();
    for active in days.iter().filter(|active| window.contains(active.day)) {
        let count = &mut counts[active.day.since(window.from()).unsigned_abs() as usize];
        count.plays += active.plays;
        count.viewers += 1;
    }
    counts
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("timeline.sql");

/// Counts each day that has any play by [`SQL`]: the oracle for [`timeline`].
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<Vec<DayCount>> {
    let values = named_params! {
        ":from": question.window.from().0,
        ":to": question.window.to().0,
        ":by_show": question.level == Level::Show,
        ":item": question.item.map(|item| item.0),
    };
    conn.prepare_cached(SQL)?
        .query_map(values, |row| {
            Ok(DayCount {
                day: Day(row.get(0)?),
                plays: row.get(1)?,
                viewers: row.get(2)?,
            })
        })?
        .collect()
}
