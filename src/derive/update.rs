//! Bringing the cubes of a log to the state of its plays after an import.

use rusqlite::Connection;

use super::change_set::ChangeSet;
use super::error::DeriveError;
use super::incremental;
use super::limits::Limits;
use super::rebuild::rebuild;

/// Brings the cubes to the state of the plays, given what has been touched, within the caller's
/// transaction: the touched ones alone where that is less work, else all.
///
/// # Errors
///
/// Fails where the database cannot be read or written.
pub(crate) fn update(
    conn: &Connection,
    changes: &ChangeSet,
    limits: Limits,
) -> Result<(), DeriveError> {
    match incremental::apply(changes, conn, limits) {
        Ok(true) => Ok(()),
        // The stored cubes are of no use: the plays are what counts.
        Ok(false) | Err(DeriveError::Mismatch(_) | DeriveError::Unreadable(_)) => {
            rebuild(conn, limits)
        }
        Err(error) => Err(error),
    }
}
