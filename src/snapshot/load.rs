//! What is answered from: the cubes of a log that are held in memory.

use std::sync::{Arc, OnceLock};

use rusqlite::Connection;

use super::catalog::Catalog;
use super::everything::{Everything, Stored};
use super::level_columns::LevelColumns;
use crate::cube::blob_store::{self, CubeKind};
use crate::cube::bytes::Unreadable;
use crate::cube::histories::Histories;
use crate::cube::inventory;
use crate::domain::{ItemId, Level};

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

/// The cubes of a log: of titles, of shows and of everything.
#[derive(Debug)]
pub struct Snapshot {
    titles: Arc<LevelColumns>,
    /// Read when first asked for: most look at titles alone.
    shows: OnceLock<Arc<LevelColumns>>,
    played: Played,
    /// What is known of everything.
    pub everything: Everything,
}

impl Snapshot {
    /// Reads the cubes that are held in memory from the start, and the names: the lists of shows follow
    /// with [`Self::read_columns`].
    ///
    /// # Errors
    ///
    /// Fails where a cube is missing or unreadable, or the reading is interrupted.
    pub fn load(conn: &Connection) -> Result<(Self, Catalog), CubeError> {
        if !inventory::is_whole::<CubeError>(conn)? {
            return Err(CubeError::Missing);
        }
        let mut catalog = Catalog::load(conn)?;
        let everything = Stored::read(conn)?;
        // Readying what was read takes as long as reading the rest.
        let (titles, readied) = std::thread::scope(|scope| {
            let ready = scope.spawn(|| {
                catalog.sort();
                (everything.ready(), catalog)
            });
            (LevelColumns::of_titles(conn), ready.join())
        });
        let (everything, catalog) =
            readied.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let titles = Arc::new(titles?);
        let all = Self {
            played: Played::new(titles.items(), &catalog),
            shows: OnceLock::new(),
            everything,
            titles,
        };
        Ok((all, catalog))
    }

    /// Reads the lists of a level where that has not been done.
    ///
    /// # Errors
    ///
    /// Fails where a cube is missing or unreadable.
    pub fn read_columns(&self, conn: &Connection, level: Level) -> Result<(), CubeError> {
        if level == Level::Show && self.shows.get().is_none() {
            let columns = LevelColumns::of_shows(conn, &|title| self.played.lone_show_of(title))?;
            self.shows.get_or_init(|| Arc::new(columns));
        }
        Ok(())
    }

    /// Returns whether the lists of shows were read.
    #[must_use]
    pub fn has_shows(&self) -> bool {
        self.shows.get().is_some()
    }

    /// Returns the lists of a level.
    ///
    /// # Panics
    ///
    /// Where they are those of shows, and [`Self::read_columns`] was not called.
    #[must_use]
    pub fn columns(&self, level: Level) -> &Arc<LevelColumns> {
        match level {
            Level::Title => &self.titles,
            Level::Show => self.shows.get().expect("they were read before"),
        }
    }

    /// Returns every item of a level with a play, by number.
    #[must_use]
    pub fn items(&self, level: Level) -> &[ItemId] {
        match level {
            Level::Title => self.titles.items(),
            Level::Show => &self.played.shows,
        }
    }

    /// Reads the histories of an item.
    ///
    /// # Errors
    ///
    /// Fails where they are unreadable.
    pub fn histories(
        &self,
        conn: &Connection,
        level: Level,
        item: ItemId,
    ) -> Result<Histories, CubeError> {
        if self.items(level).binary_search(&item).is_err() {
            // Nobody ever played it.
            return Ok(Histories::default());
        }
        let (kind, number) = match (level, self.played.lone_title_of(item)) {
            (Level::Title, _) => (CubeKind::TitleHistories, item),
            (Level::Show, None) => (CubeKind::ShowHistories, item),
            (Level::Show, Some(title)) => (CubeKind::TitleHistories, title),
        };
        let bytes = blob_store::get(conn, kind, number.0)?.ok_or(CubeError::Missing)?;
        Ok(Histories::read(&bytes)?)
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let shows = self.shows.get().map_or(0, |shows| shows.bytes());
        self.titles.bytes() + shows + self.everything.bytes()
    }
}

/// Which shows are played, and which of them have one title alone that is: all that is known of the one
/// is known of the other, and kept once.
#[derive(Debug, Default)]
struct Played {
    /// By number.
    shows: Vec<ItemId>,
    /// Shows of one played title, with that title; by show.
    lone_titles: Vec<(ItemId, ItemId)>,
    /// By the number of a title: the show whose only one it is; 0 where it is not.
    lone_shows: Vec<u32>,
}

impl Played {
    fn new(titles: &[ItemId], catalog: &Catalog) -> Self {
        let of_title = |title: &ItemId| Some((catalog.show_of(*title)?, *title));
        let mut pairs: Vec<(ItemId, ItemId)> = titles.iter().filter_map(of_title).collect();
        pairs.sort_unstable();
        let mut played = Self::default();
        for of_show in pairs.chunk_by(|a, b| a.0 == b.0) {
            let (show, title) = of_show[0];
            played.shows.push(show);
            if of_show.len() == 1 {
                played.lone_titles.push((show, title));
                let place = title.0 as usize;
                if played.lone_shows.len() <= place {
                    played.lone_shows.resize(place + 1, 0);
                }
                played.lone_shows[place] = show.0;
            }
        }
        played
    }

    fn lone_title_of(&self, show: ItemId) -> Option<ItemId> {
        let place = self
            .lone_titles
            .binary_search_by_key(&show, |(show, _)| *show);
        place.ok().map(|place| self.lone_titles[place].1)
    }

    fn lone_show_of(&self, title: u32) -> Option<u32> {
        let show = self.lone_shows.get(title as usize);
        show.copied().filter(|show| *show > 0)
    }
}
