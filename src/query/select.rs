//! What a question needs that is read only when asked for: the columns of shows, the hours of titles, and the
//! histories or cells of one item.

use rusqlite::Connection;

use super::error::SelectError;
use super::item_counts::ItemCounts;
use super::item_source::ItemSource;
use super::log::Log;
use super::question::Question;
use crate::domain::{Item, Level, Levels};
use crate::snapshot::CubeError;

/// An item, and what its panels are answered from.
#[derive(Debug)]
pub struct Selected {
    pub(super) item: Item,
    pub(super) source: ItemSource,
}

impl Selected {
    /// Returns which item it is.
    #[must_use]
    pub fn item(&self) -> Item {
        self.item
    }
}

impl Log {
    /// Reads what a question asks about and is not in memory yet: the columns of shows, hours where it wants them,
    /// and the histories or cells of its item; `None` where it asks about everything.
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
            self.snapshot().read_columns(tx, question.levels)?;
            if self.wants_hours(question) {
                self.snapshot().read_hours(tx)?;
            }
            let select = |item: Item| {
                let source = self.source_of(tx, item)?;
                Ok(Selected { item, source })
            };
            question.item.map(select).transpose()
        };
        self.read_unchanged(conn, read)
    }

    fn source_of(&self, conn: &Connection, item: Item) -> Result<ItemSource, CubeError> {
        let snapshot = self.snapshot();
        if !snapshot.is_reduced() {
            return Ok(ItemSource::Histories(snapshot.histories(conn, item)?));
        }
        let cells = snapshot.item_cells(conn, item)?;
        let columns = snapshot.columns(item.level);
        let counts = ItemCounts::new(columns, item.id, cells);
        Ok(ItemSource::Counts(Box::new(counts)))
    }

    /// Returns whether [`Self::select`] has to read for a question.
    #[must_use]
    pub fn reads_more(&self, question: &Question) -> bool {
        let (asked, read) = (question.levels, self.levels_read());
        let is_read = |asked, read| asked == Level::Title || read == Level::Show;
        question.item.is_some()
            || !is_read(asked.streaks, read.streaks)
            || !is_read(asked.rewatched, read.rewatched)
            || (self.wants_hours(question) && self.snapshot().hours().is_none())
    }

    /// Returns whether hours of titles are wanted of a log that has some.
    fn wants_hours(&self, question: &Question) -> bool {
        question.wants_hours && self.facts().has_title_hours
    }

    /// Returns the levels whose lists can be answered from what was read: by show where either level can.
    #[must_use]
    pub fn levels_read(&self) -> Levels {
        self.snapshot().levels_read()
    }
}
