//! The sorted rows of an import, looked at before they are taken.

use super::requests::MergeError;
use crate::ingest::packed_row::PackedRow;
use crate::store::external_sort::Sorted;

/// Rows by title, viewer and start.
pub(super) struct ArrivingRows {
    rows: Sorted<PackedRow>,
    head: Option<PackedRow>,
}

impl ArrivingRows {
    /// Returns `rows` with the first of them at hand.
    ///
    /// # Errors
    ///
    /// Fails where rows cannot be read back from their file.
    pub fn new(mut rows: Sorted<PackedRow>) -> Result<Self, MergeError> {
        let head = rows.next().transpose().map_err(MergeError::Spill)?;
        Ok(Self { rows, head })
    }

    /// Returns the next row and leaves it there; `None` after the last one.
    pub fn head(&self) -> Option<PackedRow> {
        self.head
    }

    /// Takes the next row where it is wanted.
    ///
    /// # Errors
    ///
    /// Fails where rows cannot be read back from their file.
    pub fn next_if(
        &mut self,
        is_wanted: impl FnOnce(PackedRow) -> bool,
    ) -> Result<Option<PackedRow>, MergeError> {
        let Some(row) = self.head.filter(|row| is_wanted(*row)) else {
            return Ok(None);
        };
        self.head = self.rows.next().transpose().map_err(MergeError::Spill)?;
        Ok(Some(row))
    }
}
