//! The cubes of one level in memory, as columns: what its lists are answered from, all items at once.
//!
//! A show with a lone title has no cubes of its own (see `played_shows`). The columns of shows are
//! read from the cubes of lone titles, each under its show's number, and from those of the other shows.

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
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelKinds;
use crate::cube::tiles::{Cell, Tiles};
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

/// The show of a lone title, both by number; [`None`] for other titles.
type ShowOf<'a> = &'a dyn Fn(u32) -> Option<u32>;

impl LevelColumns {
    /// Reads the columns of titles.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub fn of_titles(conn: &Connection) -> Result<Self, CubeError> {
        let mut builder = LevelColumnsBuilder::default();
        builder.add(conn, Level::Title, None)?;
        Ok(builder.build())
    }

    /// Reads the columns of shows; `show_of` says which titles are lone ones.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub fn of_shows(conn: &Connection, show_of: ShowOf<'_>) -> Result<Self, CubeError> {
        let mut builder = LevelColumnsBuilder::default();
        builder.add(conn, Level::Title, Some(show_of))?;
        builder.add(conn, Level::Show, None)?;
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
    /// Adds the cubes of a level. With `show_of`, only those of lone titles, under their shows' numbers.
    fn add(
        &mut self,
        conn: &Connection,
        level: Level,
        show_of: Option<ShowOf<'_>>,
    ) -> Result<(), CubeError> {
        let kinds = LevelKinds::of(level);
        let item_of = |item: u32| show_of.map_or(Some(item), |show_of| show_of(item));
        self.add_plays(conn, kinds.plays, &item_of)?;
        add_repeats(conn, kinds.repeats, show_of, &mut self.repeats)?;
        add_repeats(conn, kinds.third_plays, show_of, &mut self.third_plays)?;
        self.add_streaks(conn, kinds, &item_of)
    }

    fn add_plays(
        &mut self,
        conn: &Connection,
        kind: CubeKind,
        item_of: &impl Fn(u32) -> Option<u32>,
    ) -> Result<(), CubeError> {
        blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
            let (first, block) = blocks::page_and_block(number);
            self.plays.add(block, DayPlays::decode(bytes)?, |item| {
                item_of(first + u32::try_from(item).ok()?)
            });
            Ok(())
        })
    }

    fn add_streaks(
        &mut self,
        conn: &Connection,
        kinds: LevelKinds,
        item_of: &impl Fn(u32) -> Option<u32>,
    ) -> Result<(), CubeError> {
        blob_store::each(conn, kinds.runs, |number, bytes| -> Result<(), CubeError> {
            let (first, _) = blocks::page_and_block(number);
            let runs = Cells::decode(bytes)?;
            self.streaks.add_runs(&runs, |item| item_of(first + item));
            Ok(())
        })?;
        blob_store::each(
            conn,
            kinds.pairs,
            |number, bytes| -> Result<(), CubeError> {
                let (first, _) = blocks::page_and_block(number);
                let pairs = Cells::decode(bytes)?;
                self.streaks.add_pairs(&pairs, |item| item_of(first + item));
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

/// Adds the repeats, or third plays, of a level; see [`LevelColumnsBuilder::add`].
fn add_repeats(
    conn: &Connection,
    kind: CubeKind,
    show_of: Option<ShowOf<'_>>,
    repeats: &mut Repeats,
) -> Result<(), CubeError> {
    blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
        let (first, block) = blocks::page_and_block(number);
        let tiles = Tiles::decode(bytes)?;
        let Some(show_of) = show_of else {
            repeats.add(first, block, tiles);
            return Ok(());
        };
        for (page, tiles) in renumbered(tiles, first, block, show_of) {
            repeats.add(page, block, tiles);
        }
        Ok(())
    })
}

/// Returns the tiles of a page and a block of days with other items' numbers, by the first item of the page
/// on which they lie then.
fn renumbered(
    tiles: Tiles,
    first_item: u32,
    block: u16,
    show_of: ShowOf<'_>,
) -> BTreeMap<u32, Tiles> {
    let mut pages: BTreeMap<u16, Tiles> = BTreeMap::new();
    let day_of = |block: u16, day: u32| block * BLOCK_DAYS + u16::try_from(day).unwrap_or(0);
    for (earlier, cells) in tiles.into_tiles() {
        for cell in cells.into_iter().map(Cell) {
            let item = first_item + u32::try_from(cell.item()).unwrap_or(u32::MAX);
            if let Some(item) = show_of(item) {
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
