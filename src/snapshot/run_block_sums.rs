//! What the runs that end in whole blocks of days amount to, added up ahead for all items.
//!
//! A run of few days that ends well inside a window lies in it whole: then its length is that of every
//! other window, too, and of many days together one number an item is enough.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::cube::by_day::ByDay;
use crate::cube::day_number::Span;

/// The days of the longest run that is added up.
pub(super) const SHORT: u16 = 16;

/// The days of the smallest block.
const BLOCK: u32 = 16;

/// Runs of viewers of an item.
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
    /// The days of each: [`BLOCK`], or twice as many as often as makes the sums of all blocks no more than
    /// there are runs.
    days: u32,
    blocks: u32,
    /// One more than the greatest item.
    width: usize,
    /// The first day of any of the runs.
    first_start: u32,
    /// The days of the longest run of each item, block by block.
    longest: Vec<u8>,
    /// The viewers with runs of as many days or more as were asked for last.
    ended: Mutex<Option<Arc<Ended>>>,
}

/// Viewers with runs of at least so many days.
#[derive(Debug)]
struct Ended {
    at_least: u32,
    /// Those whose run ends before each block, and before the end of the last: item by item.
    before: Vec<u32>,
}

impl RunBlockSums {
    /// Adds up runs of items below `width`.
    pub fn new(runs: &ByDay<ItemRun>, width: usize) -> Self {
        let Some((first, last)) = runs.days() else {
            return Self::default();
        };
        let first = u32::from(first);
        let all = u32::from(last) + 1 - first;
        let mut days = BLOCK;
        while days <= all && (all / days) as usize * width > runs.all().len() {
            days *= 2;
        }
        let starts = runs.all().iter().map(|run| run.start);
        let mut added = Self {
            first,
            days,
            blocks: all / days,
            width,
            first_start: starts.min().map_or(0, u32::from),
            ..Self::default()
        };
        added.longest = vec![0; added.blocks as usize * width];
        for (block, longest) in (0..).zip(added.longest.chunks_exact_mut(width)) {
            let day = first + block * days;
            for (end, runs) in runs.of(day, day + days - 1) {
                for run in runs {
                    let longest = &mut longest[run.item as usize];
                    *longest = (*longest).max(days_of(end, *run));
                }
            }
        }
        added
    }

    /// Returns the days of the blocks whose runs lie whole in a window and end before its last day;
    /// `None` where there is no such block.
    pub fn between(&self, span: Span) -> Option<Range<u32>> {
        if self.blocks == 0 {
            return None;
        }
        let (from, to) = (u32::from(span.from), u32::from(span.to));
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

    /// Returns the days of the longest run of each item that ends on days of whole blocks.
    pub fn longest(&self, days: &Range<u32>) -> Vec<u8> {
        let mut longest = vec![0; self.width];
        let (from, to) = (self.place(days.start), self.place(days.end));
        for of_block in self.longest[from..to].chunks_exact(self.width) {
            for (longest, of_block) in longest.iter_mut().zip(of_block) {
                *longest = (*longest).max(*of_block);
            }
        }
        longest
    }

    /// Returns the viewers of each item with a run of so many days that ends on days of whole blocks; one
    /// with several is counted as often.
    pub fn viewers(&self, runs: &ByDay<ItemRun>, at_least: u32, days: &Range<u32>) -> Vec<u32> {
        if at_least > u32::from(SHORT) {
            return vec![0; self.width];
        }
        let ended = self.ended(runs, at_least);
        let until = |day| &ended.before[self.place(day)..][..self.width];
        let viewers = until(days.end).iter().zip(until(days.start));
        viewers.map(|(to, from)| to - from).collect()
    }

    fn ended(&self, runs: &ByDay<ItemRun>, at_least: u32) -> Arc<Ended> {
        // Whoever panicked while holding it left it as it was.
        let mut kept = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(ended) if ended.at_least == at_least => Arc::clone(ended),
            _ => {
                let ended = Arc::new(self.add_up(runs, at_least));
                *kept = Some(Arc::clone(&ended));
                ended
            }
        }
    }

    fn add_up(&self, runs: &ByDay<ItemRun>, at_least: u32) -> Ended {
        let mut sums = vec![0_u32; self.width];
        let mut before = Vec::with_capacity((self.blocks as usize + 1) * self.width);
        for block in 0..self.blocks {
            before.extend_from_slice(&sums);
            let day = self.first + block * self.days;
            for (end, runs) in runs.of(day, day + self.days - 1) {
                for run in runs {
                    let counts = u32::from(days_of(end, *run)) >= at_least;
                    sums[run.item as usize] += u32::from(run.viewers) * u32::from(counts);
                }
            }
        }
        before.extend_from_slice(&sums);
        Ended { at_least, before }
    }

    /// Returns where the numbers of the block that begins on a day stand.
    fn place(&self, day: u32) -> usize {
        ((day - self.first) / self.days) as usize * self.width
    }

    /// Returns how many bytes this takes in memory.
    pub fn bytes(&self) -> usize {
        // As of when a number of days is asked for.
        self.longest.len() + 4 * (self.blocks as usize + 1) * self.width
    }
}

/// Returns the days of a run of [`SHORT`] days or fewer.
fn days_of(end: u16, run: ItemRun) -> u8 {
    u8::try_from(end - run.start + 1).unwrap_or(u8::MAX)
}
