//! Live logs: a stream, or a file that grows, into a log that is being looked at.
//!
//! Bytes that come go in, and a transaction a second comes out. It never waits for the end of its
//! input, and never holds a lock while it waits for bytes.
//!
//! ```text
//! feed ─▶ lines ─▶ rows ─▶ batch ─▶ log
//! (pipe, tail)     (or refused)     (a transaction a second)
//! ```
//!
//! A live log repeats itself: a program that writes one sends a row again rather than lose it, and a
//! session begins where an earlier one began; and it may tell of a play that still lasts. Of rows alike in
//! viewer, title and start second the longest is kept, and those without seconds are one row where length
//! and position are alike too
//! ([`Identity::AsTimedLive`](crate::formats::identity::Identity::AsTimedLive)). What the log holds
//! depends on which rows came, never on when they were committed.
//!
//! | module | holds |
//! |---|---|
//! | `input` | opening what is followed |
//! | `feed` | bytes that come piece by piece: the trait |
//! | `pipe`, `tail` | those of a stream, and of a file that grows |
//! | `lines` | pieces cut into lines |
//! | `opening` | the format, told from the first lines |
//! | `reading` | lines to rows that wait to be written |
//! | `session` | the loop: read what comes, commit once a second |
//! | `log` | a batch into the log, in one transaction |
//! | `status`, `clock`, `error` | figures for a status line; the time; what may fail |

mod clock;
mod error;
mod feed;
mod input;
mod lines;
mod log;
mod opening;
mod pipe;
mod reading;
mod session;
mod status;
mod tail;

use std::path::Path;
use std::time::Instant;

use crossbeam_channel::Receiver;

use super::error::IngestError;
use super::left_out::LeftOut;
use super::log_settings::{agreed, kept_settings};
use super::options::Options;
use super::pipeline::note_refused;
use super::refused_file::RefusedFile;
use super::summary::Summary;
use crate::formats::context::Context;
use crate::formats::input::Source;
use crate::store::OpenError;

pub use error::FollowError;
pub use log::refused_beside;
pub use status::Status;

use log::Log;
use opening::Opening;
use reading::LiveReader;
use session::Session;

/// How the caller stops a session, and sees how far it is.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    /// The first message ends the reading, the second one the wait for a locked log.
    pub stop: &'a Receiver<()>,
    /// Kept up to date while the session lasts.
    pub status: &'a Status,
}

/// Follows `source` into the log at `path`, which is made with the first row, until the stream ends
/// or `control.stop` says so; a file has no end.
///
/// Rows that cannot be read are added to `refused`. After the first message from
/// `control.stop`, rows read are still written. Where the log is locked, that is tried for ten seconds,
/// or until the second message.
///
/// # Errors
///
/// Fails with every batch in the log that could be written.
pub fn follow(
    path: &Path,
    source: &Source,
    options: &Options,
    refused: RefusedFile,
    control: Control<'_>,
) -> Result<Summary, FollowError> {
    let settings = agreed(kept_settings(path)?, path, options)?;
    check_folder(path)?;
    let context = Context {
        times_in: options.times_in,
        // Not the zone that the log keeps: it keeps one from the first commit on, and what a line
        // says would depend on whether it came before.
        zone: options.time_zone,
        // Each line is read at a time of its own.
        now: None,
        dates: options.dates,
        mapping: options.mapping.clone(),
    };
    let summary = Summary::new(settings.rule.zone, settings.rule.starts());
    let name = source.to_string();
    let opening = Opening::new(&name, options.format, &context)?;
    note_refused(path, refused.path(), options)?;
    let left_out = LeftOut::load(options, &settings)?;
    let reader = LiveReader::new(&name, opening, summary, (refused, left_out), control.status);
    let mut session = Session::new(reader, Log::new(path, options), path);
    let mut feed = input::open(source).map_err(FollowError::input)?;
    session.run(feed.as_mut(), &Instant::now(), control.stop)?;
    session.summary()
}

/// Fails at once, and not with the first row, where the log can never be made.
fn check_folder(path: &Path) -> Result<(), IngestError> {
    let folder = path.parent();
    match folder.filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => Err(OpenError::NoFolder(path.to_owned()).into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
