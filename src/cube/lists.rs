//! What lists are answered from: the cubes of all titles, or of all shows, by days.
//!
//! They lie in blocks of days and pages of items, so that a day that is added rewrites the last block
//! and leaves the others.

use std::collections::BTreeMap;

use super::cells::{Cells, Differences};
use super::day_plays::DayPlays;
use super::number::NEVER;
use super::runs;
use super::shelf::{self, BLOCK_DAYS, Kind};
use super::tiles::Tiles;
use super::visits::{Visit, Visits};
use crate::domain::Level;

/// The kinds of cubes the lists of one level are answered from.
#[derive(Debug, Clone, Copy)]
pub struct Kinds {
    /// Plays of each day: [`DayPlays`].
    pub plays: Kind,
    /// Plays and the day of the viewer's play before: [`Tiles`].
    pub repeats: Kind,
    /// Plays and the day of the viewer's play before that one: [`Tiles`].
    pub thirds: Kind,
    /// Runs by last day, and first: cells `(end, start, item) -> viewers`. Within a day hardly ever do two runs of
    /// one item follow each other, so that adding up by item never waits for the sum before.
    pub runs: Kind,
    /// Pairs of runs by first day of the later: cells `(start, item, end, low, high) -> viewers`.
    pub pairs: Kind,
}

impl Kinds {
    /// Returns the kinds of a level; of shows, those of several titles have cubes of their own.
    #[must_use]
    pub fn of(level: Level) -> Self {
        match level {
            Level::Title => Self {
                plays: Kind::TitleDayPlays,
                repeats: Kind::TitleRepeats,
                thirds: Kind::TitleThirds,
                runs: Kind::TitleRuns,
                pairs: Kind::TitlePairs,
            },
            Level::Show => Self {
                plays: Kind::ShowDayPlays,
                repeats: Kind::ShowRepeats,
                thirds: Kind::ShowThirds,
                runs: Kind::ShowRuns,
                pairs: Kind::ShowPairs,
            },
        }
    }
}

/// What the items of one page add to the lists.
#[derive(Debug, Default)]
pub struct Page {
    /// By block of days.
    blocks: Vec<Block>,
    /// The plays of one item, by day: kept for its room.
    plays: Vec<u32>,
}

#[derive(Debug, Default)]
struct Block {
    plays: Vec<([u16; 2], u32)>,
    repeats: Tiles,
    thirds: Tiles,
    runs: Vec<([u16; 3], u32)>,
    pairs: Vec<([u16; 5], u32)>,
}

impl Page {
    fn block(&mut self, day: u16) -> &mut Block {
        let place = usize::from(shelf::block_of(day));
        if self.blocks.len() <= place {
            self.blocks.resize_with(place + 1, Block::default);
        }
        &mut self.blocks[place]
    }

    /// Adds the viewers of an item; its number is that within the page.
    pub fn add(&mut self, item: u16, visits: &Visits) {
        let days = || visits.iter().flat_map(|visit| visit.days).copied();
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return;
        };
        let mut plays = std::mem::take(&mut self.plays);
        plays.clear();
        plays.resize(usize::from(last - first) + 1, 0);
        for visit in visits.iter() {
            for (day, of_day) in visit.days.iter().zip(visit.plays) {
                plays[usize::from(day - first)] += of_day * visit.viewers;
            }
            self.add_repeats(item, visit);
            for run in runs::runs(visit.days) {
                let key = [run.end, run.start, item];
                self.block(run.end).runs.push((key, visit.viewers));
            }
            runs::pairs(visit.days, |pair| {
                let key = [pair.start, item, pair.end, pair.low, pair.high];
                self.block(pair.start).pairs.push((key, visit.viewers));
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

    fn add_repeats(&mut self, item: u16, visit: Visit<'_>) {
        let (mut before, mut second_before) = (NEVER, NEVER);
        for (day, plays) in visit.days.iter().zip(visit.plays) {
            for _ in 0..*plays {
                if before != NEVER {
                    let block = self.block(*day);
                    block.repeats.add(item, *day, before, visit.viewers);
                    if second_before != NEVER {
                        block.thirds.add(item, *day, second_before, visit.viewers);
                    }
                }
                (before, second_before) = (*day, before);
            }
        }
    }

    /// Gives every cube of the page to `store`, with its kind and number.
    pub fn finish(self, level: Level, page: u16, mut store: impl FnMut(Kind, u32, Vec<u8>)) {
        let kinds = Kinds::of(level);
        for (block, sums) in (0..).zip(self.blocks) {
            let number = shelf::page_block(page, block);
            let plays = DayPlays::of(sums.plays.into_iter().collect());
            if !plays.is_empty() {
                store(kinds.plays, number, plays.written());
            }
            for (kind, mut tiles) in [(kinds.repeats, sums.repeats), (kinds.thirds, sums.thirds)] {
                tiles.seal();
                if !tiles.is_empty() {
                    store(kind, number, tiles.written());
                }
            }
            let runs: Cells<3> = sums.runs.into_iter().collect();
            if !runs.is_empty() {
                store(kinds.runs, number, runs.written());
            }
            let pairs: Cells<5> = sums.pairs.into_iter().collect();
            if !pairs.is_empty() {
                store(kinds.pairs, number, pairs.written());
            }
        }
    }
}

/// What viewers who are gone, and others who have come, change in one block.
#[derive(Debug, Default)]
pub struct BlockChange {
    /// Differences to the plays.
    pub plays: Differences<2>,
    /// What is gone of the repeats, and what has come.
    pub repeats: [Tiles; 2],
    /// What is gone of the thirds, and what has come.
    pub thirds: [Tiles; 2],
    /// Differences to the runs.
    pub runs: Differences<3>,
    /// Differences to the pairs.
    pub pairs: Differences<5>,
}

/// What viewers who are gone, and others who have come, change in the lists of a level.
#[derive(Debug, Default)]
pub struct Changes {
    /// By page: what is gone, and what has come.
    pages: BTreeMap<u16, [Page; 2]>,
}

impl Changes {
    /// Exchanges viewers of an item.
    pub fn exchange(&mut self, item: u32, gone: &Visits, come: &Visits) {
        let (page, item) = shelf::page_of(item);
        let [all_gone, all_come] = self.pages.entry(page).or_default();
        all_gone.add(item, gone);
        all_come.add(item, come);
    }

    /// Returns the changes by page and block, as the number of their cubes.
    pub fn into_blocks(self) -> impl Iterator<Item = (u32, BlockChange)> {
        self.pages.into_iter().flat_map(|(page, [gone, come])| {
            let mut changes: BTreeMap<u16, BlockChange> = BTreeMap::new();
            for (side, sign, sums) in [(0, -1, gone), (1, 1, come)] {
                for (block, sums) in (0..).zip(sums.blocks) {
                    if !sums.is_empty() {
                        sums.add_to(changes.entry(block).or_default(), side, sign);
                    }
                }
            }
            let numbered = changes.into_iter();
            numbered.map(move |(block, change)| (shelf::page_block(page, block), change))
        })
    }
}

impl Block {
    fn is_empty(&self) -> bool {
        self.plays.is_empty()
            && self.repeats.is_empty()
            && self.runs.is_empty()
            && self.thirds.is_empty()
            && self.pairs.is_empty()
    }

    fn add_to(self, change: &mut BlockChange, side: usize, sign: i64) {
        add(&mut change.plays, self.plays, sign);
        add(&mut change.runs, self.runs, sign);
        add(&mut change.pairs, self.pairs, sign);
        let tiles = [
            (&mut change.repeats, self.repeats),
            (&mut change.thirds, self.thirds),
        ];
        for (sides, mut tiles) in tiles {
            tiles.seal();
            sides[side] = tiles;
        }
    }
}

fn add<const W: usize>(differences: &mut Differences<W>, cells: Vec<([u16; W], u32)>, sign: i64) {
    for (key, count) in cells {
        *differences.entry(key).or_default() += sign * i64::from(count);
    }
}
