//! Why cubes are not derived.

use crate::cube::encoding::Unreadable;
use crate::cube::mismatch::Mismatch;

/// Why cubes were not derived.
#[derive(Debug, thiserror::Error)]
pub enum DeriveError {
    /// What is there does not belong to the plays.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// What is there cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Sorting on the disk failed.
    #[error("sorting on the disk failed: {0}")]
    Spill(#[from] std::io::Error),
    /// SQLite failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}
