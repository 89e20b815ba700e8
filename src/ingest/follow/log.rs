//! The log that a live one is written into, a transaction for each batch.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::derive::ChangeSet;
use crate::formats::reader::Identity;
use crate::formats::record::Record;
use crate::ingest::batch::Batch;
use crate::ingest::commit::{
    add_sources, beside, count_sources, derive_touched, describe_log, file_number, hiding,
    write_error,
};
use crate::ingest::log_settings::{agreed, load_settings};
use crate::ingest::merge::MergeCounts;
use crate::ingest::pipeline::{IngestError, Options};
use crate::ingest::staging::{Staged, Staging};
use crate::ingest::summary::Summary;
use crate::ingest::writing::{self, Rules, WriteError};
use crate::store::external_sort::Sorter;
use crate::store::{OpenError, open_read, open_write, schema};

/// How long a batch waits for another writer before reading goes on.
const PATIENCE: Duration = Duration::from_millis(100);

/// A log that one session of following writes into.
pub(super) struct Log<'a> {
    path: &'a Path,
    options: &'a Options,
    /// Kept between batches: opening costs more than a small batch does.
    opened: Option<Opened>,
}

struct Opened {
    conn: Connection,
    file: Option<u64>,
    /// The session's row in `sources`, once it has added something.
    source: Option<u32>,
    /// Whether the file was made here and holds nothing yet.
    is_new: bool,
}

impl<'a> Log<'a> {
    pub fn new(path: &'a Path, options: &'a Options) -> Self {
        Self {
            path,
            options,
            opened: None,
        }
    }

    /// Writes a batch in one transaction, rows that the log holds already aside.
    ///
    /// `session` is named by its one part.
    ///
    /// # Errors
    ///
    /// Fails with the log as it was; [`is_passing`] says whether to try again.
    pub fn commit(
        &mut self,
        batch: &[Record<'_>],
        session: &Summary,
    ) -> Result<MergeCounts, IngestError> {
        let Self { path, options, .. } = *self;
        let opened = match self.opened.take() {
            Some(opened) if opened.file == file_number(path) => opened,
            _ => open(path)?,
        };
        let opened = self.opened.insert(opened);
        let tx = Transaction::new_unchecked(&opened.conn, TransactionBehavior::Immediate)
            .map_err(|source| failure(path, source))?;
        if file_number(path) != opened.file {
            return Err(IngestError::Moved(path.to_owned()));
        }
        let is_new = schema::version(&tx).map_err(|source| failure(path, source))? == 0;
        let written = write(&tx, path, batch, session, options, opened.source);
        let written = written.and_then(|written| {
            tx.execute_batch("COMMIT")
                .map_err(|source| failure(path, source))?;
            Ok(written)
        });
        if written.is_err() && is_new && opened.is_new {
            // While the lock is held: whoever waits for it finds the file gone, and says so.
            let _ = std::fs::remove_file(path);
            let _ = std::fs::remove_file(beside(path, "-journal"));
        }
        drop(tx);
        let (merge_counts, source) = written?;
        opened.source = source;
        if is_new {
            // Readers and the next writer then never wait for each other.
            let _ = opened.conn.pragma_update(None, "journal_mode", "wal");
        }
        Ok(merge_counts)
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
        describe_log(&conn, self.path, summary)
    }
}

/// Returns whether a batch that failed so may be written a little later.
pub(super) fn is_passing(error: &IngestError) -> bool {
    matches!(
        error,
        IngestError::Open(OpenError::Locked(_)) | IngestError::Moved(_)
    )
}

fn open(path: &Path) -> Result<Opened, IngestError> {
    let is_new = File::options()
        .write(true)
        .create_new(true)
        .open(path)
        .is_ok();
    let conn = open_write(path)?;
    let failed = |source| failure(path, source);
    conn.busy_timeout(PATIENCE).map_err(failed)?;
    Ok(Opened {
        conn,
        file: file_number(path),
        source: None,
        is_new,
    })
}

/// Writes a batch, and returns the session's source where it still accounts for a row.
fn write(
    tx: &Transaction<'_>,
    path: &Path,
    batch: &[Record<'_>],
    session: &Summary,
    options: &Options,
    source: Option<u32>,
) -> Result<(MergeCounts, Option<u32>), IngestError> {
    let failed = |source| failure(path, source);
    if schema::version(tx).map_err(failed)? != schema::VERSION {
        schema::migrate(tx).map_err(failed)?;
    }
    let kept = load_settings(tx, path)?;
    let is_first = kept.is_none();
    let settings = agreed(kept, path, options)?;
    if is_first {
        settings.save(tx).map_err(failed)?;
    }
    let source = match source {
        Some(source) => source,
        None => add_sources(tx, session, options).map_err(failed)?[0],
    };
    let rules = Rules {
        settings: &settings,
        hiding: hiding(options),
        sources: &[(source, Identity::Content)],
        counts_only: false,
    };
    let staged = staged(batch, path, options).map_err(IngestError::Spill)?;
    let mut touched = ChangeSet::new(options.memory);
    let written = writing::write(tx, staged, rules, &mut touched, &mut |_| true);
    let written = written.map_err(|error| match error {
        WriteError::Sqlite(source) => failed(source),
        WriteError::Spill(error) => IngestError::Spill(error),
    })?;
    derive_touched(tx, path, touched, &written, options)?;
    count_sources(tx, &[source], written.by_source).map_err(failed)?;
    let sql = "SELECT count(*) > 0 FROM sources WHERE id = ?1";
    let is_kept = tx
        .query_row(sql, [source], |row| row.get(0))
        .map_err(failed)?;
    Ok((written.merge_counts, bool::then_some(is_kept, source)))
}

/// Numbers and sorts the rows of a batch, which all come from the source in place 0.
fn staged(batch: &[Record<'_>], path: &Path, options: &Options) -> io::Result<Staged> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut staging = Staging::new(Sorter::new(options.memory.bytes(), folder));
    let mut waiting = Batch::default();
    for record in batch {
        waiting.push(record, 0, Identity::Content);
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
        OpenError::Sqlite { source, .. } => write_error(path, source),
        error => IngestError::Open(error),
    }
}

/// Returns where rows are kept that could not be read, unless the user says where: beside the log.
#[must_use]
pub fn refused_beside(log: &Path) -> PathBuf {
    beside(log, ".refused.tsv")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::formats::mapping::Mapping;
    use crate::ingest::at_the_lock::{has_waited, while_waiting};
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
        session.parts.push(("live".to_owned(), "jsonl"));
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
        let mut log = Log {
            path: &other,
            options: &options(),
            opened: None,
        };
        log.commit(&batch("Another"), &session()).unwrap();
        drop(log);
        other
    }

    #[test]
    fn a_log_replaced_between_two_batches_takes_the_second() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("log.db");
        let options = options();
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
        let options = options();
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
}
