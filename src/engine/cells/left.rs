//! What an earlier reduction has left, for days to be appended to it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::error::CellsError;
use super::folder::CellsFolder;
use super::settings;
use crate::engine::earlier::Earlier;
use crate::engine::reduction::Reduction;

/// The tables without which nothing can be appended.
const STATE: [&str; 2] = ["state/played", "state/spelled"];

/// What an earlier reduction has left.
#[derive(Debug)]
pub struct Left {
    /// What it was of and by.
    pub reduction: Reduction,
    rows: u64,
    is_files: bool,
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
    for table in STATE {
        cells.files(table).map_err(|_| CellsError::NoState {
            folder: folder.to_owned(),
        })?;
    }
    Ok(Left {
        reduction: read.reduction(),
        rows: read.read_rows,
        is_files: folder.join("settings.parquet").is_file(),
    })
}

impl Left {
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
