//! The thread that numbers and sorts rows while others are read.

use std::io;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::batch::Batch;
use super::staging::{Staged, Staging};

/// How many batches may wait.
const BATCHES_AHEAD: usize = 4;

/// The thread that numbers and sorts rows.
pub(super) struct Stager {
    batches: Sender<Batch>,
    emptied: Receiver<Batch>,
    thread: JoinHandle<io::Result<Staged>>,
}

impl Stager {
    /// Starts a thread that fills `staging`.
    pub fn start(mut staging: Staging) -> Self {
        let (batches, full) = bounded::<Batch>(BATCHES_AHEAD);
        let (give_back, emptied) = bounded(BATCHES_AHEAD);
        let thread = std::thread::spawn(move || {
            for mut batch in full {
                staging.push(&batch)?;
                batch.clear();
                // Whoever reads may have enough of them.
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
    /// Fails where rows beyond the memory could not be put away.
    pub fn finish(self) -> io::Result<Staged> {
        drop(self.batches);
        self.thread
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}
