//! Numbers in the log, by the staged numbers of what was read.

use super::titles::Title;
use crate::formats::identity::Identity;
use crate::ingest::packed_row::PackedRow;
use crate::ingest::row::Row;
use crate::store::aliases::Aliases;

/// Numbers in the log, by staged numbers.
#[derive(Clone, Copy)]
pub(super) struct LogNumbers<'a> {
    pub titles: &'a [Title],
    pub viewers: &'a [u32],
    /// Viewers from this number on are new to the log: it has no rows of them.
    pub first_new_viewer: u32,
    pub sources: &'a [(u32, Identity)],
    /// Which viewers and titles count as others.
    pub aliases: &'a Aliases,
}

impl LogNumbers<'_> {
    /// Returns the number of the row's viewer.
    pub fn viewer(&self, row: PackedRow) -> u32 {
        self.viewers[row.viewer() as usize]
    }

    /// Returns the row, with its source's number and identity.
    pub fn row(&self, row: PackedRow) -> Row {
        row.row(|source| self.sources[source as usize])
    }
}
