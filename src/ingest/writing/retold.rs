//! Plays that a log has from two sources, of which one knows more of them: the other's rows of these do not count.
//!
//! Nothing in such rows says that they are the same but what they tell: one viewer, one length, and ends within one minute. Names
//! are not asked, since sources change them; and of one viewer, two plays of one length end within a minute only where they are
//! shorter than that. Which rows do not count depends on which rows there are, not on the order in which they came, or how often; but
//! a row of the better source that a longer one of the same start has taken the place of is not there.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, named_params};

use super::alias_rows::AliasRows;
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

/// How many rows a better source has, too, by the source that brought them.
#[derive(Debug, Default)]
pub(in crate::ingest) struct RetoldRows {
    /// Those that are in the log no more, and that their sources account for no more.
    pub gone: BTreeMap<u32, u64>,
    /// Those that are kept as they came, since their viewer or title has aliases, and do not count.
    pub kept: BTreeMap<u32, u64>,
}

impl RetoldRows {
    /// Adds the rows of others.
    pub fn add(&mut self, others: Self) {
        for (sum, by_source) in [(&mut self.gone, others.gone), (&mut self.kept, others.kept)] {
            for (source, rows) in by_source {
                *sum.entry(source).or_default() += rows;
            }
        }
    }
}

/// Rows that a better source has, too.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Retold {
    /// What is left to count of each title and viewer that have such a row.
    left: BTreeMap<u32, BTreeMap<u32, Vec<Row>>>,
    /// How many there are.
    pub rows: RetoldRows,
}

impl Retold {
    /// Finds the rows of the lesser source that the better one has.
    ///
    /// # Errors
    ///
    /// Fails where SQLite does.
    pub fn find(conn: &Connection, aliases: &Aliases, of: &Retelling) -> rusqlite::Result<Self> {
        let mut retold = Self::default();
        let reader = CameReader {
            conn,
            rows: RowReader::new(conn)?,
            plays: Plays::new(conn)?,
            kept: AliasRows::new(conn)?,
            aliases,
        };
        let mut lesser = Vec::new();
        reader.each(of.lesser, |title, viewer, row| {
            lesser.push((title, viewer, reader.told(viewer, row), row.source));
        })?;
        if lesser.is_empty() {
            return Ok(retold);
        }
        let all: HashSet<Told> = lesser.iter().map(|(_, _, told, _)| *told).collect();
        let mut known = HashSet::new();
        reader.each(of.better, |_, viewer, row| {
            let told = reader.told(viewer, row);
            // Of an unknown length, any two would be the same.
            if row.seconds.is_some() && all.contains(&told) {
                known.insert(told);
            }
        })?;
        lesser.retain(|(_, _, told, _)| known.contains(told));
        let (mut sources, mut pairs) = (BTreeSet::new(), BTreeSet::new());
        for (title, viewer, _, source) in lesser {
            let is_kept = aliases.keep(title, viewer);
            let count = if is_kept {
                &mut retold.rows.kept
            } else {
                &mut retold.rows.gone
            };
            *count.entry(source).or_default() += 1;
            sources.insert(source);
            pairs.insert((aliases.titles.target(title), aliases.viewers.target(viewer)));
        }
        for (title, viewer) in pairs {
            let rows = reader.of_target(title, viewer)?.into_iter();
            let left = rows.filter(|row| {
                !sources.contains(&row.source) || !known.contains(&reader.told(viewer, row))
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

/// Reads rows as they came: of viewers and titles with aliases they are kept beside what they count as.
struct CameReader<'a> {
    conn: &'a Connection,
    rows: RowReader,
    plays: Plays<'a>,
    kept: AliasRows<'a>,
    aliases: &'a Aliases,
}

impl CameReader<'_> {
    /// Returns what a row of a viewer tells, or of one who counts as another, of that one.
    fn told(&self, viewer: u32, row: &Row) -> Told {
        let minute = row.end().div_euclid(MINUTE);
        (self.aliases.viewers.target(viewer), row.seconds, minute)
    }

    /// Gives each row of a format to `take`, with its title and its viewer.
    fn each(&self, format: &str, mut take: impl FnMut(u32, u32, &Row)) -> rusqlite::Result<()> {
        let sql = "SELECT count(*) > 0 FROM sources WHERE format = :format";
        let format = named_params! { ":format": format };
        if !self.conn.query_row(sql, format, |row| row.get(0))? {
            return Ok(());
        }
        let mut statement = self.conn.prepare(include_str!("retold/as_they_came.sql"))?;
        let mut rows = statement.query(format)?;
        while let Some(columns) = rows.next()? {
            let row = self.rows.row(columns, 0)?;
            take(columns.get(6)?, columns.get(7)?, &row);
        }
        Ok(())
    }

    /// Returns all rows that count as those of a title and a viewer.
    fn of_target(&self, title: u32, viewer: u32) -> rusqlite::Result<Vec<Row>> {
        if !self.aliases.keep(title, viewer) {
            let mut stored = Vec::new();
            self.plays.of_pair(title, viewer, &mut stored)?;
            return Ok(stored.into_iter().map(|stored| stored.row).collect());
        }
        let mut rows = Vec::new();
        for title in self.aliases.titles.members(title) {
            for viewer in self.aliases.viewers.members(viewer) {
                rows.append(&mut self.kept.of_pair(title, viewer)?);
            }
        }
        rows.sort_by_key(Row::when);
        Ok(rows)
    }
}
