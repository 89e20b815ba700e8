//! Streaks of each item in a window, for all items at once.
//!
//! **Stored.** Runs of two days or more, `(end, start, item) -> viewers`, in the order of their last day,
//! then their first. Runs of up to `SHORT` days and longer ones lie apart. And pairs of runs of one
//! viewer that must not count twice, in the order of the later run's first day; [`crate::cube::runs`] says
//! which these are, and why.
//!
//! **A window** `[a, b]` cuts a run to `min(end, b) - max(start, a) + 1` days. From the runs cut to the
//! window come, for each item,
//!
//! - its longest streak: the greatest number of days;
//! - its viewers with a streak of `K` days or more: the viewers of such runs, less those of the pairs that
//!   hold for `K` and for the window;
//! - those whose streak is running: the viewers of such runs that end on `b` or later. A viewer has one run
//!   at most that covers `b`, so no pair needs to be subtracted.
//!
//! For example, a viewer is active on the days 1-3, 5 and 7-9. The runs are 1-3 and 7-9; they make one pair
//! (`end` 3, `start` 7), which holds for `K` of 2 or 3. In the window `[2, 9]`, both runs have 2 days or
//! more: two runs less one pair are one viewer. In `[3, 9]`, 1-3 is cut to one day: for `K = 2`, one run
//! counts, and the pair does not hold, since its `end` is earlier than `a + K - 1`.
//!
//! **Cost.** A run with two days in the window ends on `a + 1` or later. It ends on `b` or earlier, or at
//! most its own length later. So all such runs are one stretch of days, which one scan adds up item by
//! item; going item by item instead would wait for memory once for each of twenty thousand items. Short
//! runs that end well inside a window lie in it whole: `RunBlockSums` has them added up already, and the
//! scan is left with the days at both ends of a long window. Long runs are few, and always scanned.

use super::run_block_sums::{ItemRun, RunBlockSums, SHORT};
use crate::cube::by_day::ByDay;
use crate::cube::cells::Cells;
use crate::cube::day_number::Span;
use crate::domain::Threshold;

/// The runs, and the pairs of runs, of a level's items.
#[derive(Debug, Default)]
pub struct StreakSums {
    /// Runs of [`SHORT`] days or fewer: by last day and, within each page of items, by first day.
    short: ByDay<ItemRun>,
    /// The same, added up by blocks of days.
    blocks: RunBlockSums,
    /// Longer runs, in the same order.
    long: ByDay<ItemRun>,
    /// The days of the longest run.
    longest: u16,
    /// Pairs by the first day of the later run.
    pairs: ByDay<Pair>,
    /// One more than the greatest item with a run.
    width: usize,
}

/// A pair of runs, as [`crate::cube::runs::Pair`] has it, of some viewers of an item.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    item: u32,
    end: u16,
    low: u16,
    high: u16,
    viewers: u16,
}

/// Runs and pairs that are being read.
#[derive(Debug, Default)]
pub struct StreakSumsBuilder {
    runs: Vec<(u16, ItemRun)>,
    pairs: Vec<(u16, Pair)>,
}

impl StreakSumsBuilder {
    /// Adds runs from cells `(end, start, item) -> viewers`; `item_of` says which item a number is, if any.
    pub fn add_runs(&mut self, cells: &Cells<3>, item_of: impl Fn(u32) -> Option<u32>) {
        self.runs.reserve(cells.len());
        for ([end, start, item], viewers) in cells.iter() {
            let Some(item) = item_of(item.into()) else {
                continue;
            };
            self.runs.extend(parts(viewers).map(|viewers| {
                let run = ItemRun {
                    item,
                    start,
                    viewers,
                };
                (end, run)
            }));
        }
    }

    /// Adds pairs from cells `(start, item, end, low, high) -> viewers`; `item_of` says which item a number
    /// is, if any.
    pub fn add_pairs(&mut self, cells: &Cells<5>, item_of: impl Fn(u32) -> Option<u32>) {
        self.pairs.reserve(cells.len());
        for ([start, item, end, low, high], viewers) in cells.iter() {
            let Some(item) = item_of(item.into()) else {
                continue;
            };
            self.pairs.extend(parts(viewers).map(|viewers| {
                let pair = Pair {
                    item,
                    end,
                    low,
                    high,
                    viewers,
                };
                (start, pair)
            }));
        }
    }

    /// Sorts what was added by days, and adds up blocks of short runs.
    #[must_use]
    pub fn build(self) -> StreakSums {
        let days = |(end, run): &(u16, ItemRun)| end - run.start + 1;
        let items = self.runs.iter().map(|(_, run)| run.item as usize + 1);
        let width = items.max().unwrap_or(0);
        let short = ByDay::new(|| self.runs.iter().copied().filter(|run| days(run) <= SHORT));
        StreakSums {
            blocks: RunBlockSums::new(&short, width),
            short,
            long: ByDay::new(|| self.runs.iter().copied().filter(|run| days(run) > SHORT)),
            longest: self.runs.iter().map(days).max().unwrap_or(0),
            pairs: ByDay::new(|| self.pairs.iter().copied()),
            width,
        }
    }
}

/// Cuts a count into parts of sixteen bits: hardly any count needs two.
fn parts(count: u32) -> impl Iterator<Item = u16> {
    let full = count / u32::from(u16::MAX);
    let rest = u16::try_from(count % u32::from(u16::MAX)).unwrap_or(0);
    let full = (0..full).map(|_| u16::MAX);
    full.chain((rest > 0).then_some(rest))
}

/// The streaks of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StreakCounts {
    /// The longest streak of any viewer, in days.
    pub longest: u32,
    /// Viewers with a streak of K days or more.
    pub viewers: u32,
    /// Viewers whose streak of K days or more reaches the window's last day.
    pub running: u32,
}

/// The running streaks of one item: those that reach the window's last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Running {
    /// Viewers with a running streak of two days or more.
    pub viewers: u32,
    /// The longest running streak, in days; less than 2 where there is none of two.
    pub longest: u32,
}

impl StreakSums {
    /// Returns one more than the greatest item with a run.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Counts the streaks in a window of each of `items` items, which are [`Self::width`] or more. Where the
    /// longest is less than two days, there is no streak.
    #[must_use]
    pub fn counts(&self, items: usize, span: Span, threshold: Threshold) -> Vec<StreakCounts> {
        let at_least = threshold.days();
        let mut counts = Counts::new(items);
        // A run that ends on the window's first day has one day there.
        let first = u32::from(span.from) + 1;
        let added_up = self.blocks.whole_blocks(span);
        if let Some(days) = &added_up {
            for (longest, days) in counts.longest.iter_mut().zip(self.blocks.longest(days)) {
                *longest = days.into();
            }
            let viewers = self.blocks.viewers(&self.short, at_least, days);
            counts.viewers[..self.width].copy_from_slice(&viewers);
        }
        let last = u32::from(span.to) + u32::from(SHORT);
        let before = added_up.as_ref().map_or(last, |days| days.start - 1);
        counts.add(self.short.of(first, before), span, at_least);
        if let Some(days) = added_up {
            counts.add(self.short.of(days.end, last), span, at_least);
        }
        counts.add(self.long_ending(first, span), span, at_least);
        self.subtract_pairs(&mut counts.viewers, span, at_least);
        counts.by_item()
    }

    /// Takes viewers off that were counted once for each of several runs.
    fn subtract_pairs(&self, viewers: &mut [u32], span: Span, at_least: u32) {
        if at_least > span.days() {
            return;
        }
        let first_end = u32::from(span.from) + at_least - 1;
        let last_start = u32::from(span.to) + 1 - at_least;
        for (_, pairs) in self.pairs.of(first_end, last_start) {
            for pair in pairs {
                let holds = u32::from(pair.end) >= first_end
                    && u32::from(pair.low) < at_least
                    && at_least <= u32::from(pair.high);
                viewers[pair.item as usize] -= u32::from(pair.viewers) * u32::from(holds);
            }
        }
    }

    /// Returns the long runs that end on a day or later and can reach into the window, by last day.
    fn long_ending(&self, first: u32, span: Span) -> impl Iterator<Item = (u16, &[ItemRun])> {
        self.long
            .of(first, u32::from(span.to) + u32::from(self.longest))
    }

    /// Returns the runs that end on the window's last day or later and can reach into it.
    fn reaching(&self, span: Span) -> impl Iterator<Item = &ItemRun> {
        let last = u32::from(span.to);
        let short = self.short.of(last, last + u32::from(SHORT));
        let long = self.long_ending(last, span);
        short.chain(long).flat_map(|(_, runs)| runs)
    }

    /// Counts, for each of `items` items, the viewers whose streak of K days or more reaches the window's
    /// last day: what [`Self::counts`] says of that, alone.
    #[must_use]
    pub fn running_viewers(&self, items: usize, span: Span, threshold: Threshold) -> Vec<u32> {
        let mut viewers = vec![0; items];
        for run in self.reaching(span) {
            let days = u32::from((span.to + 1).saturating_sub(run.start.max(span.from)));
            viewers[run.item as usize] +=
                u32::from(run.viewers) * u32::from(days >= threshold.days());
        }
        viewers
    }

    /// Measures the running streaks of two days or more of each of `items` items.
    #[must_use]
    pub fn running(&self, items: usize, span: Span) -> Vec<Running> {
        let mut running = vec![Running::default(); items];
        for run in self.reaching(span) {
            let days = u32::from((span.to + 1).saturating_sub(run.start.max(span.from)));
            let running = &mut running[run.item as usize];
            running.viewers += u32::from(run.viewers) * u32::from(days >= 2);
            running.longest = running.longest.max(days);
        }
        running
    }

    /// Returns, for each of a few items, the running streaks of two days or more: their first days, cut to
    /// the window, and their viewers. A first day may come more than once.
    #[must_use]
    pub fn running_since(&self, items: &[u32], span: Span) -> Vec<Vec<(u16, u32)>> {
        let mut found = vec![Vec::new(); items.len()];
        let most = items.iter().max().map_or(0, |item| *item as usize + 1);
        let mut places = vec![None; most];
        for (place, item) in items.iter().enumerate() {
            places[*item as usize] = Some(place);
        }
        for run in self.reaching(span) {
            let start = run.start.max(span.from);
            if let Some(Some(place)) = places.get(run.item as usize)
                && start < span.to
            {
                found[*place].push((start, run.viewers.into()));
            }
        }
        found
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.short.bytes() + self.blocks.bytes() + self.long.bytes() + self.pairs.bytes()
    }
}

/// What a scan of runs adds up. Each number has a column of its own: most runs touch but one of them, and
/// a column of small numbers fits the cache.
struct Counts {
    longest: Vec<u16>,
    viewers: Vec<u32>,
    running: Vec<u32>,
}

impl Counts {
    fn new(items: usize) -> Self {
        Self {
            longest: vec![0; items],
            viewers: vec![0; items],
            running: vec![0; items],
        }
    }

    /// Adds the runs that end on some days, cut to the window; those of `at_least` days count viewers.
    fn add<'a>(
        &mut self,
        days: impl Iterator<Item = (u16, &'a [ItemRun])>,
        span: Span,
        at_least: u32,
    ) {
        for (end, runs) in days {
            let day_after = end.min(span.to) + 1;
            // Runs with the same days are cut and compared but once.
            for alike in runs.chunk_by(|a, b| a.start == b.start) {
                let days = day_after.saturating_sub(alike[0].start.max(span.from));
                for run in alike {
                    let longest = &mut self.longest[run.item as usize];
                    if *longest < days {
                        *longest = days;
                    }
                }
                if u32::from(days) < at_least {
                    continue;
                }
                for run in alike {
                    self.viewers[run.item as usize] += u32::from(run.viewers);
                }
                if end >= span.to {
                    for run in alike {
                        self.running[run.item as usize] += u32::from(run.viewers);
                    }
                }
            }
        }
    }

    fn by_item(self) -> Vec<StreakCounts> {
        let counts = self.longest.into_iter().zip(self.viewers).zip(self.running);
        let counts = counts.map(|((longest, viewers), running)| StreakCounts {
            longest: longest.into(),
            viewers,
            running,
        });
        counts.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use crate::cube::runs;
    use proptest::prelude::*;

    /// The streaks of a viewer in a window: the longest, and that which reaches its last day.
    fn streaks(days: &[u16], span: Span) -> (u32, u32) {
        let within = days
            .iter()
            .filter(|day| (span.from..=span.to).contains(day));
        let within: Vec<u16> = within.copied().collect();
        let length = |run: &[u16]| u32::try_from(run.len()).unwrap();
        let mut found = (0, 0);
        for run in within.chunk_by(|a, b| a + 1 == *b) {
            found.0 = found.0.max(length(run));
            if run.last() == Some(&span.to) {
                found.1 = length(run);
            }
        }
        found
    }

    /// A viewer's days: runs of up to so many days, and as many without any.
    fn days(first: u16, lengths: &[(u16, u16)]) -> Vec<u16> {
        let mut day = first;
        let mut days = Vec::new();
        for (active, pause) in lengths {
            days.extend(day..day + active);
            day += active + pause;
        }
        days
    }

    fn sums_of(viewers: &[(u16, Vec<u16>)]) -> StreakSums {
        let mut builder = StreakSumsBuilder::default();
        let (mut of_runs, mut of_pairs) = (Vec::new(), Vec::new());
        for (item, days) in viewers {
            of_runs.extend(runs::runs(days).map(|run| ([run.end, run.start, *item], 1)));
            runs::pairs(days, |pair| {
                of_pairs.push(([pair.start, *item, pair.end, pair.low, pair.high], 1));
            });
        }
        builder.add_runs(&of_runs.into_iter().collect(), Some);
        builder.add_pairs(&of_pairs.into_iter().collect(), Some);
        builder.build()
    }

    proptest! {
        #[test]
        fn streaks_of_a_window_are_those_of_each_viewer(
            viewers in proptest::collection::vec(
                (0_u16..3, 5_u16..200, proptest::collection::vec((1_u16..22, 1_u16..9), 0..14)), 0..40),
            windows in proptest::collection::vec((1_u16..520, 0_u16..520, 2_u32..24), 1..8),
        ) {
            let viewers: Vec<(u16, Vec<u16>)> = viewers
                .into_iter()
                .map(|(item, first, lengths)| (item, days(first, &lengths)))
                .collect();
            let sums = sums_of(&viewers);
            for (from, length, at_least) in windows.into_iter().chain([(1, 600, 3)]) {
                let span = Span { from, to: from + length };
                let mut expected = [StreakCounts::default(); 3];
                let mut expected_running = [Running::default(); 3];
                for (item, days) in &viewers {
                    let (longest, running) = streaks(days, span);
                    if longest >= 2 {
                        let counts = &mut expected[usize::from(*item)];
                        counts.longest = counts.longest.max(longest);
                        counts.viewers += u32::from(longest >= at_least);
                        counts.running += u32::from(running >= at_least);
                    }
                    if running >= 2 {
                        let of_item = &mut expected_running[usize::from(*item)];
                        of_item.viewers += 1;
                        of_item.longest = of_item.longest.max(running);
                    }
                }
                let mut found = sums.counts(3, span, Threshold::new(at_least).unwrap());
                let mut running = sums.running(3, span);
                // A day by itself is no streak, whatever its counts say.
                for counts in found.iter_mut().filter(|counts| counts.longest < 2) {
                    *counts = StreakCounts::default();
                }
                for of_item in running.iter_mut().filter(|of_item| of_item.longest < 2) {
                    *of_item = Running::default();
                }
                prop_assert_eq!(found, expected, "{:?} of {} days or more", span, at_least);
                prop_assert_eq!(running, expected_running);
                let found = sums.running_viewers(3, span, Threshold::new(at_least).unwrap());
                prop_assert_eq!(found, expected.map(|counts| counts.running));
                let found = sums.running_since(&[0, 1, 2], span);
                for (item, found) in (0..3).zip(found) {
                    let mut expected = BTreeMap::new();
                    for (_, days) in viewers.iter().filter(|(of, _)| *of == item) {
                        let running = u16::try_from(streaks(days, span).1).unwrap();
                        if running >= 2 {
                            *expected.entry(span.to + 1 - running).or_insert(0) += 1;
                        }
                    }
                    let mut since = BTreeMap::new();
                    for (start, viewers) in found {
                        *since.entry(start).or_insert(0) += viewers;
                    }
                    prop_assert_eq!(since, expected);
                }
            }
        }
    }

    #[test]
    fn whole_blocks_are_added_up_where_there_are_many_runs() {
        let viewers: Vec<(u16, Vec<u16>)> = (0..60)
            .map(|n| (n % 2, days(5 + n, &[(3, 2); 40])))
            .collect();
        let sums = sums_of(&viewers);
        let all = sums.blocks.whole_blocks(Span { from: 1, to: 400 });
        assert!(all.is_some_and(|days| days.len() >= 200));
        assert_eq!(sums.blocks.whole_blocks(Span { from: 50, to: 70 }), None);
        let few = sums_of(&[(5, days(5, &[(3, 200); 2]))]);
        assert_eq!(few.blocks.whole_blocks(Span { from: 1, to: 400 }), None);
    }

    /// Runs of each length that end on each day are many enough for the smallest blocks, wherever a
    /// window begins and ends.
    #[test]
    fn a_block_of_streaks_begins_and_ends_with_the_days_that_lie_in_the_window_whole() {
        let runs: Vec<(u16, u16)> = (30..=150_u16)
            .flat_map(|end| [2, 15, 16].map(|days| (end + 1 - days, end)))
            .collect();
        let cells = runs.iter().map(|(start, end)| ([*end, *start, 0], 1));
        let mut builder = StreakSumsBuilder::default();
        builder.add_runs(&cells.collect(), Some);
        let sums = builder.build();
        for from in 10..=52 {
            for to in (from + 60..=152).step_by(3) {
                let span = Span { from, to };
                assert!(sums.blocks.whole_blocks(span).is_some(), "{span:?}");
                for at_least in [2, 15, 16] {
                    let days = |(start, end): &(u16, u16)| {
                        u32::from((*end.min(&to) + 1).saturating_sub(*start.max(&from)))
                    };
                    let long = || runs.iter().filter(|run| days(run) >= at_least);
                    let running = long().filter(|(_, end)| *end >= to);
                    let expected = StreakCounts {
                        longest: 16,
                        viewers: u32::try_from(long().count()).unwrap(),
                        running: u32::try_from(running.count()).unwrap(),
                    };
                    let found = sums.counts(1, span, Threshold::new(at_least).unwrap());
                    assert_eq!(found, [expected], "{span:?} of {at_least} days or more");
                }
            }
        }
    }
}
