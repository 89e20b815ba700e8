//! Rows that another source of the log has, too, and better: they count once.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _};

use super::error::{IngestError, SqliteFailure};
use super::log_transaction::{LogTransaction, update_cubes, write_error};
use super::lone_titles::delete_titles_without_rows;
use super::sources::count_sources;
use super::writing::{self, Retold, RetoldRows, WriteOptions};
use crate::derive::{ChangeSet, Limits};
use crate::formats::registry::RETELLINGS;
use crate::store::Settings;
use crate::store::aliases::Aliases;

/// Takes such rows out of those that count after an import has written its own.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn leave_out_after_import(
    log: LogTransaction<'_>,
    options: WriteOptions<'_>,
) -> Result<RetoldRows, IngestError> {
    let is_touched = log.checked(is_touched(log.conn, options))?;
    if options.counts_only || !is_touched {
        return Ok(RetoldRows::default());
    }
    leave_out_retold(
        log.conn,
        (log.path, log.failure),
        options.settings,
        log.limits(),
    )
}

/// Returns whether an import may have brought such rows: of its own, or those that what has aliases is put together of.
fn is_touched(conn: &Connection, options: WriteOptions<'_>) -> rusqlite::Result<bool> {
    let mut format = conn.prepare_cached("SELECT format FROM sources WHERE id = ?1")?;
    for (source, _) in options.sources {
        // One that has brought nothing new is gone again.
        let format: Option<String> = format.query_row([source], |row| row.get(0)).optional()?;
        let mut pairs = RETELLINGS.iter();
        if format.is_some_and(|format| pairs.any(|of| of.lesser == format || of.better == format)) {
            return Ok(true);
        }
    }
    Ok(!Aliases::load(conn)?.is_empty())
}

/// Takes such rows out of those that count in the log at `path`, and derives what that touches; `failure` is what becomes of
/// SQLite's errors.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn leave_out_retold(
    conn: &Connection,
    (path, failure): (&Path, SqliteFailure),
    settings: &Settings,
    limits: Limits,
) -> Result<RetoldRows, IngestError> {
    let failed = |source| failure(path, source);
    let aliases = Aliases::load(conn).map_err(failed)?;
    let mut left_out = RetoldRows::default();
    for retelling in &RETELLINGS {
        let mut retold = Retold::find(conn, &aliases, retelling).map_err(failed)?;
        let titles = retold.titles();
        if titles.is_empty() {
            continue;
        }
        left_out.add(std::mem::take(&mut retold.rows));
        let mut changes = ChangeSet::new(limits.memory);
        let written =
            writing::write_without_retold(conn, settings, (retold, &aliases), &mut changes);
        let written = written.map_err(|error| write_error(error, path, failure))?;
        update_cubes(conn, path, changes, &written, limits)?;
        delete_titles_without_rows(conn, &titles).map_err(failed)?;
    }
    let gone = left_out.gone.iter();
    let fewer = gone.map(|(source, rows)| (*source, -rows.cast_signed()));
    count_sources(conn, &[], fewer).map_err(failed)?;
    Ok(left_out)
}
