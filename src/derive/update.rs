//! Bringing the cubes up to date after an import.

use rusqlite::Connection;

use super::change_set::ChangeSet;
use super::error::DeriveError;
use super::incremental;
use super::limits::Limits;
use super::rebuild::rebuild;

/// Brings the cubes up to date after the changes of an import, within the caller's transaction:
/// incrementally where that is less work, else by deriving all of them.
///
/// # Errors
///
/// Fails where the database cannot be read or written, or sorting on the disk fails.
pub(crate) fn update(
    conn: &Connection,
    change_set: &ChangeSet,
    limits: Limits,
) -> Result<(), DeriveError> {
    match incremental::apply_if_small(conn, change_set, limits) {
        Ok(true) => Ok(()),
        // Stored cubes that are damaged, or not of these plays, do no harm: they are derived anew.
        Ok(false) | Err(DeriveError::Mismatch(_) | DeriveError::Unreadable(_)) => {
            rebuild(conn, limits)
        }
        Err(error) => Err(error),
    }
}
