//! Short runs of each item, added up by blocks of their last days.
//!
//! A run of at most [`SHORT`] days that ends on `a + SHORT - 1` or later starts on `a` or later. Where it
//! ends before `b`, too, it lies whole in the window `[a, b]`: its days are the same for every such window,
//! and can be added up ahead. That is what [`super::streak_sums`] takes for all days but those near the
//! ends of a long window.
//!
//! **Stored**, for each block of days and each item:
//!
//! - the days of the longest run that ends in the block, one byte each;
//! - the viewers with a run of `K` days or more that ends before the block: prefix sums over blocks. They
//!   depend on `K`, so they are made for the `K` that was asked for last, when it is asked for. Most
//!   questions ask for the same `K` as the one before.
//!
//! A block has at least [`BLOCK`] days, doubled until the blocks of all items have no more numbers than
//! there are runs. A sparse log has one block or none, and is scanned.
//!
//! **A window** that covers whole blocks takes the greatest of their longest runs, item by item, and the
//! difference of two rows of prefix sums.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

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
    /// One more than the greatest item.
    width: usize,
    /// The first day of the earliest run.
    first_start: u32,
    /// The days of the longest run of each item, block by block.
    longest: Vec<u8>,
    /// The viewers of runs of as many days as were asked for last.
    viewers: Mutex<Option<Arc<ViewerSums>>>,
}

/// Viewers with a run of `at_least` days or more.
#[derive(Debug)]
struct ViewerSums {
    at_least: u32,
    /// Those of each item whose run ends before a block, block by block, and before the end of the last.
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
        let mut sums = Self {
            first,
            days,
            blocks: all / days,
            width,
            first_start: starts.min().map_or(0, u32::from),
            ..Self::default()
        };
        sums.longest = vec![0; sums.blocks as usize * width];
        for (block, longest) in (0..).zip(sums.longest.chunks_exact_mut(width)) {
            let day = first + block * days;
            for (end, runs) in runs.of(day, day + days - 1) {
                for run in runs {
                    let longest = &mut longest[run.item as usize];
                    *longest = (*longest).max(days_of(end, *run));
                }
            }
        }
        sums
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

    /// Returns the days of the longest run of each item that ends on one of the days of whole blocks.
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

    /// Returns the viewers of each item with a run of `at_least` days or more that ends on one of the days of
    /// whole blocks; a viewer with several counts as often.
    pub fn viewers(&self, runs: &ByDay<ItemRun>, at_least: u32, days: &Range<u32>) -> Vec<u32> {
        if at_least > u32::from(SHORT) {
            return vec![0; self.width];
        }
        let sums = self.viewer_sums(runs, at_least);
        let before = |day| &sums.before[self.place(day)..][..self.width];
        let viewers = before(days.end).iter().zip(before(days.start));
        viewers.map(|(to, from)| to - from).collect()
    }

    fn viewer_sums(&self, runs: &ByDay<ItemRun>, at_least: u32) -> Arc<ViewerSums> {
        // Whoever panicked while holding the lock left what it guards as it was.
        let mut kept = self.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(sums) if sums.at_least == at_least => Arc::clone(sums),
            _ => {
                let sums = Arc::new(self.add_up_viewers(runs, at_least));
                *kept = Some(Arc::clone(&sums));
                sums
            }
        }
    }

    fn add_up_viewers(&self, runs: &ByDay<ItemRun>, at_least: u32) -> ViewerSums {
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
        ViewerSums { at_least, before }
    }

    /// Returns where the numbers of the block that begins on a day stand.
    fn place(&self, day: u32) -> usize {
        ((day - self.first) / self.days) as usize * self.width
    }

    /// Returns how many bytes this takes in memory.
    pub fn bytes(&self) -> usize {
        // With the sums of viewers, which the first question makes.
        self.longest.len() + 4 * (self.blocks as usize + 1) * self.width
    }
}

/// Returns the days of a run of [`SHORT`] days or fewer.
fn days_of(end: u16, run: ItemRun) -> u8 {
    u8::try_from(end - run.start + 1).unwrap_or(u8::MAX)
}
