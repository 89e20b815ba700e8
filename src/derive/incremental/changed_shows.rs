//! The shows that change, and the titles that each of them has.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use rusqlite::Connection;

use crate::derive::changes::Change;

/// The titles of every show of which a title has changes.
#[derive(Debug, Default)]
pub struct ChangedShows {
    /// By show: its titles, rising.
    titles: BTreeMap<u32, Vec<u32>>,
    show_of: HashMap<u32, u32, RandomState>,
}

impl ChangedShows {
    /// Reads the titles of the shows that have changes, given by title.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read, and where it has no such title.
    pub fn load(conn: &Connection, by_title: &[&[Change<'_>]]) -> rusqlite::Result<Self> {
        let mut find = conn.prepare_cached("SELECT show_id FROM titles WHERE id = ?1")?;
        let mut list =
            conn.prepare_cached("SELECT id FROM titles WHERE show_id = ?1 ORDER BY id")?;
        let mut all = Self::default();
        for changes in by_title {
            let title = changes[0].title;
            if all.show_of.contains_key(&title) {
                continue;
            }
            let show = find.query_row([title], |row| row.get(0))?;
            let titles = list.query_map([show], |row| row.get(0))?;
            let titles: Vec<u32> = titles.collect::<rusqlite::Result<_>>()?;
            all.show_of
                .extend(titles.iter().map(|title| (*title, show)));
            all.titles.insert(show, titles);
        }
        Ok(all)
    }

    /// Returns each show, and its titles, rising; in the order of the shows.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let titles = self.titles.iter();
        titles.map(|(show, titles)| (*show, titles.as_slice()))
    }

    /// Returns the show of a title; `None` where it is not of one that changes.
    pub fn show_of(&self, title: u32) -> Option<u32> {
        self.show_of.get(&title).copied()
    }
}
