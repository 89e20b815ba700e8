//! What the items of a log are called.

use std::sync::Arc;

use rusqlite::Connection;

use super::frame::ItemName;
use super::question::ItemId;
use crate::domain::{Kind, Level, name};

/// The names of a log's titles and shows.
#[derive(Debug, Default)]
pub struct Catalogue {
    titles: Vec<Named>,
    shows: Vec<Named>,
    show_of_title: Vec<u32>,
}

/// One item's name, and its folded forms for searching.
#[derive(Debug, Default, Clone)]
struct Named {
    name: Option<ItemName>,
    folded: String,
    folded_show: String,
}

impl Named {
    fn new(name: ItemName) -> Self {
        Self {
            folded: name::folded(&name.name),
            folded_show: name.show.as_deref().map(name::folded).unwrap_or_default(),
            name: Some(name),
        }
    }
}

impl Catalogue {
    /// Reads all names.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read.
    pub fn load(conn: &Connection) -> rusqlite::Result<Self> {
        let mut catalogue = Self::default();
        let mut statement = conn.prepare(
            "SELECT id, name
             FROM shows
             WHERE EXISTS (SELECT 1 FROM titles WHERE titles.show_id = shows.id)
             ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: u32 = row.get(0)?;
            let item = ItemName {
                name: shown(row.get_ref(1)?.as_str()?),
                show: None,
                kind: None,
            };
            put(&mut catalogue.shows, id, Named::new(item));
        }
        let mut statement =
            conn.prepare("SELECT id, name, show_id, is_own_show, kind FROM titles ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, show): (u32, u32) = (row.get(0)?, row.get(2)?);
            let is_own_show: bool = row.get(3)?;
            let kind: Option<String> = row.get(4)?;
            let kind: Option<Kind> = kind.and_then(|kind| kind.parse().ok());
            let show_name = catalogue
                .shows
                .get_mut(show as usize)
                .and_then(|show| show.name.as_mut());
            let of_show = show_name.map(|show| {
                show.kind = show.kind.into_iter().chain(kind).min();
                Arc::clone(&show.name)
            });
            let item = ItemName {
                name: shown(row.get_ref(1)?.as_str()?),
                show: of_show.filter(|_| !is_own_show),
                kind,
            };
            put(&mut catalogue.titles, id, Named::new(item));
            put(&mut catalogue.show_of_title, id, show);
        }
        Ok(catalogue)
    }

    /// Returns the show a title belongs to; a film's is its own.
    #[must_use]
    pub fn show_of(&self, title: ItemId) -> ItemId {
        ItemId(
            self.show_of_title
                .get(title.0 as usize)
                .copied()
                .unwrap_or(0),
        )
    }

    /// Returns what an item is called.
    #[must_use]
    pub fn name(&self, level: Level, item: ItemId) -> ItemName {
        let named = self
            .of(level)
            .get(item.0 as usize)
            .and_then(|named| named.name.clone());
        named.unwrap_or_else(|| ItemName {
            name: Arc::from("?"),
            show: None,
            kind: None,
        })
    }

    /// Returns whether the item's name, or its show's, holds `folded_text`.
    #[must_use]
    pub fn matches(&self, level: Level, item: ItemId, folded_text: &str) -> bool {
        self.of(level).get(item.0 as usize).is_some_and(|named| {
            named.folded.contains(folded_text) || named.folded_show.contains(folded_text)
        })
    }

    /// Returns the items called `text`, spelled in any way: by name, or as `show: title`, either
    /// perhaps followed by the kind, as in `Fargo (film)`.
    ///
    /// A bare name that a film and an episode share is the film's. Where nothing is called so, the
    /// items whose name holds the text.
    #[must_use]
    pub fn find(&self, level: Level, text: &str) -> Vec<ItemId> {
        let text = name::folded(text);
        let mut found = self.called(level, &text, None);
        if found.is_empty()
            && let Some((bare, kind)) = with_kind(&text)
        {
            found = self.called(level, bare, Some(kind));
        }
        if found.is_empty() && !text.is_empty() {
            return self.matching(level, |named| named.folded.contains(&text));
        }
        found
    }

    fn called(&self, level: Level, text: &str, kind: Option<Kind>) -> Vec<ItemId> {
        let is_kind = |named: &Named| {
            kind.is_none() || named.name.as_ref().is_some_and(|name| name.kind == kind)
        };
        let bare = self.matching(level, |named| named.folded == text && is_kind(named));
        let alone = |item: &&ItemId| self.name(level, **item).show.is_none();
        if let (Level::Title, [only]) = (level, &bare.iter().filter(alone).collect::<Vec<_>>()[..])
        {
            return vec![**only];
        }
        if !bare.is_empty() {
            return bare;
        }
        self.matching(level, |named| {
            let in_full = named
                .name
                .as_ref()
                .map(ItemName::in_full)
                .unwrap_or_default();
            let shown = format!("{}: {}", named.folded_show, named.folded);
            (shown == text || name::folded(&in_full) == text) && is_kind(named)
        })
    }

    fn matching(&self, level: Level, is_match: impl Fn(&Named) -> bool) -> Vec<ItemId> {
        let items = (0..).zip(self.of(level));
        items
            .filter(|(_, named)| named.name.is_some() && is_match(named))
            .map(|(id, _)| ItemId(id))
            .collect()
    }

    fn of(&self, level: Level) -> &[Named] {
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
