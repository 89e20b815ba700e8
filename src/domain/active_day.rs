//! One day on which a viewer was active with something.

use super::Day;

/// A day on which one viewer has a row of a play of one title, or show, or of anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActiveDay {
    /// Which day.
    pub day: Day,
    /// Plays dated on it; 0 where a play of an earlier day was only continued.
    pub plays: u32,
}
