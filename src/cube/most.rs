//! The most plays by one viewer, in any window.
//!
//! For each number of plays up to [`HIGHEST_STEP`], a staircase: the shortest spans of days within
//! which one viewer has so many, none within another. A window holds so many where it holds one of
//! them. Beyond that, the few histories with more plays are looked at one by one, the fullest first.

use super::number::Span;
use super::visits::{Visit, Visits};

/// The number of plays up to which there are staircases; the lowest is 3.
pub const HIGHEST_STEP: u32 = 16;

/// The lowest number of plays with a staircase: one or two plays show in the counts of viewers.
const LOWEST_STEP: u32 = 3;

/// The columns from which the most plays by one viewer are read.
#[derive(Debug, Clone, Copy)]
pub struct Most<'a> {
    /// The last days of the spans: rising within a staircase.
    pub ends: &'a [u16],
    /// Their first days: rising, too.
    pub starts: &'a [u16],
    /// Where the staircase of 3, 4, 5… plays ends.
    pub steps: &'a [u32],
    /// The days with plays of the fullest histories.
    pub full_days: &'a [u16],
    /// The plays of such a history up to and with each of its days.
    pub full_plays: &'a [u32],
    /// Where each of these histories ends; the one with the most plays is first.
    pub full_ends: &'a [u32],
}

impl Most<'_> {
    /// Returns the most plays by one viewer in a window in which somebody has at least two.
    #[must_use]
    pub fn within(self, span: Span) -> u32 {
        // So many plays are in the window only where fewer are.
        let steps: Vec<usize> = (0..self.steps.len()).collect();
        let reached = steps.partition_point(|step| self.has_step(*step, span));
        let most = LOWEST_STEP - 1 + u32::try_from(reached).unwrap_or(0);
        if most < HIGHEST_STEP {
            return most;
        }
        self.fullest(span, most)
    }

    fn has_step(self, step: usize, span: Span) -> bool {
        let start = step.checked_sub(1).map_or(0, |before| self.steps[before]) as usize;
        let end = self.steps[step] as usize;
        let inside = self.ends[start..end].partition_point(|last| *last <= span.to);
        inside > 0 && self.starts[start + inside - 1] >= span.from
    }

    fn fullest(self, span: Span, at_least: u32) -> u32 {
        let mut most = at_least;
        let mut start = 0;
        for end in self.full_ends {
            let end = *end as usize;
            let (days, plays) = (&self.full_days[start..end], &self.full_plays[start..end]);
            start = end;
            if plays.last().is_none_or(|all| *all <= most) {
                break;
            }
            let before = |place: usize| place.checked_sub(1).map_or(0, |place| plays[place]);
            let from = days.partition_point(|day| *day < span.from);
            let to = days.partition_point(|day| *day <= span.to);
            most = most.max(before(to) - before(from));
        }
        most
    }
}

/// The columns of [`Most`], as they are derived.
#[derive(Debug, Default)]
pub struct Derived {
    /// See [`Most::ends`].
    pub ends: Vec<u16>,
    /// See [`Most::starts`].
    pub starts: Vec<u16>,
    /// See [`Most::steps`].
    pub steps: Vec<u32>,
    /// See [`Most::full_days`].
    pub full_days: Vec<u16>,
    /// See [`Most::full_plays`].
    pub full_plays: Vec<u32>,
    /// See [`Most::full_ends`].
    pub full_ends: Vec<u32>,
}

impl Derived {
    /// Derives the columns from an item's histories.
    #[must_use]
    pub fn of(visits: &Visits) -> Self {
        let mut derived = Self::default();
        derived.add_staircases(visits);
        derived.add_fullest(visits);
        derived
    }

    fn add_staircases(&mut self, visits: &Visits) {
        let with_steps = || {
            visits
                .iter()
                .filter(|visit| plays_of(visit) >= u64::from(LOWEST_STEP))
        };
        let first = with_steps().map(|visit| visit.days[0]).min();
        let last = with_steps()
            .map(|visit| visit.days[visit.days.len() - 1])
            .max();
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        // By number of plays and by last day of the span: the latest first day.
        let days = usize::from(last - first) + 1;
        let mut latest = vec![vec![0_u16; days]; (HIGHEST_STEP + 1 - LOWEST_STEP) as usize];
        for visit in with_steps() {
            // The days of the last plays, the latest one at the end.
            let mut recent = std::collections::VecDeque::with_capacity(HIGHEST_STEP as usize);
            for (day, plays) in visit.days.iter().zip(visit.plays) {
                // More than the highest step on one day reach it with the first so many.
                for _ in 0..(*plays).min(HIGHEST_STEP) {
                    if recent.len() == HIGHEST_STEP as usize {
                        recent.pop_front();
                    }
                    recent.push_back(*day);
                    let spans = recent.iter().rev().skip(LOWEST_STEP as usize - 1);
                    for (of_step, start) in latest.iter_mut().zip(spans) {
                        let held = &mut of_step[usize::from(day - first)];
                        *held = (*held).max(*start);
                    }
                }
            }
        }
        for of_step in latest {
            let mut highest = 0;
            for (end, start) in (first..).zip(of_step) {
                if start > highest {
                    highest = start;
                    self.ends.push(end);
                    self.starts.push(start);
                }
            }
            self.steps.push(length(&self.ends));
        }
    }

    fn add_fullest(&mut self, visits: &Visits) {
        let mut full: Vec<Visit<'_>> = visits
            .iter()
            .filter(|visit| plays_of(visit) > u64::from(HIGHEST_STEP))
            .collect();
        full.sort_by_key(|visit| std::cmp::Reverse(plays_of(visit)));
        for visit in full {
            let mut plays_so_far = 0;
            for (day, plays) in visit.days.iter().zip(visit.plays) {
                if *plays > 0 {
                    plays_so_far += plays;
                    self.full_days.push(*day);
                    self.full_plays.push(plays_so_far);
                }
            }
            self.full_ends.push(length(&self.full_days));
        }
    }
}

fn plays_of(visit: &Visit<'_>) -> u64 {
    visit.plays.iter().map(|plays| u64::from(*plays)).sum()
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
        fn the_most_is_the_most(
            histories in proptest::collection::vec(
                proptest::collection::btree_map(1_u16..40, 0_u32..9, 0..12), 1..12),
            from in 1_u16..40,
            length in 0_u16..40,
        ) {
            let histories: Vec<(Vec<u16>, Vec<u32>)> =
                histories.into_iter().map(|days| days.into_iter().unzip()).collect();
            let visits = Visits::gathered(histories.iter().map(|(days, plays)| Visit {
                days, plays, viewers: 1,
            }));
            let span = Span { from, to: from + length };
            let expected = histories.iter().map(|(days, plays)| {
                let inside = days.iter().zip(plays).filter(|(day, _)| (from..=span.to).contains(day));
                inside.map(|(_, plays)| plays).sum::<u32>()
            }).max().unwrap_or(0);
            prop_assume!(expected >= 2);
            let derived = Derived::of(&visits);
            let most = Most {
                ends: &derived.ends,
                starts: &derived.starts,
                steps: &derived.steps,
                full_days: &derived.full_days,
                full_plays: &derived.full_plays,
                full_ends: &derived.full_ends,
            };
            prop_assert_eq!(most.within(span), expected);
        }
    }
}
