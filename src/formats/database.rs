//! SQLite databases of other programs, read so that nothing of them changes.
//!
//! A database that nothing lies beside is opened where it is, as one that cannot change: SQLite then
//! takes no lock and makes no file. Where its program is running, or broke off, what was written last
//! lies in a `-wal` or `-journal` beside it; to read that, SQLite must write. So it gets a copy of them
//! all, in a folder of its own; one that the program wrote to in the meantime is made anew.
//!
//! | module | holds |
//! |---|---|
//! | `table` | the tables, whose columns differ from version to version |
//! | `rows` | the rows of a query, one by one |
//! | `stamp` | whether its program has written to it in the meantime |
//! | `guarded` | what it may do, and cost, while it is read |
//! | `journal` | a journal that names other files |

mod guarded;
mod journal;
mod rows;
mod stamp;
mod table;

pub(in crate::formats) use rows::Cells;
pub use table::TableShape;

use std::fs::File;
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::place::Place;
use super::read_error::ReadError;
use super::record::Entry;
use super::sink::Sink;
use crate::store::inspect::holds_bytes;
use crate::store::open::open_immutable;
use crate::store::place::beside;
use guarded::{MostSteps, guard};
use stamp::Stamp;

/// The file in which SQLite keeps what has to be undone.
const JOURNAL: &str = "-journal";

/// The files in which SQLite keeps what is not in the database yet, or has to be undone.
const SUFFIXES: [&str; 2] = ["-wal", JOURNAL];

/// How often a database is copied anew that its program writes to meanwhile.
const TRIES: u32 = 20;

/// A connection to another program's database; it only reads.
#[derive(Debug)]
pub struct Database {
    conn: Connection,
    /// Where the copy is, as long as it has a name.
    _folder: Option<TempDir>,
    /// Where it is read in its place, what it looked like before.
    in_place: Option<(PathBuf, Stamp)>,
}

impl Deref for Database {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.conn
    }
}

impl Database {
    /// Opens the database at `place`; `whole` gives its bytes where they have to be copied.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be copied, or is no database that SQLite can read.
    pub(super) fn open(
        place: &dyn Place,
        whole: impl Fn() -> io::Result<File>,
    ) -> Result<Self, ReadError> {
        let Some(path) = place.path() else {
            return Self::copied(place, whole()?);
        };
        for _ in 0..TRIES {
            let before = Stamp::of(path);
            if is_settled(path) && !is_in_use(path) {
                return Ok(Self {
                    conn: connect(path)?,
                    _folder: None,
                    in_place: Some((path.to_owned(), before)),
                });
            }
            let copied = Self::copied(place, whole()?);
            if Stamp::of(path) == before {
                return copied;
            }
        }
        Err(ReadError::Changed)
    }

    fn copied(place: &dyn Place, mut whole: File) -> Result<Self, ReadError> {
        let folder = TempDir::new()?;
        let path = folder.path().join("copy.db");
        io::copy(&mut whole, &mut File::create(&path)?)?;
        for suffix in SUFFIXES {
            if let Some(mut beside) = place.open_suffixed(suffix)? {
                let copy = folder.path().join(format!("copy.db{suffix}"));
                io::copy(&mut beside, &mut File::create(&copy)?)?;
                if suffix == JOURNAL {
                    journal::check(&copy)?;
                }
            }
        }
        let conn = connect(&path)?;
        // SQLite has them open now. Without names, a killed import leaves none of them behind.
        let folder = if cfg!(unix) { None } else { Some(folder) };
        Ok(Self {
            conn,
            _folder: folder,
            in_place: None,
        })
    }

    /// Sends what `entry_of` makes of each row of the query `sql`; a row it makes nothing of is refused for the reason
    /// it gives, under the number of the row, from 1.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read, where its program wrote to it in the meantime, and as the sink does.
    pub(in crate::formats) fn send_each(
        &self,
        sql: &str,
        sink: &mut Sink<'_>,
        entry_of: impl for<'r> FnMut(&Cells<'r>) -> Result<Entry<'r>, String>,
    ) -> Result<(), ReadError> {
        rows::send_each(&self.conn, sql, sink, entry_of)?;
        self.check_unchanged()
    }

    /// Fails where its program has written to it since it was opened: what was read may be of two moments.
    fn check_unchanged(&self) -> Result<(), ReadError> {
        match &self.in_place {
            Some((path, before)) if Stamp::of(path) != *before => Err(ReadError::Changed),
            _ => Ok(()),
        }
    }

    /// Returns the table called `name`, without which there is nothing to read.
    ///
    /// # Errors
    ///
    /// Fails where there is none, or a view in its place.
    pub(super) fn needed(&self, name: &str) -> Result<TableShape, ReadError> {
        let table = self.table(name)?;
        if table.columns.is_empty() {
            return Err(ReadError::Unreadable {
                problem: format!("has no table `{name}`; is it a database of that program?"),
            });
        }
        Ok(table)
    }

    /// Returns the table called `name`; one without columns where there is none.
    ///
    /// # Errors
    ///
    /// Fails where the database is damaged.
    pub(super) fn table(&self, name: &str) -> rusqlite::Result<TableShape> {
        let table = self
            .tables()?
            .into_iter()
            .find(|table| table.is_called(name));
        Ok(table.unwrap_or_else(|| TableShape {
            name: name.to_owned(),
            columns: Vec::new(),
        }))
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

/// Returns whether a program may be writing to the database at `path` from one moment to the next, though all of it is in the file
/// now: what its programs share lies beside it.
fn is_in_use(path: &Path) -> bool {
    beside(path, "-shm").exists()
}

/// Opens the database at `path`, and reads a first page of it.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let mut conn = if is_settled(path) {
        open_immutable(path)?
    } else {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(path, flags)?
    };
    guard(&mut conn, MostSteps::of(path))?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(conn)
}

#[cfg(test)]
mod tests;
