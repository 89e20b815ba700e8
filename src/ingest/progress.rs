//! How far an import is.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far an import is, shared with the threads that show it or stop it.
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
    /// Returns whether the import was told to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}
