//! The streaks of all items at once.
//!
//! Item by item, a list of twenty thousand titles waits for memory twenty thousand times. Here the runs
//! of all items lie in the order of their last days: those that end in a window, and the few that end
//! soon after, are one stretch, and one sweep over it, adding up by item, answers the whole list. Of a
//! long window only the days at its ends are swept: what lies between is added up ahead, in blocks.

use super::run_block_sums::{ItemRun, RunBlockSums, SHORT};
use crate::cube::by_day::ByDay;
use crate::cube::cells::Cells;
use crate::cube::day_number::Span;
use crate::domain::Threshold;

/// The runs, and the pairs of runs, of all items of a level.
#[derive(Debug, Default)]
pub struct StreakSums {
    /// Those of [`SHORT`] days or fewer: by last day, and page by page by first.
    short: ByDay<ItemRun>,
    /// The same, added up in blocks of days.
    blocks: RunBlockSums,
    /// The other runs, in the same order. They may reach far into a window, or out of it, and are few.
    long: ByDay<ItemRun>,
    /// The days of the longest run.
    longest: u16,
    /// By the first day of the later run.
    pairs: ByDay<Pair>,
    /// One more than the greatest item with a run.
    width: usize,
}

/// Pairs of runs of viewers of an item.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    item: u32,
    end: u16,
    low: u16,
    high: u16,
    viewers: u16,
}

/// Runs that are being read.
#[derive(Debug, Default)]
pub struct StreakSumsBuilder {
    runs: Vec<(u16, ItemRun)>,
    pairs: Vec<(u16, Pair)>,
}

impl StreakSumsBuilder {
    /// Adds cells `(end, start, item) -> viewers`; `item_of` says which item a number is, if any.
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

    /// Adds cells `(start, item, end, low, high) -> viewers`.
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

    /// Returns the runs, ready to answer.
    #[must_use]
    pub fn ready(self) -> StreakSums {
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

/// Cuts a count into parts that fit sixteen bits.
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

/// The streaks that run on the window's last day, of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Running {
    /// Viewers with one of two days or more.
    pub viewers: u32,
    /// The longest of them, in days.
    pub longest: u32,
}

impl StreakSums {
    /// Returns one more than the greatest item with a run.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Counts the streaks of two days or more of each of `items` items in a window; no fewer than
    /// [`Self::width`].
    #[must_use]
    pub fn counts(&self, items: usize, span: Span, threshold: Threshold) -> Vec<StreakCounts> {
        let at_least = threshold.days();
        let mut counts = Counts::new(items);
        // A run that ends on the window's first day is one day long there.
        let first = u32::from(span.from) + 1;
        let whole = self.blocks.between(span);
        if let Some(days) = &whole {
            for (longest, days) in counts.longest.iter_mut().zip(self.blocks.longest(days)) {
                *longest = days.into();
            }
            let viewers = self.blocks.viewers(&self.short, at_least, days);
            counts.viewers[..self.width].copy_from_slice(&viewers);
        }
        let last = u32::from(span.to) + u32::from(SHORT);
        let before = whole.as_ref().map_or(last, |days| days.start - 1);
        counts.add(self.short.of(first, before), span, at_least);
        if let Some(days) = whole {
            counts.add(self.short.of(days.end, last), span, at_least);
        }
        counts.add(self.long_ending(first, span), span, at_least);
        self.take_back(&mut counts.viewers, span, at_least);
        counts.of_each()
    }

    /// Takes back viewers that are counted once for each of several runs.
    fn take_back(&self, viewers: &mut [u32], span: Span, at_least: u32) {
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

    /// Returns the long runs that end on a day or later, and that can reach into the window, by last day.
    fn long_ending(&self, first: u32, span: Span) -> impl Iterator<Item = (u16, &[ItemRun])> {
        self.long
            .of(first, u32::from(span.to) + u32::from(self.longest))
    }

    /// Returns the runs that end on the window's last day or later, and that can reach into it.
    fn reaching(&self, span: Span) -> impl Iterator<Item = &ItemRun> {
        let last = u32::from(span.to);
        let short = self.short.of(last, last + u32::from(SHORT));
        let long = self.long_ending(last, span);
        short.chain(long).flat_map(|(_, runs)| runs)
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

    /// Returns, for each of a few items, the first day of each running streak of two days or more, and
    /// its viewers.
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

/// What a sweep adds up, item by item: each number by itself, since most runs touch but one, and all of
/// one then lie close together.
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

    /// Adds the runs of days: cut to the window, those of so many days or more.
    fn add<'a>(
        &mut self,
        days: impl Iterator<Item = (u16, &'a [ItemRun])>,
        span: Span,
        at_least: u32,
    ) {
        for (end, runs) in days {
            let day_after = end.min(span.to) + 1;
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

    fn of_each(self) -> Vec<StreakCounts> {
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
        let inside = days
            .iter()
            .filter(|day| (span.from..=span.to).contains(day));
        let inside: Vec<u16> = inside.copied().collect();
        let length = |run: &[u16]| u32::try_from(run.len()).unwrap();
        let mut found = (0, 0);
        for run in inside.chunk_by(|a, b| a + 1 == *b) {
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
        let mut sweeping = StreakSumsBuilder::default();
        let (mut of_runs, mut of_pairs) = (Vec::new(), Vec::new());
        for (item, days) in viewers {
            of_runs.extend(runs::runs(days).map(|run| ([run.end, run.start, *item], 1)));
            runs::pairs(days, |pair| {
                of_pairs.push(([pair.start, *item, pair.end, pair.low, pair.high], 1));
            });
        }
        sweeping.add_runs(&of_runs.into_iter().collect(), Some);
        sweeping.add_pairs(&of_pairs.into_iter().collect(), Some);
        sweeping.ready()
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
                // A day by itself is no streak, whatever is told of it.
                for counts in found.iter_mut().filter(|counts| counts.longest < 2) {
                    *counts = StreakCounts::default();
                }
                for of_item in running.iter_mut().filter(|of_item| of_item.longest < 2) {
                    *of_item = Running::default();
                }
                prop_assert_eq!(found, expected, "{:?} of {} days or more", span, at_least);
                prop_assert_eq!(running, expected_running);
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
        let all = sums.blocks.between(Span { from: 1, to: 400 });
        assert!(all.is_some_and(|days| days.len() >= 200));
        assert_eq!(sums.blocks.between(Span { from: 50, to: 70 }), None);
        let few = sums_of(&[(5, days(5, &[(3, 200); 2]))]);
        assert_eq!(few.blocks.between(Span { from: 1, to: 400 }), None);
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
        let sums = builder.ready();
        for from in 10..=52 {
            for to in (from + 60..=152).step_by(3) {
                let span = Span { from, to };
                assert!(sums.blocks.between(span).is_some(), "{span:?}");
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
