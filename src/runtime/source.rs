//! Where the log comes from, and whether it has changed since it was read.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::SystemTime;

use rusqlite::Connection;

use crate::derive::{self, DeriveError, Repaired};
use crate::domain::Levels;
use crate::query::{LoadError, Log};
use crate::snapshot::CubeError;
use crate::store::OpenError;
use crate::store::open::{open_bytes, open_read};
use crate::store::place::number_of;

/// The pages SQLite keeps while a log is read, and while questions are answered from it, in KiB.
const READING_CACHE_KIB: i64 = 128;
const ANSWERING_CACHE_KIB: i64 = 2_000;

/// Where the log comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The sample within the program.
    Builtin(&'static LazyLock<Vec<u8>>),
    /// A file.
    File(PathBuf),
}

/// An open log, and how its file was then.
#[derive(Debug)]
pub struct Opened {
    source: Source,
    /// Of the sample it is made by whoever reads it first: unpacking that takes longer than drawing a screen.
    conn: OnceCell<Connection>,
    file: Option<FileMark>,
    data_version: i64,
    /// Cohorts of fewer viewers are hidden, whatever the log says.
    minimum_cohort: u32,
}

/// How a log has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Not at all.
    None,
    /// Its rows, perhaps.
    Rows,
    /// Another file has taken its place.
    File,
}

/// What tells one state of a file from another without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FileMark {
    number: (u64, u64),
    modified: Option<SystemTime>,
    bytes: u64,
}

impl Source {
    /// Connects to the sample; files are opened from the start.
    fn conn(&self) -> Connection {
        match self {
            Self::Builtin(bytes) => open_bytes(bytes).expect("the sample is a database"),
            Self::File(path) => unreachable!("{} was opened before", path.display()),
        }
    }
}

impl Opened {
    /// Opens a log to read.
    ///
    /// # Errors
    ///
    /// Fails where it is no log this program can read.
    pub fn open(source: Source) -> Result<Self, OpenError> {
        // Before the file is opened: should another take its place meanwhile, that is noticed.
        let file = mark(&source)?;
        let conn = match &source {
            Source::Builtin(_) => OnceCell::new(),
            Source::File(path) => OnceCell::from(open_read(path)?),
        };
        let mut opened = Self {
            file,
            source,
            conn,
            data_version: 0,
            minimum_cohort: 1,
        };
        opened.data_version = opened.current_version()?;
        Ok(opened)
    }

    /// Has cohorts of fewer viewers than this be hidden, whatever the log says.
    #[must_use]
    pub fn with_minimum_cohort(self, viewers: u32) -> Self {
        Self {
            minimum_cohort: viewers,
            ..self
        }
    }

    /// Returns what opens the log anew in the same way.
    pub fn opener(&self) -> impl FnOnce() -> Result<Self, OpenError> + Send + use<> {
        let (source, minimum_cohort) = (self.source.clone(), self.minimum_cohort);
        move || Ok(Self::open(source)?.with_minimum_cohort(minimum_cohort))
    }

    /// Returns the connection alone.
    ///
    /// # Panics
    ///
    /// Where the sample within the program is no database.
    #[must_use]
    pub fn into_conn(self) -> Connection {
        let Self { source, conn, .. } = self;
        conn.into_inner().unwrap_or_else(|| source.conn())
    }

    /// Returns the connection.
    ///
    /// # Panics
    ///
    /// As [`Self::into_conn`] does.
    pub fn conn(&self) -> &Connection {
        self.conn.get_or_init(|| self.source.conn())
    }

    /// Returns the file; `None` where it is the sample within the program.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.source {
            Source::Builtin(_) => None,
            Source::File(path) => Some(path),
        }
    }

    /// Has a reading break off, every so many steps of SQLite's virtual machine, where it shall end.
    ///
    /// # Errors
    ///
    /// Fails where SQLite cannot do so.
    ///
    /// # Panics
    ///
    /// As [`Self::into_conn`] does.
    pub fn break_off(
        &mut self,
        steps: i32,
        shall_end: impl FnMut() -> bool + Send + 'static,
    ) -> rusqlite::Result<()> {
        self.conn();
        let conn = self.conn.get_mut();
        conn.map_or(Ok(()), |conn| conn.progress_handler(steps, Some(shall_end)))
    }

    /// Reads the log, with what lists of these levels need. Where its cubes cannot be read, they are first derived anew
    /// from its plays; what was repaired is then returned with it.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read or understood, or the reading is interrupted.
    pub fn load(&mut self, levels: Levels) -> Result<(Log, Option<Repaired>), LoadError> {
        // A cube is read once, from its first page to its last: pages kept of it would serve nobody, but hold memory.
        self.conn()
            .pragma_update(None, "cache_size", -READING_CACHE_KIB)?;
        let (log, repaired) = match Log::load_for(self.conn(), levels) {
            Err(LoadError::Cubes(reason)) => {
                let repaired = self.repair(reason)?;
                (Log::load_for(self.conn(), levels)?, Some(repaired))
            }
            loaded => (loaded?, None),
        };
        // Statements that were prepared late lie behind all that was read: they would keep it from being given back.
        self.conn().flush_prepared_statement_cache();
        self.conn()
            .pragma_update(None, "cache_size", -ANSWERING_CACHE_KIB)?;
        Ok((log.with_minimum_cohort(self.minimum_cohort), repaired))
    }

    /// Derives the cubes anew, because they cannot be read for this reason.
    ///
    /// # Errors
    ///
    /// Fails where the plays cannot be read either.
    pub fn repair(&mut self, reason: CubeError) -> Result<Repaired, LoadError> {
        let repaired = derive::repair(self.conn(), self.file(), reason.to_string());
        let repaired = repaired.map_err(|error| match error {
            DeriveError::Sqlite(error) => LoadError::Sqlite(error),
            DeriveError::Reduced(_) => LoadError::Reduced(reason),
            _ => LoadError::Cubes(reason),
        })?;
        self.data_version = self.current_version().unwrap_or(self.data_version);
        Ok(repaired)
    }

    /// Returns how the log has changed since it was opened.
    ///
    /// Another process's commit changes SQLite's `data_version`; a file put in its place has another
    /// mark. The connection stays: what was read by it and what is still to be read are of one file.
    ///
    /// # Errors
    ///
    /// Fails where the file is gone.
    pub fn change(&self) -> Result<Change, OpenError> {
        let file = mark(&self.source)?;
        if file != self.file {
            let is_same = number(file.as_ref()) == number(self.file.as_ref());
            return Ok(if is_same { Change::Rows } else { Change::File });
        }
        Ok(if self.current_version()? == self.data_version {
            Change::None
        } else {
            Change::Rows
        })
    }

    /// Returns whether the file has been written since it was opened, perhaps by a program that does
    /// not tell SQLite so. One that was put in its place is another file.
    #[must_use]
    pub fn is_overwritten(&self) -> bool {
        mark(&self.source).is_ok_and(|file| {
            file != self.file && number(file.as_ref()) == number(self.file.as_ref())
        })
    }

    /// Returns SQLite's number for the state of the file; the sample has but one.
    fn current_version(&self) -> Result<i64, OpenError> {
        let Source::File(_) = self.source else {
            return Ok(0);
        };
        let version = self
            .conn()
            .pragma_query_value(None, "data_version", |row| row.get(0));
        version.map_err(|error| OpenError::of_sqlite(self.path(), error))
    }

    fn path(&self) -> &Path {
        self.file().unwrap_or(Path::new("sample"))
    }
}

fn number(mark: Option<&FileMark>) -> Option<(u64, u64)> {
    mark.map(|mark| mark.number)
}

/// Returns the mark of a log's file; `None` where there is none.
fn mark(source: &Source) -> Result<Option<FileMark>, OpenError> {
    let Source::File(path) = source else {
        return Ok(None);
    };
    let file = path.metadata().map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => OpenError::NotFound(path.clone()),
        _ => OpenError::Io {
            path: path.clone(),
            source,
        },
    })?;
    Ok(Some(FileMark {
        number: number_of(&file),
        modified: file.modified().ok(),
        bytes: file.len(),
    }))
}
