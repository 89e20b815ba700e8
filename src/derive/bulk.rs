//! The cubes of a new log, derived while its rows are written.

use std::io;

use rusqlite::Connection;

use super::changes::{Change, Changes, PlayedRow};
use super::clock_counter::ClockCounter;
use super::cube_builder::CubeBuilder;
use super::cube_queue::{DerivedCubes, cube_queue};
use super::day_totals::DayTotals;
use super::error::DeriveError;
use super::item_days::{self, ItemDay};
use super::item_hours::ItemHours;
use super::limits::Limits;
use super::shows::ShowsOfTitles;
use crate::cube::day_number;
use crate::domain::Day;

/// Derives the cubes of a new log from the changes that its import reports: all its plays, title by title.
pub(crate) struct BulkDeriver {
    builder: CubeBuilder,
    /// The title whose changes come.
    title: u32,
    days: Vec<ItemDay>,
    hours: ItemHours,
    clock: ClockCounter,
    failure: Option<io::Error>,
}

impl BulkDeriver {
    /// Returns a deriver that has seen no change, and the queue in which its cubes come; the log has its settings.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read.
    pub fn new(conn: &Connection, limits: Limits) -> rusqlite::Result<(Self, DerivedCubes)> {
        let (sink, cubes) = cube_queue();
        let deriver = Self {
            builder: CubeBuilder::new(conn, sink, limits)?,
            title: 0,
            days: Vec::new(),
            hours: ItemHours::default(),
            clock: ClockCounter::default(),
            failure: None,
        };
        Ok((deriver, cubes))
    }

    /// Begins with a title, unless it is the one whose changes come.
    fn begin_title(&mut self, title: u32) {
        if title != self.title {
            self.end_title();
            self.title = title;
        }
    }

    fn end_title(&mut self) {
        item_days::sort_and_merge(&mut self.days);
        let hours = self.hours.take();
        if !self.days.is_empty() && self.failure.is_none() {
            let added = self.builder.add_title(self.title, &self.days, &hours);
            self.failure = added.err();
        }
        self.days.clear();
    }

    /// Derives and stores the remaining cubes, given the rows of each day.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be written, or sorting on the disk failed.
    pub fn finish(
        mut self,
        conn: &Connection,
        derived: &DerivedCubes,
        rows: impl IntoIterator<Item = (Day, i64)>,
    ) -> Result<(), DeriveError> {
        self.end_title();
        if let Some(error) = self.failure {
            return Err(error.into());
        }
        let rows = rows.into_iter().map(|(day, rows)| {
            let rows = u32::try_from(rows).unwrap_or(0);
            ([day_number::of(day)], rows)
        });
        let totals = DayTotals {
            rows: rows.collect(),
            clock: self.clock.cells(),
        };
        self.builder.finish(conn, derived, &totals)
    }
}

impl Changes for BulkDeriver {
    fn names_written(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        self.builder.set_shows(ShowsOfTitles::load(conn)?);
        Ok(())
    }

    fn change(&mut self, change: Change<'_>) {
        self.begin_title(change.title);
        let days = change.after.iter().map(|active| ItemDay {
            viewer: change.viewer,
            day: day_number::of(active.day),
            plays: active.plays,
        });
        self.days.extend(days);
    }

    fn row(&mut self, row: PlayedRow, _: bool) {
        self.begin_title(row.title);
        let day = day_number::of(row.day);
        self.hours.add(day, row.seconds);
        if let Some(hour) = row.hour {
            self.clock.add(day, hour);
        }
    }

    /// Does nothing: the shows of titles are read once all titles are written.
    fn moved(&mut self) {}
}
