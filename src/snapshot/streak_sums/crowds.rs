//! The longest streak that several viewers have: what may be told of an item where the longest of all may not.
//!
//! For each item, the viewers of runs are added up by the days of the run cut to the window. A pair takes its
//! viewers off again for each length at which both of its runs count. Then, from the longest length down,
//! the sums are the viewers with a streak of so many days or more.

use super::StreakSums;
use crate::cube::day_number::Span;

/// For each item and each length, viewers: the suffix sums are the viewers of so many days or more.
struct Lengths {
    /// Where the numbers of each item begin, and where those of the last end.
    starts: Vec<usize>,
    viewers: Vec<i64>,
}

impl Lengths {
    fn new(longest: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        starts.extend(longest.map(|longest| {
            end += longest as usize + 1;
            end
        }));
        Self {
            viewers: vec![0; end],
            starts,
        }
    }

    fn add(&mut self, item: u32, days: u32, viewers: i64) {
        self.viewers[self.starts[item as usize] + days as usize] += viewers;
    }

    /// Returns the greatest length of two days or more at which the item has `least` viewers; 0 where it has
    /// them at none.
    fn reached_by(&self, item: usize, least: u32) -> u32 {
        let lengths = &self.viewers[self.starts[item]..self.starts[item + 1]];
        let mut viewers = 0;
        let reached = lengths.iter().rposition(|more| {
            viewers += more;
            viewers >= i64::from(least)
        });
        let days = reached.filter(|days| *days >= 2);
        days.map_or(0, |days| u32::try_from(days).unwrap_or(u32::MAX))
    }
}

impl StreakSums {
    /// Returns, for each item, the longest streak in a window that `least` viewers have, in days; 0
    /// where no streak of two days or more has as many. `longest` holds the longest streak of each item in that
    /// window, as [`Self::counts`] says it.
    #[must_use]
    pub fn crowds(&self, longest: &[u32], span: Span, least: u32) -> Vec<u32> {
        let mut lengths = Lengths::new(longest.iter().copied());
        let first = u32::from(span.from) + 1;
        let furthest = u32::from(span.to) + u32::from(super::SHORT);
        let short = self.short.of(first, furthest);
        for (end, runs) in short.chain(self.long_ending(first, span)) {
            let day_after = end.min(span.to) + 1;
            for run in runs {
                let days = day_after.saturating_sub(run.start.max(span.from));
                if days >= 2 {
                    lengths.add(run.item, days.into(), run.viewers.into());
                }
            }
        }
        // The bounds of `subtract_pairs`, for all K at once.
        for (start, pairs) in self.pairs.of(first, u32::from(span.to)) {
            let ahead = u32::from(span.to) + 1 - u32::from(start);
            for pair in pairs.iter().filter(|pair| pair.end >= span.from) {
                let behind = u32::from(pair.end - span.from) + 1;
                let high = u32::from(pair.high).min(ahead).min(behind);
                let low = u32::from(pair.low);
                if high > low {
                    lengths.add(pair.item, high, -i64::from(pair.viewers));
                    lengths.add(pair.item, low, pair.viewers.into());
                }
            }
        }
        let items = 0..longest.len();
        items.map(|item| lengths.reached_by(item, least)).collect()
    }
}
