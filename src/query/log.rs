//! A log in memory: what it says about itself, its names and its cubes.
//!
//! What is read only when asked for is in [`super::select`]; how a question is answered is in
//! [`super::answer`].

use std::sync::Arc;

use rusqlite::Connection;

use super::error::{LoadError, SelectError};
use super::facts::{Audience, Facts};
use crate::domain::{Day, ItemId, Level, Levels, Window};
use crate::snapshot::catalog::{Catalog, ItemName};
use crate::snapshot::everything::{DayCount, Everything};
use crate::snapshot::{CubeError, Snapshot};
use crate::store::{Settings, reduced, schema, sources};

/// Reads the settings of a log that has cubes.
fn settings(conn: &Connection) -> Result<Settings, LoadError> {
    let settings = Settings::load(conn)?.ok_or(LoadError::Unfilled)?;
    if schema::version(conn)? < schema::CUBED {
        // Written before there were cubes.
        return Err(CubeError::Missing.into());
    }
    Ok(settings)
}

fn facts(
    conn: &Connection,
    settings: &Settings,
    everything: &Everything,
) -> Result<Facts, LoadError> {
    Ok(Facts {
        is_reduced: reduced::is_reduced(conn)?,
        ..Facts::of(settings, everything, sources::newest_import(conn)?)
    })
}

/// A log in memory: everything questions are answered from.
#[derive(Debug)]
pub struct Log {
    facts: Facts,
    catalog: Arc<Catalog>,
    snapshot: Arc<Snapshot>,
    whole_timeline: Vec<DayCount>,
    /// SQLite's number for the state of the database that was read.
    data_version: i64,
}

impl Log {
    /// Reads a log's cubes and names in one transaction: what a writer adds meanwhile is seen whole or
    /// not at all.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read or understood, or the reading is interrupted.
    pub fn load(conn: &Connection) -> Result<Self, LoadError> {
        Self::load_for(conn, Levels::both(Level::Title))
    }

    /// Reads a log as [`Self::load`] does, with what lists of these levels need. What cannot be read of that, the question
    /// that needs it says.
    ///
    /// # Errors
    ///
    /// See [`Self::load`].
    pub fn load_for(conn: &Connection, levels: Levels) -> Result<Self, LoadError> {
        let tx = conn.unchecked_transaction()?;
        let settings = settings(&tx)?;
        let (snapshot, catalog) = Snapshot::load(&tx, levels)?;
        let everything = &snapshot.everything;
        let facts = facts(&tx, &settings, everything)?;
        let days = facts.days;
        Ok(Self {
            whole_timeline: days.map_or_else(Vec::new, |days| everything.timeline(days)),
            facts,
            catalog: Arc::new(catalog),
            data_version: data_version(&tx)?,
            snapshot: Arc::new(snapshot),
        })
    }

    /// Returns what a log says about itself, and reads nothing of its items: how many cells these have is no matter.
    ///
    /// # Errors
    ///
    /// See [`Self::load`].
    pub fn read_facts(conn: &Connection) -> Result<Facts, LoadError> {
        let tx = conn.unchecked_transaction()?;
        let settings = settings(&tx)?;
        facts(&tx, &settings, &Snapshot::read_everything(&tx)?)
    }

    /// Hides cohorts of fewer viewers than this, too: the log's own minimum is raised to it, never lowered.
    #[must_use]
    pub fn with_minimum_cohort(mut self, viewers: u32) -> Self {
        self.facts.minimum_cohort = self.facts.minimum_cohort.max(viewers);
        self
    }

    /// Reads the log of one viewer of a household, out of a database that holds nobody else's rows; `days` are those of the whole
    /// log.
    ///
    /// # Errors
    ///
    /// See [`Self::load`].
    pub(super) fn load_of(
        conn: &Connection,
        viewer: Arc<str>,
        days: Option<Window>,
    ) -> Result<Self, LoadError> {
        let mut log = Self::load(conn)?;
        let everything = &log.snapshot.everything;
        log.whole_timeline = days.map_or_else(Vec::new, |days| everything.timeline(days));
        log.facts.days = days;
        log.facts.viewer = Some(viewer);
        Ok(log)
    }

    /// Returns the log as it may be put on a wall: without the days after `last`. Cohorts that the `whole` log hides are
    /// hidden, however few viewers are left.
    pub(super) fn for_room(&self, last: Day, whole: &Facts) -> Self {
        let everything = &self.snapshot.everything;
        let days = self
            .facts
            .days
            .and_then(|days| Window::new(days.from(), days.to().min(last)));
        let facts = Facts {
            minimum_cohort: whole.minimum_cohort,
            audience: Audience::Room,
            ..self.facts.within(days, everything)
        };
        Self {
            whole_timeline: days.map_or_else(Vec::new, |days| everything.timeline(days)),
            facts,
            catalog: Arc::clone(&self.catalog),
            snapshot: Arc::clone(&self.snapshot),
            data_version: self.data_version,
        }
    }

    /// Returns SQLite's number for the state of the database that was read.
    pub(super) fn data_version(&self) -> i64 {
        self.data_version
    }

    /// Reads more of the log in one transaction.
    ///
    /// # Errors
    ///
    /// Fails where `read` does, and with [`SelectError::Changed`] where the log has been written to
    /// since it was loaded.
    pub(super) fn read_unchanged<T>(
        &self,
        conn: &Connection,
        read: impl FnOnce(&Connection) -> Result<T, CubeError>,
    ) -> Result<T, SelectError> {
        let tx = conn.unchecked_transaction()?;
        let read = read(&tx);
        // A changed log explains a failure better than the failure itself.
        if data_version(&tx)? != self.data_version {
            return Err(SelectError::Changed);
        }
        Ok(read?)
    }

    /// Returns what the log says about itself.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns the cubes that are held in memory.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Returns what items are called.
    #[must_use]
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// Returns plays and viewers of each day, from the first of the log to its last.
    #[must_use]
    pub fn whole_timeline(&self) -> &[DayCount] {
        &self.whole_timeline
    }

    /// Returns the items called `text`; see [`Catalog::find`].
    #[must_use]
    pub fn find(&self, level: Level, text: &str) -> Vec<ItemId> {
        self.catalog.find(level, text)
    }

    /// Returns whether an item is called `text`; see [`Catalog::is_called`].
    #[must_use]
    pub fn is_called(&self, level: Level, text: &str) -> bool {
        self.catalog.is_called(level, text)
    }

    /// Returns every item of a level with a play, by number.
    #[must_use]
    pub fn items(&self, level: Level) -> &[ItemId] {
        self.snapshot.items(level)
    }

    /// Returns what an item is called.
    #[must_use]
    pub fn name(&self, level: Level, item: ItemId) -> &ItemName {
        self.catalog.name(level, item)
    }

    /// Returns how many bytes the cubes take in memory.
    #[must_use]
    pub fn hot_bytes(&self) -> usize {
        self.snapshot.bytes()
    }
}

/// Returns what changes with every commit of another connection.
pub(super) fn data_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "data_version", |row| row.get(0))
}
