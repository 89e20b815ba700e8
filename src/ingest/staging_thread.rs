//! The thread that numbers and sorts rows while the next ones are read.

use std::io;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::batch::Batch;
use super::staged::Staged;
use super::staging::Staging;

use crate::domain::threads::joined;

/// How many batches may wait; more would only take memory.
const BATCHES_AHEAD: usize = 4;

/// A thread that fills a [`Staging`]; batches go there full and come back empty.
pub(super) struct StagingThread {
    batches: Sender<Batch>,
    emptied: Receiver<Batch>,
    thread: JoinHandle<io::Result<Staged>>,
}

impl StagingThread {
    /// Starts a thread that fills `staging`.
    pub fn start(mut staging: Staging) -> Self {
        let (batches, full) = bounded::<Batch>(BATCHES_AHEAD);
        let (give_back, emptied) = bounded(BATCHES_AHEAD);
        let thread = std::thread::spawn(move || {
            for mut batch in full {
                staging.push(&batch)?;
                batch.clear();
                // The reader may have empty batches enough: then this one is dropped.
                let _ = give_back.try_send(batch);
            }
            staging.finish()
        });
        Self {
            batches,
            emptied,
            thread,
        }
    }

    /// Hands over rows, and returns an empty batch for more; `None` where the thread has failed.
    pub fn push(&self, batch: Batch) -> Option<Batch> {
        self.batches.send(batch).ok()?;
        Some(self.emptied.try_recv().unwrap_or_default())
    }

    /// Waits until all rows are sorted.
    ///
    /// # Errors
    ///
    /// Fails where rows that found no room in memory could not be written to a file, or read back.
    pub fn finish(self) -> io::Result<Staged> {
        drop(self.batches);
        joined(self.thread.join())
    }
}
