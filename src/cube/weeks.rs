//! Viewers by first active week and by the weeks in which they are back, in any window.
//!
//! In a window that begins on `a`, a viewer is new in the week of their first active day from `a` on. For a
//! week `w` this holds for every `a` from the day after their last active day before `w` to their last
//! active day in `w`. They are back in a later week where their first active day of that week lies in the
//! window. So each two active weeks of a viewer make one cell that counts from one `a` on (entered) until
//! another (left): the sum of the cells entered up to `a`, less those left, answers any window.

use super::by_day::ByDay;
use super::cells::Cells;
use super::day_number::{self, Span};

/// The longest log, in days, for which weeks are counted ahead: the memory of [`Weeks`] grows with the third
/// power of the days, to 50 MB here.
pub const MOST_DAYS: u16 = 800;

/// A change from one first day of the window to the next: in windows that begin on `from` or later, a viewer
/// new in the week of `monday` is back on `back`, or no longer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The first active day of a later week.
    pub back: u16,
    /// The Monday of the week in which the viewer is new.
    pub monday: u16,
    /// The first day of the first window for which this holds, or no longer holds.
    pub from: u16,
}

impl Step {
    /// Returns the key of the step's cell.
    #[must_use]
    pub fn key(self) -> [u16; 3] {
        [self.back, self.monday, self.from]
    }
}

/// Gives to `take` the steps of a viewer with these active `days`, which rise, and whether each is entered;
/// else it is left.
///
/// Only steps back into a week whose first active day is at `from` or later: all others depend on the
/// days before `from` alone.
pub fn steps(days: &[u16], from: usize, mut take: impl FnMut(Step, bool)) {
    let weeks: Vec<&[u16]> = days
        .chunk_by(|a, b| day_number::monday(*a) == day_number::monday(*b))
        .collect();
    let mut before = 0;
    for (place, later) in weeks.iter().enumerate() {
        let start = before;
        before += later.len();
        if start < from {
            continue;
        }
        let back = later[0];
        let mut entered = day_number::NEVER;
        for week in &weeks[..place] {
            let left = week[week.len() - 1] + 1;
            let monday = day_number::monday(week[0]);
            let step = |from| Step { back, monday, from };
            take(step(entered), true);
            take(step(left), false);
            entered = left;
        }
    }
}

/// How many viewers are back when, indexed to count those of any window.
#[derive(Debug)]
pub struct Weeks {
    /// The Monday of the first week.
    monday: u16,
    /// The first day with which windows can begin, and how many such days there are.
    first: u16,
    days: u16,
    /// Where the counts of windows that begin on each day lie in `counts`.
    starts: Vec<u32>,
    /// By first day of the window, week of being new, and day of being back.
    counts: Vec<u32>,
}

impl Weeks {
    /// Indexes the steps entered and left in a log with active days from `first` to `last`.
    ///
    /// # Panics
    ///
    /// Where there are many more than [`MOST_DAYS`] days.
    #[must_use]
    pub fn new(first: u16, last: u16, entered: &Cells<3>, left: &Cells<3>) -> Self {
        let mut weeks = Self {
            monday: day_number::monday(first),
            first,
            days: last - first + 1,
            starts: Vec::new(),
            counts: Vec::new(),
        };
        let width = usize::from(last - weeks.monday) + 1;
        let changes = weeks.changes(width, entered, left);
        let mut now = vec![0_u32; width * width.div_ceil(7)];
        for from in first..=last {
            let of_day = changes.of(from.into(), from.into());
            for (place, viewers) in of_day.flat_map(|(_, changes)| changes) {
                let viewers_now = &mut now[*place as usize];
                *viewers_now = viewers_now.wrapping_add(*viewers);
            }
            let start = u32::try_from(weeks.counts.len()).expect("it is smaller than this");
            weeks.starts.push(start);
            for week in weeks.week_of(from)..width.div_ceil(7) {
                let later = week * width + width.min(7 * (week + 1))..(week + 1) * width;
                weeks.counts.extend_from_slice(&now[later]);
            }
        }
        weeks
    }

    /// Returns by first day of the window which places change, and by how many viewers; wrapping, so that a
    /// sum with a negative number comes out right.
    fn changes(&self, width: usize, entered: &Cells<3>, left: &Cells<3>) -> ByDay<(u32, u32)> {
        let last = self.first + (self.days - 1);
        ByDay::new(|| {
            let entered = entered.iter().map(|cell| (cell, 1));
            let steps = entered.chain(left.iter().map(|cell| (cell, u32::MAX)));
            let seen = steps.filter(|(([.., from], _), _)| *from <= last);
            seen.map(|(([back, monday, from], viewers), sign)| {
                let place = self.week_of(monday) * width + usize::from(back - self.monday);
                let place = u32::try_from(place).expect("there are few weeks and days");
                (from.max(self.first), (place, viewers.wrapping_mul(sign)))
            })
        })
    }

    fn week_of(&self, day: u16) -> usize {
        usize::from(day - self.monday) / 7
    }

    /// Counts the viewers new in the week of `monday`, a week of the window, who are back in each of its later
    /// weeks, the next week first.
    #[must_use]
    pub fn back(&self, span: Span, monday: u16) -> Vec<u32> {
        let last = self.first + (self.days - 1);
        let later_weeks = usize::from(day_number::monday(span.to) - monday) / 7;
        let mut back = vec![0; later_weeks];
        let from = span.from.max(self.first);
        if from > last || monday > last || monday < self.monday {
            return back;
        }
        let width = usize::from(last - self.monday) + 1;
        let mut place = self.starts[usize::from(from - self.first)] as usize;
        let week = self.week_of(monday);
        for before in self.week_of(from)..week {
            place += width.saturating_sub(7 * (before + 1));
        }
        let length = width.saturating_sub(7 * (week + 1));
        let days = self.counts[place..place + length].iter();
        let first_back = monday.saturating_add(7);
        for (day, viewers) in (first_back..=span.to.min(last)).zip(days) {
            back[usize::from(day - first_back) / 7] += viewers;
        }
        back
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        4 * (self.starts.len() + self.counts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn who_is_new_is_back_when_they_are(
            histories in proptest::collection::vec(
                proptest::collection::btree_set(20_000_u16..20_060, 0..20), 1..8),
            from in 19_990_u16..20_070,
            length in 0_u16..80,
        ) {
            let histories: Vec<Vec<u16>> =
                histories.into_iter().map(|days| days.into_iter().collect()).collect();
            let (mut entered, mut left) = (Vec::new(), Vec::new());
            for days in &histories {
                steps(days, 0, |step, is_entered| {
                    let cells = if is_entered { &mut entered } else { &mut left };
                    cells.push((step.key(), 1));
                });
            }
            let days = || histories.iter().flatten().copied();
            let (first, last) = (days().min(), days().max());
            prop_assume!(first.is_some());
            let weeks = Weeks::new(
                first.unwrap_or(0),
                last.unwrap_or(0),
                &entered.into_iter().collect(),
                &left.into_iter().collect(),
            );
            let span = Span { from, to: from + length };
            let mut monday = day_number::monday(span.from);
            while monday <= span.to {
                let later = usize::from(day_number::monday(span.to) - monday) / 7;
                let mut expected = vec![0_u32; later];
                for days in &histories {
                    let mut inside: Vec<u16> = days
                        .iter()
                        .filter(|day| (span.from..=span.to).contains(day))
                        .map(|day| day_number::monday(*day))
                        .collect();
                    inside.dedup();
                    if inside.first() == Some(&monday) {
                        for back in &inside[1..] {
                            expected[usize::from(back - monday) / 7 - 1] += 1;
                        }
                    }
                }
                prop_assert_eq!(weeks.back(span, monday), expected, "new in the week of {}", monday);
                monday += 7;
            }
        }
    }
}
