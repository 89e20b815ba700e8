//! Deriving cubes from plays: all of them, or those that an import has touched.
//!
//! Cubes are sums over viewers, so that both ways lead to the same bytes: [`rebuild`] adds every viewer
//! up, `update` takes touched viewers out as they were and puts them in as they are.

mod bulk;
pub(crate) mod changes;
mod counters;
mod everything;
mod everything_changes;
mod full_scan;
mod incremental;
mod packed_days;
mod shows;
mod stored_cubes;
mod viewers;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

pub(crate) use self::bulk::BulkDeriver;
pub(crate) use self::incremental::ChangeSet;
use crate::cube::blob_store::{self, CubeKind};
use crate::cube::bytes::Unreadable;
use crate::cube::cells::Cells;
use crate::cube::day_number;
use crate::cube::histories::Mismatch;
use crate::domain::Window;
use crate::store::memory::Memory;
use crate::store::sqlite_error::in_words;
use crate::store::{open_write, schema};

/// Why cubes were not derived.
#[derive(Debug, thiserror::Error)]
pub enum DeriveError {
    /// What is there does not belong to the plays.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// What is there cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Sorting on the disk failed.
    #[error("sorting on the disk failed: {0}")]
    Spill(#[from] std::io::Error),
    /// SQLite failed.
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
}

/// How cubes are derived.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From so many active days of viewers on, cohorts of everything are counted ahead.
    pub ahead_from: u64,
    /// What sorting may take of memory.
    pub memory: Memory,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            ahead_from: 300_000,
            memory: Memory::default(),
        }
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

/// Brings the cubes to the state of the plays, given what has been touched, within the caller's
/// transaction: the touched ones alone where that is less work, else all.
///
/// # Errors
///
/// Fails where the database cannot be read or written.
pub(crate) fn update(
    conn: &Connection,
    touched: &ChangeSet,
    limits: Limits,
) -> Result<(), DeriveError> {
    match touched.apply(conn, limits) {
        Ok(true) => Ok(()),
        // What was there was of no use: the plays are what counts.
        Ok(false) | Err(DeriveError::Mismatch(_) | DeriveError::Unreadable(_)) => {
            rebuild(conn, limits)
        }
        Err(error) => Err(error),
    }
}

/// How much a log holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub rows: u64,
    pub plays: u64,
    /// Viewers with a play.
    pub viewers: u64,
    /// From the day of the first row to that of the last.
    pub days: Option<Window>,
}

/// Returns how much a log holds, by its cubes.
///
/// # Errors
///
/// Fails where they cannot be read.
pub(crate) fn extent(conn: &Connection) -> Result<Extent, DeriveError> {
    let sum = |kind| -> Result<(u64, Option<Window>), DeriveError> {
        let bytes = blob_store::get(conn, kind, 0)?.ok_or(Mismatch)?;
        let cells = Cells::<1>::read(&bytes)?;
        let days = || cells.iter().map(|([day], _)| day_number::day(day));
        let window = days().min().zip(days().max());
        let window = window.and_then(|(first, last)| Window::new(first, last));
        Ok((
            cells.iter().map(|(_, count)| u64::from(count)).sum(),
            window,
        ))
    };
    let (rows, days) = sum(CubeKind::Rows)?;
    let active = blob_store::blocks::<2, DeriveError>(conn, CubeKind::Active)?;
    let new = active
        .iter()
        .filter(|([_, before], _)| *before == day_number::NEVER);
    Ok(Extent {
        rows,
        plays: sum(CubeKind::Plays)?.0,
        viewers: new.map(|(_, viewers)| u64::from(viewers)).sum(),
        days,
    })
}

/// Cubes that could not be read and were derived anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// What was wrong with them: "its cubes are missing".
    pub reason: String,
    /// Whether they are in the log now; else in memory, for as long as it is open.
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

/// Derives the cubes of the log at `path`, which `conn` reads, anew; where it cannot be written, or
/// there is no file, in tables that only `conn` sees.
///
/// # Errors
///
/// Fails where the plays cannot be read.
pub fn repair(
    conn: &Connection,
    path: Option<&Path>,
    reason: String,
) -> Result<Repaired, DeriveError> {
    let is_kept = path.is_some_and(|path| rebuild_file(path).is_ok());
    if !is_kept {
        rebuild_aside(conn, Limits::default())?;
    }
    Ok(Repaired { reason, is_kept })
}

/// Why the cubes of a file were not derived anew; they are as they were.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The log cannot be opened to write.
    #[error(transparent)]
    Open(#[from] crate::store::OpenError),
    /// Deriving failed.
    #[error("{path}: {source}")]
    Derive {
        /// The log.
        path: PathBuf,
        /// Why.
        source: DeriveError,
    },
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

#[cfg(test)]
mod tests;
