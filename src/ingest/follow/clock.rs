//! The clock of a session; tests move one of their own.

use std::time::{Duration, Instant};

/// Tells a session how late it is.
pub(super) trait Clock {
    /// Returns the time since some moment before the session.
    fn now(&self) -> Duration;
}

impl Clock for Instant {
    fn now(&self) -> Duration {
        self.elapsed()
    }
}
