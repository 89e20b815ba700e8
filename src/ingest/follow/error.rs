//! Why a live log could not be followed.

use std::path::PathBuf;

use crate::formats::input::InputError;
use crate::ingest::error::IngestError;

/// Why a live log could not be followed, or not any further.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// Anything that makes an import fail; the log is as after the last commit.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The input is a ZIP.
    #[error("{name}: a ZIP is whole when it comes and cannot be followed; leave out --follow")]
    Zip {
        /// The input.
        name: String,
    },
    /// The input is an export, written once.
    #[error(
        "{name}: an export ({format}) is whole when it comes and cannot be followed; leave out --follow"
    )]
    Whole {
        /// The input.
        name: String,
        /// The format of the export.
        format: &'static str,
    },
    /// The session has ended, and another program still locks the log.
    #[error(
        "{path}: still locked by another program, and {rows} rows are not in it; follow again from where they came"
    )]
    StillLocked {
        /// The log.
        path: PathBuf,
        /// How many rows wait.
        rows: usize,
    },
}

impl FollowError {
    /// Returns the error that the input cannot be opened, or read.
    pub(super) fn input(error: InputError) -> Self {
        Self::Ingest(error.into())
    }
}
