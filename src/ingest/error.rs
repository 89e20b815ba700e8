//! Why an import failed.

use std::path::{Path, PathBuf};

use super::refused_file::RefusedFileError;
use crate::derive::DeriveError;
use crate::formats::input::InputError;
use crate::formats::read_error::ReadError;
use crate::store::OpenError;
use crate::store::reduced::NeedsRows;
use crate::store::settings::SettingsError;
use crate::store::sqlite_error::in_words;
use crate::store::tombstones::TombstoneError;

/// Why nothing was imported; the log is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The log could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// An input could not be opened.
    #[error(transparent)]
    Input(#[from] InputError),
    /// An input could not be read.
    #[error("{part}: {source}")]
    Read {
        /// The file, and the member where it is a ZIP.
        part: String,
        /// What is wrong with it.
        source: ReadError,
    },
    /// The log is a reduced one.
    #[error("{path}: {source}", path = .path.display())]
    Reduced {
        /// The log.
        path: PathBuf,
        /// What it cannot do.
        source: NeedsRows,
    },
    /// The log has a setting since its first import, and this one states another.
    #[error(
        "{path}: the log has {setting} {kept} since its first import, and this one says {said}; leave the option out, or ingest into a new log"
    )]
    Disagrees {
        /// The log.
        path: PathBuf,
        /// Which setting.
        setting: &'static str,
        /// What the log has.
        kept: String,
        /// What this import states.
        said: String,
    },
    /// The log has hours of titles, and this import wants none.
    #[error(
        "{0}: the hours of its titles are counted since its first import; leave --no-hours out, or run `bingetop rebuild {0} --no-hours` before"
    )]
    CountsHours(PathBuf),
    /// The log's viewers were hashed with another key.
    #[error(
        "{0}: its viewers are hidden with another key than this user's, so the same viewer would count twice; bring the key file along, or ingest into a new log"
    )]
    OtherKey(PathBuf),
    /// Names are to be kept in the log, and others may read it.
    #[error(
        "{path}: others may read it, and names are to be kept in it: {source}; leave out --keep-names, or ingest into a new log"
    )]
    OpenToOthers {
        /// The log.
        path: PathBuf,
        /// Why that cannot be changed.
        source: std::io::Error,
    },
    /// The log's settings cannot be read.
    #[error("{path}: {source}")]
    Settings {
        /// The log.
        path: PathBuf,
        /// What is wrong with them.
        source: SettingsError,
    },
    /// A refused row could not be kept.
    #[error(transparent)]
    Refused(#[from] RefusedFileError),
    /// It could not be noted which file keeps refused rows.
    #[error("the note of the files that keep refused rows, {path}: {source}")]
    RefusedNote {
        /// The note.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// SQLite failed.
    #[error(
        "{path}: writing failed, and the log is as it was: {}",
        in_words(source)
    )]
    Write {
        /// The log.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The cubes could not be derived.
    #[error("{path}: deriving failed, and the log is as it was: {source}")]
    Derive {
        /// The log.
        path: PathBuf,
        /// Why.
        source: DeriveError,
    },
    /// Rows that found no room in memory could not be written to a file beside the log, or read back.
    #[error("keeping rows in a file beside the log failed, and the log is as it was: {0}")]
    Spill(std::io::Error),
    /// Not one row could be read.
    #[error("{part}: not one of {rows} rows could be read; the first, line {line}: {reason}")]
    NothingReadable {
        /// The file of the first refused row.
        part: String,
        /// Its line.
        line: u64,
        /// Why it was refused.
        reason: String,
        /// How many rows were refused.
        rows: u64,
    },
    /// It could not be found out, or kept, who is forgotten or opted out.
    #[error(transparent)]
    Tombstones(#[from] TombstoneError),
    /// Somebody was forgotten or opted out while the inputs were read.
    #[error(
        "{0}: a viewer was forgotten or opted out while the inputs were read, and the log is as it was; run it again"
    )]
    ForgottenMeanwhile(PathBuf),
    /// Another import made the log, failed, and removed it.
    #[error("{0}: another import was making this log and broke off; try again")]
    Moved(PathBuf),
    /// The user stopped it.
    #[error("stopped; the log is as it was")]
    Cancelled,
}

/// Turns an error of SQLite into one of an import, for the log at a path.
pub(super) type SqliteFailure = fn(&Path, rusqlite::Error) -> IngestError;

impl IngestError {
    /// Returns the error that SQLite failed to write the log at `path`.
    pub(super) fn write(path: &Path, source: rusqlite::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source,
        }
    }

    /// Returns the error that the cubes of the log at `path` could not be derived, or read.
    pub(super) fn derive(path: &Path, source: DeriveError) -> Self {
        Self::Derive {
            path: path.to_owned(),
            source,
        }
    }
}
