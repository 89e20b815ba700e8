//! Deriving cubes again that could not be read.

use std::path::Path;

use rusqlite::Connection;

use super::error::DeriveError;
use super::limits::Limits;
use super::rebuild::{rebuild_file, rebuild_into_temp};

/// Cubes that could not be read and were derived anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// What was wrong with them: "its cubes are missing".
    pub reason: String,
    /// Whether the new ones are in the log; else they last as long as the connection.
    pub is_kept: bool,
}

impl Repaired {
    /// Returns what to tell about it, in one line.
    #[must_use]
    pub fn in_words(&self) -> String {
        let reason = &self.reason;
        if self.is_kept {
            format!("{reason}: derived anew from its plays")
        } else {
            format!("{reason}: derived anew from its plays, for now; the log cannot be written")
        }
    }
}

/// Derives the cubes of the log at `path`, which `conn` reads, anew. Where the log cannot be written, or has no
/// file, they go into temporary tables of `conn`.
///
/// # Errors
///
/// Fails where the plays cannot be read, or sorting on the disk fails.
pub fn repair(
    conn: &Connection,
    path: Option<&Path>,
    reason: String,
) -> Result<Repaired, DeriveError> {
    let is_kept = path.is_some_and(|path| rebuild_file(path).is_ok());
    if !is_kept {
        rebuild_into_temp(conn, Limits::default())?;
    }
    Ok(Repaired { reason, is_kept })
}
