//! Why the cubes of a log cannot be read.

use crate::cube::encoding::Unreadable;
use crate::store::sqlite_error::in_words;

/// What is said of names that are not those that were written.
pub const DAMAGED_NAMES: &str = "the names of its titles or shows are damaged; restore it from a copy, or ingest its \
     sources into a new log; `bingetop rebuild` takes the names as they are";

/// Why the cubes of a log, or its names, cannot be read. Cubes can be derived anew.
#[derive(Debug, thiserror::Error)]
pub enum CubeError {
    /// There are none, or not those that belong to the rows.
    #[error("its cubes are missing")]
    Missing,
    /// They are not as they were written.
    #[error("its cubes are {0}")]
    Unreadable(#[from] Unreadable),
    /// What was asked takes rows or histories, and the log is a reduced one, which has neither.
    #[error(
        "a reduced log has no rows and no histories: no stories, no sittings, and nothing of what viewers played, too; lists, \
         totals, timeline, cohorts and pages are all there is"
    )]
    Reduced,
    /// The names of titles and shows are not those that were written; they cannot be derived.
    #[error("{DAMAGED_NAMES}")]
    Names,
    /// SQLite failed.
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
}
