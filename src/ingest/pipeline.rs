//! The whole way from files to a log, in one transaction.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chrono_tz::Tz;
use rusqlite::{Connection, Transaction, TransactionBehavior, named_params};

use super::agreement::agreed_settings;
use super::input::{self, InputError, Part, Source};
use super::mapping::Mapping;
use super::reader::{Context, Identity, ReadError, Reader};
use super::record::{DropReason, Entry, Record, Refusal};
use super::staging::Staging;
use super::summary::Summary;
use super::writing;
use crate::domain::{Day, Window};
use crate::store::key::ViewerKey;
use crate::store::settings::SettingsError;
use crate::store::{OpenError, Settings, open_write, schema};

/// What the user asked of an import.
pub struct Options {
    /// The format of every input; `None` finds it by content.
    pub format: Option<&'static dyn Reader>,
    /// The log's zone, and the zone of times that state none.
    pub time_zone: Option<Tz>,
    /// The zone of a new log where the user states none.
    pub machine_zone: Tz,
    /// When the log's days start, in minutes after midnight.
    pub day_starts: Option<u16>,
    /// Seconds a viewing must last to be a play.
    pub minimum_seconds: Option<u32>,
    /// Keeps apart viewers of the same name.
    pub account: String,
    /// Whether to keep viewers' names beside their hashes.
    pub keep_names: bool,
    /// Which columns hold what.
    pub mapping: Mapping,
    /// Whether to change nothing and only say what would be done.
    pub dry_run: bool,
    /// The present, in Unix seconds.
    pub now: i64,
    /// The secret viewers are hashed with.
    pub key: ViewerKey,
    /// Whether the rows are made up.
    pub is_synthetic: bool,
}

/// How far an import is, shared with whoever shows it or stops it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes of the inputs read so far.
    pub bytes_read: AtomicU64,
    /// Rows read so far.
    pub rows_read: AtomicU64,
    /// Rows written so far.
    pub rows_written: AtomicU64,
    /// Set to stop the import; the log is then as before.
    pub cancelled: AtomicBool,
}

impl Progress {
    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Why nothing was imported; the log is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The log could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// An input could not be opened.
    #[error(transparent)]
    Input(#[from] InputError),
    /// An input could not be read.
    #[error("{part}: {source}")]
    Read {
        /// The file, and the member where it is a ZIP.
        part: String,
        /// What is wrong with it.
        source: ReadError,
    },
    /// The log keeps a rule that this import states otherwise.
    #[error(
        "{path}: the log has {setting} {kept} since its first import, and this one says {said}; leave the option out, or ingest into a new log"
    )]
    Disagrees {
        /// The log.
        path: PathBuf,
        /// The rule.
        setting: &'static str,
        /// What the log keeps.
        kept: String,
        /// What was said now.
        said: String,
    },
    /// The log's viewers were hashed with another key.
    #[error(
        "{0}: its viewers are hidden with another key than this user's, so the same viewer would count twice; bring the key file along, or ingest into a new log"
    )]
    OtherKey(PathBuf),
    /// The log's settings cannot be read.
    #[error("{path}: {source}")]
    Settings {
        /// The log.
        path: PathBuf,
        /// What is wrong with them.
        source: SettingsError,
    },
    /// Refused rows could not be written to their file.
    #[error("writing refused rows failed: {0}")]
    Refusals(std::io::Error),
    /// SQLite failed.
    #[error("{path}: writing failed, and the log is as it was: {source}")]
    Write {
        /// The log.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The user stopped it.
    #[error("stopped; the log is as it was")]
    Cancelled,
}

/// Reads `sources` into the log at `path`, which is made where there is none.
///
/// Refused rows are written to `refused` as they come, one line each: file, line, reason, row,
/// separated by tabs.
///
/// # Errors
///
/// Fails without a trace in the log: it is as before, or is not there.
pub fn ingest(
    path: &Path,
    sources: &[Source],
    options: &Options,
    progress: &Progress,
    refused: Option<&mut dyn Write>,
) -> Result<Summary, IngestError> {
    into_log(path, options, progress, |import| {
        import.read_all(sources, refused)
    })
}

/// Writes `records` into a new log at `path`, as if they had been read from a file called `name`.
///
/// # Errors
///
/// Fails without a trace in the log.
pub fn ingest_records(
    path: &Path,
    name: &str,
    records: impl Iterator<Item = Record>,
    options: &Options,
    progress: &Progress,
) -> Result<Summary, IngestError> {
    into_log(path, options, progress, |import| {
        import.take_records(name, records)
    })
}

fn into_log(
    path: &Path,
    options: &Options,
    progress: &Progress,
    read: impl FnOnce(&mut Import<'_>) -> Result<(), IngestError>,
) -> Result<Summary, IngestError> {
    // Made here, so that of two first imports at once only the one that made the log removes it.
    let is_new = File::options().write(true).create_new(true).open(path);
    let outcome = attempt(path, options, progress, read);
    let is_kept = outcome.is_ok() && !options.dry_run;
    if is_new.is_ok() && !is_kept {
        remove_log(path);
    }
    outcome
}

/// Removes what SQLite made to work in: there was no log before, and there is none now.
fn remove_log(path: &Path) {
    for suffix in ["", "-journal", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        let _ = std::fs::remove_file(file);
    }
}

fn attempt(
    path: &Path,
    options: &Options,
    progress: &Progress,
    read: impl FnOnce(&mut Import<'_>) -> Result<(), IngestError>,
) -> Result<Summary, IngestError> {
    let failed = |source| write_error(path, source);
    let mut conn = open_write(path)?;
    let tx = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|source| OpenError::of_sqlite(path, source))?;
    schema::migrate(&tx).map_err(failed)?;
    let settings = agreed_settings(&tx, path, options)?;
    let mut import = Import::new(&tx, path, options, &settings, progress);
    read(&mut import)?;
    let summary = import.finish().map_err(|error| match error {
        FinishError::Sqlite(source) => failed(source),
        FinishError::Cancelled => IngestError::Cancelled,
    })?;
    if options.dry_run {
        tx.rollback().map_err(failed)?;
        return Ok(summary);
    }
    tx.commit().map_err(failed)?;
    // Readers and the next writer then never wait for each other. Where that cannot be had just now,
    // the rows are in the log all the same.
    let _ = conn.pragma_update(None, "journal_mode", "wal");
    Ok(summary)
}

pub(super) fn write_error(path: &Path, source: rusqlite::Error) -> IngestError {
    IngestError::Write {
        path: path.to_owned(),
        source,
    }
}

enum FinishError {
    Sqlite(rusqlite::Error),
    Cancelled,
}

impl From<rusqlite::Error> for FinishError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// One import under way.
struct Import<'a> {
    tx: &'a Transaction<'a>,
    path: &'a Path,
    options: &'a Options,
    settings: &'a Settings,
    progress: &'a Progress,
    staging: Staging,
    sources: Vec<u32>,
    summary: Summary,
}

impl<'a> Import<'a> {
    fn new(
        tx: &'a Transaction<'a>,
        path: &'a Path,
        options: &'a Options,
        settings: &'a Settings,
        progress: &'a Progress,
    ) -> Self {
        Self {
            tx,
            path,
            options,
            settings,
            progress,
            staging: Staging::new(
                options.key.clone(),
                options.account.clone(),
                options.keep_names,
            ),
            sources: Vec::new(),
            summary: Summary::new(settings.rule.zone, settings.rule.starts()),
        }
    }

    fn read_all(
        &mut self,
        sources: &[Source],
        mut refused: Option<&mut dyn Write>,
    ) -> Result<(), IngestError> {
        let is_stated = self.options.time_zone.is_some() || self.log_has_rows()?;
        let context = Context {
            zone: is_stated.then_some(self.settings.rule.zone),
            mapping: self.options.mapping.clone(),
        };
        let progress = self.progress;
        for source in sources {
            let read = input::each_part(
                source,
                self.options.format,
                &context,
                &progress.bytes_read,
                &progress.cancelled,
                &mut |part| self.read_part(part, &context, &mut refused),
            );
            // Whatever a reading says that was told to stop, that is why it ended.
            read.map_err(|error| match error {
                _ if progress.is_cancelled() => IngestError::Cancelled,
                error => error,
            })?;
        }
        Ok(())
    }

    /// A zone kept from an earlier import was stated, or shown to the user, then.
    fn log_has_rows(&self) -> Result<bool, IngestError> {
        self.tx
            .query_row("SELECT EXISTS (SELECT 1 FROM sources)", [], |row| {
                row.get(0)
            })
            .map_err(|source| write_error(self.path, source))
    }

    fn read_part(
        &mut self,
        part: Part<'_>,
        context: &Context,
        refused: &mut Option<&mut dyn Write>,
    ) -> Result<(), IngestError> {
        let source = self.add_source(&part.name, part.reader.name())?;
        let identity = part.reader.identity();
        let mut failed = None;
        let outcome = part.reader.read(part.input, context, &mut |entry| {
            if let Entry::Refused(refusal) = &entry
                && let Some(file) = refused
            {
                failed = write_refusal(*file, &part.name, refusal).err();
            }
            self.take(entry, &part.name, source, identity);
            failed.is_none() && !self.progress.is_cancelled()
        });
        if let Some(error) = failed {
            return Err(IngestError::Refusals(error));
        }
        match outcome {
            Err(ReadError::Stopped) => Err(IngestError::Cancelled),
            outcome => outcome.map_err(|source| IngestError::Read {
                part: part.name,
                source,
            }),
        }
    }

    fn take_records(
        &mut self,
        name: &str,
        records: impl Iterator<Item = Record>,
    ) -> Result<(), IngestError> {
        let source = self.add_source(name, "sample")?;
        for record in records {
            self.take(Entry::Row(record), name, source, Identity::WholeRow);
            if self.progress.is_cancelled() {
                return Err(IngestError::Cancelled);
            }
        }
        Ok(())
    }

    fn take(&mut self, entry: Entry, part: &str, source: u32, identity: Identity) {
        self.summary.read += 1;
        self.progress.rows_read.fetch_add(1, Ordering::Relaxed);
        match entry {
            Entry::Row(record) => self.staging.push(&record, source, identity),
            Entry::Dropped(reason) => self.summary.drop_rows(reason, 1),
            Entry::Refused(refusal) => self.summary.refuse(part, refusal),
        }
    }

    fn add_source(&mut self, part: &str, format: &'static str) -> Result<u32, IngestError> {
        let added = self.tx.query_row(
            "INSERT INTO sources (name, format, account, imported_at, rows)
             VALUES (:name, :format, :account, :imported_at, 0)
             RETURNING id",
            named_params! {
                ":name": base_name(part), ":format": format,
                ":account": self.options.account, ":imported_at": self.options.now,
            },
            |row| row.get(0),
        );
        let id = added.map_err(|source| write_error(self.path, source))?;
        self.sources.push(id);
        self.summary.parts.push((part.to_owned(), format));
        Ok(id)
    }

    fn finish(mut self) -> Result<Summary, FinishError> {
        let progress = self.progress;
        let written = writing::write(self.tx, &mut self.staging, self.settings, &mut |rows| {
            progress.rows_written.store(rows, Ordering::Relaxed);
            !progress.is_cancelled()
        })?;
        if written.stopped {
            return Err(FinishError::Cancelled);
        }
        for (source, rows) in written.by_source {
            self.tx.execute(
                "UPDATE sources SET rows = rows + :rows WHERE id = :id",
                named_params! { ":id": source, ":rows": rows },
            )?;
        }
        for source in &self.sources {
            // A file that added nothing leaves no trace: the log is the same, however often it comes.
            self.tx.execute(
                "DELETE FROM sources WHERE id = :id AND rows = 0",
                named_params! { ":id": source },
            )?;
        }
        let mut summary = self.summary;
        summary.added = written.tally.added;
        summary.drop_rows(DropReason::Repeat, written.tally.repeats);
        summary.drop_rows(DropReason::Known, written.tally.known);
        describe_log(self.tx, &mut summary)?;
        Ok(summary)
    }
}

fn describe_log(conn: &Connection, summary: &mut Summary) -> rusqlite::Result<()> {
    let sql = "SELECT count(*), coalesce(sum(role = 1), 0), min(day), max(day) FROM plays";
    conn.query_row(sql, [], |row| {
        summary.rows = row.get(0)?;
        summary.plays = row.get(1)?;
        let days: (Option<i32>, Option<i32>) = (row.get(2)?, row.get(3)?);
        summary.days = match days {
            (Some(first), Some(last)) => Window::new(Day(first), Day(last)),
            _ => None,
        };
        Ok(())
    })?;
    let sql = "SELECT count(DISTINCT viewer_id) FROM plays WHERE role > 0";
    summary.viewers = conn.query_row(sql, [], |row| row.get(0))?;
    Ok(())
}

fn write_refusal(file: &mut dyn Write, part: &str, refusal: &Refusal) -> std::io::Result<()> {
    let Refusal { line, reason, text } = refusal;
    let text = text.replace(['\n', '\r', '\t'], " ");
    writeln!(file, "{part}\t{line}\t{reason}\t{text}")
}

fn base_name(part: &str) -> &str {
    part.rsplit(['/', '\\']).next().unwrap_or(part)
}
