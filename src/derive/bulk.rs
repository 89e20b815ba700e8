//! Deriving the cubes of a new log while its plays are written.

use std::io;

use crossbeam_channel::{Receiver, unbounded};
use rusqlite::Connection;

use super::changes::{Change, Changes};
use super::cube_builder::CubeBuilder;
use super::encoded_cube::EncodedCube;
use super::error::DeriveError;
use super::item_days::{ItemDays, in_order};
use super::limits::Limits;
use super::shows::ShowsOfTitles;
use crate::cube::cells::Cells;
use crate::cube::day_number;
use crate::domain::Day;

/// The cubes of a new log: all its plays are changes, and come title by title.
pub(crate) struct BulkDeriver {
    builder: CubeBuilder,
    title: u32,
    days: ItemDays,
    failed: Option<io::Error>,
}

/// The cubes that a [`BulkDeriver`] has derived: for the thread that writes.
pub(crate) struct Derived(Receiver<EncodedCube>);

impl Derived {
    /// Stores what has been derived so far.
    pub fn store(&self, conn: &Connection) -> rusqlite::Result<()> {
        self.0.try_iter().try_for_each(|stored| stored.store(conn))
    }
}

impl BulkDeriver {
    /// Returns cubes of nothing yet, and where they will come out.
    pub fn new(conn: &Connection, limits: Limits) -> (Self, Derived) {
        let (store, derived) = unbounded();
        let bulk = Self {
            builder: CubeBuilder::new(conn, store, limits),
            title: 0,
            days: ItemDays::new(),
            failed: None,
        };
        (bulk, Derived(derived))
    }

    fn end_title(&mut self) {
        let mut days = std::mem::take(&mut self.days);
        in_order(&mut days);
        if !days.is_empty() && self.failed.is_none() {
            self.failed = self.builder.add_title(self.title, &days).err();
        }
        days.clear();
        self.days = days;
    }

    /// Stores all cubes, given the rows of each day.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be written, or sorting on the disk failed.
    pub fn finish(
        mut self,
        conn: &Connection,
        derived: &Derived,
        rows: impl IntoIterator<Item = (Day, i64)>,
    ) -> Result<(), DeriveError> {
        self.end_title();
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        let rows = rows.into_iter().map(|(day, rows)| {
            let rows = u32::try_from(rows).unwrap_or(0);
            ([day_number::of(day)], rows)
        });
        let rows: Cells<1> = rows.collect();
        self.builder.finish(conn, &derived.0, &rows)
    }
}

impl Changes for BulkDeriver {
    fn names_written(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        self.builder.know_shows(ShowsOfTitles::load(conn)?);
        Ok(())
    }

    fn change(&mut self, change: Change<'_>) {
        if change.title != self.title {
            self.end_title();
            self.title = change.title;
        }
        let days = change.after.iter();
        let days = days.map(|active| (change.viewer, day_number::of(active.day), active.plays));
        self.days.extend(days);
    }

    fn moved(&mut self) {}
}
