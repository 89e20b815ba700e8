//! Opening a log, and every way in which that is refused.
//!
//! A file is looked at before SQLite is let near it, so that another program's database is left
//! exactly as it was.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::place::{is_beside_a_database, number_of};
use super::schema::{self, APPLICATION_ID, VERSION};
use super::sqlite_error::{DAMAGED, LOCKED, UNWRITABLE, in_words};

/// How long to wait for another process to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(3);

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
    #[error("{0}: empty; fill it with `bingetop ingest FILE --into {0}`")]
    Empty(PathBuf),
    /// The file is no SQLite database.
    #[error(
        "{0}: not a SQLite database; to read an export, use `bingetop ingest {0} --into LOG.db`"
    )]
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

/// Opens a log to read; a log in a folder that cannot be written opens all the same.
///
/// # Errors
///
/// Fails, leaving the file as it is, where it is no log this program can read.
pub fn open_read(path: &Path) -> Result<Connection, OpenError> {
    if inspect(path)? == Found::Nothing {
        return Err(OpenError::Empty(path.to_owned()));
    }
    // Reading and writing, so that SQLite can undo what a killed writer left behind.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(path, flags).and_then(settle);
    let conn = match opened {
        Err(error) if needs_a_writable_folder(&error) => {
            if holds_bytes(path, "-wal") || holds_bytes(path, "-journal") {
                return Err(OpenError::Unsettled(path.to_owned()));
            }
            open_immutable(path).and_then(settle)
        }
        other => other,
    };
    let conn = conn.map_err(|error| OpenError::of_sqlite(path, error))?;
    check_version(&conn, path)?;
    let version = schema::version(&conn).map_err(|error| OpenError::of_sqlite(path, error))?;
    if version == 0 {
        // Its only writer was killed, and SQLite has just undone what that one had begun.
        return Err(OpenError::Empty(path.to_owned()));
    }
    Ok(conn)
}

/// Opens the log whose bytes are `bytes`, to read.
///
/// # Errors
///
/// Fails where the bytes are no database.
pub fn open_bytes(bytes: &'static [u8]) -> rusqlite::Result<Connection> {
    let mut conn = Connection::open_in_memory()?;
    conn.deserialize_bytes("main", bytes)?;
    Ok(conn)
}

/// Opens a log to write, making an empty file where there is none yet.
///
/// The schema is the writer's to bring up to date, in its own transaction: a writer that is killed
/// leaves no half-made log behind.
///
/// # Errors
///
/// Fails, leaving the file as it is, where it is no log this program can write.
pub fn open_write(path: &Path) -> Result<Connection, OpenError> {
    match inspect(path) {
        Ok(_) => {
            let writable = File::options().write(true).open(path);
            writable.map_err(|_| OpenError::Unwritable(path.to_owned()))?;
        }
        Err(OpenError::NotFound(_)) => {
            let folder = path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty());
            if folder.is_some_and(|folder| !folder.is_dir()) {
                return Err(OpenError::NoFolder(path.to_owned()));
            }
        }
        Err(error) => return Err(error),
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> rusqlite::Result<Connection> {
        let conn = Connection::open_with_flags(path, flags)?;
        conn.busy_timeout(BUSY_TIMEOUT)?;
        conn.pragma_update(None, "secure_delete", true)?;
        Ok(conn)
    };
    let failed = |error| OpenError::of_sqlite(path, error);
    let conn = open().map_err(failed)?;
    check_version(&conn, path)?;
    Ok(conn)
}

/// Makes sure that a log may be made at `path`, where there is no file or an empty one.
///
/// # Errors
///
/// Fails where an empty file would be another program's all the same.
pub fn check_place_of_new(path: &Path) -> Result<(), OpenError> {
    if is_beside_a_database(path) {
        return Err(OpenError::Beside(path.to_owned()));
    }
    match path.metadata() {
        Ok(file) if !file.is_file() => Err(OpenError::NotFile(path.to_owned())),
        _ => Ok(()),
    }
}

/// What a file holds, as far as its first bytes tell.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Log,
}

/// The files that were found to be logs, by device and number.
///
/// Whoever closes a file gives up all locks of the whole program on it: a log that SQLite has open must
/// not be looked at once more, or other programs could take away what its connection reads.
static FOUND: Mutex<BTreeSet<(u64, u64)>> = Mutex::new(BTreeSet::new());

/// Looks at a file's header without SQLite, the first time it is opened.
fn inspect(path: &Path) -> Result<Found, OpenError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => OpenError::NotFound(path.to_owned()),
        _ => OpenError::Io {
            path: path.to_owned(),
            source,
        },
    };
    let metadata = path.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(OpenError::Directory(path.to_owned()));
    }
    if !metadata.is_file() {
        // A pipe would be waited for, and a device may not forget what is written to it.
        return Err(OpenError::NotFile(path.to_owned()));
    }
    let number = number_of(&metadata);
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    if cfg!(unix) && metadata.len() > 0 && found.contains(&number) {
        return Ok(Found::Log);
    }
    let mut header = Vec::new();
    let mut file = File::open(path).map_err(failed)?;
    file.by_ref()
        .take(100)
        .read_to_end(&mut header)
        .map_err(failed)?;
    if header.is_empty() {
        return Ok(Found::Nothing);
    }
    if header.iter().all(|byte| *byte == 0) && holds_bytes(path, "-journal") {
        // SQLite writes the first page last: a first import was killed before it came to that, and
        // is undone when SQLite opens the file.
        return Ok(Found::Log);
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(OpenError::NotDatabase(path.to_owned()));
    }
    let Some(id) = header.get(68..72) else {
        return Err(OpenError::Damaged(path.to_owned()));
    };
    if id != APPLICATION_ID.to_be_bytes() {
        return Err(OpenError::Foreign(path.to_owned()));
    }
    found.insert(number);
    Ok(Found::Log)
}

/// Returns whether SQLite left something to finish or to undo in the file beside this one.
fn holds_bytes(path: &Path, suffix: &str) -> bool {
    let mut beside = path.as_os_str().to_owned();
    beside.push(suffix);
    std::fs::metadata(beside).is_ok_and(|file| file.is_file() && file.len() > 0)
}

/// Readies a connection that only reads, and reads a first page with it.
fn settle(conn: Connection) -> rusqlite::Result<Connection> {
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.pragma_update(None, "query_only", true)?;
    schema::version(&conn)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(conn)
}

fn needs_a_writable_folder(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    )
}

/// Opens a file that nothing can change: SQLite then needs no file beside it.
fn open_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                uri.push(char::from(*byte));
            }
            other => uri.extend(['%', hex(other >> 4), hex(other & 15)]),
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri, flags)
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0')
}

fn check_version(conn: &Connection, path: &Path) -> Result<(), OpenError> {
    let failed = |error| OpenError::of_sqlite(path, error);
    let found = schema::version(conn).map_err(failed)?;
    let id = conn.pragma_query_value(None, "application_id", |row| row.get::<_, i32>(0));
    if id.map_err(failed)? != APPLICATION_ID && found > 0 {
        // Written over the log that was there when it was first looked at.
        return Err(OpenError::Foreign(path.to_owned()));
    }
    if found > VERSION {
        return Err(OpenError::Newer {
            path: path.to_owned(),
            found,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn made_log(folder: &TempDir) -> PathBuf {
        let path = folder.path().join("a b?#%.db");
        let conn = open_write(&path).unwrap();
        schema::migrate(&conn).unwrap();
        path
    }

    fn refusal(path: &Path) -> OpenError {
        let before = std::fs::read(path).ok();
        let read = open_read(path).err().unwrap();
        assert_eq!(std::fs::read(path).ok(), before, "the file is as it was");
        assert!(read.to_string().starts_with(&path.display().to_string()));
        read
    }

    #[test]
    fn a_log_opens_to_read_and_refuses_writes() {
        let folder = TempDir::new().unwrap();
        let path = made_log(&folder);
        let conn = open_read(&path).unwrap();
        assert!(conn.execute("DELETE FROM plays", []).is_err());
        open_immutable(&path).and_then(settle).unwrap();
    }

    #[test]
    fn what_is_no_log_is_refused_with_its_own_words() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(matches!(refusal(&at("none.db")), OpenError::NotFound(_)));
        assert!(matches!(refusal(folder.path()), OpenError::Directory(_)));
        std::fs::write(at("empty.db"), "").unwrap();
        assert!(matches!(refusal(&at("empty.db")), OpenError::Empty(_)));
        std::fs::write(at("text.db"), "viewer,title\n").unwrap();
        assert!(matches!(refusal(&at("text.db")), OpenError::NotDatabase(_)));
        let other = Connection::open(at("other.db")).unwrap();
        other.execute_batch("CREATE TABLE t (x)").unwrap();
        assert!(matches!(refusal(&at("other.db")), OpenError::Foreign(_)));
        assert!(matches!(
            open_write(&at("other.db")),
            Err(OpenError::Foreign(_))
        ));
    }

    #[test]
    fn a_newer_log_is_refused_to_readers_and_writers() {
        let folder = TempDir::new().unwrap();
        let path = made_log(&folder);
        let conn = Connection::open(&path).unwrap();
        conn.pragma_update(None, "user_version", VERSION + 1)
            .unwrap();
        drop(conn);
        assert!(matches!(refusal(&path), OpenError::Newer { .. }));
        assert!(matches!(open_write(&path), Err(OpenError::Newer { .. })));
    }

    #[test]
    fn a_log_cut_short_is_called_damaged() {
        let folder = TempDir::new().unwrap();
        let path = made_log(&folder);
        let bytes = std::fs::read(&path).unwrap();
        for kept in [50, 100, 4096, bytes.len() - 4096] {
            std::fs::write(&path, &bytes[..kept]).unwrap();
            assert!(
                matches!(refusal(&path), OpenError::Damaged(_)),
                "{kept} bytes"
            );
        }
    }
}
