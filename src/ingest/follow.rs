//! Live logs: a stream, or a file that grows, into a log that is being looked at.
//!
//! ```text
//! feed ─▶ lines ─▶ rows ─▶ batch ─▶ log
//! (pipe, tail)     (or refused)     (a transaction a second)
//! ```
//!
//! A live log repeats itself: whoever writes it sends a row again rather than lose it, and a session
//! begins where an earlier one began. Rows alike in viewer, title, start, length and position are
//! therefore one row ([`Identity::Content`](crate::formats::identity::Identity::Content)), and the log depends on
//! which rows came, never on when they were committed.

mod feed;
mod lines;
mod log;
mod opening;
mod reading;
mod refused;
mod session;
mod status;
mod tail;

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use super::log_settings::{agreed, kept_settings};
use super::pipeline::{IngestError, Options};
use super::summary::Summary;
use crate::formats::context::Context;
use crate::formats::input::{InputError, Source};
use crate::store::OpenError;

pub use log::refused_beside;
pub use status::Status;

use log::Log;
use opening::Opening;
use reading::Reading;
use refused::RefusedFile;
use session::Session;

/// Why a live log could not be followed, or not any further.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// What fails an import fails this as well; the log is as of the last commit.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The input is a ZIP.
    #[error("{name}: a ZIP is whole when it comes and cannot be followed; leave out --follow")]
    Zip {
        /// The input.
        name: String,
    },
    /// The input is Netflix's export.
    #[error(
        "{name}: Netflix's export is whole when it comes and cannot be followed; leave out --follow"
    )]
    Netflix {
        /// The input.
        name: String,
    },
    /// A refused row could not be kept.
    #[error("{path}: a row that could not be read could not be kept either: {source}")]
    Refused {
        /// The file for refused rows.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The end has come, and another program still keeps the log locked.
    #[error(
        "{path}: still locked by another program, and {rows} rows are not in it; follow again from where they came"
    )]
    StillLocked {
        /// The log.
        path: PathBuf,
        /// How many rows wait.
        rows: usize,
    },
}

impl FollowError {
    fn input(error: InputError) -> Self {
        Self::Ingest(error.into())
    }
}

/// What tells a session how late it is.
trait Clock {
    /// Returns the time since some moment before the session.
    fn now(&self) -> Duration;
}

impl Clock for Instant {
    fn now(&self) -> Duration {
        self.elapsed()
    }
}

/// Follows `source` into the log at `path`, which is made with the first row, until the stream ends
/// or `stop` says so; a file has no end.
///
/// Rows that cannot be read are appended to the file at `refused`. After a first word from `stop`,
/// rows read are still written; where the log is locked, for ten seconds, or until the second word.
///
/// # Errors
///
/// Fails with every batch in the log that could be written.
pub fn follow(
    path: &Path,
    source: &Source,
    options: &Options,
    refused: PathBuf,
    stop: &Receiver<()>,
    status: &Status,
) -> Result<Summary, FollowError> {
    let settings = agreed(kept_settings(path)?, path, options)?;
    check_folder(path)?;
    let context = Context {
        // Not the one the log has kept: it has one from the first commit on, and what a line says
        // would depend on whether it came before.
        zone: options.time_zone,
        mapping: options.mapping.clone(),
    };
    let summary = Summary::new(settings.rule.zone, settings.rule.starts());
    let name = source.to_string();
    let opening = Opening::new(&name, options.format, &context)?;
    let reading = Reading::new(&name, opening, summary, RefusedFile::new(refused), status);
    let mut session = Session::new(reading, Log::new(path, options), path);
    let mut feed = feed::open(source).map_err(FollowError::input)?;
    session.run(feed.as_mut(), &Instant::now(), stop)?;
    session.summary()
}

/// Fails where a log can never be made: told now, and not with the first row.
fn check_folder(path: &Path) -> Result<(), IngestError> {
    let folder = path.parent();
    match folder.filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => Err(OpenError::NoFolder(path.to_owned()).into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
