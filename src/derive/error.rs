//! Why cubes were not derived.

use std::path::PathBuf;

use crate::cube::encoding::Unreadable;
use crate::cube::mismatch::Mismatch;
use crate::store::OpenError;
use crate::store::reduced::NeedsRows;
use crate::store::settings::SettingsError;
use crate::store::sqlite_error::in_words;

/// Why cubes were not derived.
#[derive(Debug, thiserror::Error)]
pub enum DeriveError {
    /// The stored cubes are not those of the plays.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// A stored cube cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Sorting on the disk failed.
    #[error("sorting on the disk failed: {0}")]
    ExternalSort(#[from] std::io::Error),
    /// The log is a reduced one.
    #[error(transparent)]
    Reduced(#[from] NeedsRows),
    /// The log's settings cannot be read: hours are read off the wall clock of its zone.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// SQLite failed.
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
}

/// Why the cubes of a file were not derived anew; they are as they were.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The log cannot be opened to write.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Deriving failed.
    #[error("{path}: {source}")]
    Derive {
        /// The log.
        path: PathBuf,
        /// Why.
        source: DeriveError,
    },
}
