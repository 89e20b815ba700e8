//! Why a file was not opened as a log.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::schema::VERSION;
use super::sqlite_error::{DAMAGED, LOCKED, UNWRITABLE, in_words};

/// Why a file was not opened; each names the file and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("{0}: no such file; make a log with `bingetop ingest FILE --into {0}`")]
    NotFound(PathBuf),
    /// The path names a directory.
    #[error("{0}: a directory, not a play log")]
    Directory(PathBuf),
    /// The path names a device, a pipe or a socket.
    #[error("{0}: not a file; name one")]
    NotFile(PathBuf),
    /// The path is that of a file which SQLite keeps beside another one.
    #[error("{0}: belongs to the database beside it; name another file")]
    Beside(PathBuf),
    /// The folder of a new log does not exist.
    #[error("{0}: there is no such folder to make the log in; make it first")]
    NoFolder(PathBuf),
    /// The file has no bytes, or no tables.
    #[error("{}", empty(.0))]
    Empty(PathBuf),
    /// The file is no SQLite database.
    #[error("{}", no_database(.0))]
    NotDatabase(PathBuf),
    /// The file is the database of another program.
    #[error(
        "{0}: a database of another program, left as it is; name a log made by `bingetop ingest`"
    )]
    Foreign(PathBuf),
    /// The file was written by a newer version of this program.
    #[error(
        "{path}: written by a newer bingetop (schema {found}, this one knows {VERSION}); update bingetop"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i32,
    },
    /// Another process keeps the file locked.
    #[error("{0}: {LOCKED}")]
    Locked(PathBuf),
    /// The file breaks off or contradicts itself.
    #[error("{0}: {DAMAGED}")]
    Damaged(PathBuf),
    /// The file or its folder cannot be written.
    #[error("{0}: {UNWRITABLE}")]
    Unwritable(PathBuf),
    /// A write lies beside the file, not finished or not undone, and its folder cannot be written.
    #[error(
        "{0}: a program is writing it or broke off, and its folder cannot be written to sort that out; copy it with the files beside it"
    )]
    Unsettled(PathBuf),
    /// The system would not let the file be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite failed in another way.
    #[error("{path}: {}", in_words(source))]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

/// The endings of files that services and programs export.
const EXPORTS: [&str; 6] = ["csv", "tsv", "json", "jsonl", "txt", "zip"];

fn is_export(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| EXPORTS.contains(&&*ending.to_ascii_lowercase()))
}

fn empty(path: &Path) -> String {
    let shown = path.display();
    if is_export(path) {
        return format!("{shown}: an empty file, and no log; name one made by `bingetop ingest`");
    }
    format!("{shown}: empty; fill it with `bingetop ingest FILE --into {shown}`")
}

fn no_database(path: &Path) -> String {
    let shown = path.display();
    if is_export(path) {
        let log = path.with_extension("db");
        let log = log.display();
        return format!(
            "{shown}: not a log yet; make one of it with `bingetop ingest {shown} --into {log}`"
        );
    }
    format!(
        "{shown}: not a SQLite database; to read an export, use `bingetop ingest {shown} --into LOG.db`"
    )
}

impl OpenError {
    /// Returns the error that SQLite's `source` means for the file at `path`.
    #[must_use]
    pub fn of_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(path),
            Some(ErrorCode::NotADatabase) => Self::NotDatabase(path),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Unwritable(path)
            }
            _ => Self::Sqlite { path, source },
        }
    }
}
