//! Why the cubes of a log cannot be read.

use crate::cube::encoding::Unreadable;

/// Why the cubes of a log cannot be read. They can be derived anew.
#[derive(Debug, thiserror::Error)]
pub enum CubeError {
    /// There are none, or not those that belong to the rows.
    #[error("its cubes are missing")]
    Missing,
    /// They are not as they were written.
    #[error("its cubes are {0}")]
    Unreadable(#[from] Unreadable),
    /// SQLite failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}
