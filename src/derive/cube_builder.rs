//! All cubes of a log, added up title by title: what the deriver of a new log and the full scan share.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::counters::PreviousDayCounter;
use super::cube_queue::{CubeSink, DerivedCubes};
use super::day_totals::DayTotals;
use super::error::DeriveError;
use super::everything_scan;
use super::hour_pages::HourPages;
use super::item_days::{self, ItemDay};
use super::level_pages::LevelPages;
use super::limits::Limits;
use super::packed_days::{pack, show_key, title_key};
use super::previous_plays::{played_days_with_previous, plays_with_previous};
use super::show_builder::ShowBuilder;
use super::shows::ShowsOfTitles;
use super::stored_cubes::{put_blocks, put_cells};
use crate::cube::histories::Histories;
use crate::cube::kind::CubeKind;
use crate::cube::returns::MOST_DAYS;
use crate::cube::{inventory, names, viewer_titles};
use crate::domain::threads::joined;
use crate::domain::{Hours, Level};
use crate::store::external_sort::Sorter;
use crate::store::settings::TitleHours;

/// The share of the memory that each of the two sorters takes; an import needs the rest for its rows
/// meanwhile.
const SORTER_SHARE: u64 = 8;

/// Derives all cubes of a log that has none, given the active days of each title.
pub(super) struct CubeBuilder {
    limits: Limits,
    shows: ShowsOfTitles,
    title_pages: LevelPages,
    hour_pages: HourPages,
    title_plays: PreviousDayCounter,
    title_days: PreviousDayCounter,
    /// Packed days with titles, to be sorted by viewer and title.
    viewer_days: Sorter<u128>,
    /// Packed days with shows that have several titles, to be sorted by show and viewer.
    show_days: Sorter<u128>,
    /// How many titles of each such show have an active day.
    active_titles: HashMap<u32, u32>,
    /// The first and the last active day.
    active_days: Option<(u16, u16)>,
    sink: CubeSink,
}

impl CubeBuilder {
    /// Returns a builder without a title, whose cubes go to `sink`; what sorting cannot hold in memory lies
    /// beside the database of `conn`.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read.
    pub fn new(conn: &Connection, sink: CubeSink, limits: Limits) -> rusqlite::Result<Self> {
        let file = conn.path().map(PathBuf::from);
        let folder = file.as_deref().and_then(Path::parent);
        let folder = folder.map_or_else(std::env::temp_dir, Path::to_owned);
        let budget = limits.memory.bytes() / SORTER_SHARE;
        Ok(Self {
            limits,
            shows: ShowsOfTitles::default(),
            title_pages: LevelPages::new(Level::Title),
            hour_pages: HourPages::new(TitleHours::load(conn)?),
            title_plays: PreviousDayCounter::default(),
            title_days: PreviousDayCounter::default(),
            viewer_days: Sorter::new(budget, &folder),
            show_days: Sorter::new(budget, &folder),
            active_titles: HashMap::new(),
            active_days: None,
            sink,
        })
    }

    /// Sets which titles belong to which shows, before any title is added.
    pub fn set_shows(&mut self, shows: ShowsOfTitles) {
        self.shows = shows;
    }

    /// Adds a title with its sorted and merged days, of which there is one at least, and its hours by day; its
    /// number is greater than those before.
    ///
    /// # Errors
    ///
    /// Fails where sorting on the disk failed.
    pub fn add_title(
        &mut self,
        title: u32,
        days: &[ItemDay],
        hours: &[(u16, Hours)],
    ) -> io::Result<()> {
        let histories = item_days::histories(days);
        self.sink
            .put(CubeKind::TitleHistories, title, histories.encode());
        self.title_pages.add(title, &histories, &self.sink);
        self.hour_pages.add(title, hours, &self.sink);
        let show = self.shows.show_of(title);
        let is_only_title = self.shows.is_of_one_title(show);
        self.count_plays(&histories);
        if !is_only_title {
            *self.active_titles.entry(show).or_default() += 1;
        }
        for ItemDay { viewer, day, plays } in days {
            let (first, last) = self.active_days.unwrap_or((*day, *day));
            self.active_days = Some((first.min(*day), last.max(*day)));
            for packed in pack(*viewer, *day, *plays) {
                self.viewer_days.push(title_key(title, packed))?;
                if !is_only_title {
                    self.show_days.push(show_key(show, packed))?;
                }
            }
        }
        Ok(())
    }

    /// Counts the plays and played days of a title.
    fn count_plays(&mut self, histories: &Histories) {
        for (day, before) in played_days_with_previous(histories) {
            self.title_days.add(day, before, 1);
        }
        for (day, before, plays) in plays_with_previous(histories) {
            self.title_plays.add(day, before, plays);
        }
    }

    /// Derives shows and everything once all titles were added, and stores all that is `derived`, with the
    /// `totals` of each day.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be written, or sorting on the disk failed.
    pub fn finish(
        mut self,
        conn: &Connection,
        derived: &DerivedCubes,
        totals: &DayTotals,
    ) -> Result<(), DeriveError> {
        self.title_pages.finish_page(&self.sink);
        self.hour_pages.finish(&self.sink);
        let shows = ShowBuilder::new(self.active_titles, self.sink);
        let (show_days, viewer_days) = (self.show_days, self.viewer_days);
        let precompute = self
            .active_days
            .filter(|(first, last)| last - first < MOST_DAYS);
        std::thread::scope(|scope| {
            let shows = scope.spawn(move || shows.build(show_days.finish()?));
            let stored = everything_scan::derive(
                conn,
                viewer_days.finish()?,
                precompute,
                derived,
                self.limits,
            );
            let shows = shows.join();
            stored?;
            joined(shows)?;
            Ok::<_, DeriveError>(())
        })?;
        derived.store(conn)?;
        put_cells(conn, CubeKind::Rows, &totals.rows)?;
        put_blocks(conn, CubeKind::Clock, 0, &totals.clock)?;
        put_blocks(conn, CubeKind::TitlePlays, 0, &self.title_plays.cells())?;
        put_blocks(conn, CubeKind::TitleDays, 0, &self.title_days.cells())?;
        viewer_titles::note_kept(conn)?;
        names::ensure(conn)?;
        Ok(inventory::store(conn)?)
    }
}
