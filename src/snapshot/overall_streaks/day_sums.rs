//! Streaks of everything in a long window of a long log, from one number a day.
//!
//! In a window `[a, b]`, a viewer has a streak of `K` days or more where one of their runs of `K` days or more, say
//! `K`-runs, ends on `e = a + K - 1` or later and starts on `s = b - K + 1` or earlier. So such viewers are
//!
//! - those whose first `K`-run starts on `s` or earlier: all such runs, less the pairs whose later run is one;
//! - less those whose last `K`-run ends before `e`: all such runs, less the pairs whose earlier run is one;
//! - less those with a `K`-run before `e`, the next after `s`: the pairs that span the window.
//!
//! The first two are prefix sums over days, one of each for each `K` of the ladder. Of the third there are few where the window is
//! long: pairs with a gap of `s - e + 2` days or more.

use super::pairs::{Pair, Pairs};
use crate::cube::cells::Cells;
use crate::cube::day_number::Span;
use crate::domain::cohort::STREAK_LADDER;

/// The shortest gap of the pairs that are kept: shorter windows meet fewer runs than pairs that span them.
const SHORTEST_GAP: u16 = 120;

/// Prefix sums for each step of the ladder.
#[derive(Debug, Default)]
pub(super) struct DaySums {
    /// The first day of a run.
    first: u16,
    steps: Vec<StepSums>,
    shortest_gap: u16,
}

/// The prefix sums for streaks of `at_least` days or more.
#[derive(Debug)]
struct StepSums {
    at_least: u16,
    /// By day from the first: the viewers whose first run starts on it or earlier.
    begun: Vec<u32>,
    /// By day from the first: the viewers whose last run ends on it or earlier.
    ended: Vec<u32>,
    /// The pairs that hold, with a gap of `shortest_gap` days or more; the longest first.
    pairs: Vec<Pair>,
}

impl StepSums {
    /// Adds up runs, which lie between two days, and `all` pairs of them; keeps those with a gap of `shortest_gap` days or more.
    fn new(
        at_least: u16,
        runs: &Cells<2>,
        (first, last): (u16, u16),
        all: &Pairs,
        shortest_gap: u16,
    ) -> Self {
        let days = usize::from(last - first) + 1;
        let place = |day: u16| usize::from(day - first);
        let (mut begun, mut ended) = (vec![0_u32; days], vec![0_u32; days]);
        for ([end, start], viewers) in runs.iter() {
            if end - start + 1 >= at_least {
                begun[place(start)] += viewers;
                ended[place(end)] += viewers;
            }
        }
        let held = all.iter().filter(|pair| pair.holds(at_least));
        for pair in held.clone() {
            // Each has a run on that day, added above.
            begun[place(pair.start)] -= pair.viewers;
            ended[place(pair.end)] -= pair.viewers;
        }
        let long = held.filter(|pair| pair.gap() >= shortest_gap);
        let mut pairs: Vec<Pair> = long.collect();
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.gap()));
        for sums in [&mut begun, &mut ended] {
            let mut sum = 0;
            for viewers in sums {
                sum += *viewers;
                *viewers = sum;
            }
        }
        Self {
            at_least,
            begun,
            ended,
            pairs,
        }
    }
}

impl DaySums {
    /// Adds up runs and pairs.
    pub fn new(runs: &Cells<2>, pairs: &Pairs) -> Self {
        Self::with_gaps(runs, pairs, SHORTEST_GAP)
    }

    pub(super) fn with_gaps(runs: &Cells<2>, pairs: &Pairs, shortest_gap: u16) -> Self {
        let starts = runs.iter().map(|([_, start], _)| start);
        let ends = runs.iter().map(|([end, _], _)| end);
        let (Some(first), Some(last)) = (starts.min(), ends.max()) else {
            return Self::default();
        };
        let steps = STREAK_LADDER.iter();
        let steps = steps.filter_map(|days| u16::try_from(*days).ok());
        let sums = |step| StepSums::new(step, runs, (first, last), pairs, shortest_gap);
        Self {
            first,
            steps: steps.map(sums).collect(),
            shortest_gap,
        }
    }

    /// Counts the viewers with a streak of at least so many days in a window, which has as many; `None` where that is no
    /// step of the ladder, or the window not long.
    pub fn count(&self, span: Span, at_least: u16) -> Option<u32> {
        let step = self.steps.iter().find(|step| step.at_least == at_least)?;
        let (first_end, last_start) = (span.from + at_least - 1, span.to - (at_least - 1));
        let least_gap = (last_start + 2).checked_sub(first_end)?;
        if least_gap < self.shortest_gap {
            return None;
        }
        let upto = |sums: &[u32], day: u16| {
            let place = day.checked_sub(self.first).map(usize::from);
            let viewers = place.and_then(|place| sums.get(place).or(sums.last()));
            viewers.copied().unwrap_or(0)
        };
        let spanning = step.pairs.iter();
        let spanning = spanning.take_while(|pair| pair.gap() >= least_gap);
        let spanning = spanning.filter(|pair| pair.end < first_end && pair.start > last_start);
        let spanning: u32 = spanning.map(|pair| pair.viewers).sum();
        Some(upto(&step.begun, last_start) - upto(&step.ended, first_end - 1) - spanning)
    }

    /// Returns how many bytes this takes in memory.
    pub fn bytes(&self) -> usize {
        let bytes_of = |step: &StepSums| {
            4 * (step.begun.len() + step.ended.len()) + size_of::<Pair>() * step.pairs.len()
        };
        self.steps.iter().map(bytes_of).sum()
    }
}
