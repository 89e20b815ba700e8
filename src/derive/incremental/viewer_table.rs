//! A table with what is kept of each viewer, read and written viewer by viewer.

use rusqlite::{CachedStatement, Connection, OptionalExtension, named_params};

/// A table of bytes by viewer.
pub struct ViewerTable<'conn> {
    find: CachedStatement<'conn>,
    put: CachedStatement<'conn>,
    remove: CachedStatement<'conn>,
}

impl<'conn> ViewerTable<'conn> {
    /// Prepares to read and write the table `viewer_days`.
    pub fn days(conn: &'conn Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            find: conn
                .prepare_cached("SELECT days FROM viewer_days WHERE viewer_id = :viewer_id")?,
            put: conn.prepare_cached(
                "INSERT OR REPLACE INTO viewer_days (viewer_id, days) VALUES (:viewer_id, :bytes)",
            )?,
            remove: conn.prepare_cached("DELETE FROM viewer_days WHERE viewer_id = :viewer_id")?,
        })
    }

    /// Prepares to read and write the table `viewer_titles`.
    pub fn titles(conn: &'conn Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            find: conn
                .prepare_cached("SELECT titles FROM viewer_titles WHERE viewer_id = :viewer_id")?,
            put: conn.prepare_cached(
                "INSERT OR REPLACE INTO viewer_titles (viewer_id, titles) VALUES (:viewer_id, :bytes)",
            )?,
            remove: conn
                .prepare_cached("DELETE FROM viewer_titles WHERE viewer_id = :viewer_id")?,
        })
    }

    /// Returns the bytes of a viewer; `None` where the table has no such viewer.
    pub fn get(&mut self, viewer: u32) -> rusqlite::Result<Option<Vec<u8>>> {
        self.find
            .query_row(named_params! { ":viewer_id": viewer }, |row| row.get(0))
            .optional()
    }

    /// Stores the bytes of a viewer; one who has none any more is removed.
    pub fn put(&mut self, viewer: u32, bytes: Option<Vec<u8>>) -> rusqlite::Result<()> {
        match bytes {
            None => self
                .remove
                .execute(named_params! { ":viewer_id": viewer })?,
            Some(bytes) => self
                .put
                .execute(named_params! { ":viewer_id": viewer, ":bytes": bytes })?,
        };
        Ok(())
    }
}
