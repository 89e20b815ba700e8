//! Plays that a log has from two sources, of which one knows more of them: the other's rows of these do not count.
//!
//! Nothing in such rows says that they are the same but what they tell: one viewer, one length, and ends within one minute. Names
//! are not asked, since sources change them; and of one viewer, two plays of one length end within a minute only where they are
//! shorter than that. Which rows do not count depends on which rows there are, never on the order in which they came, or how often.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, named_params};

use super::arriving_title::ArrivingTitle;
use super::plays::Plays;
use super::row_reader::RowReader;
use super::titles;
use crate::formats::registry::Retelling;
use crate::ingest::row::Row;
use crate::store::aliases::Aliases;

/// Seconds in a minute, to which the lesser source knows an end.
const MINUTE: i64 = 60;

/// What tells a play of one viewer from another: the viewer, the length, and the minute of the end.
type Told = (u32, Option<u32>, i64);

/// Rows that a better source has, too.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Retold {
    /// What is left of the rows that count of each title and viewer that have such a row.
    left: BTreeMap<u32, BTreeMap<u32, Vec<Row>>>,
    /// How many are in the log no more, by source. Those of viewers and titles with aliases are kept as they came.
    pub by_source: BTreeMap<u32, u64>,
}

impl Retold {
    /// Finds the rows of the lesser source that the better one has.
    ///
    /// # Errors
    ///
    /// Fails where SQLite does.
    pub fn find(conn: &Connection, aliases: &Aliases, of: &Retelling) -> rusqlite::Result<Self> {
        let mut retold = Self::default();
        let reader = RowReader::new(conn)?;
        let lesser = Rows::of(conn, &reader, of.lesser)?;
        if lesser.rows.is_empty() {
            return Ok(retold);
        }
        let all: HashSet<Told> = lesser.rows.iter().map(|(_, told)| *told).collect();
        let mut known = HashSet::new();
        each_row(conn, &reader, of.better, |_, told, _| {
            if all.contains(&told) {
                known.insert(told);
            }
        })?;
        let pairs = lesser.rows.iter().filter(|(_, told)| known.contains(told));
        let pairs: BTreeSet<(u32, u32)> = pairs.map(|(title, told)| (*title, told.0)).collect();
        let plays = Plays::new(conn)?;
        for (title, viewer) in pairs {
            let is_kept = aliases.keep(title, viewer);
            let mut stored = Vec::new();
            plays.of_pair(title, viewer, &mut stored)?;
            let rows = stored.into_iter().map(|stored| stored.row);
            let left = rows.filter(|row| {
                let is_retold =
                    lesser.sources.contains(&row.source) && known.contains(&told(viewer, row));
                if is_retold && !is_kept {
                    *retold.by_source.entry(row.source).or_default() += 1;
                }
                !is_retold
            });
            let left = left.collect();
            retold.left.entry(title).or_default().insert(viewer, left);
        }
        Ok(retold)
    }

    /// Returns the titles that have such rows.
    pub fn titles(&self) -> BTreeSet<u32> {
        self.left.keys().copied().collect()
    }

    /// Returns these titles as what is left of them takes the place of their rows.
    pub(super) fn arriving(
        self,
        conn: &Connection,
        aliases: &Aliases,
    ) -> rusqlite::Result<Vec<ArrivingTitle>> {
        let arriving = self.left.into_iter().map(|(title, viewers)| {
            let members = aliases.titles.members(title);
            let composed = viewers.keys().copied().collect();
            let rows = viewers.into_iter().flat_map(|(viewer, rows)| {
                let of_viewer = rows.into_iter();
                of_viewer.map(move |row| (viewer, row))
            });
            Ok(ArrivingTitle {
                title: titles::with_aliases(conn, &members, false)?,
                rows: rows.collect(),
                composed,
            })
        });
        arriving.collect()
    }
}

/// The rows of a format that count.
#[derive(Default)]
struct Rows {
    /// The title of each, and what it tells.
    rows: Vec<(u32, Told)>,
    sources: BTreeSet<u32>,
}

impl Rows {
    fn of(conn: &Connection, reader: &RowReader, format: &str) -> rusqlite::Result<Self> {
        let mut all = Self::default();
        each_row(conn, reader, format, |title, told, source| {
            all.rows.push((title, told));
            all.sources.insert(source);
        })?;
        Ok(all)
    }
}

fn told(viewer: u32, row: &Row) -> Told {
    (viewer, row.seconds, row.end().div_euclid(MINUTE))
}

/// Gives each row of a format that counts to `take`: its title, what it tells, and its source.
fn each_row(
    conn: &Connection,
    reader: &RowReader,
    format: &str,
    mut take: impl FnMut(u32, Told, u32),
) -> rusqlite::Result<()> {
    let sql = "SELECT count(*) > 0 FROM sources WHERE format = :format";
    if !conn.query_row(sql, named_params! { ":format": format }, |row| row.get(0))? {
        return Ok(());
    }
    let mut statement = conn.prepare(
        "SELECT started_at, nth, seconds, position, is_private, source_id, title_id, viewer_id
         FROM plays
         WHERE source_id IN (SELECT id FROM sources WHERE format = :format)",
    )?;
    let mut rows = statement.query(named_params! { ":format": format })?;
    while let Some(columns) = rows.next()? {
        let row = reader.row(columns, 0)?;
        take(columns.get(6)?, told(columns.get(7)?, &row), row.source);
    }
    Ok(())
}
