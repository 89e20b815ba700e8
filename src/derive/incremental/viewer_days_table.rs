//! The table of viewers' days, read and written viewer by viewer.

use rusqlite::{CachedStatement, Connection, OptionalExtension, named_params};

use crate::cube::encoding::Unreadable;
use crate::cube::viewer_days::ViewerDays;
use crate::derive::error::DeriveError;

/// The table `viewer_days` of a log.
pub struct ViewerDaysTable<'conn> {
    find: CachedStatement<'conn>,
    put: CachedStatement<'conn>,
    remove: CachedStatement<'conn>,
}

impl<'conn> ViewerDaysTable<'conn> {
    /// Prepares to read and write the table.
    pub fn new(conn: &'conn Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            find: conn
                .prepare_cached("SELECT days FROM viewer_days WHERE viewer_id = :viewer_id")?,
            put: conn.prepare_cached(
                "INSERT OR REPLACE INTO viewer_days (viewer_id, days) VALUES (:viewer_id, :days)",
            )?,
            remove: conn.prepare_cached("DELETE FROM viewer_days WHERE viewer_id = :viewer_id")?,
        })
    }

    /// Returns the days of a viewer; none where the table has no such viewer.
    pub fn get(&mut self, viewer: u32) -> Result<ViewerDays, DeriveError> {
        let stored: Option<Vec<u8>> = self
            .find
            .query_row(named_params! { ":viewer_id": viewer }, |row| row.get(0))
            .optional()?;
        let days = ViewerDays::decode(&stored.unwrap_or_default());
        Ok(days.ok_or(Unreadable::Damaged)?)
    }

    /// Stores the days of a viewer; one without days is removed.
    pub fn put(&mut self, viewer: u32, days: &ViewerDays) -> rusqlite::Result<()> {
        if days.0.is_empty() {
            self.remove
                .execute(named_params! { ":viewer_id": viewer })?;
        } else {
            self.put
                .execute(named_params! { ":viewer_id": viewer, ":days": days.encode() })?;
        }
        Ok(())
    }
}
