//! Opening a log to read or to write.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::inspect::{Content, holds_bytes, inspect};
use super::open_error::OpenError;
use super::place::is_beside_a_database;
use super::schema::{self, APPLICATION_ID, VERSION};

/// How long to wait for another process to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(3);

/// Opens a log to read, also in a folder that cannot be written.
///
/// # Errors
///
/// Fails, leaving the file as it is, where it is no log this program can read.
pub fn open_read(path: &Path) -> Result<Connection, OpenError> {
    if inspect(path)? == Content::Nothing {
        return Err(OpenError::Empty(path.to_owned()));
    }
    // With write access, so that SQLite can undo what a killed writer left behind.
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
        // Its first writer was killed, and SQLite has just undone what it had begun.
        return Err(OpenError::Empty(path.to_owned()));
    }
    Ok(conn)
}

/// Opens a log in memory to read, given its bytes.
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
/// Bringing the schema up to date is left to the caller's transaction, so that a writer that is killed leaves
/// no half-made log behind.
///
/// # Errors
///
/// Fails, leaving the file as it is, where it is no log this program can write.
pub fn open_write(path: &Path) -> Result<Connection, OpenError> {
    match inspect(path) {
        Ok(_) => {}
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
    // SQLite is asked: a file that was opened here to see would give up the locks of other connections when it is closed.
    if conn.is_readonly("main").map_err(failed)? {
        return Err(OpenError::Unwritable(path.to_owned()));
    }
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

/// Sets up a connection that only reads, and reads a first page with it.
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

/// Opens a file as one that nothing changes, for which SQLite needs no file beside it.
pub(crate) fn open_immutable(path: &Path) -> rusqlite::Result<Connection> {
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
        // Another program's database has replaced the log that was first inspected.
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
    use std::path::PathBuf;
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
