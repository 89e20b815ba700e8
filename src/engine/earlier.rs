//! An earlier reduction that days are appended to.

use crate::domain::Day;

/// An earlier reduction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its folder, as the engine is told.
    pub folder: String,
    /// Whether each of its tables is one file, as `DuckDB` writes them, or a folder of parts.
    pub is_files: bool,
    /// Its first day.
    pub from: Day,
    /// How many rows of the source it has read.
    pub read_rows: u64,
}

impl Earlier {
    /// Returns where a table of it lies.
    #[must_use]
    pub fn path(&self, table: &str) -> String {
        let folder = self.folder.trim_end_matches('/');
        let end = if self.is_files { ".parquet" } else { "" };
        format!("{folder}/{table}{end}")
    }
}
