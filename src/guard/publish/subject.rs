//! What a question is about: a show, a title, or everything.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension as _};

use super::error::PublishError;
use super::refusal::Refusal;
use crate::domain::{Item, ItemId, Level};
use crate::query::naming;
use crate::snapshot::catalog::Catalog;
use crate::store::aliases::{Aliases, AliasesOf};

/// What is written for everything.
pub(super) const EVERYTHING: &str = "*";

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The show or title; `None` is everything.
    pub item: Option<Item>,
    /// What makes it this one, whatever its spelling.
    pub(super) key: String,
    /// As people write it: a name that means this one and no other.
    pub(super) called: String,
    /// The keys of the shows that what is said of it is charged to, in order; none where it is everything.
    pub(super) shows: Vec<String>,
}

impl Subject {
    /// Returns what is called so: a show, a title where `title:` stands before the name, or everything.
    ///
    /// # Errors
    ///
    /// Fails where nothing is called so, or several are, with names to choose from.
    pub(super) fn named(conn: &Connection, text: &str) -> Result<Self, PublishError> {
        if text == EVERYTHING {
            return Ok(Self {
                item: None,
                key: EVERYTHING.to_owned(),
                called: EVERYTHING.to_owned(),
                shows: Vec::new(),
            });
        }
        let (level, text) = prefixed(text).unwrap_or((Level::Show, text));
        let catalog = Catalog::load(conn)?;
        let item = match of_id(conn, level, text)? {
            Some(item) => Ok(item),
            None if catalog.is_called(level, text) => naming::named(&catalog, Some(level), text),
            None => Err(naming::nothing_named(&catalog, level, text)),
        };
        Self::of(conn, &catalog, item.map_err(Refusal::Question)?)
    }

    /// Returns an item as a subject.
    pub(super) fn of(
        conn: &Connection,
        catalog: &Catalog,
        item: Item,
    ) -> Result<Self, PublishError> {
        let (id, level) = (item.id.0, item.level);
        let show = match level {
            Level::Show => Some(item.id),
            Level::Title => catalog.show_of(item.id),
        };
        let show = show.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let key = key(conn, level, id)?;
        Ok(Self {
            item: Some(item),
            key: format!("{}:{key}", level.word()),
            called: called(catalog, item, &key),
            shows: charged(conn, show.0)?,
        })
    }
}

/// Splits a name from the word for its level before it, where there is one.
pub(super) fn prefixed(text: &str) -> Option<(Level, &str)> {
    let (word, rest) = text.split_once(':')?;
    Some((Level::of_word(word)?, rest.trim_start()))
}

/// Returns the title of this id, written with a `#` before it, as sources give it.
fn of_id(conn: &Connection, level: Level, text: &str) -> rusqlite::Result<Option<Item>> {
    if level == Level::Show || !text.starts_with('#') {
        return Ok(None);
    }
    let sql = "SELECT id FROM titles WHERE key = ?1";
    let id = conn.query_row(sql, [text], |row| row.get(0)).optional()?;
    let aliases = Aliases::load(conn)?.titles;
    Ok(id.map(|id| Item::title(ItemId(aliases.target(id)))))
}

/// Returns the name of an item by which it is found again.
fn called(catalog: &Catalog, item: Item, key: &str) -> String {
    let name = catalog.name(item.level, item.id);
    let mut full = name.in_full();
    let is_only = |full: &str| catalog.find(item.level, full).len() == 1;
    if let Some(kind) = name.kind
        && !is_only(&full)
    {
        full = format!("{full} ({kind})");
    }
    match item.level {
        Level::Show if full == EVERYTHING || prefixed(&full).is_some() => format!("show:{full}"),
        Level::Show => full,
        Level::Title if key.starts_with('#') && !is_only(&full) => format!("title:{key}"),
        Level::Title => format!("title:{full}"),
    }
}

fn key(conn: &Connection, level: Level, id: u32) -> rusqlite::Result<String> {
    let sql = match level {
        Level::Title => "SELECT key FROM titles WHERE id = ?1",
        Level::Show => "SELECT key FROM shows WHERE id = ?1",
    };
    conn.query_row(sql, [id], |row| row.get(0))
}

/// Returns the keys of a show, and of the shows of all titles that count as one of its titles: what was said of any of
/// them was said of a part of its viewers' plays.
pub(super) fn charged(conn: &Connection, show: u32) -> rusqlite::Result<Vec<String>> {
    let aliases: AliasesOf = Aliases::load(conn)?.titles;
    let mut titles = conn.prepare_cached("SELECT id, show_id FROM titles")?;
    let show_of = titles.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?)))?;
    let show_of: HashMap<u32, u32> = show_of.collect::<Result<_, _>>()?;
    let own = show_of.iter().filter(|(_, of)| **of == show);
    let own = own.filter(|(title, _)| !aliases.is_alias(**title));
    let members = own.flat_map(|(title, _)| aliases.members(*title));
    let mut shows: BTreeSet<u32> = members
        .filter_map(|title| show_of.get(&title).copied())
        .collect();
    shows.insert(show);
    let keys = shows.into_iter().map(|show| key(conn, Level::Show, show));
    let keys: BTreeSet<String> = keys.collect::<Result<_, _>>()?;
    Ok(keys.into_iter().collect())
}
