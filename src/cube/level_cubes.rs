//! The cubes of a level: of all titles, or of all shows, which the lists of the dashboard are answered from.
//!
//! They lie in blocks of days and pages of items, so that an import of one more day rewrites the last block
//! and leaves the others.

use std::collections::BTreeMap;

use super::blocks::{self, BLOCK_DAYS};
use super::cells::{Cells, Differences};
use super::day_number::NEVER;
use super::day_plays::DayPlays;
use super::histories::{Histories, History};
use super::kind::CubeKind;
use super::runs;
use super::tiles::Tiles;
use crate::domain::Level;

/// The kinds of the cubes of one level.
#[derive(Debug, Clone, Copy)]
pub struct LevelKinds {
    /// Plays of each day: [`DayPlays`].
    pub plays: CubeKind,
    /// Plays and the day of the viewer's play before: [`Tiles`].
    pub repeats: CubeKind,
    /// Plays and the day of the viewer's play before that one: [`Tiles`].
    pub third_plays: CubeKind,
    /// Runs, by last day and first: cells `(end, start, item) -> viewers`. Neighbours within a day are hardly ever
    /// of the same item, so that no addition to an item's sum waits for the one before.
    pub runs: CubeKind,
    /// Pairs of runs, by first day of the later run: cells `(start, item, end, low, high) -> viewers`.
    pub pairs: CubeKind,
}

impl LevelKinds {
    /// Returns the kinds of a level; of shows, those of several titles have cubes of their own.
    #[must_use]
    pub fn of(level: Level) -> Self {
        match level {
            Level::Title => Self {
                plays: CubeKind::TitleDayPlays,
                repeats: CubeKind::TitleRepeats,
                third_plays: CubeKind::TitleThirdPlays,
                runs: CubeKind::TitleRuns,
                pairs: CubeKind::TitlePairs,
            },
            Level::Show => Self {
                plays: CubeKind::ShowDayPlays,
                repeats: CubeKind::ShowRepeats,
                third_plays: CubeKind::ShowThirdPlays,
                runs: CubeKind::ShowRuns,
                pairs: CubeKind::ShowPairs,
            },
        }
    }
}

/// The cubes of one page of items, while they are added up.
#[derive(Debug, Default)]
pub struct Page {
    /// By number of the block of days.
    blocks: Vec<Block>,
    /// The plays of one item by day; kept between items for its memory.
    plays: Vec<u32>,
}

/// The cells of one page of items and one block of days, in no order.
#[derive(Debug, Default)]
struct Block {
    plays: Vec<([u16; 2], u32)>,
    repeats: Tiles,
    third_plays: Tiles,
    runs: Vec<([u16; 3], u32)>,
    pairs: Vec<([u16; 5], u32)>,
}

impl Page {
    fn block(&mut self, day: u16) -> &mut Block {
        let place = usize::from(blocks::block_of(day));
        if self.blocks.len() <= place {
            self.blocks.resize_with(place + 1, Block::default);
        }
        &mut self.blocks[place]
    }

    /// Adds the histories of an item, given its number within the page.
    pub fn add(&mut self, item: u16, histories: &Histories) {
        let days = || histories.iter().flat_map(|history| history.days).copied();
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return;
        };
        let mut plays = std::mem::take(&mut self.plays);
        plays.clear();
        plays.resize(usize::from(last - first) + 1, 0);
        for history in histories.iter() {
            for (day, of_day) in history.days.iter().zip(history.plays) {
                plays[usize::from(day - first)] += of_day * history.viewers;
            }
            self.add_repeats(item, history);
            for run in runs::runs(history.days) {
                let key = [run.end, run.start, item];
                self.block(run.end).runs.push((key, history.viewers));
            }
            runs::pairs(history.days, |pair| {
                let key = [pair.start, item, pair.end, pair.low, pair.high];
                self.block(pair.start).pairs.push((key, history.viewers));
            });
        }
        for (day, plays) in (first..=last).zip(&plays) {
            if *plays > 0 {
                let key = [day % BLOCK_DAYS, item];
                self.block(day).plays.push((key, *plays));
            }
        }
        self.plays = plays;
    }

    fn add_repeats(&mut self, item: u16, history: History<'_>) {
        let (mut before, mut second_before) = (NEVER, NEVER);
        for (day, plays) in history.days.iter().zip(history.plays) {
            for _ in 0..*plays {
                if before != NEVER {
                    let block = self.block(*day);
                    block.repeats.add(item, *day, before, history.viewers);
                    if second_before != NEVER {
                        block
                            .third_plays
                            .add(item, *day, second_before, history.viewers);
                    }
                }
                (before, second_before) = (*day, before);
            }
        }
    }

    /// Gives every cube of the page to `store`, with its kind and number.
    pub fn finish(self, level: Level, page: u16, mut store: impl FnMut(CubeKind, u32, Vec<u8>)) {
        let kinds = LevelKinds::of(level);
        for (block, sums) in (0..).zip(self.blocks) {
            let number = blocks::page_block(page, block);
            let plays = DayPlays::of(sums.plays.into_iter().collect());
            if !plays.is_empty() {
                store(kinds.plays, number, plays.encode());
            }
            for (kind, mut tiles) in [
                (kinds.repeats, sums.repeats),
                (kinds.third_plays, sums.third_plays),
            ] {
                tiles.merge_counts();
                if !tiles.is_empty() {
                    store(kind, number, tiles.encode());
                }
            }
            let runs: Cells<3> = sums.runs.into_iter().collect();
            if !runs.is_empty() {
                store(kinds.runs, number, runs.encode());
            }
            let pairs: Cells<5> = sums.pairs.into_iter().collect();
            if !pairs.is_empty() {
                store(kinds.pairs, number, pairs.encode());
            }
        }
    }
}

/// How the cubes of one page and one block of days change.
#[derive(Debug, Default)]
pub struct BlockChange {
    /// Differences to the plays.
    pub plays: Differences<2>,
    /// The repeats that are removed, and those that are added.
    pub repeats: [Tiles; 2],
    /// The third plays that are removed, and those that are added.
    pub third_plays: [Tiles; 2],
    /// Differences to the runs.
    pub runs: Differences<3>,
    /// Differences to the pairs.
    pub pairs: Differences<5>,
}

/// How the cubes of a level change.
#[derive(Debug, Default)]
pub struct LevelChanges {
    /// By page: what is removed, and what is added.
    pages: BTreeMap<u16, [Page; 2]>,
}

impl LevelChanges {
    /// Replaces histories of an item by others.
    pub fn replace(&mut self, item: u32, removed: &Histories, added: &Histories) {
        let (page, item) = blocks::page_of(item);
        let [all_removed, all_added] = self.pages.entry(page).or_default();
        all_removed.add(item, removed);
        all_added.add(item, added);
    }

    /// Returns the changes of each page and block, with the number of its cubes.
    pub fn into_blocks(self) -> impl Iterator<Item = (u32, BlockChange)> {
        self.pages.into_iter().flat_map(|(page, [removed, added])| {
            let mut changes: BTreeMap<u16, BlockChange> = BTreeMap::new();
            for (side, sign, sums) in [(0, -1, removed), (1, 1, added)] {
                for (block, sums) in (0..).zip(sums.blocks) {
                    if !sums.is_empty() {
                        sums.add_to(changes.entry(block).or_default(), side, sign);
                    }
                }
            }
            let changes = changes.into_iter();
            changes.map(move |(block, change)| (blocks::page_block(page, block), change))
        })
    }
}

impl Block {
    fn is_empty(&self) -> bool {
        self.plays.is_empty()
            && self.repeats.is_empty()
            && self.runs.is_empty()
            && self.third_plays.is_empty()
            && self.pairs.is_empty()
    }

    fn add_to(self, change: &mut BlockChange, side: usize, sign: i64) {
        add(&mut change.plays, self.plays, sign);
        add(&mut change.runs, self.runs, sign);
        add(&mut change.pairs, self.pairs, sign);
        let tiles = [
            (&mut change.repeats, self.repeats),
            (&mut change.third_plays, self.third_plays),
        ];
        for (sides, mut tiles) in tiles {
            tiles.merge_counts();
            sides[side] = tiles;
        }
    }
}

fn add<const W: usize>(differences: &mut Differences<W>, cells: Vec<([u16; W], u32)>, sign: i64) {
    for (key, count) in cells {
        *differences.entry(key).or_default() += sign * i64::from(count);
    }
}
