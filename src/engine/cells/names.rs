//! Titles and shows.

use std::collections::HashSet;

use rusqlite::{Connection, named_params};

use super::error::CellsError;
use super::folder::{CellsFolder, Table};
use super::totals::Totals;
use crate::domain::Kind;
use crate::domain::name::{SEPARATOR, show_key, title_key};

const TITLES: Table<8> = Table {
    name: "titles",
    columns: [
        "title_key",
        "show_item",
        "title",
        "show_name",
        "named_at",
        "kind_no",
        "length_seconds",
        "item",
    ],
};

const SHOWS: Table<3> = Table {
    name: "shows",
    columns: ["show_name", "named_at", "item"],
};

/// The kinds by the script's numbers, from 1.
const KINDS: [Kind; 6] = [
    Kind::Film,
    Kind::Episode,
    Kind::Video,
    Kind::Track,
    Kind::Podcast,
    Kind::Audiobook,
];

/// How many titles and shows there are: their numbers go from 1 to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub titles: u32,
    pub shows: u32,
    /// Names that the engine keeps apart and this program would not: spellings of one name.
    pub alike: u32,
}

/// Keys that were given, and how many had been given before.
#[derive(Default)]
struct Keys {
    given: HashSet<String>,
    alike: u32,
}

impl Keys {
    /// Returns a key that no other item has: its own, unless that is taken.
    fn of_its_own(&mut self, key: String, item: u32) -> String {
        let key = if self.given.contains(&key) {
            self.alike += 1;
            format!("{key}{SEPARATOR}{item}")
        } else {
            key
        };
        self.given.insert(key.clone());
        key
    }
}

/// A show, as far as its title says it.
#[derive(Debug, Clone)]
struct Show {
    key: String,
}

/// Writes titles and shows into a log that has none, under the numbers that their cells have.
///
/// # Errors
///
/// Fails where they cannot be read, a number is missing or there twice, or the log cannot be written.
pub(super) fn write(
    conn: &Connection,
    folder: &CellsFolder,
    totals: &Totals<'_>,
    sqlite: &dyn Fn(rusqlite::Error) -> CellsError,
) -> Result<Counts, CellsError> {
    let (titles, shows) = (totals.of("titles").rows, totals.of("shows").rows);
    let mut of_shows: Vec<Option<Show>> = vec![None; usize::try_from(shows).unwrap_or(0) + 1];
    let mut keys = Keys::default();
    let mut insert = conn
        .prepare(
            "INSERT INTO titles (id, key, show_id, is_own_show, name, named_at, kind, length_seconds)
             VALUES (:id, :key, :show_id, :is_own_show, :name, :named_at, :kind, :length)",
        )
        .map_err(sqlite)?;
    let found = folder.each(TITLES, |row| {
        let (item, show_item): (u32, u32) = (row.known(7)?, row.known(1)?);
        if item == 0 || u64::from(item) > titles {
            return Err(row.fault(7, &item.to_string()));
        }
        let place = usize::try_from(show_item).unwrap_or(0);
        let show = of_shows.get_mut(place).filter(|_| show_item > 0);
        let show = show.ok_or_else(|| row.fault(1, &show_item.to_string()))?;
        let (name, show_name) = (row.text(2).unwrap_or_default(), row.text(3));
        let id = row.text(0).and_then(|key| key.strip_prefix('#'));
        let key = title_key(id, show_name, name);
        show.get_or_insert_with(|| Show {
            key: show_key(show_name, &key),
        });
        let kind = match row.number(5)? {
            None => None,
            Some(number) => {
                let place = usize::try_from(number - 1).ok();
                let kind = place.and_then(|place| KINDS.get(place));
                Some(*kind.ok_or_else(|| row.fault(5, &number.to_string()))?)
            }
        };
        let inserted = insert.execute(named_params! {
            ":id": item, ":key": keys.of_its_own(key, item), ":show_id": show_item,
            ":is_own_show": show_name.is_none(), ":name": name, ":named_at": row.known::<i64>(4)?,
            ":kind": kind.map(<&str>::from), ":length": row.number(6)?,
        });
        inserted.map(|_| ()).map_err(sqlite)
    })?;
    totals.check("titles", found)?;
    let alike = keys.alike + write_shows(conn, folder, totals, (&of_shows, sqlite))?;
    Ok(Counts {
        titles: u32::try_from(titles).unwrap_or(u32::MAX),
        shows: u32::try_from(shows).unwrap_or(u32::MAX),
        alike,
    })
}

/// Writes the shows, and returns how many of them have a name that another one has.
fn write_shows(
    conn: &Connection,
    folder: &CellsFolder,
    totals: &Totals<'_>,
    (shows, sqlite): (&[Option<Show>], &dyn Fn(rusqlite::Error) -> CellsError),
) -> Result<u32, CellsError> {
    let mut keys = Keys::default();
    let mut insert = conn
        .prepare("INSERT INTO shows (id, key, name, named_at) VALUES (:id, :key, :name, :named_at)")
        .map_err(sqlite)?;
    let found = folder.each(SHOWS, |row| {
        let item: u32 = row.known(2)?;
        let show = usize::try_from(item)
            .ok()
            .and_then(|place| shows.get(place)?.as_ref());
        let show = show.ok_or_else(|| row.fault(2, &item.to_string()))?;
        let inserted = insert.execute(named_params! {
            ":id": item, ":key": keys.of_its_own(show.key.clone(), item),
            ":name": row.text(0).unwrap_or_default(), ":named_at": row.known::<i64>(1)?,
        });
        inserted.map(|_| ()).map_err(sqlite)
    })?;
    totals.check("shows", found)?;
    Ok(keys.alike)
}
