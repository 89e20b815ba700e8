//! Two runs that must not count twice.

/// A pair of runs, as [`crate::cube::runs::Pair`] has it, of some viewers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub start: u16,
    pub end: u16,
    pub low: u16,
    pub high: u16,
    pub viewers: u32,
}

impl Pair {
    /// Returns whether both runs count, and none between them, for streaks of `at_least` days or more.
    pub fn holds(&self, at_least: u16) -> bool {
        self.low < at_least && at_least <= self.high
    }

    /// Returns the days from the end of the earlier run to the start of the later.
    pub fn gap(&self) -> u16 {
        self.start - self.end
    }
}
