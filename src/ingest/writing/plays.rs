//! The table of plays: inserting, deleting and looking up its rows.

use rusqlite::{Connection, Row as SqlRow, Statement, named_params};

use super::row_reader::RowReader;
use crate::derive::changes::ReportedRow;
use crate::domain::Day;
use crate::domain::viewing::{FIRST_NAMED, Role};
use crate::ingest::row::Row;

/// How many rows one statement takes: 10 million rows are in after 3.4 s, one by one after 5.8 s.
const ROWS_AT_ONCE: usize = 64;

/// How many values a row has.
const COLUMNS: usize = 10;

/// A row of a title, as the log has it or shall have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlayRow {
    /// The viewer's number in the log.
    pub viewer: u32,
    /// Its place among the pair's rows that start at the same moment, from 0; of those known by day only,
    /// and of those whose start looks otherwise than it is known, from a number of their own
    /// ([`nth`](crate::store::nth)).
    pub nth: u32,
    pub day: Day,
    pub role: Role,
    pub row: Row,
}

impl PlayRow {
    /// Returns what tells it from every other row of its title and viewer; rows come in this order.
    pub fn key_of_pair(&self) -> (i64, u32) {
        (self.row.start, self.nth)
    }

    /// Returns what cubes depend on.
    pub fn reported(&self) -> ReportedRow {
        ReportedRow {
            start: (!self.row.is_by_day).then_some(self.row.start),
            day: self.day,
            role: self.role,
            seconds: self.row.seconds,
        }
    }

    /// Returns what tells it from every other row of the log.
    pub fn key(&self, title: u32) -> PlayKey {
        PlayKey {
            title,
            viewer: self.viewer,
            start: self.row.start,
            nth: self.nth,
        }
    }
}

/// A row to insert.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewRow {
    /// The title's number in the log.
    pub title: u32,
    pub row: PlayRow,
}

/// What tells a row of the log from every other.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlayKey {
    pub title: u32,
    pub viewer: u32,
    pub start: i64,
    pub nth: u32,
}

/// The table of plays, with the statements that write it.
pub(super) struct Plays<'c> {
    conn: &'c Connection,
    many: Statement<'c>,
    one: Statement<'c>,
    delete: Statement<'c>,
    /// Rows that wait until there are enough for one statement.
    waiting: Vec<NewRow>,
    reader: RowReader,
}

impl<'c> Plays<'c> {
    /// Prepares to write and to read rows.
    pub fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            conn,
            many: conn.prepare(&insertion(ROWS_AT_ONCE))?,
            one: conn.prepare(&insertion(1))?,
            delete: conn.prepare(
                "DELETE FROM plays
                 WHERE title_id = ?1 AND viewer_id = ?2 AND started_at = ?3 AND nth = ?4",
            )?,
            waiting: Vec::with_capacity(ROWS_AT_ONCE),
            reader: RowReader::new(conn)?,
        })
    }

    /// Deletes a row that the log had before the import.
    pub fn delete(&mut self, key: PlayKey) -> rusqlite::Result<()> {
        let key = (key.title, key.viewer, key.start, key.nth);
        self.delete.execute(key).map(|_| ())
    }

    /// Inserts rows, of which the last may wait for others.
    pub fn insert(&mut self, rows: &[NewRow]) -> rusqlite::Result<()> {
        let mut rows = rows;
        if !self.waiting.is_empty() {
            let (first, rest) = rows.split_at(rows.len().min(ROWS_AT_ONCE - self.waiting.len()));
            self.waiting.extend_from_slice(first);
            rows = rest;
            if self.waiting.len() < ROWS_AT_ONCE {
                return Ok(());
            }
            insert(&mut self.many, &self.waiting)?;
            self.waiting.clear();
        }
        let chunks = rows.chunks_exact(ROWS_AT_ONCE);
        self.waiting.extend_from_slice(chunks.remainder());
        for rows in chunks {
            insert(&mut self.many, rows)?;
        }
        Ok(())
    }

    /// Inserts the rows that wait.
    pub fn flush(&mut self) -> rusqlite::Result<()> {
        for row in self.waiting.drain(..) {
            insert(&mut self.one, &[row])?;
        }
        Ok(())
    }

    /// Adds the rows of a title and a viewer to `stored`, in time order.
    pub fn of_pair(
        &self,
        title: u32,
        viewer: u32,
        stored: &mut Vec<PlayRow>,
    ) -> rusqlite::Result<()> {
        let mut statement = self.conn.prepare_cached(
            "SELECT viewer_id, started_at, nth, seconds, position, is_private, source_id, day, role
             FROM plays
             WHERE title_id = :title_id AND viewer_id = :viewer_id
             ORDER BY started_at, nth",
        )?;
        let pair = named_params! { ":title_id": title, ":viewer_id": viewer };
        for row in statement.query_map(pair, |row| self.stored(row))? {
            stored.push(row?);
        }
        Ok(())
    }

    /// Returns the rows of a title by viewer, in time order.
    pub fn of_title(&self, title: u32) -> rusqlite::Result<Vec<PlayRow>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT viewer_id, started_at, nth, seconds, position, is_private, source_id, day, role
             FROM plays
             WHERE title_id = :title_id
             ORDER BY viewer_id, started_at, nth",
        )?;
        let rows =
            statement.query_map(named_params! { ":title_id": title }, |row| self.stored(row))?;
        rows.collect()
    }

    /// Returns the furthest position of a title's rows.
    pub fn furthest(&self, title: u32) -> rusqlite::Result<Option<u32>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT max(position) FROM plays WHERE title_id = :title_id AND position < :named",
        )?;
        let values = named_params! { ":title_id": title, ":named": FIRST_NAMED };
        statement.query_row(values, |row| row.get(0))
    }

    fn stored(&self, row: &SqlRow<'_>) -> rusqlite::Result<PlayRow> {
        let role: u8 = row.get(8)?;
        Ok(PlayRow {
            viewer: row.get(0)?,
            nth: row.get(2)?,
            day: Day(row.get(7)?),
            role: match role {
                0 => Role::Short,
                1 => Role::Play,
                _ => Role::Continuation,
            },
            row: self.reader.row(row, 1)?,
        })
    }
}

/// Returns the statement that inserts so many rows.
///
/// `OR FAIL`: where a row has the key of another, it fails with the rows before it in place, and
/// SQLite need not be ready to undo the statement. Only a fault of this program could bring that
/// about, and the transaction is then rolled back anyway.
fn insertion(rows: usize) -> String {
    let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let rows = vec![row; rows].join(", ");
    format!(
        "INSERT OR FAIL INTO plays (title_id, viewer_id, started_at, nth, day, role,
                                    seconds, position, is_private, source_id)
         VALUES {rows}"
    )
}

fn insert(statement: &mut Statement<'_>, rows: &[NewRow]) -> rusqlite::Result<()> {
    for (number, new) in rows.iter().enumerate() {
        let NewRow { title, row: play } = new;
        let role = match play.role {
            Role::Short => 0,
            Role::Play => 1,
            Role::Continuation => 2,
        };
        let (first, row) = (number * COLUMNS, &play.row);
        statement.raw_bind_parameter(first + 1, title)?;
        statement.raw_bind_parameter(first + 2, play.viewer)?;
        statement.raw_bind_parameter(first + 3, row.start)?;
        statement.raw_bind_parameter(first + 4, play.nth)?;
        statement.raw_bind_parameter(first + 5, play.day.0)?;
        statement.raw_bind_parameter(first + 6, role)?;
        statement.raw_bind_parameter(first + 7, row.seconds)?;
        statement.raw_bind_parameter(first + 8, row.position)?;
        statement.raw_bind_parameter(first + 9, row.is_private)?;
        statement.raw_bind_parameter(first + 10, row.source)?;
    }
    statement.raw_execute().map(|_| ())
}
