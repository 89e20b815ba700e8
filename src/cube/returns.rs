//! Viewers by the week or month in which they were first active, and by those in which they are back, in any window.
//!
//! In a window that begins on `a`, a viewer is new in the period (week or month) of their first active day from `a` on.
//! For a period `p` this holds for every `a` from the day after their last active day before `p` to their last active
//! day in `p`. They are back in a later period where their first active day of that one lies in the window. So each two
//! active periods of a viewer make one cell that counts from one `a` on (entered) until another (left): the sum of
//! the cells entered up to `a`, less those left, answers any window.
//!
//! Windows by week are short ([`MOST_WEEKS`]): what none of them can show is not counted.

use super::cells::Cells;
use super::day_number::{self, NEVER, Span};
use super::kind::CubeKind;
use crate::domain::period::{MOST_WEEKS, Period};

/// The longest log, in days, for which these cells are counted ahead: while they are added up they take memory by
/// the third power of the days, 38 MB by then.
pub const MOST_DAYS: u16 = 1_200;

/// Every period that is counted ahead.
pub const PERIODS: [Period; 2] = [Period::Week, Period::Month];

/// Returns the kinds of the cubes of what is entered, and of what is left.
#[must_use]
pub fn kinds(period: Period) -> [CubeKind; 2] {
    match period {
        Period::Week => [CubeKind::WeeksEntered, CubeKind::WeeksLeft],
        Period::Month => [CubeKind::MonthsEntered, CubeKind::MonthsLeft],
    }
}

/// Returns the earliest day with which a window begins that has a day of the period beginning on `start`;
/// may be before all days.
#[must_use]
pub fn reach(period: Period, start: u16) -> i32 {
    match period {
        Period::Week => i32::from(start) - 7 * (MOST_WEEKS - 1),
        Period::Month => i32::from(NEVER),
    }
}

/// A change from one first day of the window to the next: in windows that begin on `from` or later, a viewer
/// new in the period of `start` is back on `back`, or no longer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The first active day of a later period.
    pub back: u16,
    /// The first day of the period in which the viewer is new.
    pub start: u16,
    /// The first day of the first window for which this holds, or no longer holds.
    pub from: u16,
}

impl Step {
    /// Returns the key of the step's cell.
    #[must_use]
    pub fn key(self) -> [u16; 3] {
        [self.back, self.start, self.from]
    }
}

/// Gives to `take` the steps of a viewer with these active `days`, which rise, and whether each is entered;
/// else it is left.
///
/// Only steps back into a period whose first active day is at `from` or later: all others depend on the
/// days before `from` alone.
pub fn steps(period: Period, days: &[u16], from: usize, mut take: impl FnMut(Step, bool)) {
    let start_of = |day: u16| day_number::start_of(period, day);
    let periods: Vec<&[u16]> = days.chunk_by(|a, b| start_of(*a) == start_of(*b)).collect();
    let mut before = 0;
    for (place, later) in periods.iter().enumerate() {
        let first = before;
        before += later.len();
        if first < from {
            continue;
        }
        let back = later[0];
        let reach = u16::try_from(reach(period, start_of(back))).unwrap_or(NEVER);
        let mut entered = NEVER;
        for days in &periods[..place] {
            let left = days[days.len() - 1] + 1;
            if left > reach {
                let start = start_of(days[0]);
                let step = |from| Step { back, start, from };
                take(step(entered.max(reach)), true);
                take(step(left), false);
            }
            entered = left;
        }
    }
}

/// How many viewers are back when, indexed to count those of any window.
#[derive(Debug)]
pub struct Returns {
    period: Period,
    /// The first day of being back.
    first: u16,
    /// Where the lists of each such day begin, and where those of the last end.
    days: Vec<u32>,
    /// Of each list the first day of the period of being new, and where its steps begin.
    lists: Vec<(u16, u32)>,
    /// The steps of all lists: from which first day of a window on there are so many viewers.
    from: Vec<u16>,
    viewers: Vec<u32>,
}

impl Returns {
    /// Indexes the steps of a period, entered and left.
    #[must_use]
    pub fn new(period: Period, entered: &Cells<3>, left: &Cells<3>) -> Self {
        let mut returns = Self {
            period,
            first: entered.iter().next().map_or(0, |([back, ..], _)| back),
            days: Vec::new(),
            lists: Vec::new(),
            from: Vec::new(),
            viewers: Vec::new(),
        };
        let mut last = None;
        let mut viewers = 0_u32;
        let (mut entered, mut left) = (entered.iter().peekable(), left.iter().peekable());
        loop {
            let keys = [entered.peek(), left.peek()].into_iter().flatten();
            let Some(key) = keys.map(|(key, _)| *key).min() else {
                break;
            };
            let at_key = |cell: Option<([u16; 3], u32)>| cell.map_or(0, |(_, viewers)| viewers);
            let more = at_key(entered.next_if(|(of, _)| *of == key));
            let less = at_key(left.next_if(|(of, _)| *of == key));
            let [back, start, from] = key;
            if last != Some((back, start)) {
                returns.begin_list(back, start);
                viewers = 0;
                last = Some((back, start));
            }
            // Whoever leaves has entered: it wraps for damaged cells alone.
            viewers = viewers.wrapping_add(more).wrapping_sub(less);
            returns.from.push(from);
            returns.viewers.push(viewers);
        }
        returns.days.push(length(returns.lists.len()));
        returns.lists.push((u16::MAX, length(returns.from.len())));
        returns
    }

    fn begin_list(&mut self, back: u16, start: u16) {
        let days = usize::from(back.saturating_sub(self.first)) + 1;
        if self.days.len() < days {
            self.days.resize(days, length(self.lists.len()));
        }
        self.lists.push((start, length(self.from.len())));
    }

    /// Gives to `take` the viewers that are back on each day of a window, by the first day of the period in which they
    /// are new.
    ///
    /// By week, the window touches at most [`MOST_WEEKS`].
    pub fn back(&self, span: Span, mut take: impl FnMut(u16, u16, u32)) {
        let stored = self.days.len() - 1;
        let from = usize::from(span.from.saturating_sub(self.first)).min(stored);
        let to = (usize::from(span.to) + 1).saturating_sub(usize::from(self.first));
        let first_start = day_number::start_of(self.period, span.from);
        for place in from..to.min(stored).max(from) {
            let back = self.first + u16::try_from(place).unwrap_or(0);
            let lists = self.days[place] as usize..self.days[place + 1] as usize;
            let earlier =
                self.lists[lists.clone()].partition_point(|(start, _)| *start < first_start);
            for list in lists.start + earlier..lists.end {
                let (start, first) = self.lists[list];
                let steps = first as usize..self.lists[list + 1].1 as usize;
                let reached = self.from[steps.clone()].partition_point(|from| *from <= span.from);
                if reached > 0 {
                    take(start, back, self.viewers[steps.start + reached - 1]);
                }
            }
        }
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let lists = size_of_val(self.lists.as_slice());
        4 * self.days.len() + lists + 2 * self.from.len() + 4 * self.viewers.len()
    }
}

fn length(length: usize) -> u32 {
    u32::try_from(length).expect("there are less than four thousand million")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::domain::Window;
    use proptest::prelude::*;

    /// Viewers by period of being new and period of being back, straight from their days in a window.
    fn expected(period: Period, histories: &[Vec<u16>], span: Span) -> BTreeMap<(u16, u16), u32> {
        let mut expected = BTreeMap::new();
        for days in histories {
            let inside = days
                .iter()
                .filter(|day| (span.from..=span.to).contains(day));
            let starts: BTreeSet<u16> = inside
                .map(|day| day_number::start_of(period, *day))
                .collect();
            let Some(new) = starts.first() else { continue };
            for back in starts.iter().skip(1) {
                *expected.entry((*new, *back)).or_default() += 1;
            }
        }
        expected
    }

    proptest! {
        #[test]
        fn who_is_new_is_back_when_they_are(
            histories in proptest::collection::vec(
                proptest::collection::btree_set(20_000_u16..20_400, 0..20), 1..8),
            from in 19_990_u16..20_410,
            length in prop_oneof![0_u16..60, 150_u16..200, 0_u16..420],
        ) {
            let histories: Vec<Vec<u16>> =
                histories.into_iter().map(|days| days.into_iter().collect()).collect();
            let span = Span { from, to: from + length };
            let window = Window::new(day_number::day(span.from), day_number::day(span.to));
            let of_window = Period::of(window.unwrap());
            for period in PERIODS {
                let (mut entered, mut left) = (Vec::new(), Vec::new());
                for days in &histories {
                    steps(period, days, 0, |step, is_entered| {
                        let cells = if is_entered { &mut entered } else { &mut left };
                        cells.push((step.key(), 1));
                    });
                }
                let returns = Returns::new(
                    period,
                    &entered.into_iter().collect(),
                    &left.into_iter().collect(),
                );
                if period == Period::Week && of_window == Period::Month {
                    continue;
                }
                let mut found = BTreeMap::new();
                returns.back(span, |new, back, viewers| {
                    let key = (new, day_number::start_of(period, back));
                    *found.entry(key).or_default() += viewers;
                });
                found.retain(|_, viewers| *viewers > 0);
                prop_assert_eq!(found, expected(period, &histories, span), "by {}", period.word());
            }
        }
    }

    #[test]
    fn weeks_that_no_window_shows_together_make_no_step() {
        let days = [20_000, 20_000 + 7 * 26];
        let count = |period| {
            let mut count = 0;
            steps(period, &days, 0, |_, _| count += 1);
            count
        };
        assert_eq!((count(Period::Week), count(Period::Month)), (0, 2));
    }
}
