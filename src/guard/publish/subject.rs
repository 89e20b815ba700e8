//! What a question is about: a show, a title, or everything.

use rusqlite::Connection;

use super::charge::Charge;
use super::error::PublishError;
use super::refusal::Refusal;
use crate::domain::{Item, Level, name};
use crate::query::naming;
use crate::snapshot::catalog::Catalog;

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
    /// Whether the source's id is all that it can be called by.
    pub(super) is_nameless: bool,
    /// What is said of it is charged to this.
    pub(super) charge: Charge,
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
                is_nameless: false,
                charge: Charge::default(),
            });
        }
        let (level, text) = prefixed(text).unwrap_or((Level::Show, text));
        let catalog = Catalog::load(conn)?;
        let by_id = match level {
            Level::Title => naming::of_id(conn, text)?,
            Level::Show => None,
        };
        let item = match by_id {
            Some(id) => Ok(Item::title(id)),
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
        let called = called(catalog, item, &key);
        let is_by_id = called == by_id(&key);
        Ok(Self {
            is_nameless: is_by_id || is_named_by_id(&catalog.name(level, item.id).name, &key),
            item: Some(item),
            key: format!("{}:{key}", level.word()),
            called,
            charge: Charge::of(conn, item, show.0)?,
        })
    }
}

/// Splits a name from the word for its level before it, where there is one.
pub(super) fn prefixed(text: &str) -> Option<(Level, &str)> {
    let (word, rest) = text.split_once(':')?;
    Some((Level::of_word(word)?, rest.trim_start()))
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
        Level::Title if name::id_of_key(key).is_some() && !is_only(&full) => by_id(key),
        Level::Title => format!("title:{full}"),
    }
}

/// Returns how a title is written that is called by the id in its key.
fn by_id(key: &str) -> String {
    format!("{}:{key}", Level::Title.word())
}

/// Returns whether what goes by this key is named by the source's id in it: its own, or that of the film that a show is.
pub(super) fn is_named_by_id(called: &str, key: &str) -> bool {
    // Before the key of a show that is a film stands a sign that no name has.
    let id = key.trim_start_matches(char::is_control).strip_prefix('#');
    id.is_some_and(|id| name::shown(id) == called)
}

fn key(conn: &Connection, level: Level, id: u32) -> rusqlite::Result<String> {
    let sql = match level {
        Level::Title => "SELECT key FROM titles WHERE id = ?1",
        Level::Show => "SELECT key FROM shows WHERE id = ?1",
    };
    conn.query_row(sql, [id], |row| row.get(0))
}
