//! What a question needs that is read only when asked for: the columns of shows, the hours of titles, and the
//! histories of one item.

use rusqlite::Connection;

use super::error::SelectError;
use super::log::Log;
use super::question::Question;
use crate::cube::histories::Histories;
use crate::domain::{Item, Level};
use crate::snapshot::CubeError;

/// An item and the histories of its viewers: what its panels are answered from.
#[derive(Debug)]
pub struct Selected {
    pub(super) item: Item,
    pub(super) histories: Histories,
}

impl Log {
    /// Reads what a question asks about and is not in memory yet: the columns of shows, hours where it wants them,
    /// and the histories of its item; `None` where it asks about everything.
    ///
    /// # Errors
    ///
    /// Fails where they cannot be read, or the log has changed since it was loaded.
    pub fn select(
        &self,
        conn: &Connection,
        question: &Question,
    ) -> Result<Option<Selected>, SelectError> {
        let read = |tx: &Connection| -> Result<Option<Selected>, CubeError> {
            if question.levels.any_by_show() {
                self.snapshot().read_columns(tx, Level::Show)?;
            }
            if question.wants_hours {
                self.snapshot().read_hours(tx)?;
            }
            let select = |item: Item| {
                let histories = self.snapshot().histories(tx, item)?;
                Ok(Selected { item, histories })
            };
            question.item.map(select).transpose()
        };
        self.read_unchanged(conn, read)
    }

    /// Reads the columns of a level where that has not been done.
    ///
    /// # Errors
    ///
    /// Fails where they cannot be read, or the log has changed since it was loaded.
    pub fn read_columns(&self, conn: &Connection, level: Level) -> Result<(), SelectError> {
        self.read_unchanged(conn, |tx| self.snapshot().read_columns(tx, level))
    }

    /// Returns whether the columns of shows were read.
    #[must_use]
    pub fn has_shows(&self) -> bool {
        self.snapshot().has_shows()
    }
}
