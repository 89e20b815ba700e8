//! Writing what was read into the log, in one transaction.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior, named_params};

use super::log_settings::{agreed, load_settings};
use super::pipeline::{IngestError, Options, Progress};
use super::reading::Read;
use super::summary::Summary;
use super::writing::{self, Hiding, Rules, WriteError, Written};
use crate::derive::changes::Changes;
use crate::derive::{self, BulkDeriver, ChangeSet, DeriveError, Limits};
use crate::domain::Window;
use crate::formats::reader::Identity;
use crate::formats::record::DropReason;
use crate::store::{OpenError, open_write, schema};

/// The pages SQLite keeps in memory at least, in KiB: enough for the index of two million viewers.
const CACHE_KIB: i64 = 64 << 10;

/// Writes what was read into the log at `path`, which is made where there is none.
///
/// # Errors
///
/// Fails with the log as it was, or not there.
pub(super) fn commit(
    path: &Path,
    read: Read,
    options: &Options,
    progress: &Progress,
) -> Result<Summary, IngestError> {
    if options.dry_run && !has_bytes(path) {
        let conn = Connection::open_in_memory().map_err(|source| write_error(path, source))?;
        return write(conn, path, false, read, options, progress);
    }
    let is_new = File::options()
        .write(true)
        .create_new(true)
        .open(path)
        .is_ok();
    let conn = open_write(path)?;
    write(conn, path, is_new, read, options, progress)
}

fn write(
    mut conn: Connection,
    path: &Path,
    is_new: bool,
    read: Read,
    options: &Options,
    progress: &Progress,
) -> Result<Summary, IngestError> {
    let failed = |source| write_error(path, source);
    // Numbers come from this program's own tables, never from files: looking each of them up once
    // more for every row makes adding it take three times as long.
    conn.pragma_update(None, "foreign_keys", false)
        .map_err(failed)?;
    // Else SQLite plans anew for every value it is given: millions of look-ups would be parsed.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(failed)?;
    conn.pragma_update(None, "cache_size", -cache_kib(is_new, options))
        .map_err(failed)?;
    // What is rolled back in the end then never reaches a file.
    conn.pragma_update(None, "cache_spill", !options.dry_run)
        .map_err(failed)?;
    let opened = file_number(path);
    let tx = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|source| OpenError::of_sqlite(path, source))?;
    if file_number(path) != opened {
        return Err(IngestError::Moved(path.to_owned()));
    }
    // Made here, and still empty: no other import has filled it while this one waited.
    let is_new = is_new && schema::version(&tx).map_err(failed)? == 0;
    let written = fill(&tx, path, read, options, progress);
    if options.dry_run {
        tx.rollback().map_err(failed)?;
        return written;
    }
    let written = written.and_then(|summary| {
        // The transaction stays open where this fails, and with it the lock.
        tx.execute_batch("COMMIT").map_err(failed)?;
        Ok(summary)
    });
    if is_new && written.is_err() {
        // While the lock is held: whoever waits for it finds the file gone, and says so. SQLite
        // leaves the journal of a file that is gone.
        let _ = std::fs::remove_file(path);
        let _ = std::fs::remove_file(beside(path, "-journal"));
    }
    drop(tx);
    if written.is_ok() {
        // Readers and the next writer then never wait for each other. Where that cannot be had just
        // now, the rows are in the log all the same.
        let _ = conn.pragma_update(None, "journal_mode", "wal");
    }
    written
}

/// Returns how many KiB of pages SQLite may keep: of a log that is added to, many are read and written
/// again, and few rows are held beside them.
fn cache_kib(is_new: bool, options: &Options) -> i64 {
    let half = i64::try_from(options.memory.bytes() >> 11).unwrap_or(i64::MAX);
    if is_new {
        CACHE_KIB
    } else {
        half.max(CACHE_KIB)
    }
}

fn fill(
    tx: &Transaction<'_>,
    path: &Path,
    read: Read,
    options: &Options,
    progress: &Progress,
) -> Result<Summary, IngestError> {
    let failed = |source| write_error(path, source);
    schema::migrate(tx).map_err(failed)?;
    // Once more: another import may have made the log meanwhile.
    let kept = load_settings(tx, path)?;
    let is_first = kept.is_none();
    let settings = agreed(kept, path, options)?;
    if is_first {
        settings.save(tx).map_err(failed)?;
    }
    let mut summary = read.summary;
    let sources = add_sources(tx, &summary, options).map_err(failed)?;
    let identified: Vec<(u32, Identity)> = sources.iter().copied().zip(read.identities).collect();
    let rules = Rules {
        settings: &settings,
        hiding: hiding(options),
        sources: &identified,
        // To try a first import takes no memory for the log it would make.
        counts_only: is_first && options.dry_run,
    };
    let limits = limits(options);
    let (mut fresh, derived) = BulkDeriver::new(tx, limits);
    let mut touched = ChangeSet::new(options.memory);
    // The cubes of a new log are derived while its plays are written, those of another one after that.
    let changes: &mut dyn Changes = if is_first { &mut fresh } else { &mut touched };
    let mut stored = Ok(());
    let written = writing::write(tx, read.staged, rules, changes, &mut |rows| {
        progress.rows_written.store(rows, Ordering::Relaxed);
        if !rules.counts_only {
            stored = derived.store(tx);
        }
        stored.is_ok() && !progress.is_cancelled()
    });
    stored.map_err(failed)?;
    let written = written.map_err(|error| match error {
        WriteError::Sqlite(source) => failed(source),
        WriteError::Spill(error) => IngestError::Spill(error),
    })?;
    if written.stopped {
        return Err(IngestError::Cancelled);
    }
    summary.added = written.merge_counts.added;
    summary.drop_rows(DropReason::Repeat, written.merge_counts.repeats);
    summary.drop_rows(DropReason::Known, written.merge_counts.known);
    if rules.counts_only {
        describe_unwritten(&written, &mut summary);
    } else {
        if is_first {
            let rows = written.rows_per_day.iter();
            let rows = rows.map(|(day, rows)| (*day, *rows));
            let derived = fresh.finish(tx, &derived, rows);
            derived.map_err(|source| derive_error(path, source))?;
        } else {
            derive_touched(tx, path, touched, &written, options)?;
        }
        describe_log(tx, path, &mut summary)?;
    }
    count_sources(tx, &sources, written.by_source).map_err(failed)?;
    Ok(summary)
}

/// Returns how viewers are hidden.
pub(super) fn hiding(options: &Options) -> Hiding<'_> {
    Hiding {
        key: &options.key,
        account: &options.account,
        keep_names: options.keep_names,
    }
}

/// Adds a source for each part read, and returns their numbers in the log.
pub(super) fn add_sources(
    conn: &Connection,
    summary: &Summary,
    options: &Options,
) -> rusqlite::Result<Vec<u32>> {
    let mut add = conn.prepare(
        "INSERT INTO sources (name, format, account, imported_at, rows)
         VALUES (:name, :format, :account, :imported_at, 0)
         RETURNING id",
    )?;
    // Files are named after people, and accounts are people: both are kept only where names are.
    let kept = |text: &str| options.keep_names.then(|| text.to_owned());
    let mut ids = Vec::with_capacity(summary.parts.len());
    for (part, format) in &summary.parts {
        let values = named_params! {
            ":name": kept(base_name(part)), ":format": format,
            ":account": kept(&options.account), ":imported_at": options.now,
        };
        ids.push(add.query_row(values, |row| row.get(0))?);
    }
    Ok(ids)
}

/// Notes how many rows each source accounts for.
pub(super) fn count_sources(
    conn: &Connection,
    added: &[u32],
    changes: impl IntoIterator<Item = (u32, i64)>,
) -> rusqlite::Result<()> {
    let mut count = conn.prepare("UPDATE sources SET rows = rows + :rows WHERE id = :id")?;
    for (source, rows) in changes {
        count.execute(named_params! { ":id": source, ":rows": rows })?;
    }
    // A file that added nothing leaves no trace: the log is the same, however often it comes.
    let mut forget = conn.prepare("DELETE FROM sources WHERE id = :id AND rows = 0")?;
    for source in added {
        forget.execute(named_params! { ":id": source })?;
    }
    Ok(())
}

/// Describes a log that would be made, by what would be written.
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

/// Describes a log by its cubes.
pub(super) fn describe_log(
    conn: &Connection,
    path: &Path,
    summary: &mut Summary,
) -> Result<(), IngestError> {
    let extent = derive::extent(conn).map_err(|source| derive_error(path, source))?;
    summary.rows = extent.rows;
    summary.plays = extent.plays;
    summary.viewers = extent.viewers;
    summary.days = extent.days;
    Ok(())
}

fn limits(options: &Options) -> Limits {
    Limits {
        memory: options.memory,
        ..Limits::default()
    }
}

/// Derives the cubes of what was written.
pub(super) fn derive_touched(
    conn: &Connection,
    path: &Path,
    mut touched: ChangeSet,
    written: &Written,
    options: &Options,
) -> Result<(), IngestError> {
    for (day, rows) in &written.rows_per_day {
        touched.rows(*day, *rows);
    }
    derive::update(conn, &touched, limits(options)).map_err(|source| derive_error(path, source))
}

fn derive_error(path: &Path, source: DeriveError) -> IngestError {
    IngestError::Derive {
        path: path.to_owned(),
        source,
    }
}

pub(super) fn write_error(path: &Path, source: rusqlite::Error) -> IngestError {
    IngestError::Write {
        path: path.to_owned(),
        source,
    }
}

/// Returns what tells a file from another that takes its place; `None` where there is none.
pub(super) fn file_number(path: &Path) -> Option<u64> {
    let file = path.metadata().ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::ino(&file));
    #[cfg(not(unix))]
    return file.created().ok().map(|_| 0);
}

pub(super) fn has_bytes(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|file| file.is_dir() || file.len() > 0)
}

pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut file = path.as_os_str().to_owned();
    file.push(suffix);
    PathBuf::from(file)
}

fn base_name(part: &str) -> &str {
    part.rsplit(['/', '\\']).next().unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::formats::mapping::Mapping;
    use crate::formats::record::Record;
    use crate::ingest::at_the_lock::{has_waited, while_waiting};
    use crate::ingest::pipeline::ingest_records;
    use crate::ingest::staging::Staging;
    use crate::store::external_sort::Sorter;
    use crate::store::key::ViewerKey;
    use crate::store::memory::Memory;

    fn options() -> Options {
        Options {
            format: None,
            time_zone: Some(chrono_tz::UTC),
            machine_zone: chrono_tz::UTC,
            day_starts: None,
            minimum_seconds: None,
            account: String::new(),
            keep_names: false,
            mapping: Mapping::default(),
            memory: Memory::default(),
            dry_run: false,
            now: 1_600_000_000,
            key: ViewerKey::of_samples(),
            is_synthetic: false,
        }
    }

    /// Makes a log of a row.
    fn log(path: &Path, title: &'static str) {
        let row = Record {
            viewer: "v".into(),
            title: title.into(),
            start: 1_500_000_000,
            ..Record::default()
        };
        let (options, progress) = (options(), Progress::default());
        ingest_records(path, "rows", [row].into_iter(), &options, &progress).unwrap();
    }

    /// Writes an import into the log at `path`, where `act` is done while it waits for the lock.
    fn written(path: &Path, act: impl FnOnce() + 'static) -> Result<Summary, IngestError> {
        let folder = path.parent().unwrap();
        let staging = Staging::new(Sorter::new(1 << 20, folder));
        let read = Read {
            staged: staging.finish().unwrap(),
            summary: Summary::new(chrono_tz::UTC, "00:00".to_owned()),
            identities: Vec::new(),
        };
        let mut conn = open_write(path).unwrap();
        while_waiting(&mut conn, path, act);
        let written = write(conn, path, false, read, &options(), &Progress::default());
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
