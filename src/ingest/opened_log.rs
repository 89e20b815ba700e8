//! A log that is open to be written, and made where there is none.

use std::fs::File;
use std::path::Path;

use rusqlite::{Connection, Transaction};

use super::error::{IngestError, SqliteFailure};
use super::log_path::file_number;
use crate::store::owner_only::{close_to_others, make_for_owner};
use crate::store::place::{BESIDE, beside};
use crate::store::{OpenError, open_write};

/// A log that is open to be written.
pub(super) struct OpenedLog<'a> {
    pub path: &'a Path,
    pub conn: Connection,
    /// Whether the file was made here.
    pub is_created: bool,
    /// What tells the file from another that takes its place.
    file: Option<(u64, u64)>,
}

impl<'a> OpenedLog<'a> {
    /// Opens the log at `path`, which is made where there is none: a file that only its owner may read.
    ///
    /// # Errors
    ///
    /// Fails where the file is no log that can be written.
    pub fn open_or_create(path: &'a Path) -> Result<Self, OpenError> {
        let mut options = File::options();
        options.write(true).create_new(true);
        let is_created = make_for_owner(&mut options).open(path).is_ok();
        // Before it is opened: another file that takes its place in between is not taken for it.
        let file = file_number(path);
        Ok(Self {
            path,
            conn: open_write(path)?,
            is_created,
            file,
        })
    }

    /// Opens a new log in memory, in place of one at `path`.
    ///
    /// # Errors
    ///
    /// Fails where SQLite does.
    pub fn in_memory(path: &'a Path) -> rusqlite::Result<Self> {
        Ok(Self {
            path,
            conn: Connection::open_in_memory()?,
            is_created: false,
            file: file_number(path),
        })
    }

    /// Takes from others the permission to read the log, before names are kept in it; returns whether
    /// they had it.
    ///
    /// SQLite makes the files beside a log as the log is; those that are there already are closed, too.
    ///
    /// # Errors
    ///
    /// Fails where the log belongs to another user.
    pub fn close_to_others(&self) -> Result<bool, IngestError> {
        let was_open = close_to_others(self.path).map_err(|source| IngestError::OpenToOthers {
            path: self.path.to_owned(),
            source,
        })?;
        for suffix in BESIDE {
            // Most of the time there is none.
            let _ = close_to_others(&beside(self.path, suffix));
        }
        Ok(was_open)
    }

    /// Returns whether the file that was opened is still the one at the path.
    pub fn is_at_path(&self) -> bool {
        self.file == file_number(self.path)
    }

    /// Ends `tx`: commits where `filled` is no error, and rolls back elsewhere.
    ///
    /// Where that leaves a file that was made here and `was_empty` before, the file is removed.
    ///
    /// # Errors
    ///
    /// Fails with the error in `filled`, or where SQLite cannot commit.
    pub fn end<T>(
        &self,
        tx: Transaction<'_>,
        was_empty: bool,
        filled: Result<T, IngestError>,
        failure: SqliteFailure,
    ) -> Result<T, IngestError> {
        let ended = filled.and_then(|filled| {
            // The transaction stays open where this fails, and with it the lock.
            tx.execute_batch("COMMIT")
                .map_err(|source| failure(self.path, source))?;
            Ok(filled)
        });
        if ended.is_err() && was_empty && self.is_created {
            // While the lock is held: another import that waits for it then finds the file gone, and
            // says so. SQLite leaves the journal of a file that is gone.
            let _ = std::fs::remove_file(self.path);
            let _ = std::fs::remove_file(beside(self.path, "-journal"));
        }
        drop(tx);
        ended
    }

    /// Lets readers and the next writer never wait for each other.
    ///
    /// Where that cannot be had just now, the log is as good without it.
    pub fn use_write_ahead_log(&self) {
        let _ = self.conn.pragma_update(None, "journal_mode", "wal");
    }
}
