//! What can go wrong while something is published.

use std::io;
use std::path::{Path, PathBuf};

use super::refusal::Refusal;
use crate::query::LoadError;
use crate::snapshot::CubeError;
use crate::store::OpenError;
use crate::store::key::KeyError;
use crate::store::settings::SettingsError;
use crate::store::sqlite_error::in_words;

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// By the rules of what may be.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The log cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The log cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// There is no key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// What is kept beside the key of what was published.
    #[error("{path}, which says what was published last: {source}")]
    Head {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// SQLite failed.
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
}

impl From<SettingsError> for PublishError {
    fn from(error: SettingsError) -> Self {
        Self::Load(error.into())
    }
}

impl From<CubeError> for PublishError {
    fn from(error: CubeError) -> Self {
        Self::Load(error.into())
    }
}

impl PublishError {
    pub(super) fn head(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::Head { path, source }
    }
}
