//! The log that a live one is written into, a transaction for each batch.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::formats::identity::Identity;
use crate::formats::record::Record;
use crate::ingest::batch::Batch;
use crate::ingest::error::IngestError;
use crate::ingest::left_out::LeftOut;
use crate::ingest::log_path::folder_of;
use crate::ingest::log_transaction::LogTransaction;
use crate::ingest::merge::MergeCounts;
use crate::ingest::opened_log::OpenedLog;
use crate::ingest::options::Options;
use crate::ingest::pipeline::note_refused;
use crate::ingest::retold::leave_out_after_import;
use crate::ingest::reused_ids::ReusedIds;
use crate::ingest::sources::{add_sources, count_sources, is_kept, next_numbers};
use crate::ingest::staged::Staged;
use crate::ingest::staging::Staging;
use crate::ingest::summary::Summary;
use crate::ingest::writing::WriteOptions;
use crate::store::external_sort::Sorter;
use crate::store::place::beside;
use crate::store::{OpenError, open_read, schema};

/// How long a commit waits for another writer before reading goes on.
const PATIENCE: Duration = Duration::from_millis(100);

/// What became of a batch.
pub(super) struct Committed {
    pub merge_counts: MergeCounts,
    pub reused_ids: ReusedIds,
    /// Rows of viewers who are forgotten or opted out.
    pub left_out: u64,
}

/// A log that one session of following writes into.
pub(super) struct Log<'a> {
    path: &'a Path,
    options: &'a Options,
    /// Kept between batches: opening costs more than a small batch does.
    opened: Option<OpenedLog<'a>>,
    /// The session's row in `sources` of the log opened, once it has added something.
    source: Option<u32>,
    /// Whether others could read the log until names were kept in it.
    was_open_to_others: bool,
    /// Whether it is noted which file keeps refused rows.
    is_refused_file_noted: bool,
}

impl<'a> Log<'a> {
    /// Returns the log at `path`, which need not be there yet.
    pub fn new(path: &'a Path, options: &'a Options) -> Self {
        Self {
            path,
            options,
            opened: None,
            source: None,
            was_open_to_others: false,
            is_refused_file_noted: false,
        }
    }

    /// Notes once that `file` keeps refused rows of the log, which is there.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read or the note not be kept.
    pub fn note_refused(&mut self, file: &Path) -> Result<(), IngestError> {
        if !self.is_refused_file_noted {
            note_refused(self.path, file, self.options)?;
            self.is_refused_file_noted = true;
        }
        Ok(())
    }

    /// Writes a batch in one transaction; rows that the log has already change nothing.
    ///
    /// The one part of `session` names the source.
    ///
    /// # Errors
    ///
    /// Fails with the log as it was; [`is_passing`] says whether to try again.
    pub fn commit(
        &mut self,
        batch: &[Record<'_>],
        session: &Summary,
    ) -> Result<Committed, IngestError> {
        let path = self.path;
        let opened = match self.opened.take() {
            Some(opened) if opened.is_at_path() => opened,
            _ => {
                self.source = None;
                let opened = open(path)?;
                if self.options.keep_names {
                    self.was_open_to_others |= opened.close_to_others()?;
                }
                opened
            }
        };
        let opened = self.opened.insert(opened);
        let tx = Transaction::new_unchecked(&opened.conn, TransactionBehavior::Immediate)
            .map_err(|source| failure(path, source))?;
        if !opened.is_at_path() {
            return Err(IngestError::Moved(path.to_owned()));
        }
        let was_empty = schema::version(&tx).map_err(|source| failure(path, source))? == 0;
        let target = LogTransaction {
            conn: &tx,
            path,
            options: self.options,
            failure,
        };
        let written = write(target, batch, session, self.source);
        let (committed, source) = opened.end(tx, was_empty, written, failure)?;
        self.source = source;
        if was_empty {
            opened.use_write_ahead_log();
        }
        Ok(committed)
    }

    /// Completes a summary by what the log holds, where there is one.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read.
    pub fn describe(&self, summary: &mut Summary) -> Result<(), IngestError> {
        let conn = match open_read(self.path) {
            Err(OpenError::NotFound(_) | OpenError::Empty(_)) => return Ok(()),
            opened => opened?,
        };
        summary.was_open_to_others = self.was_open_to_others;
        summary.describe_log(&conn, self.path)
    }
}

/// Returns whether a batch that failed so may be written a little later.
pub(super) fn is_passing(error: &IngestError) -> bool {
    matches!(
        error,
        IngestError::Open(OpenError::Locked(_)) | IngestError::Moved(_)
    )
}

fn open(path: &Path) -> Result<OpenedLog<'_>, IngestError> {
    let opened = OpenedLog::open_or_create(path)?;
    opened
        .conn
        .busy_timeout(PATIENCE)
        .map_err(|source| failure(path, source))?;
    Ok(opened)
}

/// Writes a batch, and returns the session's source where it still accounts for a row.
fn write(
    log: LogTransaction<'_>,
    batch: &[Record<'_>],
    session: &Summary,
    source: Option<u32>,
) -> Result<(Committed, Option<u32>), IngestError> {
    log.checked(migrate(log.conn))?;
    let (settings, _) = log.settings()?;
    let kept = LeftOut::load(log.options, &settings)?.filtered(batch);
    let is_kept = |source| log.checked(is_kept(log.conn, source, log.options.now));
    let source = match source {
        // Another import may have brought all of its rows, better known, since.
        Some(source) if is_kept(source)? => source,
        _ => {
            let numbers = log.checked(next_numbers(log.conn, 1))?;
            log.checked(add_sources(log.conn, &numbers, session, log.options))?;
            numbers[0]
        }
    };
    let options = WriteOptions {
        settings: &settings,
        hashing: log.hashing(&settings),
        sources: &[(source, Identity::AsTimedLive)],
        counts_only: false,
    };
    let left_out = (batch.len() - kept.len()) as u64;
    let staged = staged(&kept, log.path, log.options).map_err(IngestError::Spill)?;
    let written = log.write_and_update_cubes(staged, options, &mut |_| true)?;
    log.checked(count_sources(log.conn, &[source], written.by_source))?;
    leave_out_after_import(log, options)?;
    let is_kept = is_kept(source)?;
    let committed = Committed {
        merge_counts: written.merge_counts,
        reused_ids: written.reused_ids,
        left_out,
    };
    Ok((committed, bool::then_some(is_kept, source)))
}

/// Brings the tables up to date; most batches find them so.
fn migrate(conn: &Connection) -> rusqlite::Result<()> {
    if schema::version(conn)? == schema::VERSION {
        return Ok(());
    }
    schema::migrate(conn)
}

/// Numbers and sorts the rows of a batch, which all come from the source in place 0.
fn staged(batch: &[&Record<'_>], path: &Path, options: &Options) -> io::Result<Staged> {
    let mut staging = Staging::new(Sorter::new(options.memory.bytes(), folder_of(path)));
    let mut waiting = Batch::default();
    for record in batch {
        waiting.push(record, 0, Identity::AsTimedLive);
        if waiting.is_full() {
            staging.push(&waiting)?;
            waiting.clear();
        }
    }
    staging.push(&waiting)?;
    staging.finish()
}

/// Tells a log that another program locks from one that cannot be written.
fn failure(path: &Path, source: rusqlite::Error) -> IngestError {
    match OpenError::of_sqlite(path, source) {
        OpenError::Sqlite { source, .. } => IngestError::write(path, source),
        error => IngestError::Open(error),
    }
}

/// Returns the file beside the log where refused rows are kept, unless the user names another.
#[must_use]
pub fn refused_beside(log: &Path) -> PathBuf {
    beside(log, ".refused.tsv")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::formats::recognised::Recognised;
    use crate::ingest::at_the_lock::{has_waited, while_waiting};
    use crate::ingest::summary::ReadPart;

    fn batch(title: &'static str) -> [Record<'static>; 1] {
        [Record {
            viewer: "v".into(),
            title: title.into(),
            start: 1_500_000_000,
            ..Record::default()
        }]
    }

    fn session() -> Summary {
        let mut session = Summary::new(chrono_tz::UTC, "00:00".to_owned());
        session.parts.push(ReadPart {
            name: "live".to_owned(),
            format: "jsonl",
            recognised: Recognised::named(),
        });
        session
    }

    fn titles(path: &Path) -> Vec<String> {
        let conn = open_read(path).unwrap();
        let mut titles = conn
            .prepare("SELECT name FROM titles ORDER BY name")
            .unwrap();
        let names = titles.query_map([], |row| row.get(0)).unwrap();
        names.map(Result::unwrap).collect()
    }

    /// Makes another log beside the one at `path`.
    fn another(path: &Path) -> PathBuf {
        let other = path.with_file_name("other.db");
        let options = Options::plain(chrono_tz::UTC, 1_600_000_000);
        let mut log = Log::new(&other, &options);
        log.commit(&batch("Another"), &session()).unwrap();
        drop(log);
        other
    }

    #[test]
    fn a_log_replaced_between_two_batches_takes_the_second() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("log.db");
        let options = Options::plain(chrono_tz::UTC, 1_600_000_000);
        let mut log = Log::new(&path, &options);
        log.commit(&batch("Film"), &session()).unwrap();
        fs::rename(another(&path), &path).unwrap();
        log.commit(&batch("Film again"), &session()).unwrap();
        drop(log);
        assert_eq!(titles(&path), ["Another", "Film again"]);
    }

    #[test]
    fn a_log_replaced_while_a_batch_waits_for_its_lock_takes_it_only_the_next_time() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("log.db");
        let options = Options::plain(chrono_tz::UTC, 1_600_000_000);
        let mut log = Log::new(&path, &options);
        log.commit(&batch("Film"), &session()).unwrap();
        let (other, place) = (another(&path), path.clone());
        let conn = &mut log.opened.as_mut().unwrap().conn;
        while_waiting(conn, &path, move || fs::rename(other, place).unwrap());
        let outcome = log.commit(&batch("Film again"), &session());
        assert!(has_waited());
        assert!(matches!(&outcome, Err(error) if is_passing(error)));
        assert!(matches!(outcome, Err(IngestError::Moved(_))));
        assert_eq!(titles(&path), ["Another"]);
        log.commit(&batch("Film again"), &session()).unwrap();
        drop(log);
        assert_eq!(titles(&path), ["Another", "Film again"]);
    }
    /// The sources by their moment, and the rows that each accounts for.
    fn sources(path: &Path) -> Vec<(i64, u32)> {
        let conn = open_read(path).unwrap();
        let sql = "SELECT imported_at, rows FROM sources ORDER BY 1";
        let mut sources = conn.prepare(sql).unwrap();
        let rows = sources.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn a_source_is_forgotten_once_all_of_its_rows_came_again_better_known() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("log.db");
        let [earlier, later] =
            [1_600_000_000, 1_600_000_001].map(|now| Options::plain(chrono_tz::UTC, now));
        let (mut log, mut other) = (Log::new(&path, &earlier), Log::new(&path, &later));
        for (log, has_seconds) in [(&mut log, false), (&mut other, true)] {
            let [row] = batch("Film");
            log.commit(&[Record { has_seconds, ..row }], &session())
                .unwrap();
        }
        assert_eq!(sources(&path), [(later.now, 1)]);
        // The session whose source is gone goes on, and is a source again.
        log.commit(&batch("Film again"), &session()).unwrap();
        assert_eq!(sources(&path), [(earlier.now, 1), (later.now, 1)]);
    }
}
