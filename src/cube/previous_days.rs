//! Distinct viewers in any window, from the previous active day of each.
//!
//! Each viewer who is active in a window has one first day in it: the one whose previous active day lies
//! before the window. So the cells `(day, previous day) -> viewers` answer any window with one search a day.
//! With the day of the `j`-th play before in place of the previous day, they count the plays that are among
//! a viewer's first `j` in the window.

use super::cells::Cells;
use super::day_number::Span;

/// Cells `(day, previous day) -> n`, indexed to count those of any window.
#[derive(Debug, Default)]
pub struct PreviousDays {
    /// The first day that has a cell.
    first: u16,
    /// Where the cells of each day from the first on begin, and where those of the last end.
    starts: Vec<u32>,
    /// The previous day of each cell.
    before: Vec<u16>,
    /// The prefix sums of the counts, anew for each day.
    counts: Vec<u32>,
}

impl PreviousDays {
    /// Indexes cells `(day, previous day) -> n`.
    #[must_use]
    pub fn new(cells: &Cells<2>) -> Self {
        let mut index = Self::default();
        let Some(([first, _], _)) = cells.iter().next() else {
            return index;
        };
        index.first = first;
        let mut so_far = 0;
        for ([day, before], count) in cells.iter() {
            let days = usize::from(day - first) + 1;
            if index.starts.len() < days {
                index.starts.resize(days, length(&index.before));
                so_far = 0;
            }
            so_far += count;
            index.before.push(before);
            index.counts.push(so_far);
        }
        index.starts.push(length(&index.before));
        index
    }

    /// Counts what lies in a window with its previous day outside.
    #[must_use]
    pub fn within(&self, span: Span) -> u64 {
        self.first_in(span, span.from)
    }

    /// Counts what lies in `span` with its previous day before `start`.
    #[must_use]
    pub fn first_in(&self, span: Span, start: u16) -> u64 {
        self.days(span)
            .map(|place| u64::from(self.on(place, start)))
            .sum()
    }

    /// Counts everything on a day.
    #[must_use]
    pub fn on_day(&self, day: u16) -> u32 {
        let places = self.days(Span { from: day, to: day });
        places.map(|place| self.on(place, u16::MAX)).sum()
    }

    /// Counts what lies on the day at `place` with its previous day before `from`.
    fn on(&self, place: usize, from: u16) -> u32 {
        let cells = self.starts[place] as usize..self.starts[place + 1] as usize;
        let earlier = self.before[cells.clone()].partition_point(|before| *before < from);
        if earlier == 0 {
            0
        } else {
            self.counts[cells.start + earlier - 1]
        }
    }

    /// Returns the places of the days of a window.
    fn days(&self, span: Span) -> std::ops::Range<usize> {
        let stored = self.starts.len().saturating_sub(1);
        let from = usize::from(span.from.saturating_sub(self.first)).min(stored);
        let to = (usize::from(span.to) + 1).saturating_sub(usize::from(self.first));
        from..to.min(stored).max(from)
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        4 * self.starts.len() + 2 * self.before.len() + 4 * self.counts.len()
    }
}

fn length(column: &[u16]) -> u32 {
    u32::try_from(column.len()).expect("a column has less than four thousand million")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn viewers_are_counted_once(
            histories in proptest::collection::vec(
                proptest::collection::btree_set(3_u16..40, 0..12), 0..12),
            from in 1_u16..50,
            length in 0_u16..50,
        ) {
            let mut cells = Vec::new();
            for days in &histories {
                let before = std::iter::once(0).chain(days.iter().copied());
                cells.extend(days.iter().zip(before).map(|(day, before)| ([*day, before], 1)));
            }
            let index = PreviousDays::new(&cells.into_iter().collect());
            let span = Span { from, to: from + length };
            let is_there = |days: &&std::collections::BTreeSet<u16>| {
                days.range(span.from..=span.to).next().is_some()
            };
            let expected = histories.iter().filter(is_there).count();
            prop_assert_eq!(index.within(span), expected as u64);
        }
    }
}
