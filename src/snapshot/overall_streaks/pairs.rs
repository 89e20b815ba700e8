//! Pairs of runs that must not count twice, by the length of their shorter run, then by the first day of their later one.

use std::ops::Range;

use crate::cube::stored_cells::StoredCells;

/// A pair of runs, as [`crate::cube::runs::Pair`] has it, of some viewers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub start: u16,
    pub end: u16,
    pub low: u16,
    pub high: u16,
    pub viewers: u32,
}

impl Pair {
    /// Returns whether both runs count, and none between them, for streaks of `at_least` days or more.
    pub fn holds(&self, at_least: u16) -> bool {
        self.low < at_least && at_least <= self.high
    }

    /// Returns the days from the end of the earlier run to the start of the later.
    pub fn gap(&self) -> u16 {
        self.start - self.end
    }
}

/// The pairs of everything.
#[derive(Debug)]
pub(super) struct Pairs {
    /// `(high, start, end, low) -> viewers`
    cells: StoredCells<4>,
    /// Each length of a shorter run, rising, and where its pairs lie.
    by_high: Vec<(u16, Range<usize>)>,
}

impl Pairs {
    /// Takes cells `(high, start, end, low) -> viewers`.
    pub fn new(cells: StoredCells<4>) -> Self {
        let high = cells.column(0);
        let mut by_high = Vec::new();
        let mut from = 0;
        while from < cells.len() {
            let of = high.at(from);
            let end = match of.checked_add(1) {
                Some(next) => high.place_of(from..cells.len(), next),
                None => cells.len(),
            };
            by_high.push((of, from..end));
            from = end;
        }
        Self { cells, by_high }
    }

    /// Returns every pair.
    pub fn iter(&self) -> impl Iterator<Item = Pair> + Clone {
        self.within(0..self.len())
    }

    /// Returns the pairs whose shorter run has `high` days or more, and whose later run starts on one of the
    /// days from `first` to `last`.
    pub fn of(&self, high: u16, first: u16, last: u16) -> impl Iterator<Item = Pair> {
        let from = self.by_high.partition_point(|(days, _)| *days < high);
        self.by_high[from..].iter().flat_map(move |(_, range)| {
            let start = self.cells.column(1);
            let end = match last.checked_add(1) {
                Some(next) => start.place_of(range.clone(), next),
                None => range.end,
            };
            self.within(start.place_of(range.clone(), first).min(end)..end)
        })
    }

    fn within(&self, places: Range<usize>) -> impl Iterator<Item = Pair> + Clone {
        let cells = self.cells.within(places);
        cells.map(|([high, start, end, low], viewers)| Pair {
            start,
            end,
            low,
            high,
            viewers,
        })
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Returns how many bytes this takes in memory.
    pub fn bytes(&self) -> usize {
        self.cells.bytes()
    }
}
