//! What the thread that merges rows asks of the one that has the connection.

use std::io;

use crossbeam_channel::{Receiver, Sender};

use super::plays::PlayRow;
use super::row_changes::RowChanges;

/// What the writing thread is told.
pub(super) enum Request {
    Write(RowChanges),
    /// Asks for one [`StoredRows`] for each.
    LookUp(Vec<LookUp>),
}

/// Which rows of a title are asked for.
pub(super) struct LookUp {
    /// The title's number in the log.
    pub title: u32,
    /// Those of these viewers; `None` asks for all.
    pub viewers: Option<Vec<u32>>,
    /// Whether the title's furthest position is asked for too.
    pub asks_furthest: bool,
}

/// The answer to a [`LookUp`].
pub(super) struct StoredRows {
    /// By viewer in the order asked for, in time order.
    pub rows: Vec<PlayRow>,
    /// The furthest position of all the title's rows in the log, where it was asked for.
    pub furthest: Option<u32>,
}

/// Why merging ended before its end.
pub(super) enum MergeError {
    /// Rows that found no room in memory cannot be read back.
    Spill(io::Error),
    /// The writing thread has ended.
    WriterGone,
}

/// The way to the writing thread, and back.
pub(super) struct WriterHandle {
    pub requests: Sender<Request>,
    pub answers: Receiver<Vec<StoredRows>>,
}

impl WriterHandle {
    /// Hands changes over to be written; waits while too many are on their way.
    pub fn write(&self, changes: RowChanges) -> Result<(), MergeError> {
        self.send(Request::Write(changes))
    }

    /// Returns the answers in the order of the look-ups, after all changes handed over are written.
    pub fn look_up(&self, look_ups: Vec<LookUp>) -> Result<Vec<StoredRows>, MergeError> {
        self.send(Request::LookUp(look_ups))?;
        self.answers.recv().map_err(|_| MergeError::WriterGone)
    }

    fn send(&self, request: Request) -> Result<(), MergeError> {
        self.requests
            .send(request)
            .map_err(|_| MergeError::WriterGone)
    }
}
