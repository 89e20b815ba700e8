//! Deriving every cube anew: in a transaction, in a file, or beside the log.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::error::DeriveError;
use super::full_scan;
use super::limits::Limits;
use crate::store::{OpenError, open_write, schema};

/// Why the cubes of a file were not derived anew; they are as they were.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The log cannot be opened to write.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Deriving failed.
    #[error(transparent)]
    Derive(#[from] DeriveError),
}

impl From<rusqlite::Error> for RebuildError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Derive(error.into())
    }
}

/// Derives every cube anew, within the caller's transaction.
///
/// # Errors
///
/// Fails where the database cannot be read or written.
pub fn rebuild(conn: &Connection, limits: Limits) -> Result<(), DeriveError> {
    conn.execute_batch("DELETE FROM cubes; DELETE FROM viewer_days;")?;
    full_scan::derive(conn, limits)
}

/// Derives the cubes of the log at `path` anew, in one transaction.
///
/// # Errors
///
/// Fails with the cubes as they were.
pub fn rebuild_file(path: &Path) -> Result<(), RebuildError> {
    let mut conn = open_write(path)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    schema::migrate(&tx)?;
    rebuild(&tx, Limits::default())?;
    tx.commit()?;
    Ok(())
}

/// Derives the cubes into tables of the connection's own, which hide those of the log.
///
/// # Errors
///
/// Fails where the plays cannot be read.
pub fn rebuild_aside(conn: &Connection, limits: Limits) -> Result<(), DeriveError> {
    conn.pragma_update(None, "query_only", false)?;
    let derived = conn
        .execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS cubes (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
             CREATE TEMP TABLE IF NOT EXISTS viewer_days (
                 viewer_id INTEGER PRIMARY KEY,
                 days      BLOB NOT NULL
             );",
        )
        .map_err(DeriveError::from)
        .and_then(|()| rebuild(conn, limits));
    conn.pragma_update(None, "query_only", true)?;
    derived
}
