//! The cubes of one level in memory, as columns.
//!
//! A show with a lone title has no cubes of its own: [`super::columns`] says where its counts come from.

use std::sync::OnceLock;

use rusqlite::Connection;

use super::error::CubeError;
use super::play_sums::PlaySums;
use super::played_shows::PlayedShows;
use super::repeats::Repeats;
use super::streak_sums::{StreakSums, StreakSumsBuilder};
use crate::cube::blob_store;
use crate::cube::blocks;
use crate::cube::cells::Cells;
use crate::cube::day_plays::DayPlays;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelKinds;
use crate::cube::tiles::Tiles;
use crate::domain::threads::both;
use crate::domain::{ItemId, Level};

/// The columns of one level.
#[derive(Debug, Default)]
pub struct LevelColumns {
    /// Plays of each item.
    pub plays: PlaySums,
    /// What is played again. Of shows it is read when first asked for, by [`Self::read_rewatches`].
    rewatches: OnceLock<RewatchColumns>,
    /// Streaks of each item, but of lone titles.
    pub streaks: StreakSums,
    /// Streaks of lone titles: those that are their shows' only ones.
    pub lone_streaks: StreakSums,
    /// The items with a play, by number.
    items: Vec<ItemId>,
}

/// What is played again, of each item of a level.
#[derive(Debug, Default)]
pub struct RewatchColumns {
    /// Plays with an earlier one of the same viewer inside the window.
    pub repeats: Repeats,
    /// Plays with two earlier ones inside the window.
    pub third_plays: Repeats,
}

/// The cubes of all titles, read but not added up.
pub(super) struct StoredTitles {
    plays: PlaySums,
    items: Vec<ItemId>,
    repeats: Repeats,
    third_plays: Repeats,
    streaks: StreakSumsBuilder,
    /// Whether a title is a lone one, at its number.
    is_lone: Vec<bool>,
}

impl StoredTitles {
    /// Reads the cubes of all titles, and finds the shows that are played, given the show of each title.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub(super) fn read(
        conn: &Connection,
        show_of: impl Fn(ItemId) -> Option<ItemId>,
    ) -> Result<(Self, PlayedShows), CubeError> {
        let kinds = LevelKinds::of(Level::Title);
        let plays = read_plays(conn, kinds.plays)?;
        let items = played_items(&plays);
        let shows = PlayedShows::new(&items, show_of);
        let mut is_lone = vec![false; plays.all().len()];
        for (_, title) in shows.lone_titles() {
            is_lone[title.0 as usize] = true;
        }
        let stored = Self {
            plays,
            items,
            is_lone,
            repeats: read_repeats(conn, kinds.repeats)?,
            third_plays: read_repeats(conn, kinds.third_plays)?,
            streaks: read_streaks(conn, kinds)?,
        };
        Ok((stored, shows))
    }

    /// Adds up the cubes.
    #[must_use]
    pub(super) fn ready(self) -> LevelColumns {
        let (repeats, third_plays) = (self.repeats, self.third_plays);
        let add_up_streaks = || {
            let (streaks, lone) = self.streaks.split(|title| self.is_lone[title as usize]);
            (streaks.build(), lone.build())
        };
        let ((streaks, lone_streaks), rewatches) = both(add_up_streaks, || RewatchColumns {
            repeats: repeats.finish(),
            third_plays: third_plays.finish(),
        });
        LevelColumns {
            plays: self.plays,
            rewatches: OnceLock::from(rewatches),
            streaks,
            lone_streaks,
            items: self.items,
        }
    }
}

impl LevelColumns {
    /// Reads the columns of the shows with several titles, but not what is played again.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub(super) fn of_shows(conn: &Connection) -> Result<Self, CubeError> {
        let kinds = LevelKinds::of(Level::Show);
        let plays = read_plays(conn, kinds.plays)?;
        Ok(Self {
            items: played_items(&plays),
            plays,
            streaks: read_streaks(conn, kinds)?.build(),
            ..Self::default()
        })
    }

    /// Reads what shows are played again, where that has not been done.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub(super) fn read_rewatches(&self, conn: &Connection) -> Result<(), CubeError> {
        if !self.has_rewatches() {
            let kinds = LevelKinds::of(Level::Show);
            let rewatches = RewatchColumns {
                repeats: read_repeats(conn, kinds.repeats)?.finish(),
                third_plays: read_repeats(conn, kinds.third_plays)?.finish(),
            };
            self.rewatches.get_or_init(|| rewatches);
        }
        Ok(())
    }

    /// Returns whether what is played again was read.
    #[must_use]
    pub fn has_rewatches(&self) -> bool {
        self.rewatches.get().is_some()
    }

    /// Returns what is played again.
    ///
    /// # Panics
    ///
    /// Where it was not read.
    #[must_use]
    pub fn rewatches(&self) -> &RewatchColumns {
        self.rewatches.get().expect("they were read before")
    }

    /// Returns every item with a play, by number.
    #[must_use]
    pub fn items(&self) -> &[ItemId] {
        &self.items
    }

    /// Returns one more than the greatest item.
    #[must_use]
    pub fn width(&self) -> usize {
        let streaks = self.streaks.width().max(self.lone_streaks.width());
        self.plays.all().len().max(streaks)
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let rewatches = self.rewatches.get();
        self.plays.bytes()
            + rewatches.map_or(0, |all| all.repeats.bytes() + all.third_plays.bytes())
            + self.streaks.bytes()
            + self.lone_streaks.bytes()
            + self.items.len() * size_of::<ItemId>()
    }
}

/// Reads the plays of a level.
fn read_plays(conn: &Connection, kind: CubeKind) -> Result<PlaySums, CubeError> {
    let mut plays = PlaySums::default();
    blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
        let (first, block) = blocks::page_and_block(number);
        plays.add(first, block, DayPlays::decode(bytes)?);
        Ok(())
    })?;
    Ok(plays.finish())
}

/// Returns the items with a play, by number.
fn played_items(plays: &PlaySums) -> Vec<ItemId> {
    let played = (0..).zip(plays.all()).filter(|(_, plays)| **plays > 0);
    played.map(|(item, _)| ItemId(item)).collect()
}

/// Reads the repeats, or third plays, of a level; they are not added up.
fn read_repeats(conn: &Connection, kind: CubeKind) -> Result<Repeats, CubeError> {
    let mut repeats = Repeats::default();
    blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
        let (first, block) = blocks::page_and_block(number);
        repeats.add(first, block, Tiles::decode(bytes)?);
        Ok(())
    })?;
    Ok(repeats)
}

/// Reads the runs and pairs of a level.
fn read_streaks(conn: &Connection, kinds: LevelKinds) -> Result<StreakSumsBuilder, CubeError> {
    let mut streaks = StreakSumsBuilder::default();
    blob_store::each(conn, kinds.runs, |number, bytes| -> Result<(), CubeError> {
        let (first, _) = blocks::page_and_block(number);
        streaks.add_runs(first, &Cells::decode(bytes)?);
        Ok(())
    })?;
    blob_store::each(
        conn,
        kinds.pairs,
        |number, bytes| -> Result<(), CubeError> {
            let (first, _) = blocks::page_and_block(number);
            streaks.add_pairs(first, &Cells::decode(bytes)?);
            Ok(())
        },
    )?;
    Ok(streaks)
}
