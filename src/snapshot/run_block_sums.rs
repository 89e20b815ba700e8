//! Short runs of each item by their length, added up by blocks of their last days.
//!
//! A run of at most [`SHORT`] days that ends on `a + SHORT - 1` or later starts on `a` or later. Where it
//! ends before `b`, too, it lies whole in the window `[a, b]`: its days are the same for every such window,
//! and can be added up ahead. That is what [`super::streak_sums`] takes for all days but those near the
//! ends of a long window.
//!
//! **Stored**, for each block of days, each item and each length: the viewers of runs of that length that end
//! before the block. They are prefix sums over blocks; a window that covers whole blocks takes the difference of two rows.
//!
//! A block has at least [`BLOCK`] days, doubled until the blocks have no more numbers than they are allowed. A sparse
//! log has one block or none, and is scanned.

use std::ops::Range;

use super::run_lengths::RunLengths;
use crate::cube::by_day::ByDay;
use crate::cube::day_number::Span;

/// The days of the longest run that is added up.
pub(super) const SHORT: u16 = 16;

/// The days of the smallest block.
const BLOCK: u32 = 16;

/// A run of some viewers of an item; its last day is that under which it lies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ItemRun {
    pub item: u32,
    pub start: u16,
    pub viewers: u16,
}

/// Runs of [`SHORT`] days or fewer, by blocks of their last days.
#[derive(Debug, Default)]
pub(super) struct RunBlockSums {
    /// The first day of the first block.
    first: u32,
    /// The days of each block.
    days: u32,
    /// How many blocks there are.
    blocks: u32,
    /// How many items and lengths there are.
    width: usize,
    /// The first day of the earliest run.
    first_start: u32,
    /// The viewers of runs that end before each block, and before the end of the last.
    before: Vec<u32>,
}

impl RunBlockSums {
    /// Adds up runs, with at most `most` numbers.
    pub fn new(runs: &ByDay<ItemRun>, lengths: &RunLengths, most: usize) -> Self {
        let Some((first, last)) = runs.days() else {
            return Self::default();
        };
        let first = u32::from(first);
        let all = u32::from(last) + 1 - first;
        let width = lengths.width();
        let mut days = BLOCK;
        while days <= all && (all / days) as usize * width > most {
            days *= 2;
        }
        let starts = runs.all().iter().map(|run| run.start);
        let mut sums = Self {
            first,
            days,
            blocks: all / days,
            width,
            first_start: starts.min().map_or(0, u32::from),
            before: Vec::new(),
        };
        if sums.blocks > 0 {
            sums.before = sums.added_up(runs, lengths);
        }
        sums
    }

    fn added_up(&self, runs: &ByDay<ItemRun>, lengths: &RunLengths) -> Vec<u32> {
        let mut sums = vec![0_u32; self.width];
        let mut before = Vec::with_capacity((self.blocks as usize + 1) * self.width);
        for block in 0..self.blocks {
            before.extend_from_slice(&sums);
            let day = self.first + block * self.days;
            for (end, runs) in runs.of(day, day + self.days - 1) {
                for run in runs {
                    sums[lengths.place(run.item, end - run.start + 1)] += u32::from(run.viewers);
                }
            }
        }
        before.extend_from_slice(&sums);
        before
    }

    /// Returns the days `from..to` of the blocks whose runs lie whole in a window and end before its last
    /// day; `None` where there is no such block.
    pub fn whole_blocks(&self, span: Span) -> Option<Range<u32>> {
        if self.blocks == 0 {
            return None;
        }
        let (from, to) = (u32::from(span.from), u32::from(span.to));
        // A window from before the earliest run cuts no run at its beginning.
        let start = if from <= self.first_start {
            self.first
        } else {
            from + u32::from(SHORT) - 1
        };
        let blocks = start.saturating_sub(self.first).div_ceil(self.days)
            ..(to.checked_sub(self.first)? / self.days).min(self.blocks);
        let day_of = |block: u32| self.first + block * self.days;
        (!blocks.is_empty()).then(|| day_of(blocks.start)..day_of(blocks.end))
    }

    /// Returns the viewers of runs of each item and length that end on one of the days of whole blocks; a viewer with several
    /// counts as often.
    pub fn viewers(&self, days: &Range<u32>) -> Vec<u32> {
        let before = |day| &self.before[self.place(day)..][..self.width];
        let viewers = before(days.end).iter().zip(before(days.start));
        viewers.map(|(to, from)| to - from).collect()
    }

    /// Returns where the numbers of the block that begins on a day stand.
    fn place(&self, day: u32) -> usize {
        ((day - self.first) / self.days) as usize * self.width
    }

    /// Returns how many bytes this takes in memory.
    pub fn bytes(&self) -> usize {
        4 * self.before.len()
    }
}
