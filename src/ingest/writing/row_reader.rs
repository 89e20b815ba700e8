//! Rows as the log has them, in `plays` and in `alias_rows`.

use std::collections::HashMap;

use rusqlite::{Connection, Row as SqlRow};

use crate::formats::identity::Identity;
use crate::formats::registry;
use crate::ingest::row::Row;
use crate::store::nth::{id_of, is_by_day, is_to_the_second};

/// Reads rows of the log.
pub(super) struct RowReader {
    /// How each source of the log tells its rows apart.
    identities: HashMap<u32, Identity>,
}

impl RowReader {
    /// Prepares to read the rows of all sources that the log has.
    pub fn new(conn: &Connection) -> rusqlite::Result<Self> {
        let mut statement = conn.prepare("SELECT id, format FROM sources")?;
        let sources = statement.query_map([], |row| {
            let format: String = row.get(1)?;
            let identity = registry::named(&format)
                .map_or(Identity::WholeRow, |format| format.facts().identity);
            Ok((row.get(0)?, identity))
        })?;
        Ok(Self {
            identities: sources.collect::<Result<_, _>>()?,
        })
    }

    /// Returns the row that these columns hold, from the one at place `first` on: `started_at`, `nth`, `seconds`,
    /// `position`, `is_private`, `source_id`.
    pub fn row(&self, columns: &SqlRow<'_>, first: usize) -> rusqlite::Result<Row> {
        let (start, nth) = (columns.get(first)?, columns.get(first + 1)?);
        let source = columns.get(first + 5)?;
        let is_to_the_second = is_to_the_second(start, nth);
        let identity = self.identities.get(&source).copied();
        Ok(Row {
            start,
            is_by_day: is_by_day(nth),
            is_to_the_second,
            seconds: columns.get(first + 2)?,
            position: columns.get(first + 3)?,
            is_private: columns.get(first + 4)?,
            id: id_of(nth),
            source,
            identity: identity
                .unwrap_or(Identity::WholeRow)
                .of_row(is_to_the_second),
        })
    }
}
