//! What the lists of one level are answered from: all its items at once.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::error::CubeError;
use super::play_sums::PlaySums;
use super::repeats::Repeats;
use super::streak_sums::{StreakSums, StreakSumsBuilder};
use crate::cube::blob_store;
use crate::cube::blocks::{self, BLOCK_DAYS};
use crate::cube::cells::Cells;
use crate::cube::day_plays::DayPlays;
use crate::cube::level_cubes::LevelKinds;
use crate::cube::tiles::{Cell, Tiles};
use crate::domain::{ItemId, Level};

/// The items of one level.
#[derive(Debug, Default)]
pub struct LevelColumns {
    /// Plays.
    pub plays: PlaySums,
    /// Rewatches: plays with another one before, inside the window.
    pub repeats: Repeats,
    /// Plays with two others before.
    pub third_plays: Repeats,
    /// Streaks.
    pub streaks: StreakSums,
    /// Those with a play, by number.
    items: Vec<ItemId>,
}

/// Which show the only title of a show is: by title; [`None`] for the others.
type ShowOf<'a> = &'a dyn Fn(u32) -> Option<u32>;

impl LevelColumns {
    /// Reads the lists of titles.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub fn of_titles(conn: &Connection) -> Result<Self, CubeError> {
        let mut gathering = LevelColumnsBuilder::default();
        gathering.add(conn, Level::Title, None)?;
        Ok(gathering.ready())
    }

    /// Reads the lists of shows: of those of one title, what is known of the title.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub fn of_shows(conn: &Connection, show_of: ShowOf<'_>) -> Result<Self, CubeError> {
        let mut gathering = LevelColumnsBuilder::default();
        gathering.add(conn, Level::Title, Some(show_of))?;
        gathering.add(conn, Level::Show, None)?;
        Ok(gathering.ready())
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

/// Lists that are being read.
#[derive(Default)]
struct LevelColumnsBuilder {
    plays: PlaySums,
    repeats: Repeats,
    third_plays: Repeats,
    streaks: StreakSumsBuilder,
}

impl LevelColumnsBuilder {
    /// Adds the cubes of a level, its items as `show_of` translates them; those it does not are left out.
    fn add(
        &mut self,
        conn: &Connection,
        level: Level,
        show_of: Option<ShowOf<'_>>,
    ) -> Result<(), CubeError> {
        let kinds = LevelKinds::of(level);
        let item_of = |item: u32| show_of.map_or(Some(item), |show_of| show_of(item));
        blob_store::each(
            conn,
            kinds.plays,
            |number, bytes| -> Result<(), CubeError> {
                let (first, block) = blocks::page_and_block(number);
                let plays = DayPlays::decode(bytes)?;
                self.plays.add(block, plays, |item| {
                    item_of(first + u32::try_from(item).ok()?)
                });
                Ok(())
            },
        )?;
        for (kind, inside) in [
            (kinds.repeats, &mut self.repeats),
            (kinds.third_plays, &mut self.third_plays),
        ] {
            blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
                let (first, block) = blocks::page_and_block(number);
                let tiles = Tiles::decode(bytes)?;
                if show_of.is_none() {
                    inside.add(first, block, tiles);
                    return Ok(());
                }
                for (page, tiles) in translated(tiles, first, block, &item_of) {
                    inside.add(page, block, tiles);
                }
                Ok(())
            })?;
        }
        blob_store::each(conn, kinds.runs, |number, bytes| -> Result<(), CubeError> {
            let (first, _) = blocks::page_and_block(number);
            self.streaks
                .add_runs(&Cells::decode(bytes)?, |item| item_of(first + item));
            Ok(())
        })?;
        blob_store::each(
            conn,
            kinds.pairs,
            |number, bytes| -> Result<(), CubeError> {
                let (first, _) = blocks::page_and_block(number);
                self.streaks
                    .add_pairs(&Cells::decode(bytes)?, |item| item_of(first + item));
                Ok(())
            },
        )
    }

    fn ready(self) -> LevelColumns {
        let plays = self.plays.ready();
        let played = (0..).zip(plays.all()).filter(|(_, plays)| **plays > 0);
        LevelColumns {
            items: played.map(|(item, _)| ItemId(item)).collect(),
            plays,
            repeats: self.repeats.ready(),
            third_plays: self.third_plays.ready(),
            streaks: self.streaks.ready(),
        }
    }
}

/// Translates the items of tiles, whose page and block of days begin with these; by the first item of
/// the page on which they lie then.
fn translated(
    tiles: Tiles,
    first_item: u32,
    block: u16,
    item_of: &dyn Fn(u32) -> Option<u32>,
) -> BTreeMap<u32, Tiles> {
    let mut pages: BTreeMap<u16, Tiles> = BTreeMap::new();
    let day_of = |block: u16, day: u32| block * BLOCK_DAYS + u16::try_from(day).unwrap_or(0);
    for (earlier, cells) in tiles.into_tiles() {
        for cell in cells.into_iter().map(Cell) {
            let item = first_item + u32::try_from(cell.item()).unwrap_or(u32::MAX);
            if let Some(item) = item_of(item) {
                let (page, item) = blocks::page_of(item);
                let (day, before) = (
                    day_of(block, cell.day()),
                    day_of(block - earlier, cell.before()),
                );
                pages
                    .entry(page)
                    .or_default()
                    .add(item, day, before, cell.count());
            }
        }
    }
    let first = |page| blocks::page_and_block(blocks::page_block(page, 0)).0;
    pages
        .into_iter()
        .map(|(page, tiles)| (first(page), tiles))
        .collect()
}
