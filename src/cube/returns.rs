//! Viewers by the week or month in which they were first active, and by those in which they are back, in any window.
//!
//! In a window that begins on `a`, a viewer is new in the period (week or month) of their first active day from `a` on.
//! For a period `p` this holds for every `a` from the day after their last active day before `p` to their last active
//! day in `p`. They are back in a later period where their first active day of that one lies in the window. So each two
//! active periods of a viewer make one cell that counts from one `a` on (entered) until another (left): the sum of
//! the cells entered up to `a`, less those left, answers any window.
//!
//! Windows by week are short ([`MOST_WEEKS`]): what none of them can show is not counted.

use super::cell_blocks::CellBlocks;
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
    let begins = |place: usize| start_of(days[place - 1]) != start_of(days[place]);
    // Nearly always the days from `from` on are one, of a period that has begun before.
    if !(from.max(1)..days.len()).any(begins) {
        return;
    }
    let periods = split(period, days);
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

/// Returns the days of each period that has any.
fn split(period: Period, days: &[u16]) -> Vec<&[u16]> {
    let mut periods = Vec::new();
    let mut rest = days;
    while let Some(first) = rest.first() {
        let next = day_number::of(period.later(day_number::day(*first), 1));
        let (of_period, later) = rest.split_at(rest.partition_point(|day| *day < next).max(1));
        periods.push(of_period);
        rest = later;
    }
    periods
}

/// How many viewers are back when, indexed to count those of any window.
#[derive(Debug)]
pub struct Returns {
    period: Period,
    /// By the day on which they are back: for the period in which a window ends.
    by_day: Lists,
    /// By the first day of the period in which they are back: for those that lie whole in a window.
    by_period: Lists,
}

impl Returns {
    /// Indexes the steps of a period, entered and left.
    #[must_use]
    pub fn new(period: Period, entered: &CellBlocks<3>, left: &CellBlocks<3>) -> Self {
        Self {
            period,
            by_day: Lists::new(entered, left, |day| day),
            by_period: Lists::new(entered, left, |day| day_number::start_of(period, day)),
        }
    }

    /// Gives to `take` the viewers that are back on a day of a window, by the first day of the period in which they
    /// are new; where the later period lies whole in the window, its first day stands for all of its days.
    ///
    /// By week, the window touches at most [`MOST_WEEKS`].
    pub fn back(&self, span: Span, mut take: impl FnMut(u16, u16, u32)) {
        let first_start = day_number::start_of(self.period, span.from);
        // The period of the day after the window is whole before that day, or not at all.
        let end = day_number::start_of(self.period, span.to + 1).max(first_start);
        let whole = first_start + 1..end;
        let reached = (first_start, span.from);
        self.by_period.each(whole, reached, &mut take);
        self.by_day
            .each(end.max(span.from)..span.to + 1, reached, &mut take);
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.by_day.bytes() + self.by_period.bytes()
    }
}

/// Viewers by the day they are back, the period in which they are new, and the first day of the window.
#[derive(Debug, Default)]
struct Lists {
    /// The days of being back, and where the lists of each begin; then where those of the last end.
    days: Vec<(u16, u32)>,
    /// Of each list the first day of the period of being new, and where its steps begin.
    starts: Vec<(u16, u32)>,
    /// The steps of all lists: from which first day of a window on there are so many viewers.
    from: Vec<u16>,
    viewers: Vec<u32>,
}

impl Lists {
    /// Indexes the steps entered and left; those back on days that are of one group, which rises with the day, are put
    /// together.
    fn new(entered: &CellBlocks<3>, left: &CellBlocks<3>, group_of: impl Fn(u16) -> u16) -> Self {
        // Room for all: a column that grows may begin in memory that another thread has left, and then stays there.
        let cells = entered.len() + left.len();
        let mut lists = Self {
            days: Vec::with_capacity(cells),
            starts: Vec::with_capacity(cells),
            from: Vec::with_capacity(cells),
            viewers: Vec::with_capacity(cells),
        };
        let (mut entered, mut left) = (entered.iter().peekable(), left.iter().peekable());
        let mut changes = Vec::new();
        let back_of = |cell: Option<&Cell>| cell.map(|([back, ..], _)| *back);
        while let Some(next) = [back_of(entered.peek()), back_of(left.peek())]
            .into_iter()
            .flatten()
            .min()
        {
            let group = group_of(next);
            // The last day that is known to be of the group: most cells are of the day of the one before.
            let mut last = next;
            let mut is_within = |([back, ..], _): &Cell| {
                let is_within = *back == last || group_of(*back) == group;
                last = if is_within { *back } else { last };
                is_within
            };
            while let Some(([_, start, from], viewers)) = entered.next_if(&mut is_within) {
                changes.push(Change::new(start, from, viewers));
            }
            while let Some(([_, start, from], viewers)) = left.next_if(&mut is_within) {
                changes.push(Change::new(start, from, viewers.wrapping_neg()));
            }
            // A day's steps are in order: what is sorted are a few long runs.
            changes.sort();
            lists.push(group, &changes);
            changes.clear();
        }
        lists.days.push((u16::MAX, length(lists.starts.len())));
        lists.starts.push((u16::MAX, length(lists.from.len())));
        lists.days.shrink_to_fit();
        lists.starts.shrink_to_fit();
        lists.from.shrink_to_fit();
        lists.viewers.shrink_to_fit();
        lists
    }

    /// Adds the lists of a group of days of being back, which is greater than the last.
    fn push(&mut self, group: u16, changes: &[Change]) {
        self.days.push((group, length(self.starts.len())));
        for of_list in changes.chunk_by(|a, b| a.start() == b.start()) {
            let start = of_list[0].start();
            self.starts.push((start, length(self.from.len())));
            let mut viewers = 0_u32;
            for alike in of_list.chunk_by(|a, b| a.from() == b.from()) {
                // Whoever leaves has entered: it wraps for damaged cells alone.
                viewers = alike
                    .iter()
                    .fold(viewers, |sum, change| sum.wrapping_add(change.viewers()));
                self.from.push(alike[0].from());
                self.viewers.push(viewers);
            }
        }
    }

    /// Gives to `take` the viewers that are back on these days in a window that begins on the second of `reached`, which
    /// lies in the period that begins on the first.
    fn each(
        &self,
        back: std::ops::Range<u16>,
        reached: (u16, u16),
        take: &mut impl FnMut(u16, u16, u32),
    ) {
        let (first_start, from) = reached;
        let place_of = |day: u16| self.days.partition_point(|(back, _)| *back < day);
        let last = self.days.len() - 1;
        for place in place_of(back.start)..place_of(back.end).min(last) {
            let (day, first) = self.days[place];
            let lists = first as usize..self.days[place + 1].1 as usize;
            let earlier =
                self.starts[lists.clone()].partition_point(|(start, _)| *start < first_start);
            for list in lists.start + earlier..lists.end {
                let (start, first) = self.starts[list];
                let steps = first as usize..self.starts[list + 1].1 as usize;
                let reached = self.from[steps.clone()].partition_point(|step| *step <= from);
                if reached > 0 {
                    take(start, day, self.viewers[steps.start + reached - 1]);
                }
            }
        }
    }

    fn bytes(&self) -> usize {
        let lists = size_of_val(self.starts.as_slice()) + size_of_val(self.days.as_slice());
        lists + 2 * self.from.len() + 4 * self.viewers.len()
    }
}

/// A cell of steps: its key, and its viewers.
type Cell = ([u16; 3], u32);

/// A change of viewers: the period in which they are new, the first day of the window, and how many more they are, which wraps
/// where they are less. One number, from the greatest bits on in that order, is sorted faster than three.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Change(u64);

impl Change {
    fn new(start: u16, from: u16, viewers: u32) -> Self {
        Self(u64::from(start) << 48 | u64::from(from) << 32 | u64::from(viewers))
    }

    fn start(self) -> u16 {
        (self.0 >> 48) as u16
    }

    fn from(self) -> u16 {
        (self.0 >> 32 & 0xffff) as u16
    }

    fn viewers(self) -> u32 {
        (self.0 & 0xffff_ffff) as u32
    }
}

fn length(length: usize) -> u32 {
    u32::try_from(length).expect("there are less than four thousand million")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::cube::cells::Cells;
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
                    &entered.into_iter().collect::<Cells<3>>().into(),
                    &left.into_iter().collect::<Cells<3>>().into(),
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
