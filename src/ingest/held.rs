//! The rows of a title that a log holds: those that what arrives may change, and no more of them.
//!
//! A live log adds a few rows a second to titles that have thousands: a commit of 100 rows into a log
//! of 100,000 reads the rows of 100 viewers, and not those of half the log.

use std::collections::HashMap;

use rusqlite::{Connection, named_params};

use super::merge::Row;
use super::reader::Identity;
use super::staging::StagedRow;

/// From how many arriving rows on all rows of a title are read: it is then quicker than looking
/// each viewer up.
const FEW: usize = 64;

/// Rows of one title.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// By viewer, in time order.
    pub rows: Vec<(u32, Row)>,
    /// How far any viewer came whose rows are not among them.
    pub furthest_elsewhere: Option<u32>,
}

impl Held {
    /// Returns how far any viewer came.
    pub fn furthest(&self) -> Option<u32> {
        let positions = self.rows.iter().filter_map(|(_, row)| row.position);
        positions.chain(self.furthest_elsewhere).max()
    }
}

/// Reads the rows of `title` that merging `arriving`, which is in order of viewers, may change.
///
/// `length` is the title's own length. Where that is not known and a row that arrives goes further
/// than all others, what every row counts as may change, and all are read.
pub(super) fn read(
    conn: &Connection,
    title: u32,
    length: Option<u32>,
    arriving: &[StagedRow],
    identities: &HashMap<u32, Identity>,
) -> rusqlite::Result<Held> {
    if arriving.len() <= FEW
        && let Some(few) = of_few(conn, title, length, arriving, identities)?
    {
        return Ok(few);
    }
    read_all(conn, title, identities)
}

/// Reads all rows of `title`.
pub(super) fn read_all(
    conn: &Connection,
    title: u32,
    identities: &HashMap<u32, Identity>,
) -> rusqlite::Result<Held> {
    let mut statement = conn.prepare_cached(
        "SELECT viewer_id, started_at, seconds, position, is_private, source_id
         FROM plays
         WHERE title_id = :title_id
         ORDER BY viewer_id, started_at, nth",
    )?;
    let rows = statement.query_map(named_params! { ":title_id": title }, |row| {
        row_of(row, identities)
    })?;
    Ok(Held {
        rows: rows.collect::<rusqlite::Result<_>>()?,
        furthest_elsewhere: None,
    })
}

/// Reads the rows of the viewers that have rows arriving; `None` where others may change as well.
fn of_few(
    conn: &Connection,
    title: u32,
    length: Option<u32>,
    arriving: &[StagedRow],
    identities: &HashMap<u32, Identity>,
) -> rusqlite::Result<Option<Held>> {
    let mut furthest_elsewhere = None;
    if length.is_none() {
        let mut statement =
            conn.prepare_cached("SELECT max(position) FROM plays WHERE title_id = :title_id")?;
        let furthest: Option<u32> =
            statement.query_row(named_params! { ":title_id": title }, |row| row.get(0))?;
        if arriving
            .iter()
            .filter_map(|staged| staged.row.position)
            .max()
            > furthest
        {
            return Ok(None);
        }
        furthest_elsewhere = furthest;
    }
    let mut statement = conn.prepare_cached(
        "SELECT viewer_id, started_at, seconds, position, is_private, source_id
         FROM plays
         WHERE title_id = :title_id AND viewer_id = :viewer_id
         ORDER BY started_at, nth",
    )?;
    let mut rows: Vec<(u32, Row)> = Vec::new();
    for of_viewer in arriving.chunk_by(|a, b| a.viewer == b.viewer) {
        let viewer = of_viewer[0].viewer;
        let parameters = named_params! { ":title_id": title, ":viewer_id": viewer };
        for row in statement.query_map(parameters, |row| row_of(row, identities))? {
            rows.push(row?);
        }
    }
    // A source that keeps the longest of its rows gives up others, and with them perhaps the one
    // that went furthest.
    let held = rows.iter().map(|(_, row)| row.identity);
    let mut all = held.chain(arriving.iter().map(|staged| staged.row.identity));
    if all.any(|identity| identity == Identity::Start) {
        return Ok(None);
    }
    Ok(Some(Held {
        rows,
        furthest_elsewhere,
    }))
}

fn row_of(
    row: &rusqlite::Row<'_>,
    identities: &HashMap<u32, Identity>,
) -> rusqlite::Result<(u32, Row)> {
    let source = row.get(5)?;
    let identity = identities.get(&source).copied();
    let held = Row {
        start: row.get(1)?,
        seconds: row.get(2)?,
        position: row.get(3)?,
        is_private: row.get(4)?,
        source,
        identity: identity.unwrap_or(Identity::WholeRow),
    };
    Ok((row.get(0)?, held))
}
