//! What SQLite leaves of rows that are deleted: old pages in the write-ahead log, and pieces of names within pages.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode};

use crate::store::sqlite_error::in_words;
use crate::store::{OpenError, open_write};

/// Whether bytes are left of those who were forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// None are.
    Nothing,
    /// Another program reads the log as it was, or writes it: some may be.
    OpenElsewhere,
}

/// Why bytes may be left.
#[derive(Debug, thiserror::Error)]
pub enum BytesError {
    /// The log could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// SQLite failed.
    #[error("{path}: {}", in_words(source))]
    Sqlite {
        /// The log.
        path: PathBuf,
        /// What it said.
        source: rusqlite::Error,
    },
}

/// Takes out of the log at `path` and the files beside it what is left of rows that are deleted: the write-ahead log is
/// emptied and the file written anew. It can be done again at any time.
///
/// # Errors
///
/// Fails where the log cannot be opened or written.
pub fn clean_bytes(path: &Path) -> Result<Left, BytesError> {
    let conn = open_write(path)?;
    match write_anew(&conn) {
        Ok(true) => Ok(Left::Nothing),
        Ok(false) => Ok(Left::OpenElsewhere),
        Err(error) if is_busy(&error) => Ok(Left::OpenElsewhere),
        Err(source) => Err(BytesError::Sqlite {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Returns whether nothing is left.
fn write_anew(conn: &Connection) -> rusqlite::Result<bool> {
    if !empty_write_ahead_log(conn)? {
        return Ok(false);
    }
    conn.execute_batch("VACUUM")?;
    empty_write_ahead_log(conn)
}

/// Empties the write-ahead log, if there is one; returns whether no other program was in the way.
fn empty_write_ahead_log(conn: &Connection) -> rusqlite::Result<bool> {
    let is_busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get::<_, bool>(0)
    })?;
    Ok(!is_busy)
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}
