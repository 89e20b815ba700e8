//! The cubes of one level in memory, as columns.
//!
//! A show with a lone title has no cubes of its own: [`super::columns`] says where its counts come from.

use std::sync::OnceLock;

use rusqlite::Connection;

use super::error::CubeError;
use super::play_sums::PlaySums;
use super::repeats::Repeats;
use super::streak_sums::{StreakSums, StreakSumsBuilder};
use crate::cube::blob_store;
use crate::cube::blocks;
use crate::cube::cells::Cells;
use crate::cube::day_plays::DayPlays;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelKinds;
use crate::cube::tiles::Tiles;
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

impl RewatchColumns {
    /// Reads what the items of a level are played again; it is not added up.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub(super) fn read(conn: &Connection, level: Level) -> Result<Self, CubeError> {
        let kinds = LevelKinds::of(level);
        Ok(Self {
            repeats: read_repeats(conn, kinds.repeats)?,
            third_plays: read_repeats(conn, kinds.third_plays)?,
        })
    }

    /// Adds up what was read.
    #[must_use]
    pub(super) fn add_up(self) -> Self {
        Self {
            repeats: self.repeats.finish(),
            third_plays: self.third_plays.finish(),
        }
    }
}

impl LevelColumns {
    /// Returns the columns of a level with its plays alone, which are added up.
    #[must_use]
    pub(super) fn of_plays(plays: PlaySums) -> Self {
        let plays = plays.finish();
        let played = (0..).zip(plays.all()).filter(|(_, plays)| **plays > 0);
        Self {
            items: played.map(|(item, _)| ItemId(item)).collect(),
            plays,
            ..Self::default()
        }
    }

    /// Adds the streaks of items that do not lie apart.
    #[must_use]
    pub(super) fn with_streaks(self, streaks: StreakSums) -> Self {
        Self { streaks, ..self }
    }

    /// Reads what shows are played again, where that has not been done.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub(super) fn read_rewatches(&self, conn: &Connection) -> Result<(), CubeError> {
        if !self.has_rewatches() {
            self.keep_rewatches(RewatchColumns::read(conn, Level::Show)?.add_up());
        }
        Ok(())
    }

    /// Keeps what is played again, once it is added up.
    pub(super) fn keep_rewatches(&self, rewatches: RewatchColumns) {
        self.rewatches.get_or_init(|| rewatches);
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

/// Reads the plays of a level's items; of the level of shows, of those with several titles. They are not added up.
///
/// # Errors
///
/// Fails where a cube is unreadable.
pub(super) fn read_plays(conn: &Connection, level: Level) -> Result<PlaySums, CubeError> {
    let kind = LevelKinds::of(level).plays;
    let mut plays = PlaySums::default();
    blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
        let (first, block) = blocks::page_and_block(number);
        plays.add(first, block, DayPlays::decode(bytes)?);
        Ok(())
    })?;
    Ok(plays)
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

/// Reads the runs and pairs of a level; those of items that lie `apart` into the second builder.
///
/// # Errors
///
/// Fails where a cube is unreadable.
pub(super) fn read_streaks(
    conn: &Connection,
    level: Level,
    apart: impl Fn(u32) -> bool,
) -> Result<[StreakSumsBuilder; 2], CubeError> {
    let kinds = LevelKinds::of(level);
    let mut streaks: [StreakSumsBuilder; 2] = Default::default();
    blob_store::each(conn, kinds.runs, |number, bytes| -> Result<(), CubeError> {
        let (first, _) = blocks::page_and_block(number);
        let cells = Cells::decode(bytes)?;
        for (builder, is_apart) in streaks.iter_mut().zip([false, true]) {
            builder.add_runs(first, &cells, |item| apart(item) == is_apart);
        }
        Ok(())
    })?;
    blob_store::each(
        conn,
        kinds.pairs,
        |number, bytes| -> Result<(), CubeError> {
            let (first, _) = blocks::page_and_block(number);
            let cells = Cells::decode(bytes)?;
            for (builder, is_apart) in streaks.iter_mut().zip([false, true]) {
                builder.add_pairs(first, &cells, |item| apart(item) == is_apart);
            }
            Ok(())
        },
    )?;
    Ok(streaks)
}
