//! What the items of a log are called.

use std::ops::AddAssign;
use std::sync::{Arc, LazyLock, OnceLock};

use rusqlite::Connection;

use super::error::CubeError;
use crate::cube::names::{self, NamesSum, show_row, title_row};
use crate::domain::{ItemId, Kind, Level, name};
use crate::store::aliases::Aliases;

/// What an item is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemName {
    /// Its most recent spelling, safe to show.
    pub name: Arc<str>,
    /// The show it belongs to; `None` for films, and for shows themselves.
    pub show: Option<Arc<str>>,
    /// What sort of item it is, where the source says; a show is what its titles are.
    pub kind: Option<Kind>,
}

impl ItemName {
    /// Returns the name with the show before it, where it does not begin with the show already.
    #[must_use]
    pub fn in_full(&self) -> String {
        match self.show_beside() {
            Some(show) => format!("{show}: {}", self.name),
            None => self.name.to_string(),
        }
    }

    /// Returns the show, where the name does not begin with it already.
    #[must_use]
    pub fn show_beside(&self) -> Option<&str> {
        let show = self.show.as_deref();
        show.filter(|show| !self.name.starts_with(*show))
    }

    /// Returns what a title is called beside its show's name, which many titles begin with.
    #[must_use]
    pub fn within_show(&self) -> &str {
        let show = self.show.as_deref();
        let rest = show.and_then(|show| self.name.strip_prefix(show)?.strip_prefix(": "));
        rest.unwrap_or(&self.name)
    }
}

/// The names of a log's titles and shows.
#[derive(Debug, Default)]
pub struct Catalog {
    titles: Names,
    shows: Names,
    /// The show of each title, at the title's number.
    shows_of_titles: Vec<Option<ItemId>>,
}

/// The name of an item that the log does not know.
static NAMELESS: LazyLock<ItemName> = LazyLock::new(|| ItemName {
    name: Arc::from("?"),
    show: None,
    kind: None,
});

/// The names of one level, each at its item's number.
#[derive(Debug, Default)]
struct Names {
    by_item: Vec<Option<ItemName>>,
    /// The place of each item in the order of keys, until they are sorted. Numbers depend on which file came first, keys do
    /// not.
    place_of_key: Vec<u32>,
    /// The items in the order of name, show and key.
    order: Vec<ItemId>,
    /// Names and shows as they are searched, made by the first search.
    folded: OnceLock<Vec<(String, String)>>,
}

impl Names {
    /// Puts the items in the order of their names.
    fn sort(&mut self) {
        let items = (0..).map(ItemId).take(self.by_item.len());
        let mut order: Vec<ItemId> = items.filter(|item| self.get(*item).is_some()).collect();
        order.sort_unstable_by_key(|item| {
            let name = self.get(*item);
            let place = self.place_of_key.get(item.0 as usize);
            (name.map(|name| (&*name.name, name.show.as_deref())), place)
        });
        self.order = order;
        self.place_of_key = Vec::new();
    }

    fn folded(&self) -> &[(String, String)] {
        let fold = |name: &Option<ItemName>| match name {
            Some(name) => (
                name::folded(&name.name),
                name.show.as_deref().map(name::folded).unwrap_or_default(),
            ),
            None => <(String, String)>::default(),
        };
        self.folded
            .get_or_init(|| self.by_item.iter().map(fold).collect())
    }

    fn get(&self, item: ItemId) -> Option<&ItemName> {
        self.by_item.get(item.0 as usize)?.as_ref()
    }
}

impl Catalog {
    /// Reads all names but those of aliases, which count as other titles; [`Self::sort`] puts them in order.
    ///
    /// # Errors
    ///
    /// Fails with [`CubeError::Names`] where they are not those that were written, with [`CubeError::Missing`] where
    /// nothing tells whether they are, and where the database cannot be read.
    pub fn load(conn: &Connection) -> Result<Self, CubeError> {
        let written = names::stored::<CubeError>(conn)?.ok_or(CubeError::Missing)?;
        let (mut shows, mut sum) = load_shows(conn)?;
        let aliases = Aliases::load(conn)?.titles;
        let titles = numbers(conn, "SELECT max(id) FROM titles")?;
        let mut catalog = Self::default();
        catalog.titles.by_item.reserve_exact(titles);
        catalog.shows_of_titles.reserve_exact(titles);
        let mut statement = conn
            .prepare("SELECT id, key, show_id, is_own_show, name, kind FROM titles ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let title = title_row(row)?;
            sum = sum.plus(NamesSum::of_title(&title));
            if aliases.is_alias(title.id) {
                continue;
            }
            let kind: Option<Kind> = title.kind.and_then(|kind| kind.parse().ok());
            let of_show = shows.get_mut(title.show as usize).and_then(Option::as_mut);
            let name_of_show = of_show.map(|show| {
                show.has_titles = true;
                show.kind = show.kind.into_iter().chain(kind).min();
                Arc::clone(&show.name)
            });
            let name = ItemName {
                name: shown(title.name),
                show: name_of_show.filter(|_| !title.is_own_show),
                kind,
            };
            put(&mut catalog.titles.by_item, title.id, Some(name));
            let show = Some(ItemId(title.show));
            put(&mut catalog.shows_of_titles, title.id, show);
        }
        if sum != written {
            return Err(CubeError::Names);
        }
        catalog.shows.by_item = shows.into_iter().map(named_show).collect();
        catalog.titles.place_of_key = places(conn, "SELECT id FROM titles ORDER BY key")?;
        catalog.shows.place_of_key = places(conn, "SELECT id FROM shows ORDER BY key")?;
        Ok(catalog)
    }

    /// Puts the items in the order that [`Self::in_order`] returns.
    pub fn sort(&mut self) {
        self.titles.sort();
        self.shows.sort();
    }

    /// Returns what an item is called.
    #[must_use]
    pub fn name(&self, level: Level, item: ItemId) -> &ItemName {
        self.of(level).get(item).unwrap_or(&NAMELESS)
    }

    /// Returns the show of each title, by the title's number.
    #[must_use]
    pub fn shows_of_titles(&self) -> &[Option<ItemId>] {
        &self.shows_of_titles
    }

    /// Returns the show of a title; `None` where the log has no such title.
    #[must_use]
    pub fn show_of(&self, title: ItemId) -> Option<ItemId> {
        self.shows_of_titles
            .get(title.0 as usize)
            .copied()
            .flatten()
    }

    /// Adds up a number of each title, given by the title's number, by its show; returns the sums by the show's
    /// number, up to the last that has any.
    #[must_use]
    pub fn sums_of_shows<T: Copy + Default + PartialEq + AddAssign>(
        &self,
        of_titles: impl IntoIterator<Item = T>,
    ) -> Vec<T> {
        let mut sums = Vec::new();
        for (title, number) in (0..).map(ItemId).zip(of_titles) {
            let show = self.show_of(title).filter(|_| number != T::default());
            if let Some(ItemId(show)) = show {
                let place = show as usize;
                if sums.len() <= place {
                    sums.resize(place + 1, T::default());
                }
                sums[place] += number;
            }
        }
        sums
    }

    /// Returns the items of a level in the order of name, show and key; none before [`Self::sort`].
    #[must_use]
    pub fn in_order(&self, level: Level) -> &[ItemId] {
        &self.of(level).order
    }

    /// Returns each item's name and its show's as they are searched, by number; both are empty where there is no item.
    #[must_use]
    pub fn folded(&self, level: Level) -> &[(String, String)] {
        self.of(level).folded()
    }

    /// Returns whether the item's name, or its show's, contains `folded_text`.
    #[must_use]
    pub fn matches(&self, level: Level, item: ItemId, folded_text: &str) -> bool {
        let folded = self.of(level).folded().get(item.0 as usize);
        folded.is_some_and(|(name, show)| name.contains(folded_text) || show.contains(folded_text))
    }

    /// Returns the items called `text`, spelled in any way: by name, or as `show: title`, either
    /// perhaps followed by the kind, as in `Fargo (film)`.
    ///
    /// A name that only one item without a show has, such as a film, is that item's, whatever episodes
    /// share it. Where nothing is called `text`, returns the items whose name contains it.
    #[must_use]
    pub fn find(&self, level: Level, text: &str) -> Vec<ItemId> {
        let text = name::folded(text);
        let found = self.called_with_kind(level, &text);
        if found.is_empty() && !text.is_empty() {
            return self.matching(level, |_, folded, _| folded.contains(&text));
        }
        found
    }

    /// Returns whether an item is called `text`, which [`Self::find`] then finds; not whether a name
    /// contains it.
    #[must_use]
    pub fn is_called(&self, level: Level, text: &str) -> bool {
        !self.called_with_kind(level, &name::folded(text)).is_empty()
    }

    /// Returns the items called so, the kind perhaps behind the name.
    fn called_with_kind(&self, level: Level, text: &str) -> Vec<ItemId> {
        let found = self.called(level, text, None);
        match with_kind(text) {
            Some((bare, kind)) if found.is_empty() => self.called(level, bare, Some(kind)),
            _ => found,
        }
    }

    /// Returns the items with this folded name or, where there are none, those whose `show: title` it is.
    fn called(&self, level: Level, text: &str, kind: Option<Kind>) -> Vec<ItemId> {
        let is_kind = |name: &ItemName| kind.is_none() || name.kind == kind;
        let named = self.matching(level, |name, folded, _| folded == text && is_kind(name));
        let is_without_show = |item: &ItemId| self.name(level, *item).show.is_none();
        let without_show = named.iter().copied().filter(is_without_show);
        if let (Level::Title, [only]) = (level, &without_show.collect::<Vec<_>>()[..]) {
            return vec![*only];
        }
        if !named.is_empty() {
            return named;
        }
        self.matching(level, |name, folded, folded_show| {
            let is_called =
                format!("{folded_show}: {folded}") == text || name::folded(&name.in_full()) == text;
            is_called && is_kind(name)
        })
    }

    /// Returns the items for whose name, folded name and folded show `is_match` holds.
    fn matching(
        &self,
        level: Level,
        is_match: impl Fn(&ItemName, &str, &str) -> bool,
    ) -> Vec<ItemId> {
        let names = self.of(level);
        let items = (0..).zip(&names.by_item).zip(names.folded());
        items
            .filter_map(|((id, name), (folded, folded_show))| {
                is_match(name.as_ref()?, folded, folded_show).then_some(ItemId(id))
            })
            .collect()
    }

    fn of(&self, level: Level) -> &Names {
        match level {
            Level::Title => &self.titles,
            Level::Show => &self.shows,
        }
    }
}

/// Splits `fargo (film)` into name and kind.
fn with_kind(text: &str) -> Option<(&str, Kind)> {
    let (bare, kind) = text.strip_suffix(')')?.rsplit_once(" (")?;
    Some((bare, kind.parse().ok()?))
}

/// A show whose titles are still to be read.
#[derive(Debug, Clone)]
struct LoadedShow {
    name: Arc<str>,
    kind: Option<Kind>,
    has_titles: bool,
}

/// Reads the names of shows, each at its number, and their sum. Their kinds come with the titles.
fn load_shows(conn: &Connection) -> rusqlite::Result<(Vec<Option<LoadedShow>>, NamesSum)> {
    let shows = numbers(conn, "SELECT max(id) FROM shows")?;
    let (mut shows, mut sum) = (Vec::with_capacity(shows), NamesSum::default());
    let mut statement = conn.prepare("SELECT id, key, name FROM shows ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let show = show_row(row)?;
        sum = sum.plus(NamesSum::of_show(&show));
        let loaded = LoadedShow {
            name: shown(show.name),
            kind: None,
            has_titles: false,
        };
        put(&mut shows, show.id, Some(loaded));
    }
    Ok((shows, sum))
}

/// Returns how many places items take, each at its number, given the statement that returns the greatest.
fn numbers(conn: &Connection, sql: &str) -> rusqlite::Result<usize> {
    let greatest: Option<u32> = conn.query_row(sql, [], |row| row.get(0))?;
    Ok(greatest.map_or(0, |greatest| greatest as usize + 1))
}

/// Returns what a show is called; `None` for one that has no title left.
fn named_show(show: Option<LoadedShow>) -> Option<ItemName> {
    let show = show.filter(|show| show.has_titles)?;
    Some(ItemName {
        name: show.name,
        show: None,
        kind: show.kind,
    })
}

/// Returns the place of each item that a statement returns, at the item's number.
fn places(conn: &Connection, sql: &str) -> rusqlite::Result<Vec<u32>> {
    let mut places = Vec::new();
    let mut statement = conn.prepare(sql)?;
    let items = statement.query_map([], |row| row.get(0))?;
    for (place, item) in (0..).zip(items) {
        put(&mut places, item?, place);
    }
    Ok(places)
}

fn shown(name: &str) -> Arc<str> {
    Arc::from(&*name::shown(name))
}

/// Puts a value at an id's place; ids count up from 1 with few gaps.
fn put<T: Default + Clone>(values: &mut Vec<T>, id: u32, value: T) {
    let place = id as usize;
    if values.len() <= place {
        values.resize(place + 1, T::default());
    }
    values[place] = value;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog(titles: &[(&str, Option<&str>, Kind)]) -> Catalog {
        let named = titles.iter().map(|(name, show, kind)| ItemName {
            name: Arc::from(*name),
            show: show.map(Arc::from),
            kind: Some(*kind),
        });
        let mut catalog = Catalog::default();
        catalog.titles.by_item = named.map(Some).collect();
        catalog
    }

    #[test]
    fn a_title_is_called_by_its_show_and_name_though_its_name_begins_with_the_show() {
        let catalog = catalog(&[
            ("Harbour", None, Kind::Film),
            ("Harbour Lights", Some("Harbour"), Kind::Episode),
            ("Pilot", Some("Harbour"), Kind::Episode),
        ]);
        let found = |text| catalog.find(Level::Title, text);
        assert_eq!(found("HARBOUR: harbour lights"), [ItemId(1)]);
        assert_eq!(found("Harbour Lights"), [ItemId(1)]);
        assert_eq!(found("harbour: pilot (episode)"), [ItemId(2)]);
        assert_eq!(found("harbour: pilot (film)"), []);
        assert_eq!(found("harbour"), [ItemId(0)]);
        assert_eq!(found("harb"), [ItemId(0), ItemId(1)]);
    }
}
