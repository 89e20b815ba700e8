//! What is counted by day alone, whichever title it is of.

use crate::cube::cells::Cells;

/// What a log holds of each day, of all titles together.
pub(super) struct DayTotals {
    /// Rows: cells `day -> rows`.
    pub rows: Cells<1>,
    /// Plays by hour: cells `(day, hour) -> plays`.
    pub clock: Cells<2>,
}
