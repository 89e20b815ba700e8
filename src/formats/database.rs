//! SQLite databases of other programs, read so that nothing of them changes.
//!
//! A database that nothing lies beside is opened where it is, as one that cannot change: SQLite then
//! takes no lock and makes no file. Where its program is running, or broke off, what was written last
//! lies in a `-wal` or `-journal` beside it; to read that, SQLite must write. So it gets a copy of them
//! all, in a folder of its own.

use std::fs::File;
use std::io;
use std::ops::Deref;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::place::Place;
use super::read_error::ReadError;
use crate::store::inspect::holds_bytes;
use crate::store::open::open_immutable;

/// The files in which SQLite keeps what is not in the database yet, or has to be undone.
const SUFFIXES: [&str; 2] = ["-wal", "-journal"];

/// A connection to another program's database; it only reads.
#[derive(Debug)]
pub struct Database {
    conn: Connection,
    /// Where the copy is, as long as it has a name.
    _folder: Option<TempDir>,
}

impl Deref for Database {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.conn
    }
}

/// A table of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableShape {
    /// Its name.
    pub name: String,
    /// The names of its columns, in order.
    pub columns: Vec<String>,
}

impl Database {
    /// Opens the database at `place`; `whole` gives its bytes where they have to be copied.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be copied, or is no database that SQLite can read.
    pub(super) fn open(
        place: &dyn Place,
        whole: impl FnOnce() -> io::Result<File>,
    ) -> Result<Self, ReadError> {
        match place.path() {
            Some(path) if is_settled(path) => Ok(Self {
                conn: connect(path)?,
                _folder: None,
            }),
            _ => Self::copied(place, &mut whole()?),
        }
    }

    fn copied(place: &dyn Place, whole: &mut File) -> Result<Self, ReadError> {
        let folder = TempDir::new()?;
        let path = folder.path().join("copy.db");
        io::copy(whole, &mut File::create(&path)?)?;
        for suffix in SUFFIXES {
            if let Some(mut beside) = place.open_suffixed(suffix)? {
                let copy = folder.path().join(format!("copy.db{suffix}"));
                io::copy(&mut beside, &mut File::create(copy)?)?;
            }
        }
        let conn = connect(&path)?;
        // SQLite has them open now. Without names, a killed import leaves none of them behind.
        let folder = if cfg!(unix) { None } else { Some(folder) };
        Ok(Self {
            conn,
            _folder: folder,
        })
    }

    /// Returns the tables, in the order of their names.
    ///
    /// # Errors
    ///
    /// Fails where the database is damaged.
    pub(super) fn tables(&self) -> rusqlite::Result<Vec<TableShape>> {
        let mut statement = self.conn.prepare(include_str!("database/tables.sql"))?;
        let mut rows = statement.query([])?;
        let mut tables: Vec<TableShape> = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, column): (String, String) = row.try_into()?;
            match tables.last_mut() {
                Some(table) if table.name == name => table.columns.push(column),
                _ => tables.push(TableShape {
                    name,
                    columns: vec![column],
                }),
            }
        }
        Ok(tables)
    }
}

/// Returns whether all of the database is in the file at `path`.
fn is_settled(path: &Path) -> bool {
    !SUFFIXES.iter().any(|suffix| holds_bytes(path, suffix))
}

/// Opens the database at `path`, and reads a first page of it.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let conn = if is_settled(path) {
        open_immutable(path)?
    } else {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(path, flags)?
    };
    conn.pragma_update(None, "query_only", true)?;
    // It is a stranger's: nothing in its schema may run what has side effects.
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(conn)
}
