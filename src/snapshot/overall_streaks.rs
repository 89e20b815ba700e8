//! Streaks of everything in a window: of days with any play at all, of all viewers.
//!
//! **Stored.** Runs `(end, start) -> viewers` of two days or more in the order of their last day, and the
//! pairs of runs of one viewer that must not count twice (see [`crate::cube::runs`]), in the order of their
//! shorter run's length, then of their later run's first day.
//!
//! **A window** `[a, b]` has, of streaks of `K` days or more,
//!
//! - the runs of `K` days or more with `end >= a + K - 1` and `start <= b - K + 1`,
//! - less the pairs with `low < K <= high` and the same bounds on `end` and `start`.
//!
//! **All `K` at once** ([`OverallStreaks::ladder`]): cut to the window, a run of `d` days counts for each
//! `K` from 2 to `d`. A pair counts for each `K` from `low + 1` to the least of `high`, `end - a + 1` and
//! `b - start + 1`. Each is a change at the first `K` and one behind the last; the prefix sums over `K` are
//! the viewers. One pass over the cells answers every step.
//!
//! **Tables.** A few hundred days have fewer windows than a large log has cells. Then, for each step `K` of
//! the ladder, a table holds the viewers of every window: runs less pairs, put at `(end, start)` and added
//! up over later ends and earlier starts. One look at `(a + K - 1, b - K + 1)` answers a window. Other logs
//! have `day_sums`.

mod day_sums;
mod pairs;

use self::day_sums::DaySums;
use self::pairs::Pairs;
use super::zeroes;
use crate::cube::cells::Cells;
use crate::cube::day_number::Span;
use crate::cube::stored_cells::StoredCells;
use crate::domain::Threshold;
use crate::domain::cohort::{STREAK_LADDER, Step};

/// The runs of everything, and the pairs of them that must not count twice.
#[derive(Debug)]
pub struct OverallStreaks {
    /// `(end, start) -> viewers`
    runs: Cells<2>,
    pairs: Pairs,
    /// A table for each step of the ladder, or none where there are fewer cells than windows.
    tables: Vec<Table>,
    /// What answers long windows where there are no tables.
    day_sums: DaySums,
}

/// The viewers with a streak of `at_least` days or more, for every window.
#[derive(Debug)]
struct Table {
    at_least: u16,
    /// The first day of a run.
    first: u16,
    /// How many days there are from it to the last day of a run.
    days: usize,
    /// By the earliest day a run may end on, and the latest it may start on.
    viewers: Vec<u32>,
}

impl Table {
    fn new(at_least: u16, (first, last): (u16, u16), streaks: &OverallStreaks) -> Self {
        let days = usize::from(last - first) + 1;
        let mut viewers = zeroes::written(days * days);
        let place =
            |end: u16, start: u16| usize::from(end - first) * days + usize::from(start - first);
        for ([end, start], more) in streaks.runs.iter() {
            if end - start + 1 >= at_least {
                viewers[place(end, start)] += more;
            }
        }
        // Counts may fall below zero, and wrap around, until all of them are added up.
        for pair in streaks.pairs.of(at_least, first, last) {
            if pair.low >= at_least {
                continue;
            }
            let sum = &mut viewers[place(pair.end, pair.start)];
            *sum = sum.wrapping_sub(pair.viewers);
        }
        // Over earlier starts, then over later ends.
        for row in viewers.chunks_exact_mut(days) {
            let mut sum = 0_u32;
            for viewers in row {
                sum = sum.wrapping_add(*viewers);
                *viewers = sum;
            }
        }
        for end in (0..days - 1).rev() {
            let (here, later) = viewers[end * days..].split_at_mut(days);
            for (sum, later) in here.iter_mut().zip(later) {
                *sum = sum.wrapping_add(*later);
            }
        }
        Self {
            at_least,
            first,
            days,
            viewers,
        }
    }

    /// Returns the viewers with a run that ends on `first_end` or later and starts on `last_start` or
    /// earlier.
    fn viewers(&self, first_end: u16, last_start: u16) -> u32 {
        let end = usize::from(first_end.saturating_sub(self.first));
        let start = last_start.checked_sub(self.first).map(usize::from);
        match start {
            Some(start) if end < self.days => {
                self.viewers[end * self.days + start.min(self.days - 1)]
            }
            _ => 0,
        }
    }
}

impl OverallStreaks {
    /// Readies cells `(end, start) -> viewers` of runs, and `(high, start, end, low) -> viewers` of pairs.
    #[must_use]
    pub fn new(runs: Cells<2>, pairs: StoredCells<4>) -> Self {
        let mut streaks = Self {
            runs,
            pairs: Pairs::new(pairs),
            tables: Vec::new(),
            day_sums: DaySums::default(),
        };
        streaks.tables = streaks.tabulated();
        if streaks.tables.is_empty() {
            streaks.day_sums = DaySums::new(&streaks.runs, &streaks.pairs);
        }
        streaks
    }

    /// Returns the tables where they have no more numbers than there are cells.
    fn tabulated(&self) -> Vec<Table> {
        let starts = self.runs.iter().map(|([_, start], _)| start);
        let ends = self.runs.iter().map(|([end, _], _)| end);
        let (Some(first), Some(last)) = (starts.min(), ends.max()) else {
            return Vec::new();
        };
        let days = usize::from(last - first) + 1;
        if self.runs.len() + self.pairs.len() < days * days {
            return Vec::new();
        }
        self.tables_between(first, last)
    }

    /// Returns a table for each step of the ladder; all runs lie between these days.
    fn tables_between(&self, first: u16, last: u16) -> Vec<Table> {
        let steps = STREAK_LADDER
            .iter()
            .filter_map(|days| u16::try_from(*days).ok());
        steps
            .map(|at_least| Table::new(at_least, (first, last), self))
            .collect()
    }

    /// Looks up the viewers with a streak of at least so many days in a window; `None` where nothing tells but the cells.
    fn looked_up(&self, span: Span, at_least: u32) -> Option<u32> {
        if at_least > span.days() {
            return Some(0);
        }
        let at_least = u16::try_from(at_least).ok()?;
        match self.tables.iter().find(|table| table.at_least == at_least) {
            Some(table) => {
                let more = at_least - 1;
                Some(table.viewers(span.from + more, span.to - more))
            }
            None => self.day_sums.count(span, at_least),
        }
    }

    /// Counts the viewers with a streak of at least so many days in a window.
    #[must_use]
    pub fn count(&self, span: Span, at_least: Threshold) -> u32 {
        if let Some(viewers) = self.looked_up(span, at_least.days()) {
            return viewers;
        }
        let more = u16::try_from(at_least.days() - 1).unwrap_or(u16::MAX);
        let (first_end, last_start) = (span.from + more, span.to - more);
        let runs = self.runs.from(first_end);
        let runs = runs.filter(|([end, start], _)| *start <= last_start && end - start >= more);
        let runs: u32 = runs.map(|(_, viewers)| viewers).sum();
        let pairs = self.pairs.of(more + 1, first_end, last_start);
        let pairs = pairs.filter(|pair| pair.end >= first_end && pair.low <= more);
        runs - pairs.map(|pair| pair.viewers).sum::<u32>()
    }

    /// Counts the viewers with a streak of at least so many days in a window, for each step of the ladder.
    #[must_use]
    pub fn ladder(&self, span: Span) -> Vec<Step> {
        // One pass answers all steps that cannot be looked up.
        let mut survival = None;
        let steps = STREAK_LADDER.into_iter().map(|at_least| {
            let viewers = self.looked_up(span, at_least).unwrap_or_else(|| {
                let survival = survival.get_or_insert_with(|| self.survival(span));
                survival.get(at_least as usize).copied().unwrap_or(0)
            });
            Step { at_least, viewers }
        });
        steps.collect()
    }

    /// Counts the viewers with a streak of at least so many days in a window, for each number of days
    /// from 0 to the longest; those of fewer than 2 days are 0.
    fn survival(&self, span: Span) -> Vec<u32> {
        // At each number of days: the viewers less those of one day fewer.
        let mut changes = vec![0_i64; span.days() as usize + 2];
        let mut longest = 1;
        for ([end, start], viewers) in self.runs.from(span.from.saturating_add(1)) {
            let days = (end.min(span.to) + 1).saturating_sub(start.max(span.from));
            let days = usize::from(days);
            if days >= 2 {
                longest = longest.max(days);
                changes[2] += i64::from(viewers);
                changes[days + 1] -= i64::from(viewers);
            }
        }
        for pair in self.pairs.of(2, span.from, span.to) {
            let days_after = (pair.end + 1).saturating_sub(span.from);
            let days_before = span.to + 1 - pair.start;
            let high = pair.high.min(days_after).min(days_before);
            if pair.low < high {
                changes[usize::from(pair.low) + 1] -= i64::from(pair.viewers);
                changes[usize::from(high) + 1] += i64::from(pair.viewers);
            }
        }
        let mut viewers = 0;
        let counts = changes[..=longest].iter().map(|change| {
            viewers += change;
            u32::try_from(viewers).unwrap_or(0)
        });
        counts.collect()
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let tables = self.tables.iter().map(|table| 4 * table.viewers.len());
        let cells = self.runs.bytes() + self.pairs.bytes();
        cells + tables.sum::<usize>() + self.day_sums.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::runs;
    use proptest::prelude::*;

    fn streaks_of(histories: &[Vec<u16>]) -> OverallStreaks {
        let of_runs = histories.iter().flat_map(|days| runs::runs(days));
        let of_runs = of_runs.map(|run| ([run.end, run.start], 1));
        let mut pairs = Vec::new();
        for days in histories {
            runs::pairs(days, |pair| {
                pairs.push(([pair.high, pair.start, pair.end, pair.low], 1));
            });
        }
        let pairs: Cells<4> = pairs.into_iter().collect();
        OverallStreaks::new(of_runs.collect(), StoredCells::new(pairs.encode()).unwrap())
    }

    proptest! {
        #[test]
        fn a_streak_is_counted_once_by_tables_by_days_and_by_cells(
            histories in proptest::collection::vec(
                proptest::collection::btree_set(3_u16..60, 0..40), 0..12),
            from in 1_u16..70,
            length in 0_u16..70,
            at_least in 2_u32..25,
        ) {
            let histories: Vec<Vec<u16>> =
                histories.into_iter().map(|days| days.into_iter().collect()).collect();
            let span = Span { from, to: from + length };
            let longest = |days: &Vec<u16>| {
                let within: Vec<u16> =
                    days.iter().copied().filter(|day| (from..=span.to).contains(day)).collect();
                let runs = within.chunk_by(|a, b| a + 1 == *b).map(|run| run.len() as u64);
                runs.max().unwrap_or(0)
            };
            let expected = |at_least: u32| {
                let reached = histories.iter().filter(|days| longest(days) >= at_least.into());
                u32::try_from(reached.count()).unwrap()
            };
            let mut streaks = streaks_of(&histories);
            let ladder: Vec<u32> = STREAK_LADDER.iter().map(|step| expected(*step)).collect();
            for (is_tabulated, shortest_gap) in [(false, u16::MAX), (false, 0), (false, 20), (true, 0)] {
                // Windows begin before the tables do, and end after them.
                streaks.tables = if is_tabulated {
                    streaks.tables_between(3, 60)
                } else {
                    Vec::new()
                };
                streaks.day_sums = DaySums::with_gaps(&streaks.runs, &streaks.pairs, shortest_gap);
                let threshold = Threshold::new(at_least).unwrap();
                prop_assert_eq!(streaks.count(span, threshold), expected(at_least));
                let found = streaks.ladder(span).into_iter().map(|step| step.viewers);
                prop_assert_eq!(found.collect::<Vec<u32>>(), ladder.clone());
            }
        }
    }
}
