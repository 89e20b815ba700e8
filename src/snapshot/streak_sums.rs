//! Streaks of each item in a window, for all items at once.
//!
//! **Stored.** Runs of two days or more, `(end, start, item) -> viewers`, in the order of their last day,
//! then their first. Runs of up to `SHORT` days and longer ones lie apart. And pairs of runs of one
//! viewer that must not count twice, in the order of the later run's first day; [`crate::cube::runs`] says
//! which these are, and why.
//!
//! **A window** `[a, b]` cuts a run to `min(end, b) - max(start, a) + 1` days. The viewers of runs are added up
//! by item and by that number of days. A pair takes its viewers off again for each number of days at which both of its runs
//! count: at the greatest, and puts them back below the least. Then, from the greatest number of days down, the sums are
//! the viewers with a streak of so many days or more. They say, for each item,
//!
//! - its longest streak, and the longest that a crowd has;
//! - its viewers with a streak of `K` days or more.
//!
//! Whether one of the longest began before the window, and whose streak is running, is seen run by run. A viewer has one
//! run at most that covers `b`, so no pair needs to be subtracted there.
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
use super::run_lengths::RunLengths;
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
    /// The lengths of each item's runs.
    lengths: RunLengths,
}

/// A pair of runs, as [`crate::cube::runs::Pair`] has it, of some viewers of an item.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    /// The item; where the numbers of its lengths begin, once [`RunLengths`] are known.
    item: u32,
    end: u16,
    low: u16,
    high: u16,
    viewers: u16,
}

/// Runs and pairs that are being read, page by page: a column that grew would leave holes in memory that stay.
#[derive(Debug, Default)]
pub struct StreakSumsBuilder {
    runs: Vec<Vec<(u16, ItemRun)>>,
    pairs: Vec<Vec<(u16, Pair)>>,
}

impl StreakSumsBuilder {
    /// Adds runs from cells `(end, start, item) -> viewers` of a page of items, which begins with `first_item`: those
    /// of items that `takes` names.
    pub fn add_runs(&mut self, first_item: u32, cells: &Cells<3>, takes: impl Fn(u32) -> bool) {
        self.runs
            .push(of_page(cells, |[end, start, item], viewers| {
                let item = first_item + u32::from(item);
                let run = ItemRun {
                    item,
                    start,
                    viewers,
                };
                takes(item).then_some((end, run))
            }));
    }

    /// Adds pairs from cells `(start, item, end, low, high) -> viewers` of a page of items in the same way.
    pub fn add_pairs(&mut self, first_item: u32, cells: &Cells<5>, takes: impl Fn(u32) -> bool) {
        let of_cell = |[start, item, end, low, high]: [u16; 5], viewers| {
            let item = first_item + u32::from(item);
            let pair = Pair {
                item,
                end,
                low,
                high,
                viewers,
            };
            takes(item).then_some((start, pair))
        };
        self.pairs.push(of_page(cells, of_cell));
    }

    /// Sorts what was added by days, and adds up blocks of short runs.
    #[must_use]
    pub fn build(self) -> StreakSums {
        let runs = || self.runs.iter().flatten().copied();
        let days = |(end, run): &(u16, ItemRun)| end - run.start + 1;
        let lengths = RunLengths::new(runs().map(|run| (run.1.item, days(&run))));
        let short = ByDay::new(|| runs().filter(|run| days(run) <= SHORT));
        StreakSums {
            // As large as the runs themselves.
            blocks: RunBlockSums::new(&short, &lengths, 2 * short.all().len()),
            short,
            long: ByDay::new(|| runs().filter(|run| days(run) > SHORT)),
            longest: runs().map(|run| days(&run)).max().unwrap_or(0),
            pairs: ByDay::new(|| {
                let pairs = self.pairs.iter().flatten();
                pairs.map(|(start, pair)| {
                    let item = lengths.start(pair.item);
                    (*start, Pair { item, ..*pair })
                })
            }),
            lengths,
        }
    }
}

/// Returns what cells of a page are made to, each of as many viewers as sixteen bits hold.
fn of_page<const W: usize, T>(
    cells: &Cells<W>,
    of_cell: impl Fn([u16; W], u16) -> Option<T>,
) -> Vec<T> {
    let mut page = Vec::with_capacity(cells.len());
    for (key, viewers) in cells.iter() {
        page.extend(parts(viewers).filter_map(|viewers| of_cell(key, viewers)));
    }
    page.shrink_to_fit();
    page
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
    /// The longest streak of any viewer, in days; 0 where there is none of two.
    pub longest: u32,
    /// Whether a streak of that length began before the window, which cuts it.
    pub is_cut: bool,
    /// The longest streak that a crowd has, in days; 0 where no crowd has one of K days or more.
    pub longest_of_crowd: u32,
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
        self.lengths.items()
    }

    /// Counts the streaks in a window of each item with a run; `crowd` viewers are a crowd.
    ///
    /// As all that count, it counts into the numbers of all items, which are [`Self::width`] or more, and leaves those
    /// of items without a run as they are.
    pub fn count(
        &self,
        counts: &mut [StreakCounts],
        span: Span,
        (threshold, crowd): (Threshold, u32),
    ) {
        let viewers = self.viewers_by_length(span);
        for (counts, by_length) in counts.iter_mut().zip(self.lengths.each(&viewers)) {
            if !by_length.is_empty() {
                *counts = StreakCounts::of(by_length, threshold, crowd);
            }
        }
        for (run, days) in self.running_runs(span) {
            let viewers = u32::from(run.viewers) * u32::from(days >= threshold.days());
            counts[run.item as usize].running += viewers;
        }
        self.mark_cut(counts, span);
    }

    /// Returns how many viewers of one item have a streak of 2, 3… days or more in a window, up to the longest; none of an
    /// item without a run.
    #[must_use]
    pub fn of_item(&self, item: u32, span: Span) -> Vec<u32> {
        let lengths = self.lengths.of(item);
        if lengths.is_empty() {
            return Vec::new();
        }
        let mut at_least = self.viewers_by_length(span)[lengths].to_vec();
        for place in (1..at_least.len()).rev() {
            at_least[place - 1] = at_least[place - 1].wrapping_add(at_least[place]);
        }
        at_least.truncate(at_least.partition_point(|viewers| *viewers > 0));
        at_least
    }

    /// Counts the viewers whose longest streak in a window has so many days, by item and days. A count may fall below
    /// zero, and wrap around, until those of more days are added to it.
    fn viewers_by_length(&self, span: Span) -> Vec<u32> {
        // A run that ends on the window's first day has one day there.
        let first = u32::from(span.from) + 1;
        let last = u32::from(span.to) + u32::from(SHORT);
        let added_up = self.blocks.whole_blocks(span);
        let mut viewers = match &added_up {
            Some(days) => self.blocks.viewers(days),
            None => vec![0; self.lengths.width()],
        };
        let mut add = |days: &mut dyn Iterator<Item = (u16, &[ItemRun])>| {
            for (end, runs) in days {
                let day_after = end.min(span.to) + 1;
                // Runs with the same days are cut but once.
                for alike in runs.chunk_by(|a, b| a.start == b.start) {
                    let days = day_after.saturating_sub(alike[0].start.max(span.from));
                    if days >= 2 {
                        for run in alike {
                            let place = self.lengths.place(run.item, days);
                            viewers[place] = viewers[place].wrapping_add(run.viewers.into());
                        }
                    }
                }
            }
        };
        let before = added_up.as_ref().map_or(last, |days| days.start - 1);
        add(&mut self.short.of(first, before));
        if let Some(days) = added_up {
            add(&mut self.short.of(days.end, last));
        }
        add(&mut self.long_ending(first, span));
        self.take_off_pairs(&mut viewers, span);
        viewers
    }

    /// Takes viewers off that were added once for each of several runs.
    fn take_off_pairs(&self, viewers: &mut [u32], span: Span) {
        for (start, pairs) in self.pairs.of(u32::from(span.from) + 1, span.to.into()) {
            let ahead = span.to + 1 - start;
            for pair in pairs.iter().filter(|pair| pair.end >= span.from) {
                let behind = pair.end - span.from + 1;
                let high = pair.high.min(ahead).min(behind);
                if high <= pair.low {
                    continue;
                }
                let place = RunLengths::place_from(pair.item, high);
                viewers[place] = viewers[place].wrapping_sub(pair.viewers.into());
                if pair.low >= 2 {
                    let place = RunLengths::place_from(pair.item, pair.low);
                    viewers[place] = viewers[place].wrapping_add(pair.viewers.into());
                }
            }
        }
    }

    /// Marks items of which a streak of the longest's days began before the window: it is cut on the left.
    fn mark_cut(&self, counts: &mut [StreakCounts], span: Span) {
        let first = u32::from(span.from) + 1;
        let short = self.short.of(first, first + u32::from(SHORT));
        for (end, runs) in short.chain(self.long_ending(first, span)) {
            let days = u32::from(end.min(span.to) + 1 - span.from);
            for run in runs.iter().filter(|run| run.start < span.from) {
                let counts = &mut counts[run.item as usize];
                counts.is_cut |= counts.longest == days;
            }
        }
    }

    /// Returns the long runs that end on a day or later and can reach into the window, by last day.
    fn long_ending(&self, first: u32, span: Span) -> impl Iterator<Item = (u16, &[ItemRun])> {
        self.long
            .of(first, u32::from(span.to) + u32::from(self.longest))
    }

    /// Returns the runs that reach the window's last day, or begin after it, and how many days they have in it.
    fn running_runs(&self, span: Span) -> impl Iterator<Item = (&ItemRun, u32)> {
        let last = u32::from(span.to);
        let short = self.short.of(last, last + u32::from(SHORT));
        let long = self.long_ending(last, span);
        let runs = short.chain(long).flat_map(|(_, runs)| runs);
        runs.map(move |run| {
            let days = (span.to + 1).saturating_sub(run.start.max(span.from));
            (run, u32::from(days))
        })
    }

    /// Counts, for each item, the viewers whose streak of K days or more reaches the window's last day: what
    /// [`Self::count`] says of that, alone.
    pub fn count_running(&self, viewers: &mut [u32], span: Span, threshold: Threshold) {
        for (run, days) in self.running_runs(span) {
            viewers[run.item as usize] +=
                u32::from(run.viewers) * u32::from(days >= threshold.days());
        }
    }

    /// Measures the running streaks of two days or more of each item.
    pub fn measure_running(&self, running: &mut [Running], span: Span) {
        for (run, days) in self.running_runs(span) {
            let running = &mut running[run.item as usize];
            running.viewers += u32::from(run.viewers) * u32::from(days >= 2);
            running.longest = running.longest.max(days);
        }
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
        for (run, _) in self.running_runs(span) {
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
        let runs = self.short.bytes() + self.long.bytes() + self.pairs.bytes();
        runs + self.blocks.bytes() + self.lengths.bytes()
    }
}

impl StreakCounts {
    /// Counts the streaks of an item from the viewers whose longest has so many days, those of two days first.
    fn of(by_length: &[u32], threshold: Threshold, crowd: u32) -> Self {
        let Some(longest) = by_length.iter().rposition(|viewers| *viewers != 0) else {
            return Self::default();
        };
        let at_least = threshold.days() as usize - 2;
        let (mut viewers, mut of_crowd) = (0_u32, None);
        for place in (at_least..=longest).rev() {
            viewers = viewers.wrapping_add(by_length[place]);
            if of_crowd.is_none() && viewers >= crowd {
                of_crowd = Some(place);
            }
        }
        let days = |place| u32::try_from(place + 2).unwrap_or(u32::MAX);
        Self {
            longest: days(longest),
            longest_of_crowd: of_crowd.map_or(0, days),
            viewers,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests;
