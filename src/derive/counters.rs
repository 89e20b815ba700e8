//! Counters for cells that are added up by the million: an array takes each with one addition, where cells would
//! have to be sorted.

use std::collections::VecDeque;

use crate::cube::cells::Cells;
use crate::cube::day_number::NEVER;

/// Counts cells `(day, previous day) -> n` of days that are not known beforehand: each day has a row of
/// counters by distance to the previous day.
#[derive(Debug, Default)]
pub(super) struct PreviousDayCounter {
    /// The first day with a row of counters.
    first: u16,
    by_day: VecDeque<Vec<u32>>,
}

/// Returns the place of a counter in its day's row: 0 for no previous day, 1 for the same day.
fn distance(day: u16, before: u16) -> usize {
    match before {
        NEVER => 0,
        before => usize::from(day - before) + 1,
    }
}

/// Appends a day's row of counters to cells, by previous day.
fn push_row(cells: &mut Cells<2>, day: u16, counters: &[u32]) {
    let Some((never, others)) = counters.split_first() else {
        return;
    };
    cells.push([day, NEVER], *never);
    let longest = u16::try_from(others.len()).unwrap_or(0);
    let counted = (0..longest).zip(others).filter(|(_, count)| **count > 0);
    for (distance, count) in counted.rev() {
        cells.push([day, day.wrapping_sub(distance)], *count);
    }
}

impl PreviousDayCounter {
    /// Adds `count` to a day and its previous day, which is [`NEVER`] or no later.
    pub fn add(&mut self, day: u16, before: u16, count: u32) {
        if self.by_day.is_empty() {
            self.first = day;
        }
        while day < self.first {
            self.by_day.push_front(Vec::new());
            self.first -= 1;
        }
        let place = usize::from(day - self.first);
        if self.by_day.len() <= place {
            self.by_day.resize(place + 1, Vec::new());
        }
        let distance = distance(day, before);
        let counters = &mut self.by_day[place];
        if counters.len() <= distance {
            counters.resize(distance + 1, 0);
        }
        counters[distance] += count;
    }

    /// Adds the counts of another counter.
    pub fn absorb(&mut self, other: &Self) {
        for ([day, before], count) in other.cells().iter() {
            self.add(day, before, count);
        }
    }

    /// Returns the counts as cells.
    pub fn cells(&self) -> Cells<2> {
        let mut cells = Cells::default();
        for (day, counters) in (self.first..=u16::MAX).zip(&self.by_day) {
            push_row(&mut cells, day, counters);
        }
        cells
    }
}

/// The same for days that are known beforehand: one array of counters, for cells that are added up by the
/// hundred million. Each day has a row one longer than that of the day before.
#[derive(Debug)]
pub(super) struct BoundedPreviousDayCounter {
    first: u16,
    days: usize,
    counters: Vec<u32>,
}

/// Returns where the counters of a day begin, given its place: the day at place `n` has `n` + 2 of them.
fn row_of(place: usize) -> usize {
    place * (place + 3) / 2
}

impl BoundedPreviousDayCounter {
    /// Returns zero counts for the days from `first` to `last`.
    pub fn new(first: u16, last: u16) -> Self {
        let days = usize::from(last - first) + 1;
        Self {
            first,
            days,
            counters: vec![0; row_of(days)],
        }
    }

    /// Counts a day with its previous day, which is [`NEVER`] or no later.
    pub fn add(&mut self, day: u16, before: u16) {
        let row = row_of(usize::from(day - self.first));
        self.counters[row + distance(day, before)] += 1;
    }

    /// Adds the counts of another counter for the same days.
    pub fn absorb(&mut self, other: &Self) {
        add_up(&mut self.counters, &other.counters);
    }

    /// Returns the counts as cells.
    pub fn cells(&self) -> Cells<2> {
        let mut cells = Cells::default();
        for (day, place) in (self.first..).zip(0..self.days) {
            let counters = &self.counters[row_of(place)..row_of(place + 1)];
            push_row(&mut cells, day, counters);
        }
        cells
    }
}

fn add_up(counters: &mut [u32], more: &[u32]) {
    for (counter, more) in counters.iter_mut().zip(more) {
        *counter += more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counters_add_up_what_cells_do(
            pairs in proptest::collection::vec((1_u16..90, 0_u16..90), 0..60),
        ) {
            let pairs = pairs.into_iter().filter(|(day, before)| before <= day);
            let pairs: Vec<(u16, u16)> = pairs.collect();
            let mut counter = PreviousDayCounter::default();
            for (day, before) in &pairs {
                counter.add(*day, *before, 1);
            }
            let expected = pairs.iter().map(|(day, before)| ([*day, *before], 1));
            let expected: Cells<2> = expected.collect();
            prop_assert_eq!(&counter.cells(), &expected);
            let mut counter = BoundedPreviousDayCounter::new(1, 90);
            for (day, before) in &pairs {
                counter.add(*day, *before);
            }
            prop_assert_eq!(&counter.cells(), &expected);
        }

        #[test]
        fn counters_of_two_threads_add_up(
            pairs in proptest::collection::vec((1_u16..90, 0_u16..90), 0..60),
        ) {
            let pairs = pairs.into_iter().filter(|(day, before)| before <= day);
            let pairs: Vec<(u16, u16)> = pairs.collect();
            let counted = |pairs: &[(u16, u16)]| {
                let mut counter = PreviousDayCounter::default();
                let mut bounded = BoundedPreviousDayCounter::new(1, 90);
                for (day, before) in pairs {
                    counter.add(*day, *before, 2);
                    bounded.add(*day, *before);
                }
                (counter, bounded)
            };
            let (all, all_bounded) = counted(&pairs);
            let (pairs, more_pairs) = pairs.split_at(pairs.len() / 3);
            let (mut counter, mut bounded) = counted(pairs);
            let (more, more_bounded) = counted(more_pairs);
            counter.absorb(&more);
            bounded.absorb(&more_bounded);
            prop_assert_eq!(counter.cells(), all.cells());
            prop_assert_eq!(bounded.cells(), all_bounded.cells());
        }
    }
}
