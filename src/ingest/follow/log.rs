//! The log that a live one is written into, a transaction for each batch.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::formats::reader::Identity;
use crate::formats::record::Record;
use crate::ingest::batch::Batch;
use crate::ingest::error::IngestError;
use crate::ingest::log_path::folder_of;
use crate::ingest::log_transaction::LogTransaction;
use crate::ingest::merge::MergeCounts;
use crate::ingest::opened_log::OpenedLog;
use crate::ingest::options::Options;
use crate::ingest::sources::{add_sources, count_sources, is_kept};
use crate::ingest::staged::Staged;
use crate::ingest::staging::Staging;
use crate::ingest::summary::Summary;
use crate::ingest::writing::WriteOptions;
use crate::store::external_sort::Sorter;
use crate::store::place::beside;
use crate::store::{OpenError, open_read, schema};

/// How long a commit waits for another writer before reading goes on.
const PATIENCE: Duration = Duration::from_millis(100);

/// A log that one session of following writes into.
pub(super) struct Log<'a> {
    path: &'a Path,
    options: &'a Options,
    /// Kept between batches: opening costs more than a small batch does.
    opened: Option<OpenedLog<'a>>,
    /// The session's row in `sources` of the log opened, once it has added something.
    source: Option<u32>,
}

impl<'a> Log<'a> {
    /// Returns the log at `path`, which need not be there yet.
    pub fn new(path: &'a Path, options: &'a Options) -> Self {
        Self {
            path,
            options,
            opened: None,
            source: None,
        }
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
    ) -> Result<MergeCounts, IngestError> {
        let path = self.path;
        let opened = match self.opened.take() {
            Some(opened) if opened.is_at_path() => opened,
            _ => {
                self.source = None;
                open(path)?
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
        let (merge_counts, source) = opened.end(tx, was_empty, written, failure)?;
        self.source = source;
        if was_empty {
            opened.use_write_ahead_log();
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
) -> Result<(MergeCounts, Option<u32>), IngestError> {
    log.checked(migrate(log.conn))?;
    let (settings, _) = log.settings()?;
    let source = match source {
        Some(source) => source,
        None => log.checked(add_sources(log.conn, session, log.options))?[0],
    };
    let options = WriteOptions {
        settings: &settings,
        hashing: log.hashing(),
        sources: &[(source, Identity::Content)],
        counts_only: false,
    };
    let staged = staged(batch, log.path, log.options).map_err(IngestError::Spill)?;
    let written = log.write_and_update_cubes(staged, options, &mut |_| true)?;
    log.checked(count_sources(log.conn, &[source], written.by_source))?;
    let is_kept = log.checked(is_kept(log.conn, source))?;
    Ok((written.merge_counts, bool::then_some(is_kept, source)))
}

/// Brings the tables up to date; most batches find them so.
fn migrate(conn: &Connection) -> rusqlite::Result<()> {
    if schema::version(conn)? == schema::VERSION {
        return Ok(());
    }
    schema::migrate(conn)
}

/// Numbers and sorts the rows of a batch, which all come from the source in place 0.
fn staged(batch: &[Record<'_>], path: &Path, options: &Options) -> io::Result<Staged> {
    let mut staging = Staging::new(Sorter::new(options.memory.bytes(), folder_of(path)));
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
        OpenError::Sqlite { source, .. } => IngestError::write(path, source),
        error => IngestError::Open(error),
    }
}

/// Returns the file beside the log where refused rows are kept, unless the user names another.
#[must_use]
pub fn refused_beside(log: &Path) -> PathBuf {
    beside(log, ".refused.tsv")
}
