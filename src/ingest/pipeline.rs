//! The whole way from files to a log, in one transaction.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chrono_tz::Tz;

use super::commit;
use super::log_settings::{agreed, kept_settings};
use super::reading::Reading;
use super::summary::Summary;
use crate::derive::DeriveError;
use crate::formats::format::Format;
use crate::formats::input::{InputError, Source};
use crate::formats::mapping::Mapping;
use crate::formats::read_error::ReadError;
use crate::formats::record::Record;
use crate::store::OpenError;
use crate::store::key::ViewerKey;
use crate::store::memory::Memory;
use crate::store::settings::SettingsError;

/// What the user asked of an import.
pub struct Options {
    /// The format of every input; `None` finds it by content.
    pub format: Option<&'static dyn Format>,
    /// The log's zone, and the zone of times that state none.
    pub time_zone: Option<Tz>,
    /// The zone of a new log where the user states none.
    pub machine_zone: Tz,
    /// When the log's days start, in minutes after midnight.
    pub day_starts: Option<u16>,
    /// Seconds a viewing must last to be a play.
    pub minimum_seconds: Option<u32>,
    /// Keeps apart viewers of the same name.
    pub account: String,
    /// Whether to keep viewers' names beside their hashes.
    pub keep_names: bool,
    /// Which columns hold what.
    pub mapping: Mapping,
    /// How much memory rows may take before they are put away in a file.
    pub memory: Memory,
    /// Whether to change nothing and only say what would be done.
    pub dry_run: bool,
    /// The present, in Unix seconds.
    pub now: i64,
    /// The secret viewers are hashed with.
    pub key: ViewerKey,
    /// Whether the rows are made up.
    pub is_synthetic: bool,
}

/// How far an import is, shared with whoever shows it or stops it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes of the inputs read so far.
    pub bytes_read: AtomicU64,
    /// Rows read so far.
    pub rows_read: AtomicU64,
    /// Rows written so far.
    pub rows_written: AtomicU64,
    /// Set to stop the import; the log is then as before.
    pub cancelled: AtomicBool,
}

impl Progress {
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

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
    /// The log keeps a rule that this import states otherwise.
    #[error(
        "{path}: the log has {setting} {kept} since its first import, and this one says {said}; leave the option out, or ingest into a new log"
    )]
    Disagrees {
        /// The log.
        path: PathBuf,
        /// The rule.
        setting: &'static str,
        /// What the log keeps.
        kept: String,
        /// What was said now.
        said: String,
    },
    /// The log's viewers were hashed with another key.
    #[error(
        "{0}: its viewers are hidden with another key than this user's, so the same viewer would count twice; bring the key file along, or ingest into a new log"
    )]
    OtherKey(PathBuf),
    /// The log's settings cannot be read.
    #[error("{path}: {source}")]
    Settings {
        /// The log.
        path: PathBuf,
        /// What is wrong with them.
        source: SettingsError,
    },
    /// Refused rows could not be written to their file.
    #[error("writing refused rows failed: {0}")]
    Refusals(std::io::Error),
    /// SQLite failed.
    #[error("{path}: writing failed, and the log is as it was: {source}")]
    Write {
        /// The log.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// What answers are read from could not be derived.
    #[error("{path}: deriving failed, and the log is as it was: {source}")]
    Derive {
        /// The log.
        path: PathBuf,
        /// Why.
        source: DeriveError,
    },
    /// Rows that found no room in memory could not be put away beside the log.
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
    /// Another import made the log, failed, and took it away again.
    #[error("{0}: another import was making this log and broke off; try again")]
    Moved(PathBuf),
    /// The user stopped it.
    #[error("stopped; the log is as it was")]
    Cancelled,
}

/// Reads `sources` into the log at `path`, which is made where there is none.
///
/// Refused rows are written to `refused` as they come, one line each: file, line, reason, row,
/// separated by tabs.
///
/// # Errors
///
/// Fails without a trace in the log: it is as before, or is not there.
pub fn ingest(
    path: &Path,
    sources: &[Source],
    options: &Options,
    progress: &Progress,
    refused: Option<&mut dyn Write>,
) -> Result<Summary, IngestError> {
    into_log(path, options, progress, |reading| {
        reading.read_all(sources, refused)
    })
}

/// Writes `records` into a new log at `path`, as if they had been read from a file called `name`.
///
/// # Errors
///
/// Fails without a trace in the log.
pub fn ingest_records<'r>(
    path: &Path,
    name: &str,
    records: impl Iterator<Item = Record<'r>>,
    options: &Options,
    progress: &Progress,
) -> Result<Summary, IngestError> {
    into_log(path, options, progress, |reading| {
        reading.take_records(name, records)
    })
}

/// Reads first and writes then: nobody waits for a lock on the log while a pipe keeps silent.
fn into_log(
    path: &Path,
    options: &Options,
    progress: &Progress,
    read: impl FnOnce(&mut Reading<'_>) -> Result<(), IngestError>,
) -> Result<Summary, IngestError> {
    let kept = kept_settings(path)?;
    // A zone kept from an earlier import was stated, or shown to the user, then.
    let is_zone_stated = options.time_zone.is_some() || kept.is_some();
    let settings = agreed(kept, path, options)?;
    let folder = folder_of(path);
    let mut reading = Reading::new(folder, &settings, is_zone_stated, options, progress);
    read(&mut reading)?;
    reading.check()?;
    commit::commit(path, reading.finish()?, options, progress)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
