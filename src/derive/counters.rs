//! Counters for cells that are added up by the million: an array takes each with one addition, where cells would
//! have to be sorted.

use std::collections::VecDeque;

use crate::cube::cells::Cells;
use crate::cube::day_number::{self, NEVER};

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
    for (distance, count) in (0..longest).rev().zip(others.iter().rev()) {
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
/// hundred million.
#[derive(Debug)]
pub(super) struct BoundedPreviousDayCounter {
    first: u16,
    width: usize,
    counters: Vec<u32>,
}

impl BoundedPreviousDayCounter {
    /// Returns zero counts for the days from `first` to `last`.
    pub fn new(first: u16, last: u16) -> Self {
        let days = usize::from(last - first) + 1;
        Self {
            first,
            width: days + 1,
            counters: vec![0; days * (days + 1)],
        }
    }

    /// Counts a day with its previous day, which is [`NEVER`] or no later.
    pub fn add(&mut self, day: u16, before: u16) {
        let row = usize::from(day - self.first) * self.width;
        self.counters[row + distance(day, before)] += 1;
    }

    /// Adds the counts of another counter for the same days.
    pub fn absorb(&mut self, other: &Self) {
        add_up(&mut self.counters, &other.counters);
    }

    /// Returns the counts as cells.
    pub fn cells(&self) -> Cells<2> {
        let mut cells = Cells::default();
        for (day, counters) in (self.first..).zip(self.counters.chunks(self.width)) {
            let used = usize::from(day - self.first) + 2;
            push_row(&mut cells, day, &counters[..used]);
        }
        cells
    }
}

/// Counts the steps of [`crate::cube::weeks`], entered and left.
///
/// Each day of being back has a triangle of counters: for each week before, one for each first day of a
/// window up to the end of that week.
#[derive(Debug)]
pub(super) struct WeekCounter {
    monday: u16,
    entered: Vec<Vec<u32>>,
    left: Vec<Vec<u32>>,
}

impl WeekCounter {
    /// Returns zero counts for active days from `first` to `last`.
    pub fn new(first: u16, last: u16) -> Self {
        let monday = day_number::monday(first);
        let days = usize::from(last - monday) + 1;
        Self {
            monday,
            entered: vec![Vec::new(); days],
            left: vec![Vec::new(); days],
        }
    }

    /// Adds the steps of a viewer with these active days; see [`crate::cube::weeks::steps`].
    pub fn add(&mut self, days: &[u16]) {
        // Each week makes a step with every later one: the places of its counters are computed once.
        let (mut entered_at, mut left_at) = (Vec::new(), Vec::new());
        let mut left_before = 0;
        let mut rest = days;
        while let Some(first) = rest.first() {
            let week = usize::from(first - self.monday) / 7;
            let monday = self.monday + u16::try_from(7 * week).unwrap_or(0);
            let (of_week, later) = rest.split_at(rest.partition_point(|day| day - monday < 7));
            rest = later;
            let back = usize::from(first - self.monday);
            count(&mut self.entered[back], &entered_at);
            count(&mut self.left[back], &left_at);
            // The first week of a viewer is entered with any window: the place before the first day.
            entered_at.push(triangle(week) + left_before);
            let left = usize::from(of_week[of_week.len() - 1] + 1 - monday);
            left_at.push(8 * week + left);
            left_before = usize::from(monday - self.monday) + left + 1;
        }
    }

    /// Adds the counts of another counter for the same days.
    pub fn absorb(&mut self, other: &Self) {
        let mine = self.entered.iter_mut().chain(&mut self.left);
        for (mine, others) in mine.zip(other.entered.iter().chain(&other.left)) {
            mine.resize(mine.len().max(others.len()), 0);
            add_up(mine, others);
        }
    }

    /// Returns the counts of the steps that are entered.
    pub fn entered(&self) -> Cells<3> {
        let weeks = |week| triangle(week)..triangle(week + 1);
        self.cells(&self.entered, weeks, |_, day| match day {
            0 => NEVER,
            day => self.monday + day - 1,
        })
    }

    /// Returns the counts of the steps that are left.
    pub fn left(&self) -> Cells<3> {
        let weeks = |week| 8 * week..8 * (week + 1);
        self.cells(&self.left, weeks, |monday, day| monday + day)
    }

    fn cells(
        &self,
        by_day: &[Vec<u32>],
        places: impl Fn(usize) -> std::ops::Range<usize>,
        from: impl Fn(u16, u16) -> u16,
    ) -> Cells<3> {
        let mut cells = Cells::default();
        for (back, counters) in (self.monday..).zip(by_day) {
            for week in 0.. {
                let range = places(week);
                if range.start >= counters.len() {
                    break;
                }
                let monday = self.monday + u16::try_from(7 * week).unwrap_or(0);
                let counters = &counters[range.start..range.end.min(counters.len())];
                for (day, count) in (0_u16..).zip(counters) {
                    cells.push([back, monday, from(monday, day)], *count);
                }
            }
        }
        cells
    }
}

/// Adds one to each of the counters at `places`, which rise.
fn count(counters: &mut Vec<u32>, places: &[usize]) {
    if let Some(last) = places.last()
        && counters.len() <= *last
    {
        counters.resize(last + 1, 0);
    }
    for place in places {
        counters[*place] += 1;
    }
}

fn add_up(counters: &mut [u32], more: &[u32]) {
    for (counter, more) in counters.iter_mut().zip(more) {
        *counter += more;
    }
}

/// Returns where the counters of a week begin in a triangle: week `n`, from 0, has 7 `n` + 9 counters.
fn triangle(week: usize) -> usize {
    7 * week * (week + 1) / 2 + 2 * week
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::weeks::steps;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counters_add_up_what_cells_do(
            pairs in proptest::collection::vec((1_u16..90, 0_u16..90), 0..60),
            days in proptest::collection::btree_set(20_000_u16..20_070, 1..30),
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

            let days: Vec<u16> = days.into_iter().collect();
            let mut counter = WeekCounter::new(days[0], days[days.len() - 1]);
            let mut expected = [Vec::new(), Vec::new()];
            counter.add(&days);
            steps(&days, 0, |step, is_entered| {
                expected[usize::from(!is_entered)].push((step.key(), 1));
            });
            let [entered, left] = expected;
            prop_assert_eq!(counter.entered(), entered.into_iter().collect());
            prop_assert_eq!(counter.left(), left.into_iter().collect());
        }

        #[test]
        fn counters_of_two_threads_add_up(
            pairs in proptest::collection::vec((1_u16..90, 0_u16..90), 0..60),
            viewers in proptest::collection::vec(
                proptest::collection::btree_set(20_000_u16..20_070, 1..9), 2..6,
            ),
        ) {
            let pairs = pairs.into_iter().filter(|(day, before)| before <= day);
            let pairs: Vec<(u16, u16)> = pairs.collect();
            let viewers: Vec<Vec<u16>> =
                viewers.into_iter().map(|days| days.into_iter().collect()).collect();
            let counted = |pairs: &[(u16, u16)], viewers: &[Vec<u16>]| {
                let mut counter = PreviousDayCounter::default();
                let mut bounded = BoundedPreviousDayCounter::new(1, 90);
                for (day, before) in pairs {
                    counter.add(*day, *before, 2);
                    bounded.add(*day, *before);
                }
                let mut weeks = WeekCounter::new(20_000, 20_070);
                for days in viewers {
                    weeks.add(days);
                }
                (counter, bounded, weeks)
            };
            let (all, all_bounded, all_weeks) = counted(&pairs, &viewers);
            let (pairs, more_pairs) = pairs.split_at(pairs.len() / 3);
            let (viewers, more_viewers) = viewers.split_at(1);
            let (mut counter, mut bounded, mut weeks) = counted(pairs, viewers);
            let (more, more_bounded, more_weeks) = counted(more_pairs, more_viewers);
            counter.absorb(&more);
            bounded.absorb(&more_bounded);
            weeks.absorb(&more_weeks);
            prop_assert_eq!(counter.cells(), all.cells());
            prop_assert_eq!(bounded.cells(), all_bounded.cells());
            prop_assert_eq!(weeks.entered(), all_weeks.entered());
            prop_assert_eq!(weeks.left(), all_weeks.left());
        }
    }
}
