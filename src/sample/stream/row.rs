//! One row, and the rows of a day as they fill up.

/// One row, ordered by when it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// Seconds after midnight, UTC.
    pub(super) at: u32,
    /// The viewer, from 0.
    pub(super) viewer: u32,
    /// The title, from 0.
    pub(super) title: u32,
    /// How many seconds it lasted.
    pub(super) seconds: u32,
}

/// The rows of a day, which become so many and no more.
pub(super) struct DayRows<'a> {
    rows: &'a mut Vec<Row>,
    wanted: usize,
}

impl<'a> DayRows<'a> {
    /// Begins a day of `wanted` rows; what `rows` holds is dropped.
    pub(super) fn new(rows: &'a mut Vec<Row>, wanted: usize) -> Self {
        rows.clear();
        Self { rows, wanted }
    }

    /// Returns whether the day has all its rows.
    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= self.wanted
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }
}
