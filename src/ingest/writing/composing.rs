//! Rows of aliases, as what they count as: kept as they come, and put together under the viewer and the title that
//! they stand for.
//!
//! Rows alike under two names are one row, as they would be had they come under one. How often a file has a row is no longer
//! known of rows that the log has: where it has them under both names and an earlier one had them under one, they are
//! taken for the same.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::alias_rows::AliasRows;
use super::arriving_title::ArrivingTitle;
use super::counts::WriteCounts;
use super::titles::{self, Title};
use crate::ingest::merge;
use crate::ingest::row::Row;
use crate::store::aliases::Aliases;

/// Puts together the rows of aliases.
pub(super) struct Composer<'a> {
    conn: &'a Connection,
    rows: AliasRows<'a>,
    aliases: &'a Aliases,
}

/// What an import changes of a title with rows of aliases.
#[derive(Default)]
struct Touched {
    /// Whether what decides about its rows is other than before.
    is_changed: bool,
    /// Rows that are not of aliases.
    rows: Vec<(u32, Row)>,
    /// Viewers for whom rows of aliases are others than before.
    viewers: BTreeSet<u32>,
}

impl<'a> Composer<'a> {
    /// Prepares to read and write the rows of aliases.
    pub fn new(conn: &'a Connection, aliases: &'a Aliases) -> rusqlite::Result<Self> {
        Ok(Self {
            conn,
            rows: AliasRows::new(conn)?,
            aliases,
        })
    }

    /// Keeps the rows that arrive for aliases, counts them, and returns the titles that they change as these then
    /// arrive.
    pub fn arrived(
        &self,
        arriving: Vec<ArrivingTitle>,
        counts: &mut WriteCounts,
    ) -> rusqlite::Result<Vec<ArrivingTitle>> {
        let mut all: BTreeMap<u32, Touched> = BTreeMap::new();
        for ArrivingTitle { title, rows, .. } in arriving {
            let touched = all.entry(self.aliases.titles.target(title.id)).or_default();
            touched.is_changed |= title.is_changed;
            for of_viewer in rows.chunk_by(|(one, _), (other, _)| one == other) {
                let viewer = of_viewer[0].0;
                if !self.aliases.keep(title.id, viewer) {
                    touched.rows.extend_from_slice(of_viewer);
                } else if self.keep(title.id, of_viewer, counts)? {
                    touched.viewers.insert(self.aliases.viewers.target(viewer));
                }
            }
        }
        let composed = all.into_iter().map(|(title, touched)| {
            let Touched {
                is_changed,
                mut rows,
                viewers,
            } = touched;
            let members = self.aliases.titles.members(title);
            let title = titles::with_aliases(self.conn, &members, is_changed)?;
            for viewer in &viewers {
                rows.extend(self.composed(title.id, *viewer)?);
            }
            Ok(arriving_title(title, rows, viewers))
        });
        composed.collect()
    }

    /// Merges rows that arrive for one viewer and one title into those kept of them; returns whether these are then
    /// others.
    fn keep(
        &self,
        title: u32,
        arriving: &[(u32, Row)],
        counts: &mut WriteCounts,
    ) -> rusqlite::Result<bool> {
        let viewer = arriving[0].0;
        let before = self.rows.of_pair(title, viewer)?;
        let arriving: Vec<Row> = arriving.iter().map(|(_, row)| *row).collect();
        let rows = merge::merged(&before, &arriving, &mut counts.merge_counts);
        if rows == before {
            return Ok(false);
        }
        counts.by_source.count(&rows, 1);
        counts.by_source.count(&before, -1);
        self.rows.replace(title, viewer, &rows)?;
        Ok(true)
    }

    /// Returns all rows that count as those of a title and a viewer.
    fn composed(&self, title: u32, viewer: u32) -> rusqlite::Result<Vec<(u32, Row)>> {
        let mut rows = Vec::new();
        for title in self.aliases.titles.members(title) {
            for member in self.aliases.viewers.members(viewer) {
                let of_member = self.rows.of_pair(title, member)?;
                rows.extend(of_member.into_iter().map(|row| (viewer, row)));
            }
        }
        Ok(rows)
    }

    /// Returns each of `titles` as all rows kept of it and its aliases make it, to take the place of what its viewers in
    /// the log have of those rows, or had by the aliases `before`.
    pub fn anew(
        &self,
        titles: &BTreeSet<u32>,
        before: &Aliases,
    ) -> rusqlite::Result<Vec<ArrivingTitle>> {
        let anew = titles.iter().map(|title| {
            let (mut rows, mut composed) = (Vec::new(), BTreeSet::new());
            for member in self.members(*title) {
                for viewer in self.rows.viewers(member)? {
                    let target = self.aliases.viewers.target(viewer);
                    let of_viewer = self.rows.of_pair(member, viewer)?;
                    rows.extend(of_viewer.into_iter().map(|row| (target, row)));
                    composed.insert(target);
                }
            }
            // Those who have nothing here any more: all of an alias, and who has become one.
            for viewer in self.rows.viewers(*title)? {
                composed.extend([viewer, before.viewers.target(viewer)]);
            }
            if before.titles.concern(*title) || self.aliases.titles.concern(*title) {
                composed.extend(self.viewers_in_log(*title)?);
            }
            let members = self.aliases.titles.members(*title);
            let title = titles::with_aliases(self.conn, &members, true)?;
            Ok(arriving_title(title, rows, composed))
        });
        anew.collect()
    }

    /// Returns what counts as a title; nothing of an alias.
    fn members(&self, title: u32) -> Vec<u32> {
        if self.aliases.titles.is_alias(title) {
            return Vec::new();
        }
        self.aliases.titles.members(title)
    }

    fn viewers_in_log(&self, title: u32) -> rusqlite::Result<Vec<u32>> {
        let sql = "SELECT DISTINCT viewer_id FROM plays WHERE title_id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let viewers = statement.query_map([title], |row| row.get(0))?;
        viewers.collect()
    }
}

fn arriving_title(
    title: Title,
    mut rows: Vec<(u32, Row)>,
    composed: BTreeSet<u32>,
) -> ArrivingTitle {
    rows.sort_by_key(|(viewer, row)| (*viewer, row.when()));
    ArrivingTitle {
        title,
        rows,
        composed,
    }
}
