//! Which title or show a name means.

use crate::domain::{Item, ItemId, Level, name};
use crate::snapshot::catalog::{Catalog, ItemName};

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
    let level = level.unwrap_or_else(|| {
        let is_called = |level: &Level| catalog.is_called(*level, text);
        let levels = [Level::Title, Level::Show];
        levels.into_iter().find(is_called).unwrap_or_default()
    });
    let found = catalog.find(level, text);
    match found.as_slice() {
        [id] => Ok(Item { level, id: *id }),
        [] => Err(nothing_named(catalog, level, text)),
        several => Err(several_named(catalog, level, text, several)),
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
    lines.extend(labels(catalog, level, &similar));
    lines.join("\n")
}

fn several_named(catalog: &Catalog, level: Level, text: &str, items: &[ItemId]) -> String {
    let listed = &items[..items.len().min(MOST_NAMED)];
    let (word, text, count) = (level.word(), name::shown(text), items.len());
    let mut lines = vec![format!(
        "\"{text}\" names {count} {word}s; name one as it stands here:"
    )];
    lines.extend(labels(catalog, level, listed));
    if listed.len() < count {
        lines.push(format!("  … and {} more", count - listed.len()));
    }
    lines.join("\n")
}

/// Returns a line for each item: its name as [`Catalog::find`] finds it exactly.
fn labels(catalog: &Catalog, level: Level, items: &[ItemId]) -> Vec<String> {
    let names: Vec<&ItemName> = items
        .iter()
        .map(|item| &**catalog.name(level, *item))
        .collect();
    let is_twin = |name: &ItemName| {
        let twins = names
            .iter()
            .filter(|other| other.in_full() == name.in_full());
        twins.count() > 1
    };
    let label = |name: &&ItemName| match name.kind {
        Some(kind) if is_twin(name) => format!("  {} ({kind})", name.in_full()),
        _ => format!("  {}", name.in_full()),
    };
    names.iter().map(label).collect()
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
