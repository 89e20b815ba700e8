//! One tile of repeats: the cells whose day lies in one block of days, and whose previous day lies in
//! another.

use crate::cube::blocks::BLOCK_DAYS;
use crate::cube::tiles::Cell;

/// The days of a block.
pub(super) const BLOCK: u32 = BLOCK_DAYS as u32;

/// A tile with fewer cells has no index: looking at all of them is as quick.
const INDEXED_FROM: usize = 1 << 12;

/// The days `from..to`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub from: u32,
    pub to: u32,
}

impl Days {
    fn of_block(block: u16) -> Self {
        let from = u32::from(block) * BLOCK;
        Self {
            from,
            to: from + BLOCK,
        }
    }

    fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Returns those of the days that lie in a block, counted from its first day.
    fn within(self, block: u16) -> Self {
        let block = Self::of_block(block);
        let cut = |day: u32| day.clamp(block.from, block.to) - block.from;
        Self {
            from: cut(self.from),
            to: cut(self.to),
        }
    }
}

/// The cells of one page of items, one block of days and one block of previous days.
#[derive(Debug)]
pub(super) struct Tile {
    pub day_block: u16,
    pub previous_block: u16,
    /// The first item of the page.
    pub first_item: u32,
    /// Packed as [`Cell`]: in the order of day, previous day and item.
    pub cells: Vec<u32>,
    /// Where the cells of each day and previous day begin, and the last ones end; empty without an index.
    starts: Vec<u32>,
}

impl Tile {
    pub fn new(day_block: u16, previous_block: u16, first_item: u32, cells: Vec<u32>) -> Self {
        Self {
            day_block,
            previous_block,
            first_item,
            starts: starts(&cells),
            cells,
        }
    }

    /// Adds the counts of the cells with these days and previous days to those of their items, `sign` times.
    pub fn add(&self, days: Days, before: Days, sign: u32, counts: &mut [u32]) {
        let of_days = Days::of_block(self.day_block);
        let of_before = Days::of_block(self.previous_block);
        if !days.meets(of_days) || !before.meets(of_before) {
            return;
        }
        let counts = &mut counts[self.first_item as usize..];
        let mut add = |cell: Cell| {
            let count = &mut counts[cell.item()];
            *count = count.wrapping_add(cell.count().wrapping_mul(sign));
        };
        if days.contains(of_days) && before.contains(of_before) {
            self.cells.iter().for_each(|cell| add(Cell(*cell)));
            return;
        }
        let (days, before) = (
            days.within(self.day_block),
            before.within(self.previous_block),
        );
        self.each_of(days, before, add);
    }

    /// Gives the cells with these days and previous days to `take`; both count from the first day of their
    /// block.
    fn each_of(&self, days: Days, before: Days, mut take: impl FnMut(Cell)) {
        if self.starts.is_empty() {
            for cell in self.cells.iter().map(|cell| Cell(*cell)) {
                let is_before = (before.from..before.to).contains(&cell.before());
                if is_before && (days.from..days.to).contains(&cell.day()) {
                    take(cell);
                }
            }
            return;
        }
        let start = |day: u32, before: u32| self.starts[(day * BLOCK + before) as usize] as usize;
        let mut take_all = |from: usize, to: usize| {
            self.cells[from..to]
                .iter()
                .for_each(|cell| take(Cell(*cell)));
        };
        if before.to - before.from == BLOCK {
            take_all(start(days.from, 0), start(days.to, 0));
            return;
        }
        for day in days.from..days.to {
            take_all(start(day, before.from), start(day, before.to));
        }
    }

    /// Returns how many bytes this takes in memory.
    pub fn bytes(&self) -> usize {
        4 * (self.cells.len() + self.starts.len()) + size_of::<Self>()
    }

    /// Returns one more than the greatest item.
    pub fn width(&self) -> usize {
        let items = self.cells.iter().map(|cell| Cell(*cell).item() + 1).max();
        self.first_item as usize + items.unwrap_or(0)
    }
}

/// Returns where the cells of each day and previous day begin, or nothing of few cells.
fn starts(cells: &[u32]) -> Vec<u32> {
    if cells.len() < INDEXED_FROM {
        return Vec::new();
    }
    let mut starts = vec![0; (BLOCK * BLOCK) as usize + 1];
    for cell in cells.iter().map(|cell| Cell(*cell)) {
        starts[(cell.day() * BLOCK + cell.before()) as usize + 1] += 1;
    }
    for place in 1..starts.len() {
        starts[place] += starts[place - 1];
    }
    starts
}
