//! The table of rows as they came, of viewers and titles of which one is an alias or has one.

use rusqlite::{Connection, named_params};

use super::row_reader::RowReader;
use crate::ingest::row::Row;

/// The table of rows as they came.
pub(super) struct AliasRows<'c> {
    conn: &'c Connection,
    reader: RowReader,
}

impl<'c> AliasRows<'c> {
    /// Prepares to write and to read rows.
    pub fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            conn,
            reader: RowReader::new(conn)?,
        })
    }

    /// Returns the rows of a title and a viewer, in time order.
    pub fn of_pair(&self, title: u32, viewer: u32) -> rusqlite::Result<Vec<Row>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT started_at, nth, seconds, position, is_private, source_id
             FROM alias_rows
             WHERE title_id = :title_id AND viewer_id = :viewer_id
             ORDER BY started_at, nth",
        )?;
        let pair = named_params! { ":title_id": title, ":viewer_id": viewer };
        let rows = statement.query_map(pair, |row| self.reader.row(row, 0))?;
        rows.collect()
    }

    /// Returns the viewers of a title, in order.
    pub fn viewers(&self, title: u32) -> rusqlite::Result<Vec<u32>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT viewer_id FROM alias_rows WHERE title_id = :title_id ORDER BY viewer_id",
        )?;
        let viewers =
            statement.query_map(named_params! { ":title_id": title }, |row| row.get(0))?;
        viewers.collect()
    }

    /// Puts the rows of a title and a viewer, in time order, in the place of those that there are.
    pub fn replace(&self, title: u32, viewer: u32, rows: &[Row]) -> rusqlite::Result<()> {
        let mut delete = self.conn.prepare_cached(
            "DELETE FROM alias_rows WHERE title_id = :title_id AND viewer_id = :viewer_id",
        )?;
        delete.execute(named_params! { ":title_id": title, ":viewer_id": viewer })?;
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO alias_rows (title_id, viewer_id, started_at, nth, seconds, position, is_private, source_id)
             VALUES (:title_id, :viewer_id, :started_at, :nth, :seconds, :position, :is_private, :source_id)",
        )?;
        for same in rows.chunk_by(|a, b| (a.when(), a.id) == (b.when(), b.id)) {
            for (nth, row) in (same[0].first_nth()..).zip(same) {
                insert.execute(named_params! {
                    ":title_id": title, ":viewer_id": viewer, ":started_at": row.start, ":nth": nth,
                    ":seconds": row.seconds, ":position": row.position, ":is_private": row.is_private,
                    ":source_id": row.source,
                })?;
            }
        }
        Ok(())
    }
}
