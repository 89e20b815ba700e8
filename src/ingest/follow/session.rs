//! The loop of a session: reads what comes, and writes once a second what was read.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, never};

use super::clock::Clock;
use super::error::FollowError;
use super::feed::{Feed, Piece};
use super::lines::Lines;
use super::log::{self, Log};
use super::reading::LiveReader;
use crate::formats::generic::Line;
use crate::formats::input::InputError;
use crate::formats::record::DropReason;
use crate::ingest::summary::Summary;

/// The time between two commits.
pub(super) const BETWEEN_COMMITS: Duration = Duration::from_secs(1);

/// The longest wait for bytes, and for a message to stop.
pub(super) const POLL: Duration = Duration::from_millis(100);

/// How long to go on reading before a locked log is tried again.
pub(super) const BETWEEN_TRIES: Duration = Duration::from_millis(250);

/// How long a session that was told to stop tries a locked log.
pub(super) const LAST_TRIES: Duration = Duration::from_secs(10);

/// How many rows may wait to be written; a row takes some three hundred bytes.
pub(super) const MOST_WAITING: usize = 100_000;

/// How many pieces that have come already are still read once the session is told to stop.
const LAST_PIECES: usize = 8;

/// One session: from the first byte to the summary.
pub(super) struct Session<'a> {
    lines: Lines,
    reader: LiveReader<'a>,
    log: Log<'a>,
    path: &'a Path,
    /// No commit before this time: one was just made, or the log was locked.
    not_before: Duration,
    is_locked: bool,
}

impl<'a> Session<'a> {
    /// Returns a session that has read nothing yet.
    pub fn new(reader: LiveReader<'a>, log: Log<'a>, path: &'a Path) -> Self {
        Self {
            lines: Lines::default(),
            reader,
            log,
            path,
            not_before: Duration::ZERO,
            is_locked: false,
        }
    }

    /// Reads and writes until the end, or until told to stop.
    ///
    /// # Errors
    ///
    /// Fails after writing what was read, as far as possible.
    pub fn run(
        &mut self,
        feed: &mut dyn Feed,
        clock: &dyn Clock,
        stop: &Receiver<()>,
    ) -> Result<(), FollowError> {
        let outcome = self.read(feed, clock, stop);
        let deadline = match outcome {
            Ok(Ended::OfItself) => None,
            _ => Some(clock.now() + LAST_TRIES),
        };
        let written = self.write_rest(clock, stop, deadline);
        outcome?;
        written
    }

    /// Returns what the session did, and what the log holds now.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read.
    pub fn summary(self) -> Result<Summary, FollowError> {
        let mut summary = self.reader.summary;
        self.log.describe(&mut summary)?;
        Ok(summary)
    }

    fn read(
        &mut self,
        feed: &mut dyn Feed,
        clock: &dyn Clock,
        stop: &Receiver<()>,
    ) -> Result<Ended, FollowError> {
        loop {
            self.reader.now = clock.unix_seconds();
            if stop.try_recv().is_ok() {
                self.take_last(feed)?;
                return Ok(Ended::Stopped);
            }
            self.commit_if_due(clock)?;
            if self.reader.batch.len() >= MOST_WAITING {
                feed.watch();
                if is_told(stop, POLL) {
                    return Ok(Ended::Stopped);
                }
                continue;
            }
            if self.take(feed, self.wait(clock))? == Taken::End {
                self.end_file()?;
                self.reader.check()?;
                return Ok(Ended::OfItself);
            }
        }
    }

    /// Reads what has come already, and waits for no more.
    fn take_last(&mut self, feed: &mut dyn Feed) -> Result<(), FollowError> {
        for _ in 0..LAST_PIECES {
            if self.take(feed, Duration::ZERO)? != Taken::Something {
                break;
            }
        }
        Ok(())
    }

    /// Reads the next piece, if there is one within `wait`.
    fn take(&mut self, feed: &mut dyn Feed, wait: Duration) -> Result<Taken, FollowError> {
        let piece = feed.next(wait).map_err(|source| {
            let name = self.reader.name.clone();
            FollowError::input(InputError::Unreadable { name, source })
        })?;
        match piece {
            Piece::Bytes(bytes) => {
                self.reader.look_at(&bytes)?;
                let mut take = |line: Line<'_>| self.reader.take(line);
                self.lines.push(&bytes, &mut take)?;
            }
            Piece::NextFile => {
                self.end_file()?;
                self.reader.has_begun = false;
            }
            Piece::Nothing => return Ok(Taken::Nothing),
            Piece::End => return Ok(Taken::End),
        }
        Ok(Taken::Something)
    }

    fn end_file(&mut self) -> Result<(), FollowError> {
        let mut take = |line: Line<'_>| self.reader.take(line);
        self.lines.finish(&mut take)
    }

    /// Returns how long to wait for bytes.
    fn wait(&self, clock: &dyn Clock) -> Duration {
        if self.reader.batch.is_empty() {
            return POLL;
        }
        POLL.min(self.not_before.saturating_sub(clock.now()))
    }

    fn commit_if_due(&mut self, clock: &dyn Clock) -> Result<(), FollowError> {
        let waiting = self.reader.batch.len();
        let is_time = clock.now() >= self.not_before;
        let is_full = waiting >= MOST_WAITING && !self.is_locked;
        if waiting > 0 && (is_time || is_full) {
            self.commit(clock)?;
        }
        Ok(())
    }

    /// Writes the rows that wait; where the log is locked, they wait for the next try.
    fn commit(&mut self, clock: &dyn Clock) -> Result<(), FollowError> {
        let LiveReader {
            batch,
            summary,
            status,
            ..
        } = &mut self.reader;
        match self.log.commit(batch, summary) {
            Ok(committed) => {
                batch.clear();
                summary.count_merged(committed.merge_counts);
                summary.drop_rows(DropReason::OptedOut, committed.left_out);
                summary.reused_ids.append(committed.reused_ids);
                status.committed(clock.now(), committed.merge_counts.added);
                self.is_locked = false;
                self.not_before = clock.now() + BETWEEN_COMMITS;
                self.log.note_refused(self.reader.refused_file())?;
            }
            Err(error) if log::is_passing(&error) => {
                status.is_locked.store(true, Ordering::Relaxed);
                self.is_locked = true;
                self.not_before = clock.now() + BETWEEN_TRIES;
            }
            Err(error) => {
                // The error ends the session, and what is left is not tried again.
                batch.clear();
                return Err(error.into());
            }
        }
        Ok(())
    }

    /// Writes the rows that wait at the end: until the deadline, or the next message to stop.
    fn write_rest(
        &mut self,
        clock: &dyn Clock,
        stop: &Receiver<()>,
        deadline: Option<Duration>,
    ) -> Result<(), FollowError> {
        while !self.reader.batch.is_empty() {
            self.commit(clock)?;
            if !self.is_locked {
                break;
            }
            if is_told(stop, POLL) || deadline.is_some_and(|deadline| clock.now() >= deadline) {
                return Err(FollowError::StillLocked {
                    path: self.path.to_owned(),
                    rows: self.reader.batch.len(),
                });
            }
        }
        Ok(())
    }
}

/// How the reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    OfItself,
    Stopped,
}

/// What there was to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Something,
    Nothing,
    End,
}

/// Returns whether a message comes within `wait`; a channel whose sender is gone sends none.
fn is_told(stop: &Receiver<()>, wait: Duration) -> bool {
    match stop.recv_timeout(wait) {
        Ok(()) => true,
        Err(RecvTimeoutError::Timeout) => false,
        Err(RecvTimeoutError::Disconnected) => never::<()>().recv_timeout(wait).is_ok(),
    }
}
