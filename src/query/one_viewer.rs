//! The log of one viewer: that viewer's rows, copied into a database in memory, with cubes of their own.
//!
//! It is a [`Log`] like any other, so that nothing is answered a second way. What rows count as was decided
//! when they were written, over all viewers, and stays; so do the names of titles, the time zone, and the days that the
//! whole log holds: "the last 30 days" are the same days for everyone.

use std::sync::Arc;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, named_params};

use super::error::ScopeError;
use super::log::Log;
use super::viewer_names::{self, Viewer};
use crate::cube::names;
use crate::derive::{self, Limits};
use crate::snapshot::CubeError;
use crate::store::schema;

/// What is copied: a statement that reads it, and one that writes a row of it.
///
/// The titles are all there, with their numbers: an item is the same in the logs of all viewers. They are read
/// first, so that the viewer's rows are found title by title instead of by reading everybody's.
const COPIED: [(&str, &str); 6] = [
    (
        "SELECT name, value FROM settings",
        "INSERT INTO settings (name, value) VALUES (?1, ?2)",
    ),
    (
        "SELECT id, name, format, account, imported_at, rows FROM sources",
        "INSERT INTO sources (id, name, format, account, imported_at, rows) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    ),
    (
        "SELECT id, hash, label FROM viewers WHERE id = :viewer",
        "INSERT INTO viewers (id, hash, label) VALUES (?1, ?2, ?3)",
    ),
    (
        "SELECT id, key, name, named_at FROM shows",
        "INSERT INTO shows (id, key, name, named_at) VALUES (?1, ?2, ?3, ?4)",
    ),
    (
        "SELECT id, key, show_id, is_own_show, name, named_at, kind, length_seconds FROM titles",
        "INSERT INTO titles (id, key, show_id, is_own_show, name, named_at, kind, length_seconds)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    ),
    (
        "SELECT p.title_id, p.viewer_id, p.started_at, p.nth, p.day, p.role, p.seconds, p.position,
                p.is_private, p.source_id
         FROM titles t CROSS JOIN plays p
         WHERE p.title_id = t.id AND p.viewer_id = :viewer",
        "INSERT INTO plays (title_id, viewer_id, started_at, nth, day, role, seconds, position,
                            is_private, source_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    ),
];

/// The log of one viewer, and the database in memory that it was read from.
#[derive(Debug)]
pub struct OneViewer {
    /// Its log.
    pub log: Log,
    /// Its database: nothing writes it.
    pub conn: Connection,
}

impl OneViewer {
    /// Reads the log of the viewer of this name of a household's `whole` log, which was read by the connection.
    ///
    /// # Errors
    ///
    /// Fails where the log is no household's, the name is nobody's or several viewers', or as [`Self::read`] does.
    pub fn named(conn: &Connection, whole: &Log, name: &str) -> Result<Self, ScopeError> {
        let viewer = viewer_names::viewer(conn, whole.facts(), name)?;
        Self::read(conn, whole, &viewer)
    }

    /// Reads the log of one viewer of a `whole` log, which was read by the connection.
    ///
    /// # Errors
    ///
    /// Fails where the rows cannot be read, or the log has changed since it was loaded.
    pub fn read(conn: &Connection, whole: &Log, viewer: &Viewer) -> Result<Self, ScopeError> {
        let own = Connection::open_in_memory()?;
        schema::migrate(&own)?;
        whole.read_unchanged(conn, |tx| copy_all(tx, &own, viewer.number))?;
        names::accept(&own)?;
        derive::rebuild(&own, Limits::default())?;
        Ok(Self {
            log: Log::load_of(&own, Arc::clone(&viewer.name), whole.facts().days)?,
            conn: own,
        })
    }
}

fn copy_all(from: &Connection, into: &Connection, viewer: u32) -> Result<(), CubeError> {
    let writing = into.unchecked_transaction()?;
    for (read, write) in COPIED {
        copy((from, read), (&writing, write), viewer)?;
    }
    Ok(writing.commit()?)
}

fn copy(
    (from, read): (&Connection, &str),
    (into, write): (&Connection, &str),
    viewer: u32,
) -> rusqlite::Result<()> {
    let (mut read, mut write) = (from.prepare(read)?, into.prepare(write)?);
    let columns = read.column_count();
    let is_of_viewer = read.parameter_count() > 0;
    let mut rows = if is_of_viewer {
        read.query(named_params! { ":viewer": viewer })?
    } else {
        read.query([])?
    };
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let value = ToSqlOutput::Borrowed(row.get_ref(column)?);
            write.raw_bind_parameter(column + 1, value)?;
        }
        write.raw_execute()?;
    }
    Ok(())
}
