//! How much there is of a table.

use crate::domain::format::thousands;

/// How many rows a table has, and the sum of its counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Total {
    /// How many rows.
    pub rows: u64,
    /// The sum of the last column.
    pub sum: i128,
}

impl Total {
    /// Returns it in words.
    pub fn in_words(self) -> String {
        format!("{} rows that add up to {}", thousands(self.rows), self.sum)
    }
}
