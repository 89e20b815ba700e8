//! Counters for the steps of [`crate::cube::returns`], which are added up by the million.

use crate::cube::cells::Cells;
use crate::cube::day_number::{self, NEVER};
use crate::cube::returns;
use crate::domain::period::{MOST_WEEKS, Period};

/// Counts the steps of one period, entered and left.
///
/// Each day of being back has a triangle of counters: for each period before, one for each first day of a
/// window up to its start.
#[derive(Debug)]
pub(super) struct ReturnCounter {
    period: Period,
    /// The first day of each period.
    starts: Vec<u16>,
    /// The place of each day's period among them, from the first start on.
    places: Vec<usize>,
    /// Where in a triangle the counters of each period begin, from the earliest that is counted on.
    triangle: Vec<usize>,
    /// By day of being back, from the first start on.
    entered: Vec<Vec<u32>>,
    left: Vec<Vec<u32>>,
    /// The active periods of one viewer; kept between viewers for its memory.
    active: Vec<ActivePeriod>,
}

/// A period in which a viewer was active.
#[derive(Debug, Clone, Copy)]
struct ActivePeriod {
    /// Its place among all.
    place: usize,
    first: u16,
    last: u16,
}

impl ReturnCounter {
    /// Returns zero counts for active days from `first` to `last`.
    pub fn new(period: Period, first: u16, last: u16) -> Self {
        let mut starts: Vec<u16> = Vec::new();
        let base = day_number::start_of(period, first);
        let mut places = Vec::new();
        for day in base..=last {
            let start = day_number::start_of(period, day);
            if starts.last() != Some(&start) {
                starts.push(start);
            }
            places.push(starts.len() - 1);
        }
        let days = places.len();
        let mut counter = Self {
            period,
            triangle: Vec::new(),
            starts,
            places,
            entered: vec![Vec::new(); days],
            left: vec![Vec::new(); days],
            active: Vec::new(),
        };
        let mut begin = 0;
        for place in 0..counter.most_before() {
            counter.triangle.push(begin);
            begin += counter.first_days(place);
        }
        counter.triangle.push(begin);
        counter
    }

    /// Returns how many periods before one can be counted with it.
    fn most_before(&self) -> usize {
        match self.period {
            Period::Week => usize::try_from(MOST_WEEKS - 1).unwrap_or(0),
            Period::Month => self.starts.len(),
        }
    }

    /// Returns how many first days of windows there are counters for, given a place in the triangle.
    fn first_days(&self, place: usize) -> usize {
        match self.period {
            // The first week of all may begin before the first day that has a number.
            Period::Week => 7 * (place + 1) + 1,
            Period::Month => usize::from(self.starts[place] - self.starts[0]) + 2,
        }
    }

    /// Returns the most days of a period, and one more.
    fn left_days(&self) -> usize {
        match self.period {
            Period::Week => 8,
            Period::Month => 32,
        }
    }

    /// Returns the place of the first period in the triangle of a later one: negative where that is before the log.
    fn first_place(&self, later: usize) -> isize {
        match self.period {
            Period::Week => later.cast_signed() - self.most_before().cast_signed(),
            Period::Month => 0,
        }
    }

    /// Returns the day that the first counter of each period in the triangle of a later one is for. By month, it is for
    /// windows that begin on any day before the log's.
    fn first_day(&self, later: usize) -> i32 {
        match self.period {
            Period::Week => returns::reach(self.period, self.starts[later]),
            Period::Month => i32::from(self.starts[0]) - 1,
        }
    }

    /// Adds the steps of a viewer with these active days; see [`returns::steps`].
    pub fn add(&mut self, days: &[u16]) {
        let base = self.starts[0];
        let mut active = std::mem::take(&mut self.active);
        active.clear();
        for day in days {
            let place = self.places[usize::from(day - base)];
            match active.last_mut() {
                Some(last) if last.place == place => last.last = *day,
                _ => active.push(ActivePeriod {
                    place,
                    first: *day,
                    last: *day,
                }),
            }
        }
        for (number, later) in active.iter().enumerate() {
            self.add_back(&active[..number], *later);
        }
        self.active = active;
    }

    /// Counts a viewer who is back in a period after others.
    fn add_back(&mut self, before: &[ActivePeriod], later: ActivePeriod) {
        let first_place = self.first_place(later.place);
        let first_day = self.first_day(later.place);
        let left_days = self.left_days();
        let back = usize::from(later.first - self.starts[0]);
        let mut entered = i32::from(NEVER);
        for period in before {
            let left = period.last + 1;
            let place = period.place.cast_signed() - first_place;
            if let Ok(place) = usize::try_from(place) {
                let day = usize::try_from(entered.max(first_day) - first_day).unwrap_or(0);
                count(&mut self.entered[back], self.triangle[place] + day);
                let day = usize::from(left - self.starts[period.place]);
                count(&mut self.left[back], left_days * place + day);
            }
            entered = i32::from(left);
        }
    }

    /// Adds the counts of another counter for the same days.
    pub fn absorb(&mut self, other: &Self) {
        let mine = self.entered.iter_mut().chain(&mut self.left);
        for (mine, others) in mine.zip(other.entered.iter().chain(&other.left)) {
            mine.resize(mine.len().max(others.len()), 0);
            for (counter, more) in mine.iter_mut().zip(others) {
                *counter += more;
            }
        }
    }

    /// Returns the counts of the steps that are entered.
    pub fn entered(&self) -> Cells<3> {
        let mut cells = Cells::default();
        for (back, later, counters) in self.by_day(&self.entered) {
            for (place, two) in self.triangle.windows(2).enumerate() {
                let Some(counters) = cut(counters, two[0], two[1]) else {
                    break;
                };
                let start = self.start(later, place);
                for (day, viewers) in (0..).zip(counters) {
                    let from = match (self.period, day) {
                        (Period::Month, 0) => NEVER,
                        _ => u16::try_from(self.first_day(later) + day).unwrap_or(NEVER),
                    };
                    cells.push([back, start, from], *viewers);
                }
            }
        }
        cells
    }

    /// Returns the counts of the steps that are left.
    pub fn left(&self) -> Cells<3> {
        let mut cells = Cells::default();
        let days = self.left_days();
        for (back, later, counters) in self.by_day(&self.left) {
            for (place, counters) in counters.chunks(days).enumerate() {
                let start = self.start(later, place);
                for (day, viewers) in (0_u16..).zip(counters) {
                    cells.push([back, start, start + day], *viewers);
                }
            }
        }
        cells
    }

    /// Returns each day of being back, the place of its period, and its counters.
    fn by_day<'a>(
        &'a self,
        counters: &'a [Vec<u32>],
    ) -> impl Iterator<Item = (u16, usize, &'a [u32])> {
        let days = (self.starts[0]..).zip(&self.places).zip(counters);
        days.map(|((day, place), counters)| (day, *place, counters.as_slice()))
    }

    /// Returns the first day of a period, given its place in the triangle of a later one; that of a period before the
    /// log does not matter, since nobody is counted in it.
    fn start(&self, later: usize, place: usize) -> u16 {
        let place = self.first_place(later) + place.cast_signed();
        let place = usize::try_from(place).unwrap_or(0);
        self.starts.get(place).copied().unwrap_or(NEVER)
    }
}

/// Returns the counters from one place to another, as far as there are any; `None` where there are none.
fn cut(counters: &[u32], from: usize, to: usize) -> Option<&[u32]> {
    counters
        .get(from..to.min(counters.len()).max(from))
        .filter(|counters| !counters.is_empty())
}

/// Adds one to the counter at a place.
fn count(counters: &mut Vec<u32>, place: usize) {
    if counters.len() <= place {
        counters.resize(place + 1, 0);
    }
    counters[place] += 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::returns::{PERIODS, steps};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counters_of_two_threads_add_up_what_cells_do(
            viewers in proptest::collection::vec(
                proptest::collection::btree_set(20_000_u16..20_500, 1..30), 2..6),
        ) {
            let viewers: Vec<Vec<u16>> =
                viewers.into_iter().map(|days| days.into_iter().collect()).collect();
            for period in PERIODS {
                let mut expected = [Vec::new(), Vec::new()];
                let mut counters =
                    [0, 1].map(|_| ReturnCounter::new(period, 20_000, 20_500));
                for (place, days) in viewers.iter().enumerate() {
                    counters[place % 2].add(days);
                    steps(period, days, 0, |step, is_entered| {
                        expected[usize::from(!is_entered)].push((step.key(), 1));
                    });
                }
                let [mut counter, other] = counters;
                counter.absorb(&other);
                let [entered, left] = expected;
                prop_assert_eq!(counter.entered(), entered.into_iter().collect());
                prop_assert_eq!(counter.left(), left.into_iter().collect());
            }
        }

        #[test]
        fn the_first_days_that_have_numbers_are_counted_too(
            days in proptest::collection::btree_set(1_u16..300, 1..20),
        ) {
            let days: Vec<u16> = days.into_iter().collect();
            for period in PERIODS {
                let mut counter = ReturnCounter::new(period, days[0], days[days.len() - 1]);
                counter.add(&days);
                let mut expected = [Vec::new(), Vec::new()];
                steps(period, &days, 0, |step, is_entered| {
                    expected[usize::from(!is_entered)].push((step.key(), 1));
                });
                let [entered, left] = expected;
                prop_assert_eq!(counter.entered(), entered.into_iter().collect());
                prop_assert_eq!(counter.left(), left.into_iter().collect());
            }
        }
    }
}
