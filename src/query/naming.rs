//! Which title or show a name means, or a source's id.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _};

use crate::domain::{Item, ItemId, Level, name};
use crate::snapshot::catalog::{Catalog, ItemName};
use crate::store::aliases::Aliases;
use crate::store::sqlite_error::in_words;

/// The most names listed where a text names several.
const MOST_NAMED: usize = 5;

/// The most names listed where a text names none.
const MOST_SIMILAR: usize = 3;

/// The shortest part of a name by which a similar one is looked for, in characters.
const SHORTEST_PART: usize = 3;

/// Returns the one item of a level that `text` names; where no level is given, the title of that name or,
/// where there is none, the show.
///
/// # Errors
///
/// Fails where it names none, with similar names; and where it names several, with some of them.
pub fn named(catalog: &Catalog, level: Option<Level>, text: &str) -> Result<Item, String> {
    told_apart(catalog, level, text, &|_| None)
}

/// Does the same in a log that can be read: a title may be called by its source's id, `#ID`, and titles of one name are listed
/// with theirs, `Name (#ID)`, by which each of them is named, too.
///
/// # Errors
///
/// Fails as [`named`] does, and where the log cannot be read.
pub fn named_in(
    conn: &Connection,
    catalog: &Catalog,
    level: Option<Level>,
    text: &str,
) -> Result<Item, String> {
    let failed = |error: rusqlite::Error| in_words(&error);
    if level != Some(Level::Show) {
        if let Some(title) = of_id(conn, text).map_err(failed)? {
            return Ok(Item::title(title));
        }
        if let Some((named, mark)) = name::without_mark(text) {
            for title in catalog.find(Level::Title, named) {
                if self::mark(conn, title).map_err(failed)? == mark {
                    return Ok(Item::title(title));
                }
            }
        }
    }
    told_apart(catalog, level, text, &|title| mark(conn, title).ok())
}

/// Returns the title that goes by this id, written with a `#` before it, or what it counts as.
///
/// # Errors
///
/// Fails where the log cannot be read.
pub fn of_id(conn: &Connection, text: &str) -> rusqlite::Result<Option<ItemId>> {
    if !text.starts_with('#') {
        return Ok(None);
    }
    let sql = "SELECT id FROM titles WHERE key = ?1";
    let id = conn.query_row(sql, [text], |row| row.get(0)).optional()?;
    let aliases = Aliases::load(conn)?.titles;
    Ok(id.map(|id| ItemId(aliases.target(id))))
}

/// Returns the mark of a title.
fn mark(conn: &Connection, title: ItemId) -> rusqlite::Result<String> {
    let sql = "SELECT key FROM titles WHERE id = ?1";
    let key: String = conn.query_row(sql, [title.0], |row| row.get(0))?;
    Ok(name::mark_of_key(&key).to_owned())
}

/// Returns the one item that `text` names; where it names several of one kind, each is listed with its mark, if it has one.
fn told_apart(
    catalog: &Catalog,
    level: Option<Level>,
    text: &str,
    mark: &dyn Fn(ItemId) -> Option<String>,
) -> Result<Item, String> {
    let level = level.unwrap_or_else(|| {
        let is_called = |level: &Level| catalog.is_called(*level, text);
        let levels = [Level::Title, Level::Show];
        levels.into_iter().find(is_called).unwrap_or_default()
    });
    let found = catalog.find(level, text);
    match found.as_slice() {
        [id] => Ok(Item { level, id: *id }),
        [] => Err(nothing_named(catalog, level, text)),
        several => Err(several_named(catalog, level, text, (several, mark))),
    }
}

/// Returns what is said where nothing is called `text`: names like it.
#[must_use]
pub fn nothing_named(catalog: &Catalog, level: Level, text: &str) -> String {
    let similar = similar(catalog, level, text);
    let like = if similar.is_empty() {
        ""
    } else {
        "; perhaps you mean"
    };
    let (word, text) = (level.word(), name::shown(text));
    let mut lines = vec![format!("the log has no {word} named \"{text}\"{like}")];
    lines.extend(labels(catalog, level, &similar, &|_| None));
    lines.join("\n")
}

fn several_named(
    catalog: &Catalog,
    level: Level,
    text: &str,
    (items, mark): (&[ItemId], &dyn Fn(ItemId) -> Option<String>),
) -> String {
    let listed = &items[..items.len().min(MOST_NAMED)];
    let (word, text, count) = (level.word(), name::shown(text), items.len());
    let mark: &dyn Fn(ItemId) -> Option<String> = match level {
        Level::Title => mark,
        Level::Show => &|_| None,
    };
    let mut labels = labels(catalog, level, listed, mark);
    let mut seen = BTreeSet::new();
    labels.retain(|label| seen.insert(label.clone()));
    // Where nothing tells them apart, no name is one's own; a list of the dashboard has a row for each.
    let mut lines = vec![if labels.len() < listed.len() {
        format!("{count} {word}s called so: / lists them, Enter opens one")
    } else {
        format!("\"{text}\" names {count} {word}s; name one as it stands here:")
    }];
    lines.extend(labels);
    if listed.len() < count {
        lines.push(format!("  … and {} more", count - listed.len()));
    }
    lines.join("\n")
}

/// Returns a line for each item: its name as [`Catalog::find`] finds it exactly, or with its mark where others of its kind
/// are called so.
fn labels(
    catalog: &Catalog,
    level: Level,
    items: &[ItemId],
    mark: &dyn Fn(ItemId) -> Option<String>,
) -> Vec<String> {
    let names: Vec<&ItemName> = items
        .iter()
        .map(|item| catalog.name(level, *item))
        .collect();
    let count = |is_twin: &dyn Fn(&ItemName) -> bool| {
        let twins = names.iter().filter(|other| is_twin(other));
        twins.count()
    };
    let label = |(item, name): (&ItemId, &&ItemName)| {
        let full = name.in_full();
        let twins = count(&|other| other.in_full() == full);
        let of_kind = count(&|other| other.in_full() == full && other.kind == name.kind);
        match (name.kind, mark(*item).filter(|_| of_kind > 1)) {
            (_, Some(mark)) => format!("  {}", name::with_mark(&full, &mark)),
            (Some(kind), None) if twins > 1 => format!("  {full} ({kind})"),
            _ => format!("  {full}"),
        }
    };
    items.iter().zip(&names).map(label).collect()
}

/// Returns a few items whose names hold a word of `text`, the longest word that any name holds; else
/// those that hold the longest beginning of a word.
fn similar(catalog: &Catalog, level: Level, text: &str) -> Vec<ItemId> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let beginnings = words.iter().flat_map(|word| {
        let ends = word.char_indices().skip(SHORTEST_PART).map(|(at, _)| at);
        let mut ends: Vec<usize> = ends.collect();
        ends.reverse();
        ends.into_iter().map(|end| &word[..end])
    });
    let whole = words.iter().copied();
    let parts = whole.chain(beginnings);
    let mut found = parts
        .filter(|part| part.chars().count() >= SHORTEST_PART)
        .map(|part| catalog.find(level, part))
        .find(|found| !found.is_empty())
        .unwrap_or_default();
    found.truncate(MOST_SIMILAR);
    found
}
