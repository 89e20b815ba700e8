//! What is answered from: the cubes of a log, read into columns.

use rusqlite::Connection;

use super::everything::Everything;
use super::question::ItemId;
use crate::cube::bytes::Unreadable;
use crate::cube::item::{Columns, Item, Shape};
use crate::cube::shelf::{self, Kind};
use crate::cube::visits::Visits;
use crate::domain::Level;

/// Why the cubes of a log cannot be read. They can be derived anew.
#[derive(Debug, thiserror::Error)]
pub enum CubeError {
    /// There are none, or not those that belong to the rows.
    #[error("its cubes are missing")]
    Missing,
    /// They are not as they were written.
    #[error("its cubes are {0}")]
    Unreadable(#[from] Unreadable),
    /// SQLite failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// The items of one level with where their columns lie, by item number.
type Shapes = Vec<(ItemId, Shape)>;

/// The cubes of a log: of titles, of shows and of everything.
#[derive(Debug)]
pub struct AllColumns {
    columns: Columns,
    titles: Shapes,
    shows: Shapes,
    /// Shows that have a cube of their own: those of several titles.
    gathered_shows: Vec<ItemId>,
    streaks_of_everything: Shape,
    /// What is known of everything beside its streaks.
    pub everything: Everything,
}

impl AllColumns {
    /// Reads all cubes that are held in memory.
    ///
    /// # Errors
    ///
    /// Fails where a cube is missing or unreadable, or the reading is interrupted.
    pub fn load(conn: &Connection) -> Result<Self, CubeError> {
        let mut columns = Columns::default();
        let mut shapes = |kind| -> Result<Shapes, CubeError> {
            let mut shapes = Vec::new();
            shelf::each(conn, kind, |item, bytes| -> Result<(), CubeError> {
                shapes.push((ItemId(item), columns.read(bytes)?));
                Ok(())
            })?;
            Ok(shapes)
        };
        let titles = shapes(Kind::Title)?;
        let mut shows = shapes(Kind::Show)?;
        let gathered_shows: Vec<ItemId> = shows.iter().map(|(show, _)| *show).collect();
        shows.extend(lone_titles(conn, &titles)?);
        shows.sort_by_key(|(show, _)| *show);
        let (runs, pairs) = super::everything::streaks(conn)?;
        let all = Self {
            streaks_of_everything: columns.push_streaks(&runs, &pairs),
            columns,
            titles,
            shows,
            gathered_shows,
            everything: Everything::load(conn)?,
        };
        all.is_whole().then_some(all).ok_or(CubeError::Missing)
    }

    /// Returns whether no item is missing: all plays are plays of a title, and of a show.
    fn is_whole(&self) -> bool {
        let plays = |level| -> u64 { self.items(level).map(|(_, item)| item.plays()).sum() };
        let all = self.everything.all_plays();
        [Level::Title, Level::Show]
            .into_iter()
            .all(|level| plays(level) == all)
    }

    /// Returns every item of a level, by item number.
    pub fn items(&self, level: Level) -> impl Iterator<Item = (ItemId, Item<'_>)> {
        self.shapes(level)
            .iter()
            .map(|(item, shape)| (*item, self.columns.at(shape)))
    }

    /// Returns one item; `None` where it has no play.
    #[must_use]
    pub fn item(&self, level: Level, item: ItemId) -> Option<Item<'_>> {
        let shapes = self.shapes(level);
        let place = shapes.binary_search_by_key(&item, |(item, _)| *item).ok()?;
        Some(self.columns.at(&shapes[place].1))
    }

    fn shapes(&self, level: Level) -> &Shapes {
        match level {
            Level::Title => &self.titles,
            Level::Show => &self.shows,
        }
    }

    /// Returns the item that stands for everything: of it, only streaks are known.
    #[must_use]
    pub fn streaks_of_everything(&self) -> Item<'_> {
        self.columns.at(&self.streaks_of_everything)
    }

    /// Reads the histories of an item.
    ///
    /// # Errors
    ///
    /// Fails where they are unreadable.
    pub fn visits(
        &self,
        conn: &Connection,
        level: Level,
        item: ItemId,
    ) -> Result<Visits, CubeError> {
        let (kind, number) = match level {
            Level::Title => (Kind::TitleVisits, item.0),
            Level::Show if self.gathered_shows.binary_search(&item).is_ok() => {
                (Kind::ShowVisits, item.0)
            }
            // Of one title: all that is known of the show is known of it.
            Level::Show => match lone_title(conn, item)? {
                Some(title) => (Kind::TitleVisits, title),
                None => return Ok(Visits::default()),
            },
        };
        match shelf::get(conn, kind, number)? {
            Some(bytes) => Ok(Visits::read(&bytes)?),
            None if self.item(level, item).is_some() => Err(CubeError::Missing),
            // Nobody was ever active with it.
            None => Ok(Visits::default()),
        }
    }

    /// Returns how many bytes the columns take in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let shapes = self.titles.len() + self.shows.len();
        self.columns.bytes() + shapes * size_of::<(ItemId, Shape)>() + self.everything.bytes()
    }
}

/// Returns the shows of one title, each with the shape of that title.
fn lone_titles(conn: &Connection, titles: &Shapes) -> rusqlite::Result<Shapes> {
    let mut shows = Vec::new();
    let mut statement = conn.prepare(
        "SELECT show_id, min(id) FROM titles GROUP BY show_id HAVING count(*) = 1 ORDER BY show_id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (show, title) = (ItemId(row.get(0)?), ItemId(row.get(1)?));
        if let Ok(place) = titles.binary_search_by_key(&title, |(title, _)| *title) {
            shows.push((show, titles[place].1));
        }
    }
    Ok(shows)
}

fn lone_title(conn: &Connection, show: ItemId) -> rusqlite::Result<Option<u32>> {
    let sql = "SELECT id FROM titles WHERE show_id = ?1 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut titles = statement.query([show.0])?;
    titles.next()?.map(|row| row.get(0)).transpose()
}
