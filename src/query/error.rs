//! Why a log, or a part of it, could not be read.

use super::facts::HOUSEHOLD_VIEWERS;
use crate::derive::DeriveError;
use crate::domain::format::thousands;
use crate::snapshot::CubeError;
use crate::snapshot::error::DAMAGED_NAMES;
use crate::store::OpenError;
use crate::store::reduced::NeedsRows;
use crate::store::settings::SettingsError;
use crate::store::sqlite_error::in_words;

/// Why a log could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Its settings cannot be understood.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// It has no settings: nothing was ever ingested.
    #[error("the log is empty; fill it with `bingetop ingest FILE --into LOG.db`")]
    Unfilled,
    /// What it is answered from cannot be read, and must be derived anew.
    #[error(transparent)]
    Cubes(CubeError),
    /// Its names are not those that were written, and cannot be derived.
    #[error("{DAMAGED_NAMES}")]
    Names,
    /// Its cubes cannot be read, and there are no rows to derive them from.
    #[error(
        "{0}, and a reduced log has no rows to derive them from: run `bingetop import-cubes` again"
    )]
    Reduced(CubeError),
    /// SQLite failed.
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
}

impl From<CubeError> for LoadError {
    fn from(error: CubeError) -> Self {
        match error {
            CubeError::Sqlite(error) => Self::Sqlite(error),
            CubeError::Names => Self::Names,
            error => Self::Cubes(error),
        }
    }
}

/// Why there are no answers from a part of the log: one viewer, or what may be put on a wall.
#[derive(Debug, thiserror::Error)]
pub enum ScopeError {
    /// The log keeps no names.
    #[error(
        "the log keeps no names, so no viewer can be told from another; names are kept for one's own household: \
         ingest its sources into a new log with --keep-names"
    )]
    NoNames,
    /// The log is a reduced one.
    #[error(transparent)]
    Reduced(NeedsRows),
    /// The log has more viewers than a household; how many.
    #[error(
        "the log has {} viewers, and answers about one are for one's own household, of {HOUSEHOLD_VIEWERS} at most",
        thousands(*.0)
    )]
    NoHousehold(u64),
    /// Cohorts of fewer viewers than this are hidden, by the configuration.
    #[error(
        "cohorts of fewer than {0} viewers are hidden, and one viewer is fewer: lower minimum_cohort in the configuration"
    )]
    Guarded(u32),
    /// A text names no one viewer; what is said about it.
    #[error("{0}")]
    Unknown(String),
    /// No day of it is over for good.
    #[error("no day of this log has been over for 48 hours yet: there is nothing to present")]
    Open,
    /// All rows of its closed days are hidden.
    #[error(
        "all rows of this log's closed days were hidden by their viewers: there is nothing to present"
    )]
    Hidden,
    /// The log cannot be opened a second time.
    #[error(transparent)]
    Opened(#[from] OpenError),
    /// The rows cannot be read, or the log has changed.
    #[error(transparent)]
    Select(#[from] SelectError),
    /// The cubes were not derived.
    #[error(transparent)]
    Derive(#[from] DeriveError),
    /// What was derived cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// SQLite failed.
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
}

/// Why the histories of an item were not read.
#[derive(Debug, thiserror::Error)]
pub enum SelectError {
    /// The log has changed since it was read: what is in memory says nothing of it any more.
    #[error("the log has changed since it was read")]
    Changed,
    /// They cannot be read.
    #[error(transparent)]
    Cubes(#[from] CubeError),
}

impl From<rusqlite::Error> for SelectError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Cubes(error.into())
    }
}
