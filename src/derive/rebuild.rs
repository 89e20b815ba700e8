//! Deriving all cubes anew: of an open log, of its file, or into temporary tables.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::error::{DeriveError, RebuildError};
use super::full_scan;
use super::limits::Limits;
use crate::store::{open_write, schema};

/// Derives every cube anew, within the caller's transaction.
///
/// # Errors
///
/// Fails where the database cannot be read or written, or sorting on the disk fails.
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
    rebuild_in(&mut conn).map_err(|source| RebuildError::Derive {
        path: path.to_owned(),
        source,
    })
}

fn rebuild_in(conn: &mut Connection) -> Result<(), DeriveError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    schema::migrate(&tx)?;
    rebuild(&tx, Limits::default())?;
    tx.commit()?;
    Ok(())
}

/// Derives the cubes into temporary tables of the connection, which hide those of the log.
///
/// # Errors
///
/// Fails where the plays cannot be read, or sorting on the disk fails.
pub fn rebuild_into_temp(conn: &Connection, limits: Limits) -> Result<(), DeriveError> {
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
