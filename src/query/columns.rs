//! What is answered from: the cubes of a log, read into columns.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::everything::Everything;
use super::positions::Positions;
use super::question::ItemId;
use super::sweep::Sweep;
use crate::cube::bytes::Unreadable;
use crate::cube::item::{Columns, Item, Shape, Stretch};
use crate::cube::number::Span;
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

/// What lists read of all items of a level at once.
#[derive(Debug, Default)]
pub struct AtOnce {
    /// Their streaks.
    pub sweep: Sweep,
    positions: Option<Positions>,
}

impl AtOnce {
    fn new<'a>(items: impl Iterator<Item = (ItemId, Item<'a>)> + Clone) -> Self {
        Self {
            sweep: Sweep::new(&items),
            positions: Positions::new(items.map(|(_, item)| item)),
        }
    }

    fn bytes(&self) -> usize {
        self.sweep.bytes() + self.positions.as_ref().map_or(0, Positions::bytes)
    }
}

/// The cubes of a log: of titles, of shows and of everything.
#[derive(Debug)]
pub struct AllColumns {
    columns: Columns,
    titles: Shapes,
    shows: Shapes,
    /// The shows of which one title was played, and that title: all that is known of the one is known
    /// of the other, and kept once.
    lone_titles: BTreeMap<ItemId, ItemId>,
    streaks_of_everything: Shape,
    titles_at_once: AtOnce,
    shows_at_once: AtOnce,
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
        let bytes = shelf::bytes(conn, Kind::Title)? + shelf::bytes(conn, Kind::Show)?;
        let mut columns = Columns::with_room_for(bytes);
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
        let lone_titles = lone_titles(conn, &titles, &shows)?;
        let shape_of = |title: &ItemId| {
            let place = titles.binary_search_by_key(title, |(title, _)| *title);
            place.ok().map(|place| titles[place].1)
        };
        let lone = lone_titles.iter();
        shows.extend(lone.filter_map(|(show, title)| Some((*show, shape_of(title)?))));
        shows.sort_by_key(|(show, _)| *show);
        let (runs, pairs) = super::everything::streaks(conn)?;
        let mut all = Self {
            titles_at_once: AtOnce::default(),
            shows_at_once: AtOnce::default(),
            streaks_of_everything: columns.push_streaks(&runs, &pairs),
            columns,
            titles,
            shows,
            lone_titles,
            everything: Everything::load(conn)?,
        };
        if !all.is_whole() {
            return Err(CubeError::Missing);
        }
        let at_once = |level| AtOnce::new(all.items(level));
        let (titles, shows) = std::thread::scope(|scope| {
            let shows = scope.spawn(|| at_once(Level::Show));
            (at_once(Level::Title), shows.join())
        });
        all.titles_at_once = titles;
        all.shows_at_once = shows.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok(all)
    }

    /// Returns the items of a level as lists see them: all at once.
    #[must_use]
    pub fn at_once(&self, level: Level) -> &AtOnce {
        match level {
            Level::Title => &self.titles_at_once,
            Level::Show => &self.shows_at_once,
        }
    }

    /// Returns the stretch of plays in a window of each item of a level, where it has any.
    pub fn stretches(
        &self,
        level: Level,
        span: Span,
    ) -> impl Iterator<Item = (ItemId, Item<'_>, Stretch)> {
        let positions = self.at_once(level).positions.as_ref();
        let mut noted = positions.map(|positions| positions.stretches(span));
        self.items(level).filter_map(move |(item, cube)| {
            let stretch = match &mut noted {
                Some(noted) => noted.next().filter(|stretch| stretch.plays() > 0)?,
                None => cube.stretch(span)?,
            };
            Some((item, cube, stretch))
        })
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
    pub fn items(&self, level: Level) -> impl Iterator<Item = (ItemId, Item<'_>)> + Clone {
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
        let (kind, number) = match (level, self.lone_titles.get(&item)) {
            (Level::Title, _) => (Kind::TitleVisits, item.0),
            (Level::Show, None) => (Kind::ShowVisits, item.0),
            (Level::Show, Some(title)) => (Kind::TitleVisits, title.0),
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
        self.columns.bytes()
            + shapes * size_of::<(ItemId, Shape)>()
            + self.titles_at_once.bytes()
            + self.shows_at_once.bytes()
            + self.everything.bytes()
    }
}

/// Returns the shows of which one title was played, each with that title.
///
/// # Errors
///
/// Fails where a show has several and no cube of its own.
fn lone_titles(
    conn: &Connection,
    titles: &Shapes,
    gathered: &Shapes,
) -> Result<BTreeMap<ItemId, ItemId>, CubeError> {
    let mut lone = BTreeMap::new();
    let is_in = |shapes: &Shapes, item| {
        shapes
            .binary_search_by_key(&item, |(item, _)| *item)
            .is_ok()
    };
    let mut statement = conn.prepare("SELECT id, show_id FROM titles ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (title, show) = (ItemId(row.get(0)?), ItemId(row.get(1)?));
        let is_lone = is_in(titles, title) && !is_in(gathered, show);
        if is_lone && lone.insert(show, title).is_some() {
            return Err(CubeError::Missing);
        }
    }
    Ok(lone)
}
