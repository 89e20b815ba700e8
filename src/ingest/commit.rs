//! Writing what was read into the log, in one transaction.

use std::path::Path;
use std::sync::atomic::Ordering;

use rusqlite::config::DbConfig;
use rusqlite::{Transaction, TransactionBehavior};

use super::error::IngestError;
use super::left_out::LeftOut;
use super::log_path::has_bytes;
use super::log_transaction::LogTransaction;
use super::opened_log::OpenedLog;
use super::options::Options;
use super::progress::Progress;
use super::reading::StagedInput;
use super::retold::leave_out_after_import;
use super::sources::{add_sources, count_sources, next_numbers};
use super::staged::Staged;
use super::summary::Summary;
use super::writing::{WriteOptions, Written};
use crate::derive::BulkDeriver;
use crate::domain::Window;
use crate::formats::identity::Identity;
use crate::formats::registry::RETELLINGS;
use crate::store::sources::formats;
use crate::store::{OpenError, schema};

/// The pages SQLite keeps in memory at least, and at most, in KiB.
const LEAST_CACHE_KIB: i64 = 16 << 10;
const MOST_CACHE_KIB: i64 = 64 << 10;

/// How many viewers' places in the index of hashes fill a KiB.
const VIEWERS_A_KIB: usize = 32;

/// Writes what was read into the log at `path`, which is made where there is none.
///
/// # Errors
///
/// Fails with the log as it was, or not there.
pub(super) fn commit(
    path: &Path,
    mut read: StagedInput,
    options: &Options,
    progress: &Progress,
) -> Result<Summary, IngestError> {
    let log = if options.dry_run && !has_bytes(path) {
        OpenedLog::in_memory(path).map_err(|source| IngestError::write(path, source))?
    } else {
        OpenedLog::open_or_create(path)?
    };
    if options.keep_names && !options.dry_run {
        read.summary.was_open_to_others = log.close_to_others()?;
    }
    write(&log, read, options, progress)
}

fn write(
    log: &OpenedLog<'_>,
    read: StagedInput,
    options: &Options,
    progress: &Progress,
) -> Result<Summary, IngestError> {
    let path = log.path;
    let failed = |source| IngestError::write(path, source);
    set_up(log, read.staged.viewers.len(), options).map_err(failed)?;
    let tx = Transaction::new_unchecked(&log.conn, TransactionBehavior::Immediate)
        .map_err(|source| OpenError::of_sqlite(path, source))?;
    if !log.is_at_path() {
        return Err(IngestError::Moved(path.to_owned()));
    }
    // Another import may have filled the file while this one waited for the lock.
    let was_empty = schema::version(&tx).map_err(failed)? == 0;
    let target = LogTransaction {
        conn: &tx,
        path,
        options,
        failure: IngestError::write,
    };
    let filled = fill(target, read, progress);
    if options.dry_run {
        tx.rollback().map_err(failed)?;
        return filled;
    }
    let written = log.end(tx, was_empty, filled, IngestError::write);
    if written.is_ok() {
        log.use_write_ahead_log();
    }
    written
}

/// Sets the connection up to write many rows of so many viewers.
fn set_up(log: &OpenedLog<'_>, viewers: usize, options: &Options) -> rusqlite::Result<()> {
    let conn = &log.conn;
    // Numbers come from this program's own tables, never from files: looking each of them up once
    // more for every row makes adding it take three times as long.
    conn.pragma_update(None, "foreign_keys", false)?;
    // Else SQLite plans anew for every value it is given: millions of look-ups would be parsed.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "cache_size", -cache_kib(viewers))?;
    // What a dry run rolls back in the end then never reaches a file.
    conn.pragma_update(None, "cache_spill", !options.dry_run)
}

/// Returns how many KiB of pages SQLite may keep for rows of so many viewers: rows come in the order in which they are kept, but
/// viewers in that of their hashes. More than it needs is no faster: the system keeps the file's pages, too.
fn cache_kib(viewers: usize) -> i64 {
    let of_viewers = i64::try_from(viewers / VIEWERS_A_KIB).unwrap_or(i64::MAX);
    of_viewers.clamp(LEAST_CACHE_KIB, MOST_CACHE_KIB)
}

/// Writes rows, cubes and sources within the transaction, and returns what the log then holds.
fn fill(
    log: LogTransaction<'_>,
    read: StagedInput,
    progress: &Progress,
) -> Result<Summary, IngestError> {
    let version = log.checked(schema::version(log.conn))?;
    log.checked(schema::migrate(log.conn))?;
    let (settings, is_first) = log.settings()?;
    let mut left_out = LeftOut::load(log.options, &settings)?;
    if read
        .staged
        .viewers
        .iter()
        .any(|viewer| left_out.has(viewer))
    {
        return Err(IngestError::ForgottenMeanwhile(log.path.to_owned()));
    }
    let mut summary = read.summary;
    summary.is_marked_unsalted = settings.salt.is_none() && version < schema::SALTED;
    let sources = log.checked(next_numbers(log.conn, summary.parts.len()))?;
    let identified: Vec<(u32, Identity)> = sources.iter().copied().zip(read.identities).collect();
    let options = WriteOptions {
        settings: &settings,
        hashing: log.hashing(&settings),
        sources: &identified,
        // A dry run of a first import then takes no memory for the log it would make; rows that are left out because of
        // others are seen only in the log.
        counts_only: is_first && log.options.dry_run && !may_retell(&summary),
    };
    let written = if is_first {
        write_new(log, read.staged, options, progress)?
    } else {
        log.write_and_update_cubes(read.staged, options, &mut |rows| {
            progress.rows_written.store(rows, Ordering::Relaxed);
            !progress.is_cancelled()
        })?
    };
    summary.count_merged(written.merge_counts);
    log.checked(add_sources(log.conn, &sources, &summary, log.options))?;
    log.checked(count_sources(log.conn, &sources, written.by_source.clone()))?;
    let retold = leave_out_after_import(log, options)?;
    summary.count_retold(&retold, &sources);
    if options.counts_only {
        describe_unwritten(&written, &mut summary);
    } else {
        summary.describe_log(log.conn, log.path)?;
    }
    summary.reused_ids = written.reused_ids;
    summary.formats = log.checked(formats(log.conn))?;
    let read = summary.parts.iter().map(|part| part.format.to_owned());
    summary.formats.extend(read);
    Ok(summary)
}

/// Returns whether files that were read may tell of the same plays, so that each counts once.
fn may_retell(summary: &Summary) -> bool {
    let has = |format| summary.parts.iter().any(|part| part.format == format);
    let mut pairs = RETELLINGS.iter();
    pairs.any(|of| has(of.lesser) && has(of.better))
}

/// Writes what was staged into a new log, and derives its cubes while its rows are written.
fn write_new(
    log: LogTransaction<'_>,
    staged: Staged,
    options: WriteOptions<'_>,
    progress: &Progress,
) -> Result<Written, IngestError> {
    let (mut deriver, cubes) = log.checked(BulkDeriver::new(log.conn, log.limits()))?;
    let mut stored = Ok(());
    let written = log.write(staged, options, &mut deriver, &mut |rows| {
        progress.rows_written.store(rows, Ordering::Relaxed);
        if !options.counts_only {
            stored = cubes.store(log.conn);
        }
        stored.is_ok() && !progress.is_cancelled()
    });
    // Where a cube could not be stored, writing was stopped for that.
    log.checked(stored)?;
    let written = written?;
    if !options.counts_only {
        let rows = written.rows_per_day.iter();
        let rows = rows.map(|(day, rows)| (*day, *rows));
        deriver
            .finish(log.conn, &cubes, rows)
            .map_err(|source| IngestError::derive(log.path, source))?;
    }
    Ok(written)
}

/// Describes the log that a dry run would make, by the rows it would write.
fn describe_unwritten(written: &Written, summary: &mut Summary) {
    let days = &written.rows_per_day;
    summary.rows = written.merge_counts.added;
    summary.plays = written.plays;
    summary.viewers = written.viewers;
    summary.days = match (days.keys().next(), days.keys().next_back()) {
        (Some(first), Some(last)) => Window::new(*first, *last),
        _ => None,
    };
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::formats::record::Record;
    use crate::ingest::at_the_lock::{has_waited, while_waiting};
    use crate::ingest::pipeline::ingest_records;
    use crate::ingest::staging::Staging;
    use crate::store::external_sort::Sorter;

    /// Makes a log of a row.
    fn log(path: &Path, title: &'static str) {
        let row = Record {
            viewer: "v".into(),
            title: title.into(),
            start: 1_500_000_000,
            ..Record::default()
        };
        let (options, progress) = (
            Options::plain(chrono_tz::UTC, 1_600_000_000),
            Progress::default(),
        );
        ingest_records(path, "rows", [row].into_iter(), &options, &progress).unwrap();
    }

    /// Writes an import into the log at `path`, where `act` is done while it waits for the lock.
    fn written(path: &Path, act: impl FnOnce() + 'static) -> Result<Summary, IngestError> {
        let folder = path.parent().unwrap();
        let staging = Staging::new(Sorter::new(1 << 20, folder));
        let read = StagedInput {
            staged: staging.finish().unwrap(),
            summary: Summary::new(chrono_tz::UTC, "00:00".to_owned()),
            identities: Vec::new(),
        };
        let mut log = OpenedLog::open_or_create(path).unwrap();
        while_waiting(&mut log.conn, path, act);
        let written = write(
            &log,
            read,
            &Options::plain(chrono_tz::UTC, 1_600_000_000),
            &Progress::default(),
        );
        assert!(has_waited());
        written
    }

    #[test]
    fn an_import_waits_for_the_lock_of_a_log_that_stays() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("log.db");
        log(&path, "Film");
        assert_eq!(written(&path, || ()).unwrap().rows, 1);
    }

    #[test]
    fn a_log_replaced_while_an_import_waits_for_its_lock_is_not_written() {
        let folder = TempDir::new().unwrap();
        let (path, other) = (folder.path().join("log.db"), folder.path().join("other.db"));
        log(&path, "Film");
        log(&other, "Another");
        let expected = fs::read(&other).unwrap();
        let place = path.clone();
        let outcome = written(&path, move || fs::rename(other, place).unwrap());
        assert!(matches!(outcome, Err(IngestError::Moved(moved)) if moved == path));
        assert!(fs::read(&path).unwrap() == expected);
    }

    #[test]
    fn a_log_removed_while_an_import_waits_for_its_lock_is_not_made_anew() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("log.db");
        log(&path, "Film");
        let place = path.clone();
        let outcome = written(&path, move || fs::remove_file(place).unwrap());
        assert!(matches!(outcome, Err(IngestError::Moved(moved)) if moved == path));
        assert!(!path.exists());
    }
}
