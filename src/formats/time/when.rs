//! When something was played, as precisely as a source says it.

use crate::domain::Day;

/// When something was played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At a moment, in Unix seconds (UTC).
    Moment(i64),
    /// On a day, at a time that the source does not say.
    Day(Day),
}

impl When {
    /// Returns what stands for it in a [`Record`](crate::formats::record::Record): the second of its
    /// start, and whether only its day is known.
    #[must_use]
    pub fn start(self) -> (i64, bool) {
        match self {
            Self::Moment(seconds) => (seconds, false),
            Self::Day(day) => (day.noon(), true),
        }
    }
}
