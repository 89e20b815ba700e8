//! Plays of each item in a window, for all items at once: prefix sums by blocks of days.
//!
//! **Stored.** Days come in blocks of [`BLOCK_DAYS`]. A block has a row for each day, one byte an item;
//! plays that do not fit a byte, or whose item has no place in the rows, overflow into a sorted list.
//! Before every `stride`-th block stands a row of prefix sums: the plays of each item before the block's
//! first day. After the last block stand all plays. The stride is 1, or doubled until there are no more
//! sums than plays stored: a sparse log shall not grow.
//!
//! **A window** `[a, b]` is `P(b + 1) - P(a)`, where `P(d)` is what was played before day `d`. The row of
//! sums nearest to each end is at most half a stride away; the rows of the days between are added or
//! taken away. With 32-day blocks and a stride of 1, that is two rows of sums and at most 32 rows of
//! bytes, however long the window is.
//!
//! For example, with sums before the days 0, 32, 64 and 96, the window `[10, 70]` is `P(71) - P(10)`:
//!
//! - `P(64) - P(0)`, since 64 is the nearest to 71, and 0 to 10,
//! - plus the rows of the days 64 to 70, which the sums lack,
//! - less the rows of the days 0 to 9, which they have too much.
//!
//! Sums wrap around: on the way to a count they may fall below zero, but the count itself fits.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::cube::blocks::BLOCK_DAYS;
use crate::cube::day_number::Span;
use crate::cube::day_plays::DayPlays;

/// The days of a block.
const BLOCK: u32 = BLOCK_DAYS as u32;

/// The plays of a level's items.
#[derive(Debug, Default)]
pub struct PlaySums {
    /// One more than the greatest item.
    width: usize,
    /// The blocks with plays, by number.
    blocks: BTreeMap<u16, Block>,
    /// The first of them.
    first: u16,
    /// How many blocks lie between two rows of sums.
    stride: u16,
    /// The plays of each item before the first block, before each `stride`-th one from there on, and at
    /// the end.
    sums: Vec<Vec<u32>>,
}

/// The plays of a block of days.
#[derive(Debug, Default)]
struct Block {
    /// How many items a row has.
    width: usize,
    /// A row for each day, one after the other.
    rows: Vec<u8>,
    /// What does not stand in the rows, by item and day.
    overflow: Vec<Overflow>,
}

/// Plays of an item on a day of a block, besides those in the block's rows.
#[derive(Debug, Clone, Copy)]
struct Overflow {
    item: u32,
    day: u32,
    plays: u32,
}

impl Overflow {
    /// Returns item and day as one number, which is sorted faster than two.
    fn place(&self) -> u64 {
        u64::from(self.item) << 32 | u64::from(self.day)
    }
}

impl Block {
    /// Adds the plays of some days to the sums of items, `sign` times: 1 adds them, all ones (that is -1)
    /// takes them away.
    fn add(&self, days: &Range<u32>, sign: u32, sums: &mut [u32]) {
        for row in self.rows_of(days) {
            for (sum, plays) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(u32::from(*plays).wrapping_mul(sign));
            }
        }
        for more in self
            .overflow
            .iter()
            .filter(|entry| days.contains(&entry.day))
        {
            let sum = &mut sums[more.item as usize];
            *sum = sum.wrapping_add(more.plays.wrapping_mul(sign));
        }
    }

    fn rows_of(&self, days: &Range<u32>) -> impl Iterator<Item = &[u8]> {
        let rows = self.rows.chunks_exact(self.width.max(1));
        rows.skip(days.start as usize).take(days.len())
    }

    /// Returns the plays of one item on some days.
    fn plays(&self, item: u32, days: &Range<u32>) -> u32 {
        let rows = self.rows_of(days);
        let in_rows = rows.filter_map(|row| row.get(item as usize));
        let start = self.overflow.partition_point(|entry| entry.item < item);
        let of_item = self.overflow[start..]
            .iter()
            .take_while(|entry| entry.item == item);
        let beyond = of_item.filter(|entry| days.contains(&entry.day));
        in_rows.map(|plays| u32::from(*plays)).sum::<u32>()
            + beyond.map(|entry| entry.plays).sum::<u32>()
    }

    /// Returns how many numbers it holds.
    fn len(&self) -> usize {
        self.rows.len() + self.overflow.len()
    }
}

impl PlaySums {
    /// Adds the plays of a page of items, which begins with `first_item`, and of a block of days. Sums are made by
    /// [`Self::finish`].
    pub fn add(&mut self, first_item: u32, block: u16, plays: DayPlays) {
        let block = self.blocks.entry(block).or_default();
        // Rows can be taken as they are where their places are the items' numbers.
        let cells = if first_item == 0 && block.len() == 0 {
            block.width = plays.width;
            block.rows = plays.rows;
            plays.overflow
        } else {
            plays.cells()
        };
        let overflow = cells.iter().map(|([day, item], plays)| Overflow {
            item: first_item + u32::from(item),
            day: day.into(),
            plays,
        });
        block.overflow.extend(overflow);
    }

    /// Adds up what was played before each block, once all plays have been added.
    #[must_use]
    pub fn finish(mut self) -> Self {
        for block in self.blocks.values_mut() {
            // Each day's are in order as they come: what is sorted are a few long runs.
            block.overflow.sort_by_key(Overflow::place);
            let greatest = block
                .overflow
                .last()
                .map_or(0, |entry| entry.item as usize + 1);
            self.width = self.width.max(block.width).max(greatest);
        }
        let (Some(first), Some(last)) = (self.blocks.keys().next(), self.blocks.keys().last())
        else {
            return self;
        };
        self.first = *first;
        let blocks = last - first + 1;
        let numbers: usize = self.blocks.values().map(Block::len).sum();
        self.stride = 1;
        while self.stride < blocks && usize::from(blocks / self.stride) * self.width > numbers {
            self.stride *= 2;
        }
        let mut sums = vec![0; self.width];
        for number in self.first..self.first + blocks.next_multiple_of(self.stride) {
            if (number - self.first).is_multiple_of(self.stride) {
                self.sums.push(sums.clone());
            }
            if let Some(block) = self.blocks.get(&number) {
                block.add(&(0..BLOCK), 1, &mut sums);
            }
        }
        self.sums.push(sums);
        self
    }

    /// Returns the plays of each item in a window.
    #[must_use]
    pub fn counts(&self, span: Span, items: usize) -> Vec<u32> {
        let mut counts = vec![0_u32; items.max(self.width)];
        if self.sums.is_empty() {
            return counts;
        }
        let ends = [u32::from(span.from), u32::from(span.to) + 1];
        let [from, to] = ends.map(|day| self.nearest(day));
        let sums = self.sums[to].iter().zip(&self.sums[from]);
        for (count, (to, from)) in counts.iter_mut().zip(sums) {
            *count = to.wrapping_sub(*from);
        }
        let [summed_from, summed_to] = [from, to].map(|place| self.day_of(place));
        self.correct(ends[0], summed_from, |block, days, sign| {
            block.add(days, sign, &mut counts);
        });
        self.correct(summed_to, ends[1], |block, days, sign| {
            block.add(days, sign, &mut counts);
        });
        counts
    }

    /// Returns the plays of one item in a window.
    #[must_use]
    pub fn count(&self, item: u32, span: Span) -> u32 {
        if item as usize >= self.width {
            return 0;
        }
        let ends = [u32::from(span.from), u32::from(span.to) + 1];
        let [from, to] = ends.map(|day| self.nearest(day));
        let sum = |place: usize| self.sums[place][item as usize];
        let mut count = sum(to).wrapping_sub(sum(from));
        let mut add = |block: &Block, days: &Range<u32>, sign: u32| {
            count = count.wrapping_add(block.plays(item, days).wrapping_mul(sign));
        };
        self.correct(ends[0], self.day_of(from), &mut add);
        self.correct(self.day_of(to), ends[1], &mut add);
        count
    }

    /// Returns all plays of each item.
    #[must_use]
    pub fn all(&self) -> &[u32] {
        self.sums.last().map_or(&[], Vec::as_slice)
    }

    /// Gives the days `from..to` to `add`, block by block, with the sign 1; where `to` is the earlier one,
    /// the days `to..from` with the sign -1.
    fn correct(&self, from: u32, to: u32, mut add: impl FnMut(&Block, &Range<u32>, u32)) {
        let sign = if from <= to { 1 } else { u32::MAX };
        let days = from.min(to)..from.max(to);
        if days.is_empty() {
            return;
        }
        let number = |day: u32| u16::try_from(day / BLOCK).unwrap_or(u16::MAX);
        for (block, plays) in self.blocks.range(number(days.start)..=number(days.end - 1)) {
            let first = u32::from(*block) * BLOCK;
            let within = |day: u32| day.clamp(first, first + BLOCK) - first;
            add(plays, &(within(days.start)..within(days.end)), sign);
        }
    }

    /// Returns the place of the row of sums nearest to a day.
    fn nearest(&self, day: u32) -> usize {
        let step = BLOCK * u32::from(self.stride);
        let since = day.saturating_sub(u32::from(self.first) * BLOCK);
        (((since + step / 2) / step) as usize).min(self.sums.len() - 1)
    }

    /// Returns the day up to which, itself left out, a row of sums has added up.
    fn day_of(&self, place: usize) -> u32 {
        let blocks = u32::from(self.stride) * u32::try_from(place).unwrap_or(0);
        (u32::from(self.first) + blocks) * BLOCK
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let overflow = size_of::<Overflow>();
        let blocks = self.blocks.values();
        let blocks: usize = blocks
            .map(|block| block.rows.len() + overflow * block.overflow.len())
            .sum();
        blocks + 4 * self.sums.len() * self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::blocks;
    use crate::cube::cells::Cells;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plays_of_a_window_are_those_of_its_days(
            plays in proptest::collection::btree_map(
                (40_u16..500, 0_u32..6), prop_oneof![1_u32..5, Just(900)], 0..600),
            from in 1_u16..600,
            length in 0_u16..600,
            first_item in prop_oneof![Just(0_u32), Just(3)],
        ) {
            let mut sums = PlaySums::default();
            let mut blocks: BTreeMap<u16, Vec<([u16; 2], u32)>> = BTreeMap::new();
            for ((day, item), plays) in &plays {
                let key = [day % BLOCK_DAYS, u16::try_from(*item).unwrap()];
                blocks.entry(blocks::block_of(*day)).or_default().push((key, *plays));
            }
            for (block, cells) in blocks {
                let cells: Cells<2> = cells.into_iter().collect();
                sums.add(first_item, block, DayPlays::of(cells));
            }
            let sums = sums.finish();
            let span = Span { from, to: from + length };
            let mut expected = vec![0_u32; 9];
            let mut all = [0_u32; 9];
            for ((day, item), plays) in &plays {
                let item = (first_item + item) as usize;
                all[item] += plays;
                expected[item] += if (from..=span.to).contains(day) { *plays } else { 0 };
            }
            prop_assert_eq!(sums.counts(span, 9), expected.clone());
            for (item, plays) in (0..9).zip(expected) {
                prop_assert_eq!(sums.count(item, span), plays);
            }
            let found = sums.all();
            prop_assert_eq!(found, &all[..found.len()]);
            prop_assert!(all[found.len()..].iter().all(|plays| *plays == 0));
        }
    }

    #[test]
    fn a_block_that_is_added_to_keeps_what_it_had() {
        let plays = |cells: &[([u16; 2], u32)]| DayPlays::of(cells.iter().copied().collect());
        let (day, block) = (3, 2);
        let mut sums = PlaySums::default();
        sums.add(0, block, plays(&[([day, 0], 5), ([day, 1], 7)]));
        sums.add(0, block, plays(&[([day, 0], 1), ([day, 2], 900)]));
        assert_eq!(sums.finish().all(), [6, 7, 900]);
    }
}
