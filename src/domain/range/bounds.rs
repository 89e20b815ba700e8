//! The days a typed window is relative to.

use crate::domain::Day;

/// The days a typed window is relative to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The first day of the log.
    pub first: Day,
    /// The day that "now" counts back from: the newest day of the log, or the one asked for.
    pub newest: Day,
}
