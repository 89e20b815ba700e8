//! What an earlier reduction has left, for days to be appended to it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::error::CellsError;
use super::folder::{CellsFolder, Table};
use super::settings;
use super::totals::Totals;
use crate::engine::appended::left;
use crate::engine::dialect::STATE;
use crate::engine::earlier::Earlier;
use crate::engine::reduction::Reduction;

/// What an earlier reduction has left.
#[derive(Debug)]
pub struct Left {
    /// What it was of and by.
    pub reduction: Reduction,
    rows: u64,
    is_files: bool,
    cells: CellsFolder,
}

/// Returns what a reduction has left in a folder.
///
/// # Errors
///
/// Fails where these are no whole cells of this version, and where the rows that days are appended to are not beside them.
pub fn left_in(folder: &Path) -> Result<Left, CellsError> {
    let cells = CellsFolder {
        path: folder.to_owned(),
        cancelled: Arc::new(AtomicBool::new(false)),
    };
    let read = settings::read(&cells)?;
    for (name, _) in left().filter(|(name, _)| name.starts_with(STATE)) {
        cells.files(name).map_err(|_| CellsError::NoState {
            folder: folder.to_owned(),
        })?;
    }
    Ok(Left {
        reduction: read.reduction(),
        rows: read.read_rows,
        is_files: folder.join("settings.parquet").is_file(),
        cells,
    })
}

impl Left {
    /// Makes sure that all of it is there: what is lost would be missing from all that is appended to it.
    ///
    /// # Errors
    ///
    /// Fails where it is not, or cannot be read.
    pub fn check_whole(&self) -> Result<(), CellsError> {
        let totals = Totals::read(&self.cells)?;
        for (name, count) in left() {
            let table = Table {
                name,
                columns: [count],
            };
            totals.check(name, self.cells.each(table, |_| Ok(()))?)?;
        }
        Ok(())
    }

    /// Returns it as a script reads it, of `reduction`'s days, where an engine knows its folder as `folder`; `None` where it does
    /// not say of which days it is.
    #[must_use]
    pub fn earlier(&self, folder: String) -> Option<Earlier> {
        Some(Earlier {
            folder,
            is_files: self.is_files,
            from: self.reduction.days?.from(),
            read_rows: self.rows,
        })
    }
}
