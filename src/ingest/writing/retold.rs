//! Plays that a log has from two sources, of which one knows more of them: the other's rows of these go.
//!
//! Nothing in such rows says that they are the same but what they tell: one viewer, one name, one length, and ends within a
//! minute of each other. As many of them go as the better source has.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, named_params};

use super::row_reader::RowReader;
use crate::domain::name::title_key;
use crate::formats::registry::Retelling;
use crate::ingest::row::Row;

/// How far apart, in seconds, two sources put the end of one play at most, where one of them leaves seconds out.
const WITHIN: i64 = 59;

/// Rows of titles, by the numbers of the titles and of the viewers.
pub(in crate::ingest) type RowsByTitle = BTreeMap<u32, BTreeMap<u32, Vec<Row>>>;

/// Rows that a better source has, too.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Retold {
    /// What is left of each title and viewer that have had such a row, as it came.
    pub left: RowsByTitle,
    /// How many there are, by source.
    pub by_source: BTreeMap<u32, u64>,
}

impl Retold {
    /// Finds the rows of the lesser source that the better one has.
    ///
    /// # Errors
    ///
    /// Fails where SQLite does.
    pub fn find(conn: &Connection, of: &Retelling) -> rusqlite::Result<Self> {
        let (lesser, better) = (sources(conn, of.lesser)?, sources(conn, of.better)?);
        let mut retold = Self::default();
        if lesser.is_empty() || better.is_empty() {
            return Ok(retold);
        }
        let reader = RowReader::new(conn)?;
        for (title, with_ids) in namesakes(conn)? {
            let told = rows_of_title(conn, &reader, title)?;
            let mut known: BTreeMap<u32, Vec<Row>> = BTreeMap::new();
            for title in with_ids {
                for (viewer, mut rows) in rows_of_title(conn, &reader, title)? {
                    rows.retain(|row| better.contains(&row.source));
                    known.entry(viewer).or_default().append(&mut rows);
                }
            }
            for (viewer, rows) in told {
                let known = known.remove(&viewer).unwrap_or_default();
                retold.take((title, viewer), rows, &lesser, known);
            }
        }
        Ok(retold)
    }

    /// Takes those out of the `rows` of a title and a viewer that come from a lesser source and are among `known`.
    fn take(
        &mut self,
        (title, viewer): (u32, u32),
        mut rows: Vec<Row>,
        lesser: &BTreeSet<u32>,
        mut known: Vec<Row>,
    ) {
        let all = rows.len();
        // In the order of their ends the first that fits is the one to take: none is left over that another needed.
        rows.sort_by_key(Row::end);
        known.sort_by_key(Row::end);
        rows.retain(|row| {
            let is_same = |known: &Row| {
                let apart = known.end() - row.end();
                known.seconds == row.seconds && apart.abs() <= WITHIN
            };
            let is_lesser = lesser.contains(&row.source);
            let Some(place) = known.iter().position(is_same).filter(|_| is_lesser) else {
                return true;
            };
            known.remove(place);
            *self.by_source.entry(row.source).or_default() += 1;
            false
        });
        if rows.len() < all {
            rows.sort_by_key(|row| (row.when(), row.content()));
            self.left.entry(title).or_default().insert(viewer, rows);
        }
    }
}

/// Returns the sources of a format.
fn sources(conn: &Connection, format: &str) -> rusqlite::Result<BTreeSet<u32>> {
    let mut statement = conn.prepare("SELECT id FROM sources WHERE format = :format")?;
    let sources = statement.query_map(named_params! { ":format": format }, |row| row.get(0))?;
    sources.collect()
}

/// Returns the titles that a name makes, each with those of this name that an id makes, where there are any.
fn namesakes(conn: &Connection) -> rusqlite::Result<BTreeMap<u32, Vec<u32>>> {
    let mut by_name: HashMap<String, u32> = HashMap::new();
    let mut statement = conn.prepare("SELECT key, id FROM titles WHERE key NOT GLOB '#*'")?;
    for title in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (key, id) = title?;
        by_name.insert(key, id);
    }
    let mut namesakes: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut statement = conn.prepare(
        "SELECT t.id, t.name, iif(t.is_own_show, NULL, s.name)
         FROM titles t JOIN shows s ON s.id = t.show_id
         WHERE t.key GLOB '#*'",
    )?;
    let mut titles = statement.query([])?;
    while let Some(title) = titles.next()? {
        let (name, show): (String, Option<String>) = (title.get(1)?, title.get(2)?);
        if let Some(namesake) = by_name.get(&title_key(None, show.as_deref(), &name)) {
            namesakes.entry(*namesake).or_default().push(title.get(0)?);
        }
    }
    Ok(namesakes)
}

/// Returns the rows of a title as they came, by viewer.
fn rows_of_title(
    conn: &Connection,
    reader: &RowReader,
    title: u32,
) -> rusqlite::Result<BTreeMap<u32, Vec<Row>>> {
    let mut by_viewer: BTreeMap<u32, Vec<Row>> = BTreeMap::new();
    let mut statement = conn.prepare_cached(include_str!("retold/rows.sql"))?;
    let mut rows = statement.query(named_params! { ":title_id": title })?;
    while let Some(row) = rows.next()? {
        let viewer = row.get(0)?;
        by_viewer
            .entry(viewer)
            .or_default()
            .push(reader.row(row, 1)?);
    }
    Ok(by_viewer)
}
