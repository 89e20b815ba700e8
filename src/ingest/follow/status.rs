//! The figures of a session of following, for a status line.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// The figures of a session, shared with the thread that shows them.
#[derive(Debug, Default)]
pub struct Status {
    /// Rows read, refused ones included.
    pub rows_read: AtomicU64,
    /// Rows added to the log.
    pub rows_added: AtomicU64,
    /// Rows that could not be read.
    pub rows_refused: AtomicU64,
    /// Batches written.
    pub commits: AtomicU64,
    /// When the last batch was written, in milliseconds since the session began.
    pub last_commit_ms: AtomicU64,
    /// Whether rows wait because another program keeps the log locked.
    pub is_locked: AtomicBool,
}

impl Status {
    /// Notes a batch written at `now`.
    pub(super) fn committed(&self, now: Duration, added: u64) {
        let now = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        self.rows_added.fetch_add(added, Ordering::Relaxed);
        self.last_commit_ms.store(now, Ordering::Relaxed);
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.is_locked.store(false, Ordering::Relaxed);
    }
}
