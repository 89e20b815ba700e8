//! A reading of the log by a thread of its own, while questions are answered from the last one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, bounded};

use crate::derive::Repaired;
use crate::domain::Levels;
use crate::query::{LoadError, Log};
use crate::runtime::source::{Change, Opened};
use crate::store::OpenError;

/// The steps of SQLite's virtual machine between two checks whether the program ends: a fraction of a
/// millisecond.
pub(super) const STEPS_BETWEEN_CHECKS: i32 = 10_000;

/// A reading of the log that is under way.
pub(super) struct Reading {
    /// How the log had changed.
    pub(super) change: Change,
    /// What was read, once it is done.
    pub(super) done: Receiver<Read>,
    /// The thread that reads.
    pub(super) thread: JoinHandle<()>,
    /// Whether to check the log again once this is done.
    pub(super) checks_again: bool,
}

/// A log that was read, the connection it was read by, and what was repaired; or why it was not read.
pub(super) type Read = Result<(Opened, Log, Option<Repaired>), String>;

impl Reading {
    /// Starts to read a log that `open` opens, which has changed so; with what lists of these levels need.
    /// Setting `is_ending` breaks it off.
    pub(super) fn start(
        open: impl FnOnce() -> Result<Opened, OpenError> + Send + 'static,
        change: Change,
        levels: Levels,
        is_ending: Arc<AtomicBool>,
    ) -> Self {
        let (send, done) = bounded(1);
        let thread = std::thread::spawn(move || {
            // Closed: the program ends.
            let _ = send.send(read(open, levels, is_ending));
        });
        Self {
            change,
            done,
            thread,
            checks_again: false,
        }
    }
}

fn read(
    open: impl FnOnce() -> Result<Opened, OpenError>,
    levels: Levels,
    is_ending: Arc<AtomicBool>,
) -> Read {
    let mut opened = open().map_err(|error| error.to_string())?;
    let shall_end = move || is_ending.load(Ordering::Relaxed);
    let (log, repaired) = opened
        .break_off(STEPS_BETWEEN_CHECKS, shall_end)
        .map_err(LoadError::from)
        .and_then(|()| opened.load(levels))
        .map_err(|error| error.to_string())?;
    Ok((opened, log, repaired))
}
