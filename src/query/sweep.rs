//! The streaks of all items at once.
//!
//! Item by item, a list of twenty thousand titles waits for memory twenty thousand times. Here the runs
//! of all items lie in the order of their last days: those that end in a window, and the few that end
//! soon after, are one stretch, and one sweep over it, adding up by item, answers the whole list.

use super::streaks::StreakCounts;
use crate::cube::cells::Cells;
use crate::cube::number::Span;
use crate::domain::Threshold;

/// The runs, and the pairs of runs, of all items of a level.
#[derive(Debug, Default)]
pub struct Sweep {
    /// By last day, and first.
    runs: ByDay<Run>,
    /// By the first day of the later run.
    pairs: ByDay<Pair>,
    /// The days of the longest run.
    longest: u16,
    /// One more than the greatest item with a run.
    width: usize,
}

/// Runs of viewers of an item.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    item: u32,
    start: u16,
    viewers: u16,
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

/// Cells in the order of a day.
#[derive(Debug, Default)]
struct ByDay<T> {
    first: u16,
    /// Where the cells of each day from the first on begin, and the last day's end.
    days: Vec<u32>,
    cells: Vec<T>,
}

impl<T: Copy + Default> ByDay<T> {
    /// Sorts cells by their days: counted first, then put in their places.
    fn new(cells: &[(u16, T)]) -> Self {
        let days = || cells.iter().map(|(day, _)| *day);
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return Self::default();
        };
        let mut starts = vec![0_u32; usize::from(last - first) + 2];
        for day in days() {
            starts[usize::from(day - first) + 1] += 1;
        }
        for day in 1..starts.len() {
            starts[day] += starts[day - 1];
        }
        let mut next = starts.clone();
        let mut sorted = vec![T::default(); cells.len()];
        for (day, cell) in cells {
            let place = &mut next[usize::from(day - first)];
            sorted[*place as usize] = *cell;
            *place += 1;
        }
        Self {
            first,
            days: starts,
            cells: sorted,
        }
    }

    /// Returns the cells of each day of a stretch, both ends included.
    fn of(&self, from: u32, to: u32) -> impl Iterator<Item = (u16, &[T])> {
        let held = u32::try_from(self.days.len().saturating_sub(1)).unwrap_or(0);
        let place = |day: u32| day.saturating_sub(self.first.into()).min(held) as usize;
        let (from, to) = (place(from), place(to + 1));
        (from..to.max(from)).map(|place| {
            let cells = self.days[place] as usize..self.days[place + 1] as usize;
            let day = u32::from(self.first) + u32::try_from(place).unwrap_or(0);
            (u16::try_from(day).unwrap_or(u16::MAX), &self.cells[cells])
        })
    }

    fn bytes(&self) -> usize {
        4 * self.days.len() + size_of::<T>() * self.cells.len()
    }
}

/// Runs that are being read.
#[derive(Debug, Default)]
pub struct Sweeping {
    runs: Vec<(u16, Run)>,
    pairs: Vec<(u16, Pair)>,
}

impl Sweeping {
    /// Adds cells `(end, item, start) -> viewers`; `item_of` says which item a number is, if any.
    pub fn add_runs(&mut self, cells: &Cells<3>, item_of: impl Fn(u32) -> Option<u32>) {
        for ([end, item, start], viewers) in cells.iter() {
            let Some(item) = item_of(item.into()) else {
                continue;
            };
            self.runs.extend(parts(viewers).map(|viewers| {
                let run = Run {
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
    pub fn ready(mut self) -> Sweep {
        let days = self.runs.iter().map(|(end, run)| end - run.start + 1);
        let longest = days.max().unwrap_or(0);
        // Within a day by first days: hardly ever do two runs of one item follow each other, so that
        // adding up by item never waits for the sum before.
        radsort::sort_by_key(&mut self.runs, |(_, run)| run.start);
        let items = self.runs.iter().map(|(_, run)| run.item as usize + 1);
        Sweep {
            width: items.max().unwrap_or(0),
            longest,
            runs: ByDay::new(&self.runs),
            pairs: ByDay::new(&self.pairs),
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

/// The streaks that run on the window's last day, of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Running {
    /// Viewers with one of two days or more.
    pub viewers: u32,
    /// The longest of them, in days.
    pub longest: u32,
}

impl Sweep {
    /// Returns one more than the greatest item with a run.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Counts the streaks of two days or more of each of `items` items in a window.
    #[must_use]
    pub fn counts(&self, items: usize, span: Span, threshold: Threshold) -> Vec<StreakCounts> {
        let at_least = threshold.days();
        // Each number by itself: most runs touch but one, and all of one lie close together.
        let mut longest = vec![0_u16; items];
        let [mut viewers, mut running] = [vec![0_u32; items], vec![0_u32; items]];
        // A run that ends on the window's first day is one day long there.
        for (end, runs) in self.ending(u32::from(span.from) + 1, span) {
            let day_after = end.min(span.to) + 1;
            for alike in runs.chunk_by(|a, b| a.start == b.start) {
                let days = day_after.saturating_sub(alike[0].start.max(span.from));
                for run in alike {
                    let longest = &mut longest[run.item as usize];
                    if *longest < days {
                        *longest = days;
                    }
                }
                if u32::from(days) < at_least {
                    continue;
                }
                for run in alike {
                    viewers[run.item as usize] += u32::from(run.viewers);
                }
                if end >= span.to {
                    for run in alike {
                        running[run.item as usize] += u32::from(run.viewers);
                    }
                }
            }
        }
        self.take_back(&mut viewers, span, at_least);
        let counts = longest.into_iter().zip(viewers).zip(running);
        let counts = counts.map(|((longest, viewers), running)| StreakCounts {
            longest: longest.into(),
            viewers,
            running,
        });
        counts.collect()
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

    /// Returns the runs that end on a day or later, and that can reach into the window, by last day.
    fn ending(&self, first: u32, span: Span) -> impl Iterator<Item = (u16, &[Run])> {
        self.runs
            .of(first, u32::from(span.to) + u32::from(self.longest))
    }

    /// Measures the running streaks of two days or more of each of `items` items.
    #[must_use]
    pub fn running(&self, items: usize, span: Span) -> Vec<Running> {
        let mut running = vec![Running::default(); items];
        for (_, runs) in self.ending(span.to.into(), span) {
            for run in runs {
                let days = u32::from((span.to + 1).saturating_sub(run.start.max(span.from)));
                let running = &mut running[run.item as usize];
                running.viewers += u32::from(run.viewers) * u32::from(days >= 2);
                running.longest = running.longest.max(days);
            }
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
        for (_, runs) in self.ending(span.to.into(), span) {
            for run in runs.iter().filter(|run| run.start < span.to) {
                if let Some(Some(place)) = places.get(run.item as usize) {
                    found[*place].push((run.start.max(span.from), run.viewers.into()));
                }
            }
        }
        found
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.runs.bytes() + self.pairs.bytes()
    }
}
