//! One row of delimited text.

use crate::formats::record::Entry;
use crate::formats::refusal::refusal;

/// Where a cell stands in the text of its row.
pub(super) type Cell = (usize, usize);

/// One row.
pub(in crate::formats) struct CsvRow<'r> {
    /// The line on which the row starts, from 1.
    pub line: u64,
    /// The row's cells, as many as the header has, or why the row is refused.
    pub cells: Result<Fields<'r>, String>,
    /// The row as it stands in the file.
    pub text: &'r [u8],
}

impl CsvRow<'_> {
    /// Returns the row's refusal.
    pub fn refused(&self, reason: &str) -> Entry<'static> {
        refusal(self.line, reason, self.text)
    }
}

/// The cells of a row.
#[derive(Debug, Clone, Copy)]
pub(in crate::formats) struct Fields<'r> {
    pub(super) text: &'r str,
    pub(super) cells: &'r [Cell],
}

impl<'r> Fields<'r> {
    /// Returns the cell at `place`, if there is one.
    pub fn get(self, place: usize) -> Option<&'r str> {
        self.cells
            .get(place)
            .map(|(start, end)| &self.text[*start..*end])
    }

    /// Returns the cells in order.
    pub fn iter(self) -> impl Iterator<Item = &'r str> {
        self.cells
            .iter()
            .map(|(start, end)| &self.text[*start..*end])
    }
}
