//! The clock of a session; tests move one of their own.

use std::time::{Duration, Instant};

/// Tells a session how late it is.
pub(super) trait Clock {
    /// Returns the time since some moment before the session.
    fn now(&self) -> Duration;

    /// Returns the time of day and date, in Unix seconds: a session may last for months, and what lies in the
    /// future at its start does not at its end.
    fn unix_seconds(&self) -> i64;
}

impl Clock for Instant {
    fn now(&self) -> Duration {
        self.elapsed()
    }

    fn unix_seconds(&self) -> i64 {
        chrono::Utc::now().timestamp()
    }
}
