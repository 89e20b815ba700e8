//! The table of rows as they came, of viewers and titles of which one is an alias or has one.

use std::collections::HashMap;

use rusqlite::{Connection, Row as SqlRow, named_params};

use super::plays::identities;
use crate::formats::identity::Identity;
use crate::ingest::row::Row;
use crate::store::nth::{first_nth, is_by_day, is_to_the_second};

/// The table of rows as they came.
pub(super) struct AliasRows<'c> {
    conn: &'c Connection,
    /// How each source of the log tells its rows apart.
    identities: HashMap<u32, Identity>,
}

impl<'c> AliasRows<'c> {
    /// Prepares to write and to read rows.
    pub fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            conn,
            identities: identities(conn)?,
        })
    }

    /// Returns the rows of a title and a viewer, in time order.
    pub fn of_pair(&self, title: u32, viewer: u32) -> rusqlite::Result<Vec<Row>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT started_at, seconds, position, is_private, source_id, nth
             FROM alias_rows
             WHERE title_id = :title_id AND viewer_id = :viewer_id
             ORDER BY started_at, nth",
        )?;
        let pair = named_params! { ":title_id": title, ":viewer_id": viewer };
        let rows = statement.query_map(pair, |row| self.row(row))?;
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
        for same in rows.chunk_by(|a, b| a.when() == b.when()) {
            let Row {
                start,
                is_by_day,
                is_to_the_second,
                ..
            } = same[0];
            for (nth, row) in (first_nth(start, is_by_day, is_to_the_second)..).zip(same) {
                insert.execute(named_params! {
                    ":title_id": title, ":viewer_id": viewer, ":started_at": row.start, ":nth": nth,
                    ":seconds": row.seconds, ":position": row.position, ":is_private": row.is_private,
                    ":source_id": row.source,
                })?;
            }
        }
        Ok(())
    }

    fn row(&self, row: &SqlRow<'_>) -> rusqlite::Result<Row> {
        let (start, nth, source) = (row.get(0)?, row.get(5)?, row.get(4)?);
        let is_to_the_second = is_to_the_second(start, nth);
        let identity = self.identities.get(&source).copied();
        Ok(Row {
            start,
            is_by_day: is_by_day(nth),
            is_to_the_second,
            seconds: row.get(1)?,
            position: row.get(2)?,
            is_private: row.get(3)?,
            source,
            identity: identity
                .unwrap_or(Identity::WholeRow)
                .of_row(is_to_the_second),
        })
    }
}
