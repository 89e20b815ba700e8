//! The cubes of one level in memory, as columns.
//!
//! A show with a lone title has no cubes of its own: [`super::columns`] says where its counts come from.

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
    /// Plays with an earlier one of the same viewer inside the window.
    pub repeats: Repeats,
    /// Plays with two earlier ones inside the window.
    pub third_plays: Repeats,
    /// Streaks of each item.
    pub streaks: StreakSums,
    /// The items with a play, by number.
    items: Vec<ItemId>,
}

impl LevelColumns {
    /// Reads the columns of a level: of all titles, or of the shows with several.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub fn read(conn: &Connection, level: Level) -> Result<Self, CubeError> {
        let kinds = LevelKinds::of(level);
        let mut builder = LevelColumnsBuilder::default();
        builder.add_plays(conn, kinds.plays)?;
        add_repeats(conn, kinds.repeats, &mut builder.repeats)?;
        add_repeats(conn, kinds.third_plays, &mut builder.third_plays)?;
        builder.add_streaks(conn, kinds)?;
        Ok(builder.build())
    }

    /// Returns every item with a play, by number.
    #[must_use]
    pub fn items(&self) -> &[ItemId] {
        &self.items
    }

    /// Returns one more than the greatest item.
    #[must_use]
    pub fn width(&self) -> usize {
        self.plays.all().len().max(self.streaks.width())
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.plays.bytes()
            + self.repeats.bytes()
            + self.third_plays.bytes()
            + self.streaks.bytes()
            + self.items.len() * size_of::<ItemId>()
    }
}

/// Columns that are being read.
#[derive(Default)]
struct LevelColumnsBuilder {
    plays: PlaySums,
    repeats: Repeats,
    third_plays: Repeats,
    streaks: StreakSumsBuilder,
}

impl LevelColumnsBuilder {
    fn add_plays(&mut self, conn: &Connection, kind: CubeKind) -> Result<(), CubeError> {
        blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
            let (first, block) = blocks::page_and_block(number);
            self.plays.add(first, block, DayPlays::decode(bytes)?);
            Ok(())
        })
    }

    fn add_streaks(&mut self, conn: &Connection, kinds: LevelKinds) -> Result<(), CubeError> {
        blob_store::each(conn, kinds.runs, |number, bytes| -> Result<(), CubeError> {
            let (first, _) = blocks::page_and_block(number);
            let runs = Cells::decode(bytes)?;
            self.streaks.add_runs(first, &runs);
            Ok(())
        })?;
        blob_store::each(
            conn,
            kinds.pairs,
            |number, bytes| -> Result<(), CubeError> {
                let (first, _) = blocks::page_and_block(number);
                let pairs = Cells::decode(bytes)?;
                self.streaks.add_pairs(first, &pairs);
                Ok(())
            },
        )
    }

    fn build(self) -> LevelColumns {
        let plays = self.plays.finish();
        let played = (0..).zip(plays.all()).filter(|(_, plays)| **plays > 0);
        LevelColumns {
            items: played.map(|(item, _)| ItemId(item)).collect(),
            plays,
            repeats: self.repeats.finish(),
            third_plays: self.third_plays.finish(),
            streaks: self.streaks.build(),
        }
    }
}

/// Adds the repeats, or third plays, of a level.
fn add_repeats(conn: &Connection, kind: CubeKind, repeats: &mut Repeats) -> Result<(), CubeError> {
    blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
        let (first, block) = blocks::page_and_block(number);
        repeats.add(first, block, Tiles::decode(bytes)?);
        Ok(())
    })
}
