//! Distinct viewers of any window, out of the day each was there before.
//!
//! Who was there in a window was there on a day of it with the day before that one earlier than the
//! window: once in each window, however often they came. The cells `(day, before) -> n` answer any
//! window with one search a day. With the day of the `j`-th play before instead of the last one, they
//! count plays that are among a viewer's first `j` in the window.

use super::cells::Cells;
use super::day_number::Span;

/// Cells `(day, before) -> n`, ready to count.
#[derive(Debug, Default)]
pub struct PreviousDays {
    /// The number of the first day that has a cell.
    first: u16,
    /// Where the cells of each day from the first on begin, and the last day's end.
    starts: Vec<u32>,
    before: Vec<u16>,
    /// Of a day's cells, the counts up to and with each.
    counts: Vec<u32>,
}

impl PreviousDays {
    /// Readies cells `(day, before) -> n`.
    #[must_use]
    pub fn new(cells: &Cells<2>) -> Self {
        let mut gaps = Self::default();
        let Some(([first, _], _)) = cells.iter().next() else {
            return gaps;
        };
        gaps.first = first;
        let mut so_far = 0;
        for ([day, before], count) in cells.iter() {
            let days = usize::from(day - first) + 1;
            if gaps.starts.len() < days {
                gaps.starts.resize(days, length(&gaps.before));
                so_far = 0;
            }
            so_far += count;
            gaps.before.push(before);
            gaps.counts.push(so_far);
        }
        gaps.starts.push(length(&gaps.before));
        gaps
    }

    /// Counts, of the days of a window, what has its day before outside of it.
    #[must_use]
    pub fn within(&self, span: Span) -> u64 {
        self.first_in(span, span.from)
    }

    /// Counts, of the days of `span`, what has its day before earlier than `start`.
    #[must_use]
    pub fn first_in(&self, span: Span, start: u16) -> u64 {
        self.days(span)
            .map(|day| u64::from(self.on(day, start)))
            .sum()
    }

    /// Counts everything on a day.
    #[must_use]
    pub fn on_day(&self, day: u16) -> u32 {
        let places = self.days(Span { from: day, to: day });
        places.map(|place| self.on(place, u16::MAX)).sum()
    }

    /// Counts what is on the place `day` and has its day before earlier than `from`.
    fn on(&self, day: usize, from: u16) -> u32 {
        let cells = self.starts[day] as usize..self.starts[day + 1] as usize;
        let earlier = self.before[cells.clone()].partition_point(|before| *before < from);
        let place = cells.start + earlier;
        if earlier == 0 {
            0
        } else {
            self.counts[place - 1]
        }
    }

    /// Returns the places of the days of a window.
    fn days(&self, span: Span) -> std::ops::Range<usize> {
        let stored = self.starts.len().saturating_sub(1);
        let from = usize::from(span.from.saturating_sub(self.first)).min(stored);
        let to = (usize::from(span.to) + 1).saturating_sub(usize::from(self.first));
        from..to.min(stored).max(from)
    }

    /// Returns how many bytes this takes.
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
            let gaps = PreviousDays::new(&cells.into_iter().collect());
            let span = Span { from, to: from + length };
            let is_there = |days: &&std::collections::BTreeSet<u16>| {
                days.range(span.from..=span.to).next().is_some()
            };
            let expected = histories.iter().filter(is_there).count();
            prop_assert_eq!(gaps.within(span), expected as u64);
        }
    }
}
