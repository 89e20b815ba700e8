//! Who watched how much: the one table with a line for each viewer.
//!
//! Cubes know no viewer, so this is counted from the rows, by the statement beside it; and only where the log keeps
//! names, which it does for one's own household.

use std::sync::Arc;

use rusqlite::Connection;

use super::error::{ScopeError, SelectError};
use super::log::Log;
use super::question::Question;
use super::statement::QuestionStatement;
use super::viewer_names::viewers;
use crate::domain::{Day, Hours, name};
use crate::snapshot::CubeError;

/// What one viewer did in a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewerRow {
    /// The viewer's number in the log.
    pub number: u32,
    /// The viewer's name, safe to show in the room.
    pub name: Arc<str>,
    /// Plays.
    pub plays: u64,
    /// Hours.
    pub hours: Hours,
    /// The longest streak on everything, in days; 1 where no two days were in a row.
    pub best: u32,
    /// The days of the streak on everything that reaches the window's last finished day, up to that day; 0 where none does.
    pub running: u32,
    /// The last active day of the window.
    pub last_day: Day,
}

/// The viewers with an active day in a window.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewerTable {
    /// Those whose names are kept, by plays (falling), name and number.
    pub rows: Vec<ViewerRow>,
    /// How many there are without a name.
    pub unnamed: u32,
}

/// The answer in SQL.
pub const SQL: &str = include_str!("viewers.sql");

impl Log {
    /// Counts what each viewer did in the question's window.
    ///
    /// # Errors
    ///
    /// Fails where the log is no household's, and where it cannot be read or has changed since it was loaded.
    pub fn viewer_table(
        &self,
        conn: &Connection,
        question: &Question,
    ) -> Result<ViewerTable, ScopeError> {
        viewers(conn, self.facts())?;
        let read = |tx: &Connection| Ok::<_, CubeError>(table(tx, question)?);
        let table: Result<_, SelectError> = self.read_unchanged(conn, read);
        Ok(table?)
    }
}

fn table(conn: &Connection, question: &Question) -> rusqlite::Result<ViewerTable> {
    let found = QuestionStatement::new(conn, SQL, question)?.rows(|row| {
        let label: Option<String> = row.get(1)?;
        let of_name = |label: &String| -> rusqlite::Result<ViewerRow> {
            Ok(ViewerRow {
                number: row.get(0)?,
                name: name::shown(label).into(),
                plays: row.get(2)?,
                hours: Hours {
                    seconds: row.get(3)?,
                    unknown: row.get(4)?,
                },
                best: row.get(5)?,
                running: row.get(6)?,
                last_day: Day(row.get(7)?),
            })
        };
        label.as_ref().map(of_name).transpose()
    })?;
    let all = found.len();
    let rows: Vec<ViewerRow> = found.into_iter().flatten().collect();
    Ok(ViewerTable {
        unnamed: u32::try_from(all - rows.len()).unwrap_or(u32::MAX),
        rows,
    })
}
