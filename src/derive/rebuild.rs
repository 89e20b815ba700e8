//! Deriving all cubes anew: of an open log, of its file, or into temporary tables.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::error::{DeriveError, RebuildError};
use super::full_scan;
use super::limits::Limits;
use crate::cube::kind::CubeKind;
use crate::cube::{blob_store, names};
use crate::store::settings::TitleHours;
use crate::store::{open_write, reduced, schema};

/// Derives every cube anew, within the caller's transaction.
///
/// # Errors
///
/// Fails where the database cannot be read or written, or sorting on the disk fails.
pub fn rebuild(conn: &Connection, limits: Limits) -> Result<(), DeriveError> {
    refuse_reduced(conn)?;
    // Names are not derived: what tells whether they are those that were written stays.
    blob_store::remove_all_but(conn, CubeKind::Names)?;
    conn.execute("DELETE FROM viewer_days", [])?;
    conn.execute("DELETE FROM viewer_titles", [])?;
    full_scan::derive(conn, limits)
}

/// Derives the cubes of the log at `path` anew, in one transaction.
///
/// # Errors
///
/// Fails with the cubes as they were.
pub fn rebuild_file(path: &Path) -> Result<(), RebuildError> {
    let mut conn = open_write(path)?;
    let rebuilt = in_transaction(&mut conn, |tx| rebuild(tx, Limits::default()));
    rebuilt.map_err(|source| failed(path, source))
}

/// As [`rebuild_file`], and takes the names of titles and shows as they are; with or without hours of titles where that is said. Returns
/// whether the names were not those that were written.
///
/// # Errors
///
/// Fails with the cubes as they were.
pub fn rebuild_file_with_names(
    path: &Path,
    title_hours: Option<TitleHours>,
) -> Result<bool, RebuildError> {
    let mut conn = open_write(path)?;
    let rebuilt = in_transaction(&mut conn, |tx| {
        refuse_reduced(tx)?;
        title_hours.map_or(Ok(()), |hours| hours.save(tx))?;
        let were_others = names::accept(tx)?;
        rebuild(tx, Limits::default())?;
        Ok(were_others)
    });
    rebuilt.map_err(|source| failed(path, source))
}

fn failed(path: &Path, source: DeriveError) -> RebuildError {
    RebuildError::Derive {
        path: path.to_owned(),
        source,
    }
}

/// Does so to a log of this program's schema, in one transaction.
fn in_transaction<T>(
    conn: &mut Connection,
    derive: impl FnOnce(&Connection) -> Result<T, DeriveError>,
) -> Result<T, DeriveError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    schema::migrate(&tx)?;
    let derived = derive(&tx)?;
    tx.commit()?;
    Ok(derived)
}

/// Refuses to derive the cubes of a log that has no rows to derive them from.
fn refuse_reduced(conn: &Connection) -> Result<(), DeriveError> {
    Ok(reduced::refuse(conn, "deriving its cubes anew")?)
}

/// Derives the cubes into temporary tables of the connection, which hide those of the log.
///
/// # Errors
///
/// Fails where the plays cannot be read, or sorting on the disk fails.
pub fn rebuild_into_temp(conn: &Connection, limits: Limits) -> Result<(), DeriveError> {
    // Before anything hides the cubes that it has.
    refuse_reduced(conn)?;
    conn.pragma_update(None, "query_only", false)?;
    let derived = conn
        .execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS cubes (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
             CREATE TEMP TABLE IF NOT EXISTS viewer_days (
                 viewer_id INTEGER PRIMARY KEY,
                 days      BLOB NOT NULL
             );
             CREATE TEMP TABLE IF NOT EXISTS viewer_titles (
                 viewer_id INTEGER PRIMARY KEY,
                 titles    BLOB NOT NULL
             );",
        )
        .and_then(|()| blob_store::copy_into_temp(conn, CubeKind::Names))
        .map_err(DeriveError::from)
        .and_then(|()| rebuild(conn, limits));
    conn.pragma_update(None, "query_only", true)?;
    derived
}
