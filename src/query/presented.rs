//! The log as it may be put on a wall: closed days, without the rows that their viewers hid, in windows that are few.
//!
//! It is a [`Log`] like any other, so that nothing is answered a second way. A log without hidden rows is read once for
//! both; else cubes are derived of the rows that are left, into temporary tables of a connection of its own, on which a view
//! stands in place of `plays`.

use rusqlite::Connection;

use super::error::{ScopeError, SelectError};
use super::log::{Log, data_version};
use super::question::Question;
use crate::derive::{self, Limits};
use crate::domain::range::Bounds;
use crate::store::OpenError;

/// The log as it may be put on a wall, and the connection by which more of it is read.
#[derive(Debug)]
pub struct Presented {
    /// Its log.
    pub log: Log,
    /// A connection that sees no hidden row; `None` where there is none, and the one of the whole log does.
    pub conn: Option<Connection>,
}

impl Presented {
    /// Reads what may be presented at the moment `now` (Unix seconds) of a `whole` log, which was read by the connection;
    /// `open` opens it once more.
    ///
    /// # Errors
    ///
    /// Fails where no day is closed or nothing of such is left, or the log cannot be read or has changed since it was loaded.
    pub fn read(
        conn: &Connection,
        open: impl FnOnce() -> Result<Connection, OpenError>,
        whole: &Log,
        now: i64,
    ) -> Result<Self, ScopeError> {
        let facts = whole.facts();
        let last = facts.latest_closed(now).ok_or(ScopeError::Open)?;
        let has_hidden_rows = whole.read_unchanged(conn, |tx| {
            let sql = "SELECT EXISTS (SELECT 1 FROM plays WHERE is_private = 1)";
            Ok(tx.query_row(sql, [], |row| row.get::<_, bool>(0))?)
        })?;
        if !has_hidden_rows {
            let log = whole.for_room(last, facts);
            return Ok(Self { log, conn: None });
        }
        let own = open()?;
        let version = data_version(&own)?;
        leave_out_hidden_rows(&own)?;
        derive::rebuild_into_temp(&own, Limits::default())?;
        let log = Log::load(&own)?;
        if log.data_version() != version {
            return Err(SelectError::Changed.into());
        }
        let log = log.for_room(last, facts);
        if log.facts().days.is_none() {
            return Err(ScopeError::Hidden);
        }
        Ok(Self {
            log,
            conn: Some(own),
        })
    }

    /// Returns the question that is answered in place of another: over one of few windows of closed days, with a streak
    /// length of the ladder.
    #[must_use]
    pub fn question(&self, asked: &Question) -> Question {
        let days = self.log.facts().days;
        let bounds = days.map(|days| Bounds {
            first: days.from(),
            newest: days.to(),
        });
        match bounds {
            Some(bounds) => asked.clone().for_room(bounds),
            None => asked.clone(),
        }
    }
}

/// Has a connection see only rows that their viewer did not hide, nor began to hide.
fn leave_out_hidden_rows(conn: &Connection) -> rusqlite::Result<()> {
    conn.pragma_update(None, "query_only", false)?;
    let done = conn.execute_batch(include_str!("presented.sql"));
    conn.pragma_update(None, "query_only", true)?;
    done
}
