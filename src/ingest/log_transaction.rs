//! What an import and a session of following do alike once their transaction is open.

use std::path::Path;

use rusqlite::Connection;

use super::error::{IngestError, SqliteFailure};
use super::log_settings::{agreed, load_settings};
use super::options::Options;
use super::staged::Staged;
use super::writing::{self, OnProgress, ViewerHashing, WriteError, WriteOptions, Written};
use crate::derive::changes::Changes;
use crate::derive::{self, ChangeSet, Limits};
use crate::store::Settings;

/// An open transaction on a log.
#[derive(Clone, Copy)]
pub(super) struct LogTransaction<'a> {
    /// The connection that the transaction is open on.
    pub conn: &'a Connection,
    pub path: &'a Path,
    pub options: &'a Options,
    pub failure: SqliteFailure,
}

impl<'a> LogTransaction<'a> {
    /// Gives SQLite's errors the path of the log.
    pub fn checked<T>(&self, result: rusqlite::Result<T>) -> Result<T, IngestError> {
        result.map_err(|source| (self.failure)(self.path, source))
    }

    /// Returns the settings of the log, and whether it has none before this import, which saves them, as it does
    /// what it states for the first time.
    ///
    /// Read again within the transaction: another import may have made the log meanwhile.
    ///
    /// # Errors
    ///
    /// Fails where the log has settings that this import states otherwise.
    pub fn settings(&self) -> Result<(Settings, bool), IngestError> {
        let kept = load_settings(self.conn, self.path)?;
        let is_first = kept.is_none();
        let settings = agreed(kept.clone(), self.path, self.options)?;
        if kept.as_ref() != Some(&settings) {
            self.checked(settings.save(self.conn))?;
        }
        Ok((settings, is_first))
    }

    /// Returns how the viewers of this import are hashed: as those that the log has already.
    pub fn hashing<'s>(&self, settings: &'s Settings) -> ViewerHashing<'s>
    where
        'a: 's,
    {
        ViewerHashing {
            key: &self.options.key,
            salt: settings.salt.as_ref(),
            account: &self.options.account,
            keep_names: self.options.keep_names,
        }
    }

    /// Returns the limits within which cubes are derived.
    pub fn limits(&self) -> Limits {
        Limits {
            memory: self.options.memory,
            ..Limits::default()
        }
    }

    /// Writes what was staged, and tells `changes` whose active days are others than before.
    ///
    /// # Errors
    ///
    /// Fails where rows cannot be written, or `on_progress` says to stop.
    pub fn write(
        &self,
        staged: Staged,
        options: WriteOptions<'_>,
        changes: &mut dyn Changes,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<Written, IngestError> {
        let written = writing::write(self.conn, staged, options, changes, on_progress);
        written.map_err(|error| write_error(error, self.path, self.failure))
    }

    /// Writes what was staged into a log that has cubes, or none yet, and derives those it touches.
    ///
    /// # Errors
    ///
    /// Fails as [`Self::write`] does, and where cubes cannot be derived.
    pub fn write_and_update_cubes(
        &self,
        staged: Staged,
        options: WriteOptions<'_>,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<Written, IngestError> {
        let mut touched = ChangeSet::new(self.options.memory);
        let written = self.write(staged, options, &mut touched, on_progress)?;
        update_cubes(self.conn, self.path, touched, &written, self.limits())?;
        Ok(written)
    }
}

/// Returns why rows were not written to the log at `path`, by what `failure` makes of SQLite's errors.
pub(super) fn write_error(error: WriteError, path: &Path, failure: SqliteFailure) -> IngestError {
    match error {
        WriteError::Sqlite(source) => failure(path, source),
        WriteError::Spill(error) => IngestError::Spill(error),
        WriteError::Stopped => IngestError::Cancelled,
    }
}

/// Derives the cubes of the log at `path` that what was written touches.
///
/// # Errors
///
/// Fails where they cannot be derived.
pub(super) fn update_cubes(
    conn: &Connection,
    path: &Path,
    mut touched: ChangeSet,
    written: &Written,
    limits: Limits,
) -> Result<(), IngestError> {
    for (day, rows) in &written.rows_per_day {
        touched.add_rows(*day, *rows);
    }
    derive::update(conn, &touched, limits).map_err(|source| IngestError::derive(path, source))
}
