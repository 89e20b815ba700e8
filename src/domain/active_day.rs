//! Days on which a viewer played something.

use super::Day;

/// A day that a viewer's rows make active, and the plays that begin on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActiveDay {
    /// The day.
    pub day: Day,
    /// How many plays begin on it; none where a play of an earlier day is only continued.
    pub plays: u32,
}
