//! The streaks of all items at once.
//!
//! Item by item, a list of twenty thousand titles waits for memory twenty thousand times. Here the runs
//! of all items lie in the order of their last days: those that end in a window are one stretch, and
//! one sweep over it, adding up by item, answers the whole list.

use super::question::ItemId;
use super::streaks::StreakCounts;
use crate::cube::item::Item;
use crate::cube::number::Span;
use crate::domain::Threshold;

/// The runs, and the pairs of runs, of all items of a level.
#[derive(Debug, Default)]
pub struct Sweep {
    runs: ByEnd<Run>,
    pairs: ByEnd<Pair>,
}

/// A run of viewers of the item at a place.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    end: u16,
    start: u16,
    viewers: u16,
    place: u32,
}

/// A pair of runs of viewers of the item at a place.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    start: u16,
    low: u16,
    high: u16,
    viewers: u16,
    place: u32,
}

/// Cells in the order of a last day.
#[derive(Debug, Default)]
struct ByEnd<T> {
    first: u16,
    /// Where the cells of each day from the first on begin.
    days: Vec<u32>,
    cells: Vec<T>,
}

impl<T: Copy + Default> ByEnd<T> {
    /// Sorts cells by their last days: counted first, then put in their places.
    fn new(cells: impl Iterator<Item = (u16, T)> + Clone) -> Self {
        let ends = || cells.clone().map(|(end, _)| end);
        let (Some(first), Some(last)) = (ends().min(), ends().max()) else {
            return Self::default();
        };
        let mut days = vec![0_u32; usize::from(last - first) + 2];
        for end in ends() {
            days[usize::from(end - first) + 1] += 1;
        }
        for day in 1..days.len() {
            days[day] += days[day - 1];
        }
        let mut next = days.clone();
        let mut sorted = vec![T::default(); days[days.len() - 1] as usize];
        for (end, cell) in cells {
            let place = &mut next[usize::from(end - first)];
            sorted[*place as usize] = cell;
            *place += 1;
        }
        Self {
            first,
            days,
            cells: sorted,
        }
    }

    /// Returns the cells whose last day is `day` or later.
    fn from(&self, day: u16) -> &[T] {
        let place = usize::from(day.saturating_sub(self.first));
        let start = self.days.get(place).map(|start| *start as usize);
        &self.cells[start.unwrap_or(self.cells.len())..]
    }

    fn bytes(&self) -> usize {
        4 * self.days.len() + size_of::<T>() * self.cells.len()
    }
}

/// The streaks that run on the window's last day, of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// Viewers with one of two days or more.
    pub viewers: u32,
    /// The longest of them, in days.
    pub longest: u32,
}

impl Sweep {
    /// Sorts the runs of a level's items, each at its place.
    pub fn new<'a>(items: &(impl Iterator<Item = (ItemId, Item<'a>)> + Clone)) -> Self {
        let placed = || (0_u32..).zip(items.clone());
        let runs = placed().flat_map(|(place, (_, item))| {
            let runs = item.runs_from(0);
            let ends = runs.ends.iter().zip(runs.starts).zip(runs.viewers);
            ends.map(move |((end, start), viewers)| {
                let (end, start, viewers) = (*end, *start, *viewers);
                (
                    end,
                    Run {
                        end,
                        start,
                        viewers,
                        place,
                    },
                )
            })
        });
        let pairs = placed().flat_map(|(place, (_, item))| {
            let pairs = item.pairs_from(0);
            (0..pairs.ends.len()).map(move |cell| {
                let pair = Pair {
                    start: pairs.starts[cell],
                    low: pairs.lows[cell],
                    high: pairs.highs[cell],
                    viewers: pairs.viewers[cell],
                    place,
                };
                (pairs.ends[cell], pair)
            })
        });
        Self {
            runs: ByEnd::new(runs.collect::<Vec<_>>().into_iter()),
            pairs: ByEnd::new(pairs.collect::<Vec<_>>().into_iter()),
        }
    }

    /// Counts the streaks of two days or more of each of `items` items in a window.
    #[must_use]
    pub fn counts(&self, items: usize, span: Span, threshold: Threshold) -> Vec<StreakCounts> {
        let mut counts = vec![StreakCounts::default(); items];
        let at_least = threshold.days();
        // A run that ends on the window's first day is one day long there.
        for run in self.runs.from(span.from.saturating_add(1)) {
            let end = run.end.min(span.to) + 1;
            let days = u32::from(end.saturating_sub(run.start.max(span.from)));
            let counts = &mut counts[run.place as usize];
            counts.longest = counts.longest.max(days);
            let viewers = u32::from(run.viewers) * u32::from(days >= at_least);
            counts.viewers += viewers;
            counts.running += viewers * u32::from(run.end >= span.to);
        }
        let Some(more) = u16::try_from(at_least - 1)
            .ok()
            .filter(|_| at_least <= span.days())
        else {
            return counts;
        };
        let last_start = span.to - more;
        for pair in self.pairs.from(span.from + more) {
            let holds = pair.start <= last_start
                && u32::from(pair.low) < at_least
                && at_least <= u32::from(pair.high);
            counts[pair.place as usize].viewers -= u32::from(pair.viewers) * u32::from(holds);
        }
        counts
    }

    /// Measures the running streaks of two days or more of each of `items` items.
    #[must_use]
    pub fn running(&self, items: usize, span: Span) -> Vec<Running> {
        let none = Running {
            viewers: 0,
            longest: 0,
        };
        let mut running = vec![none; items];
        for run in self.runs.from(span.to) {
            let days = u32::from((span.to + 1).saturating_sub(run.start.max(span.from)));
            if days >= 2 {
                let running = &mut running[run.place as usize];
                running.viewers += u32::from(run.viewers);
                running.longest = running.longest.max(days);
            }
        }
        running
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.runs.bytes() + self.pairs.bytes()
    }
}
