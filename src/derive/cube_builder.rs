//! Building every cube of a log, title by title.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use crossbeam_channel::{Receiver, Sender};
use rusqlite::Connection;

use super::counters::PreviousDayCounter;
use super::encoded_cube::EncodedCube;
use super::error::DeriveError;
use super::everything::{put, put_blocks};
use super::item_days::histories_of;
use super::level_pages::LevelPages;
use super::limits::Limits;
use super::packed_days::pack;
use super::play_days::{played_days, plays_before};
use super::show_builder::ShowBuilder;
use super::shows::ShowsOfTitles;
use super::viewers::add_viewers;
use crate::cube::cells::Cells;
use crate::cube::inventory;
use crate::cube::kind::CubeKind;
use crate::cube::weeks::MOST_DAYS;
use crate::domain::Level;
use crate::store::external_sort::Sorter;

/// Into how many parts the memory for sorting is cut: rows that an import holds meanwhile take the rest.
const SORTERS: u64 = 8;

/// The cubes of a log, as far as its titles have been added.
pub(super) struct CubeBuilder {
    limits: Limits,
    shows: ShowsOfTitles,
    titles: LevelPages,
    title_plays: PreviousDayCounter,
    show_plays: PreviousDayCounter,
    title_days: PreviousDayCounter,
    /// The days of viewers, to be sorted by viewer: in memory or, where there are more, on the disk.
    viewer_days: Sorter<u64>,
    /// The days of viewers with shows that may be of several titles, to be sorted by show and viewer.
    show_days: Sorter<u128>,
    /// How many titles of such a show somebody was active with.
    played: HashMap<u32, u32>,
    /// The first and the last active day.
    days: Option<(u16, u16)>,
    store: Sender<EncodedCube>,
}

impl CubeBuilder {
    /// Returns cubes of nothing, which go to `store`; what does not fit in memory lies beside the database
    /// of `conn`.
    pub fn new(conn: &Connection, store: Sender<EncodedCube>, limits: Limits) -> Self {
        let file = conn.path().map(PathBuf::from);
        let folder = file.as_deref().and_then(Path::parent);
        let folder = folder.map_or_else(std::env::temp_dir, Path::to_owned);
        let budget = limits.memory.bytes() / SORTERS;
        Self {
            limits,
            shows: ShowsOfTitles::default(),
            titles: LevelPages::new(Level::Title),
            title_plays: PreviousDayCounter::default(),
            show_plays: PreviousDayCounter::default(),
            title_days: PreviousDayCounter::default(),
            viewer_days: Sorter::new(budget, &folder),
            show_days: Sorter::new(budget, &folder),
            played: HashMap::new(),
            days: None,
            store,
        }
    }

    /// Takes note of which titles belong to which shows, before any is added.
    pub fn know_shows(&mut self, shows: ShowsOfTitles) {
        self.shows = shows;
    }

    /// Adds a title that somebody was active with; its number is greater than those before.
    pub fn add_title(&mut self, title: u32, days: &[(u32, u16, u32)]) -> io::Result<()> {
        let histories = histories_of(days);
        EncodedCube::send(
            &self.store,
            CubeKind::TitleHistories,
            title,
            histories.encode(),
        );
        self.titles.add(title, &histories, &self.store);
        for (day, before) in played_days(&histories) {
            self.title_days.add(day, before, 1);
        }
        let show = self.shows.show_of(title);
        let is_lone = self.shows.is_of_one_title(show);
        for (day, before, plays) in plays_before(&histories) {
            self.title_plays.add(day, before, plays);
            if is_lone {
                self.show_plays.add(day, before, plays);
            }
        }
        if !is_lone {
            *self.played.entry(show).or_default() += 1;
        }
        for (viewer, day, plays) in days {
            let (first, last) = self.days.unwrap_or((*day, *day));
            self.days = Some((first.min(*day), last.max(*day)));
            for packed in pack(*viewer, *day, *plays) {
                self.viewer_days.push(packed)?;
                if !is_lone {
                    self.show_days
                        .push(u128::from(show) << 64 | u128::from(packed))?;
                }
            }
        }
        Ok(())
    }

    /// Derives what needs every title, and stores all that is `derived`; `rows` are those of each day.
    pub fn finish(
        mut self,
        conn: &Connection,
        derived: &Receiver<EncodedCube>,
        rows: &Cells<1>,
    ) -> Result<(), DeriveError> {
        self.titles.store(&self.store);
        let mut shows = ShowBuilder {
            pages: LevelPages::new(Level::Show),
            plays: self.show_plays,
            played: self.played,
            store: self.store,
        };
        let (show_days, viewer_days) = (self.show_days, self.viewer_days);
        let limits = self.limits;
        let ahead = self.days.filter(|(first, last)| last - first < MOST_DAYS);
        let show_plays = std::thread::scope(|scope| {
            let shows = scope.spawn(move || {
                shows.run(show_days.finish()?)?;
                Ok::<_, DeriveError>(shows.plays)
            });
            let added = add_viewers(conn, viewer_days.finish()?, ahead, derived, limits);
            let shows = shows.join();
            added?;
            shows.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        for stored in derived.try_iter() {
            stored.store(conn)?;
        }
        put(conn, CubeKind::Rows, rows)?;
        put_blocks(conn, CubeKind::TitlePlays, 0, &self.title_plays.cells())?;
        put_blocks(conn, CubeKind::ShowPlays, 0, &show_plays.cells())?;
        put_blocks(conn, CubeKind::TitleDays, 0, &self.title_days.cells())?;
        Ok(inventory::store(conn)?)
    }
}
