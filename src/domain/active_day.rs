//! One day on which a viewer was active with an item.

use super::Day;

/// A day on which a viewer has a row of a play: of one title or show, or of any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActiveDay {
    /// Which day.
    pub day: Day,
    /// Plays dated on it; 0 where it only continues a play of an earlier day.
    pub plays: u32,
}
