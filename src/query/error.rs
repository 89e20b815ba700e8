//! Why a log, or a part of it, could not be read.

use crate::snapshot::CubeError;
use crate::snapshot::error::DAMAGED_NAMES;
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
