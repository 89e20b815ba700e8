//! A log's cubes in memory: loading them, and reaching those of a level or an item.

use std::sync::{Arc, OnceLock};

use rusqlite::Connection;

use super::catalog::Catalog;
use super::columns::{Columns, ShowColumns};
use super::error::CubeError;
use super::everything::Everything;
use super::everything::stored::StoredEverything;
use super::hour_sums::HourSums;
use super::level_columns::{LevelColumns, read_plays, read_streaks};
use super::played_shows::PlayedShows;
use super::read_cubes::Cubes;
use super::viewer_cohorts::ViewerCohorts;
use crate::cube::blob_store;
use crate::cube::histories::Histories;
use crate::cube::inventory;
use crate::cube::item_cells::{self, ItemCells};
use crate::cube::kind::CubeKind;
use crate::domain::{Item, ItemId, Level, Levels};
use crate::store::reduced;

/// The cubes of a log: of titles, of shows and of everything.
#[derive(Debug)]
pub struct Snapshot {
    titles: Arc<LevelColumns>,
    /// Read when first asked for: a log of which nobody asks by show needs none.
    shows: OnceLock<ShowColumns>,
    /// Read when first asked for, too.
    hours: OnceLock<HourSums>,
    played: Arc<PlayedShows>,
    is_reduced: bool,
    /// The cubes of everything.
    pub everything: Everything,
    /// What its cohorts are counted from.
    pub viewer_cohorts: ViewerCohorts,
}

impl Snapshot {
    /// Returns whether the log is a reduced one, which has no histories.
    #[must_use]
    pub fn is_reduced(&self) -> bool {
        self.is_reduced
    }

    /// Reads the cubes that are held in memory from the start, the names, and the columns that lists of these `levels`
    /// need; such columns that cannot be read are left to [`Self::read_columns`], which says why.
    ///
    /// # Errors
    ///
    /// Fails where a cube is missing or unreadable, or the reading is interrupted.
    pub fn load(conn: &Connection, levels: Levels) -> Result<(Self, Catalog), CubeError> {
        if !inventory::is_whole::<CubeError>(conn)? {
            return Err(CubeError::Missing);
        }
        let mut catalog = Catalog::load(conn)?;
        let cubes = Cubes::read(conn, &mut catalog, levels)?;
        let snapshot = Self {
            titles: Arc::new(cubes.titles),
            played: cubes.played,
            is_reduced: reduced::is_reduced(conn)?,
            shows: OnceLock::new(),
            hours: OnceLock::new(),
            everything: cubes.everything,
            viewer_cohorts: cubes.viewer_cohorts,
        };
        if let Some(shows) = cubes.shows {
            snapshot.keep_shows(shows);
        }
        let _ = snapshot.read_columns(conn, levels);
        Ok((snapshot, catalog))
    }

    /// Reads the cubes of everything alone, without what its cohorts are counted from.
    ///
    /// # Errors
    ///
    /// Fails where a cube is missing or unreadable.
    pub fn read_everything(conn: &Connection) -> Result<Everything, CubeError> {
        Ok(StoredEverything::read(conn)?.ready())
    }

    /// Reads the columns that lists of these levels need, where that has not been done.
    ///
    /// # Errors
    ///
    /// Fails where a cube is missing or unreadable.
    pub fn read_columns(&self, conn: &Connection, levels: Levels) -> Result<(), CubeError> {
        if levels.any_by_show() && self.shows.get().is_none() {
            let shows = LevelColumns::of_plays(read_plays(conn, Level::Show)?);
            let [streaks, _] = read_streaks(conn, Level::Show, |_| false)?;
            self.keep_shows(shows.with_streaks(streaks.build()));
        }
        match self.shows.get() {
            Some(shows) if levels.rewatched == Level::Show => shows.own.read_rewatches(conn),
            _ => Ok(()),
        }
    }

    fn keep_shows(&self, own: LevelColumns) {
        self.shows.get_or_init(|| ShowColumns {
            own: Arc::new(own),
            titles: Arc::clone(&self.titles),
            played: Arc::clone(&self.played),
        });
    }

    /// Reads the hours of titles where that has not been done.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub fn read_hours(&self, conn: &Connection) -> Result<(), CubeError> {
        if self.hours.get().is_none() {
            let hours = HourSums::read(conn)?;
            self.hours.get_or_init(|| hours);
        }
        Ok(())
    }

    /// Returns the hours of titles; `None` before [`Self::read_hours`] was called.
    #[must_use]
    pub fn hours(&self) -> Option<&HourSums> {
        self.hours.get()
    }

    /// Returns the levels whose lists can be answered from what was read: by show where either level can.
    #[must_use]
    pub fn levels_read(&self) -> Levels {
        let shows = self.shows.get();
        let level = |is_read| if is_read { Level::Show } else { Level::Title };
        Levels {
            streaks: level(shows.is_some()),
            rewatched: level(shows.is_some_and(|shows| shows.own.has_rewatches())),
        }
    }

    /// Returns the columns of a level.
    ///
    /// # Panics
    ///
    /// Where they are those of shows, and [`Self::read_columns`] was not called. What shows are played again is
    /// read only where its list goes by show.
    #[must_use]
    pub fn columns(&self, level: Level) -> Columns {
        match level {
            Level::Title => Columns::Titles(Arc::clone(&self.titles)),
            Level::Show => Columns::Shows(self.shows.get().expect("they were read before").clone()),
        }
    }

    /// Returns every item of a level with a play, by number.
    #[must_use]
    pub fn items(&self, level: Level) -> &[ItemId] {
        match level {
            Level::Title => self.titles.items(),
            Level::Show => self.played.all(),
        }
    }

    /// Reads the histories of an item.
    ///
    /// # Errors
    ///
    /// Fails where they are unreadable, and with [`CubeError::Reduced`] where the log has none.
    pub fn histories(&self, conn: &Connection, item: Item) -> Result<Histories, CubeError> {
        let Item { level, id } = item;
        if self.items(level).binary_search(&id).is_err() {
            // Nobody ever played it.
            return Ok(Histories::default());
        }
        if self.is_reduced {
            return Err(CubeError::Reduced);
        }
        let counted = self.counted_as(item);
        let kind = match counted.level {
            Level::Title => CubeKind::TitleHistories,
            Level::Show => CubeKind::ShowHistories,
        };
        let bytes = blob_store::get(conn, kind, counted.id.0)?.ok_or(CubeError::Missing)?;
        Ok(Histories::decode(&bytes)?)
    }

    /// Reads the cells of an item of a reduced log, and the columns of its level, where that has not been done.
    ///
    /// # Errors
    ///
    /// Fails where they are missing or unreadable.
    pub fn item_cells(&self, conn: &Connection, item: Item) -> Result<ItemCells, CubeError> {
        self.read_columns(conn, Levels::both(item.level))?;
        if self.items(item.level).binary_search(&item.id).is_err() {
            return Ok(ItemCells::default());
        }
        let Item { level, id } = self.counted_as(item);
        let bytes = blob_store::get(conn, item_cells::kind(level), id.0)?;
        Ok(ItemCells::decode(&bytes.ok_or(CubeError::Missing)?)?)
    }

    /// Returns the item whose cubes are an item's: its own, or the lone title of a show.
    fn counted_as(&self, item: Item) -> Item {
        let lone_title = match item.level {
            Level::Title => None,
            Level::Show => self.played.lone_title_of(item.id),
        };
        lone_title.map_or(item, Item::title)
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let shows = self.shows.get().map_or(0, |shows| shows.own.bytes());
        let hours = self.hours.get().map_or(0, HourSums::bytes);
        let everything = self.everything.bytes() + self.viewer_cohorts.bytes();
        self.titles.bytes() + shows + hours + everything
    }
}
