//! Repeats of each item in a window, for all items at once: plays with an earlier one of the same viewer
//! inside the window. Where the previous day is that of the play two before, the same counts third plays.
//!
//! **Stored.** Cells `(day, previous day, item) -> n`: `n` plays of this day have their viewer's play before
//! on the previous day, which may be the same one. A cell counts in a window `[a, b]` where both days lie in it: `previous day >= a` and
//! `day <= b`, since the previous day is never the later of the two. Cells lie in tiles: a block of days by
//! a block of previous days. Days are cut into steps, and for each two steps `i < j` there is a row of
//! sums: `S(i, j)`, for each item its cells whose previous day lies in step `i` or later, and whose day lies
//! in a step earlier than `j`. A step is a block, or so many blocks that there are no more sums than cells. Where there are many cells
//! to a sum, it is a part of a block: edges are what takes time then.
//!
//! **A window** takes the steps `i` and `j` that begin nearest to `a` and `b + 1`, copies `S(i, j)`, and
//! corrects its two edges, cell by cell:
//!
//! 1. by the previous days between `a` and the beginning of `i`, of previous days the beginning of `j`;
//! 2. by the days between the beginning of `j` and `b`, of previous days from `a` on.
//!
//! Each is added where the sum lacks it, and taken away where the sum has it too much. For example, with
//! steps of 32 days, the window `[40, 100]` is `S(1, 3)`, which are the cells with both
//! days in 32 to 95; less those with the previous day in 32 to 39; plus those with the day in 96 to 100 and
//! the previous day in 40 or later.
//!
//! An edge is at most half a step wide. Of the tiles that it meets, those inside are added whole, and of
//! the others only cells of the right days are looked at. So a window costs one row of sums and two thin
//! strips of cells. A window with no whole step between its ends meets few tiles, and is counted from its
//! cells alone.

mod tile;

use self::tile::{BLOCK, Days, Tile};
use super::zeroes;
use crate::cube::day_number::Span;
use crate::cube::tiles::{Cell, Tiles};

/// The shortest step, in days.
const SHORTEST_STEP: u32 = 8;

/// How many cells there are to a sum, at least, where a step is less than a block.
const CELLS_A_SUM: usize = 4;

/// The cells of a level's items.
#[derive(Debug, Default)]
pub struct Repeats {
    /// One more than the greatest item.
    width: usize,
    /// In the order of day block and previous-day block.
    tiles: Vec<Tile>,
    /// The first block with a cell.
    first: u16,
    /// How many days make one step: a power of two.
    step: u32,
    /// How many steps there are.
    steps: usize,
    /// `S(i, j)` of each item, at [`place`].
    sums: Vec<u32>,
}

impl Repeats {
    /// Adds the cells of a page of items, which begins with `first_item`, and of a block of days. Sums are
    /// made by [`Self::finish`].
    pub fn add(&mut self, first_item: u32, day_block: u16, tiles: Tiles) {
        let tiles = tiles.into_tiles().filter(|(_, cells)| !cells.is_empty());
        self.tiles.extend(tiles.map(|(earlier, cells)| {
            let previous_block = day_block.saturating_sub(earlier);
            Tile::new(day_block, previous_block, first_item, cells)
        }));
    }

    /// Adds up whole tiles, once all cells have been added.
    #[must_use]
    pub fn finish(mut self) -> Self {
        let cells: usize = self.tiles.iter().map(|tile| tile.cells.len()).sum();
        self.add_up_within(cells);
        self
    }

    /// Adds up whole steps: the shortest that make no more than `most` sums, or a share of that below a block; or one step.
    fn add_up_within(&mut self, most: usize) {
        self.tiles
            .sort_by_key(|tile| (tile.day_block, tile.previous_block));
        self.width = self.tiles.iter().map(Tile::width).max().unwrap_or(0);
        let first = self.tiles.iter().map(|tile| tile.previous_block).min();
        let last = self.tiles.last().map(|tile| tile.day_block);
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        self.first = first;
        self.step = SHORTEST_STEP;
        let days = (u32::from(last - first) + 1) * BLOCK;
        loop {
            self.steps = days.div_ceil(self.step) as usize;
            let sums = self.steps * (self.steps + 1) / 2 * self.width;
            let share = if self.step < BLOCK { CELLS_A_SUM } else { 1 };
            if self.steps == 1 || sums * share <= most {
                break;
            }
            self.step *= 2;
        }
        self.add_up();
    }

    /// Makes the sums in two passes: over previous days, then over days.
    fn add_up(&mut self) {
        let width = self.width;
        self.sums = zeroes::written(self.steps * (self.steps + 1) / 2 * width);
        // Below a block, cells of one tile lie in several steps; they are in the order of days.
        let within = self.step.min(BLOCK).trailing_zeros();
        let steps = |cell: Cell| (cell.day() >> within, cell.before() >> within);
        for tile in &self.tiles {
            let cells = tile
                .cells
                .chunk_by(|a, b| steps(Cell(*a)) == steps(Cell(*b)));
            for cells in cells {
                let cell = Cell(cells[0]);
                let step_of = |block: u16, day: u32| {
                    ((u32::from(block - self.first) * BLOCK + day) / self.step) as usize
                };
                // At first `(i, j)` holds the cells of one step of previous days, `i`, and one of days, `j - 1`.
                let (from, to) = (
                    step_of(tile.previous_block, cell.before()),
                    step_of(tile.day_block, cell.day()) + 1,
                );
                let place = place(from, to) * width;
                let sums = &mut self.sums[place..place + width];
                for cell in cells.iter().map(|cell| Cell(*cell)) {
                    sums[tile.first_item as usize + cell.item()] += cell.count();
                }
            }
        }
        for to in 1..=self.steps {
            // All later steps of previous days ...
            for from in (0..to - 1).rev() {
                let here = place(from, to) * width;
                let (earlier, later) = self.sums.split_at_mut(here + width);
                add(&mut earlier[here..], &later[..width]);
            }
            // ... and all earlier steps of days, which have theirs already.
            for from in 0..to - 1 {
                let (here, before) = (place(from, to) * width, place(from, to - 1) * width);
                let (earlier, sums) = self.sums.split_at_mut(here);
                add(&mut sums[..width], &earlier[before..before + width]);
            }
        }
    }

    /// Returns, by item, how many cells have both days in the window.
    #[must_use]
    pub fn counts(&self, span: Span, items: usize) -> Vec<u32> {
        let mut counts = vec![0_u32; items.max(self.width)];
        if self.tiles.is_empty() {
            return counts;
        }
        let window = Days {
            from: span.from.into(),
            to: u32::from(span.to) + 1,
        };
        let (from, to) = (self.nearest_step(window.from), self.nearest_step(window.to));
        if from + 1 >= to {
            // Too short for a whole step.
            self.scan(window, window, 1, &mut counts);
            return counts;
        }
        let place = place(from, to) * self.width;
        counts[..self.width].copy_from_slice(&self.sums[place..place + self.width]);
        let summed = Days {
            from: self.day_of(from),
            to: self.day_of(to),
        };
        let (before, sign) = signed(window.from, summed.from);
        let days = Days { from: 0, ..summed };
        self.scan(days, before, sign, &mut counts);
        let (days, sign) = signed(summed.to, window.to);
        let before = Days {
            to: u32::MAX,
            ..window
        };
        self.scan(days, before, sign, &mut counts);
        counts
    }

    /// Returns the step that begins nearest to a day.
    fn nearest_step(&self, day: u32) -> usize {
        let step = self.step;
        let since = day.saturating_sub(u32::from(self.first) * BLOCK);
        ((since + step / 2) / step).min(u32::try_from(self.steps).unwrap_or(u32::MAX)) as usize
    }

    /// Returns the first day of a step.
    fn day_of(&self, step: usize) -> u32 {
        u32::from(self.first) * BLOCK + self.step * u32::try_from(step).unwrap_or(0)
    }

    /// Adds the counts of the cells with these days and previous days, `sign` times: 1 adds them, all ones
    /// (that is -1) takes them away.
    fn scan(&self, days: Days, before: Days, sign: u32, counts: &mut [u32]) {
        for tile in &self.tiles {
            tile.add(days, before, sign, counts);
        }
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let tiles: usize = self.tiles.iter().map(Tile::bytes).sum();
        tiles + 4 * self.sums.len()
    }
}

/// Returns the days between two days with the sign 1; or, where the second is the earlier one, with -1.
fn signed(from: u32, to: u32) -> (Days, u32) {
    if from <= to {
        (Days { from, to }, 1)
    } else {
        (Days { from: to, to: from }, u32::MAX)
    }
}

/// Returns the place of `S(from, to)`, in rows of one sum for each item.
fn place(from: usize, to: usize) -> usize {
    to * (to - 1) / 2 + from
}

fn add(sums: &mut [u32], more: &[u32]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::blocks;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Item, previous day, days from that to the day, count; and one more than the greatest item.
    ///
    /// Where items lie on two pages, each sum is of 65,540 items: one case in eight is enough of that.
    fn cells() -> impl Strategy<Value = (Vec<(u32, u16, u16, u32)>, usize)> {
        let cells = |item: BoxedStrategy<u32>| {
            let cell = (item, 40_u16..400, 0_u16..300, 1_u32..90);
            proptest::collection::vec(cell, 0..400)
        };
        let on_two_pages = prop_oneof![0_u32..4, 65_530_u32..65_540].boxed();
        prop_oneof![
            7 => cells((0_u32..4).boxed()).prop_map(|cells| (cells, 4)),
            1 => cells(on_two_pages).prop_map(|cells| (cells, 65_540)),
        ]
    }

    fn repeats_of(cells: &[(u32, u16, u16, u32)]) -> Repeats {
        let mut blocks: BTreeMap<(u32, u16), Tiles> = BTreeMap::new();
        for (item, before, later, count) in cells {
            let (page, item) = blocks::page_of(*item);
            let first = blocks::page_and_block(blocks::page_block(page, 0)).0;
            let day = before + later;
            let tiles = blocks.entry((first, blocks::block_of(day))).or_default();
            tiles.add(item, day, *before, *count);
        }
        let mut repeats = Repeats::default();
        for ((first, block), mut tiles) in blocks {
            tiles.merge_counts();
            repeats.add(first, block, tiles);
        }
        repeats
    }

    proptest! {
        // Of eleven faults planted at the edges of windows, tiles and pages, the last was found by the 63rd case at
        // the latest, in eight runs; those one day wide are left to the next test.
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 2))]

        #[test]
        fn both_days_lie_in_the_window(
            (cells, items) in cells(),
            from in 1_u16..750,
            length in 0_u16..750,
            cells_each in prop_oneof![4 => 1_usize..300, 1 => 300_usize..20_000],
        ) {
            let span = Span { from, to: from + length };
            // As many sums as there would be with so many cells, so that every step is met.
            let mut repeats = repeats_of(&cells);
            repeats.add_up_within(cells_each * items);
            let counts = repeats.counts(span, items);
            let mut expected = vec![0; items];
            for (item, before, later, count) in cells {
                if before >= from && before + later <= span.to {
                    expected[item as usize] += count;
                }
            }
            prop_assert!(counts == expected);
        }
    }

    #[test]
    fn a_window_may_begin_and_end_on_any_day_of_a_block() {
        let cells: Vec<_> = (0..300_u32)
            .map(|n| {
                let [a, b, ..] = n.wrapping_mul(0x9e37_79b9).to_le_bytes();
                (n % 3, 60 + u16::from(a % 100), u16::from(b % 40), 1)
            })
            .collect();
        // Of one step, of a few, of one for each block, and of parts of a block.
        for sums in [1, 20, 60, 1_000, 2_000] {
            let mut repeats = repeats_of(&cells);
            repeats.add_up_within(sums);
            for from in 60..=162 {
                for to in from..=162 {
                    let mut expected = [0; 3];
                    for (item, before, later, count) in &cells {
                        if *before >= from && before + later <= to {
                            expected[*item as usize] += count;
                        }
                    }
                    let found = repeats.counts(Span { from, to }, 3);
                    assert_eq!(found, expected, "{from}..{to} of {} steps", repeats.steps);
                }
            }
        }
    }

    /// Six blocks of days, and three items: 63 sums where each block is a step.
    #[test]
    fn as_many_steps_are_added_up_as_there_may_be_sums() {
        let cells = [(0, 40, 0, 1), (2, 40, 170, 1)];
        let of_blocks = [(1, 1), (8, 1), (9, 2), (17, 2), (18, 3), (62, 3), (63, 6)];
        // Of parts of a block there are so many cells each.
        let of_parts = [(935, 6), (936, 12), (3_599, 12), (3_600, 24), (1 << 20, 24)];
        for (most, steps) in of_blocks.into_iter().chain(of_parts) {
            let mut repeats = repeats_of(&cells);
            repeats.add_up_within(most);
            assert_eq!(repeats.steps, steps, "{most} sums at the most");
            assert!(steps == 1 || repeats.sums.len() <= most);
        }
    }

    #[test]
    fn tiles_of_many_cells_are_found_by_their_days() {
        let cells = (0..20_000_u32).map(|n| {
            let [a, b, ..] = n.wrapping_mul(0x9e37_79b9).to_le_bytes();
            (n % 7, 100 + u16::from(a % 32), u16::from(b % 40), 1)
        });
        let cells: Vec<_> = cells.collect();
        let repeats = repeats_of(&cells).finish();
        for (from, to) in [(90, 200), (101, 128), (110, 111), (96, 159), (97, 140)] {
            let mut expected = vec![0; 7];
            for (item, before, later, count) in &cells {
                if *before >= from && before + later <= to {
                    expected[*item as usize] += count;
                }
            }
            let found = repeats.counts(Span { from, to }, 7);
            assert_eq!(found, expected, "{from}..{to}");
        }
    }
}
