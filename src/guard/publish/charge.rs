//! What a number is charged to: the shows that it is about, and the titles whose plays it counts.
//!
//! A source may give a title another show later. What was said of the title goes along: a row of the ledger notes its titles
//! beside its shows, and a show has spent what was said of any title that it has now. Titles are noted by keyed hashes: what
//! a log once held is not to be read out of its ledger.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::secret::Secret;
use crate::domain::{Item, Level};
use crate::store::aliases::Aliases;

/// What a number is charged to; nothing where it is about everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Charge {
    /// The keys of the show, and of the shows of all titles that count as one of its titles: what was said of any of them
    /// was said of a part of its viewers' plays. In order.
    shows: BTreeSet<String>,
    /// The keys of the titles whose plays it counts.
    counted: BTreeSet<String>,
    /// The keys of all titles of those shows: what was said of any of them is said of the show.
    of_shows: BTreeSet<String>,
}

/// A title of a log.
struct Title {
    show: u32,
    key: String,
}

impl Charge {
    /// Returns what a number about an item is charged to, given the number of the item's show.
    pub(super) fn of(conn: &Connection, item: Item, show: u32) -> rusqlite::Result<Self> {
        let aliases = Aliases::load(conn)?.titles;
        let titles = titles(conn)?;
        let own = titles.iter().filter(|(_, title)| title.show == show);
        let own = own.filter(|(id, _)| !aliases.is_alias(**id));
        let of_show: Vec<u32> = own.flat_map(|(id, _)| aliases.members(*id)).collect();
        let show_of = |id: &u32| titles.get(id).map(|title| title.show);
        let mut shows: BTreeSet<u32> = of_show.iter().filter_map(show_of).collect();
        shows.insert(show);
        let key = |id: u32| titles.get(&id).map(|title| title.key.clone());
        let of_shows = titles.values().filter(|title| shows.contains(&title.show));
        let of_shows: BTreeSet<String> = of_shows.map(|title| title.key.clone()).collect();
        let counted = match item.level {
            Level::Show => of_show,
            Level::Title => aliases.members(item.id.0),
        };
        let key_of_show = |show: &u32| {
            let sql = "SELECT key FROM shows WHERE id = ?1";
            conn.query_row(sql, [show], |row| row.get(0))
        };
        Ok(Self {
            shows: shows.iter().map(key_of_show).collect::<Result<_, _>>()?,
            counted: counted.into_iter().filter_map(key).collect(),
            of_shows,
        })
    }

    /// Returns that of a show that is gone: what was said of it, as far as its key tells.
    pub(super) fn of_gone(show: &str) -> Self {
        Self {
            shows: BTreeSet::from([show.to_owned()]),
            ..Self::default()
        }
    }

    /// Returns what a row of the ledger notes of it.
    pub(super) fn noted(&self, secret: &Secret) -> Vec<String> {
        self.with(&self.counted, Some(secret))
    }

    /// Returns all that makes a row of the ledger one that it is charged with, as far as it is known without the secret.
    pub(super) fn met(&self, secret: Option<&Secret>) -> Vec<String> {
        self.with(&self.of_shows, secret)
    }

    fn with(&self, titles: &BTreeSet<String>, secret: Option<&Secret>) -> Vec<String> {
        let marks = secret.into_iter();
        let marks = marks.flat_map(|secret| titles.iter().map(|title| secret.mark(title)));
        self.shows.iter().cloned().chain(marks).collect()
    }
}

fn titles(conn: &Connection) -> rusqlite::Result<HashMap<u32, Title>> {
    let mut titles = conn.prepare_cached("SELECT id, show_id, key FROM titles")?;
    let titles = titles.query_map([], |row| {
        let (show, key) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, Title { show, key }))
    })?;
    titles.collect()
}
