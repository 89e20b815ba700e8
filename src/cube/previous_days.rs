//! Distinct viewers in any window, from the previous active day of each.
//!
//! Each viewer who is active in a window has one first day in it: the one whose previous active day lies
//! before the window. So the cells `(day, previous day) -> viewers` answer any window with one search a day;
//! a whole block of days is added up ahead, and takes one, too.
//! With the day of the `j`-th play before in place of the previous day, they count the plays that are among
//! a viewer's first `j` in the window.

use super::cell_blocks::CellBlocks;
use super::day_number::Span;

/// How many days are added up ahead, so that a long window need not search each of its days.
const BLOCK: usize = 16;

/// Cells `(day, previous day) -> n`, indexed to count those of any window.
#[derive(Debug, Default)]
pub struct PreviousDays {
    /// The first day that has a cell.
    first: u16,
    /// Each day from the first on.
    days: Groups,
    /// Each [`BLOCK`] of them; the last may have fewer.
    blocks: Groups,
}

/// Cells in groups of a day or several.
#[derive(Debug, Default)]
struct Groups {
    /// Where the cells of each group begin, and where those of the last end.
    starts: Vec<u32>,
    /// The previous day of each cell, rising in each group.
    before: Vec<u16>,
    /// The prefix sums of the counts, anew for each group.
    counts: Vec<u32>,
}

impl Groups {
    /// Makes room for so many cells: a column that grows may begin in memory that another thread has left, and then stays
    /// there.
    fn reserve(&mut self, cells: usize) {
        self.starts.reserve_exact(cells);
        self.before.reserve_exact(cells);
        self.counts.reserve_exact(cells);
    }

    fn shrink_to_fit(&mut self) {
        self.starts.shrink_to_fit();
        self.before.shrink_to_fit();
        self.counts.shrink_to_fit();
    }

    /// Adds a group of cells `previous day -> n`, the previous days rising.
    fn push(&mut self, cells: impl IntoIterator<Item = (u16, u32)>) {
        let mut so_far = 0;
        for (before, count) in cells {
            so_far += count;
            self.before.push(before);
            self.counts.push(so_far);
        }
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        let end = u32::try_from(self.before.len());
        let end = end.expect("a column has less than four thousand million");
        self.starts.push(end);
    }

    /// Returns how many groups there are.
    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Returns the cells of a group.
    fn cells(&self, place: usize) -> impl Iterator<Item = (u16, u32)> {
        let cells = self.starts[place] as usize..self.starts[place + 1] as usize;
        let before = self.before[cells.clone()].iter();
        let mut so_far = 0;
        let counts = self.counts[cells].iter();
        let counts = counts.map(move |sum| sum - std::mem::replace(&mut so_far, *sum));
        before.copied().zip(counts)
    }

    /// Counts what lies in a group with its previous day before `from`.
    fn before(&self, place: usize, from: u16) -> u32 {
        let cells = self.starts[place] as usize..self.starts[place + 1] as usize;
        let earlier = self.before[cells.clone()].partition_point(|before| *before < from);
        if earlier == 0 {
            0
        } else {
            self.counts[cells.start + earlier - 1]
        }
    }

    fn bytes(&self) -> usize {
        4 * self.starts.len() + 2 * self.before.len() + 4 * self.counts.len()
    }
}

impl From<CellBlocks<2>> for PreviousDays {
    fn from(cells: CellBlocks<2>) -> Self {
        Self::new(cells.len(), cells.iter())
    }
}

impl PreviousDays {
    /// Indexes so many cells `(day, previous day) -> n`, in the order of their keys.
    #[must_use]
    pub fn new(length: usize, cells: impl Iterator<Item = ([u16; 2], u32)>) -> Self {
        let mut index = Self::default();
        index.days.reserve(length);
        let mut cells = cells.peekable();
        let Some(([first, _], _)) = cells.peek() else {
            return index;
        };
        index.first = *first;
        while let Some(([day, _], _)) = cells.peek().copied() {
            let place = usize::from(day - index.first);
            while index.days.len() < place {
                index.days.push([]);
            }
            let of_day = std::iter::from_fn(|| cells.next_if(|([of, _], _)| *of == day));
            index
                .days
                .push(of_day.map(|([_, before], count)| (before, count)));
        }
        index.days.shrink_to_fit();
        index.add_up();
        index
    }

    /// Adds up blocks of days. A log may span centuries and have a few days: what a block does not hold costs
    /// nothing.
    fn add_up(&mut self) {
        let last = self.days.before.iter().max().copied().unwrap_or(0);
        let mut sums = vec![0_u32; usize::from(last) + 1];
        let mut held = Vec::new();
        // No block has more cells than its days have.
        self.blocks.reserve(self.days.before.len());
        for from in (0..self.days.len()).step_by(BLOCK) {
            let days = from..(from + BLOCK).min(self.days.len());
            for (before, count) in days.flat_map(|day| self.days.cells(day)) {
                let sum = &mut sums[usize::from(before)];
                if *sum == 0 && count > 0 {
                    held.push(before);
                }
                *sum += count;
            }
            held.sort_unstable();
            let sum_of = |before: u16| (before, std::mem::take(&mut sums[usize::from(before)]));
            self.blocks.push(held.drain(..).map(sum_of));
        }
        self.blocks.shrink_to_fit();
    }

    /// Counts what lies in a window with its previous day outside.
    #[must_use]
    pub fn within(&self, span: Span) -> u64 {
        self.first_in(span, span.from)
    }

    /// Counts what lies in `span` with its previous day before `start`.
    #[must_use]
    pub fn first_in(&self, span: Span, start: u16) -> u64 {
        let days = self.places(span);
        let blocks = days.start.div_ceil(BLOCK)..days.end / BLOCK;
        let sum = |groups: &Groups, places: std::ops::Range<usize>| -> u64 {
            places
                .map(|place| u64::from(groups.before(place, start)))
                .sum()
        };
        if blocks.is_empty() {
            return sum(&self.days, days);
        }
        let (from, to) = (blocks.start * BLOCK, blocks.end * BLOCK);
        sum(&self.days, days.start..from)
            + sum(&self.blocks, blocks)
            + sum(&self.days, to..days.end)
    }

    /// Counts everything on a day.
    #[must_use]
    pub fn on_day(&self, day: u16) -> u32 {
        let places = self.places(Span { from: day, to: day });
        places.map(|place| self.days.before(place, u16::MAX)).sum()
    }

    /// Returns the places of the days of a window.
    fn places(&self, span: Span) -> std::ops::Range<usize> {
        let stored = self.days.len();
        let from = usize::from(span.from.saturating_sub(self.first)).min(stored);
        let to = (usize::from(span.to) + 1).saturating_sub(usize::from(self.first));
        from..to.min(stored).max(from)
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.days.bytes() + self.blocks.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn viewers_are_counted_once(
            histories in proptest::collection::vec(
                proptest::collection::btree_set(3_u16..90, 0..30), 0..12),
            from in 1_u16..100,
            length in 0_u16..100,
        ) {
            let mut cells = Vec::new();
            for days in &histories {
                let before = std::iter::once(0).chain(days.iter().copied());
                cells.extend(days.iter().zip(before).map(|(day, before)| ([*day, before], 1)));
            }
            cells.sort_unstable();
            let index = PreviousDays::new(cells.len(), cells.into_iter());
            let span = Span { from, to: from + length };
            let is_there = |days: &&std::collections::BTreeSet<u16>| {
                days.range(span.from..=span.to).next().is_some()
            };
            let expected = histories.iter().filter(is_there).count();
            prop_assert_eq!(index.within(span), expected as u64);
        }
    }
}
