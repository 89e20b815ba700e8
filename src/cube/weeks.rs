//! Viewers by first active week, and by later ones, in any window.
//!
//! In a window from `a` on, a viewer is new in the week of their first active day from `a` on. That is
//! the week `w` for all `a` from the day after their last active day of an earlier week to their last
//! one in `w`. They are back in a later week where their first active day `e` of that week lies in the
//! window. So each viewer and each two of their active weeks make one cell that is entered with one `a`
//! and left with another: sums over the cells entered and left up to `a` answer any window.

use super::by_day::ByDay;
use super::cells::Cells;
use super::day_number::{self, Span};

/// The most days between the first and the last for which weeks are counted ahead: what is kept in
/// memory grows with their third power, to 50 MB here.
pub const MOST_DAYS: u16 = 800;

/// One change of [`Weeks`]: with windows from `from` on, a viewer new in the week of `monday` is back
/// on `back`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The first active day of a later week.
    pub back: u16,
    /// The Monday of the week in which the viewer is new.
    pub monday: u16,
    /// The first day of the windows from which on this holds, or does not hold any more.
    pub from: u16,
}

impl Step {
    /// Returns the key of the step's cell.
    #[must_use]
    pub fn key(self) -> [u16; 3] {
        [self.back, self.monday, self.from]
    }
}

/// Gives to `take` every step of the viewer with these active `days`, which rise, of being back in a week
/// whose first active day is the one at `from` or a later one; and whether the step is entered, else it is
/// left.
///
/// All other steps depend on the days before `from` alone.
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

/// Who is back when, for windows from any day on, ready to count.
#[derive(Debug)]
pub struct Weeks {
    /// The Monday of the first week.
    monday: u16,
    /// The first day windows can begin with, and how many there are.
    first: u16,
    days: u16,
    /// Where the counts of windows from each day on begin.
    starts: Vec<u32>,
    /// By first day of the window, week of being new, and day of being back.
    counts: Vec<u32>,
}

impl Weeks {
    /// Readies the steps entered and left in a log with active days from `first` to `last`.
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

    /// Returns places and how many viewers more are there, by the day from which on windows see them; fewer
    /// viewers are what wraps around to them.
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

    /// Counts the viewers new in the week of `monday` who are back in each later week of the window,
    /// the next one first; `monday` is that of a week of the window.
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

    /// Returns how many bytes this takes.
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
