//! The longest streak that several viewers have: what may be told of an item where the longest of all may not.
//!
//! Items with enough viewers of `K` days or more are few. Of those, the viewers of runs are added up by the days
//! of the run cut to the window, from `K` on. A pair takes its viewers off again for each length at which both of
//! its runs count. Then, from the longest length down, the sums are the viewers with a streak of so many days or more.

use super::{ItemRun, SHORT, StreakCounts, StreakSums};
use crate::cube::day_number::Span;
use crate::domain::Threshold;

/// For each item and each length of `K` days or more, viewers: the suffix sums are the viewers of so many days or
/// more.
struct Lengths {
    /// `K`.
    at_least: u32,
    /// Where the numbers of each item begin, and where those of the last end; an item that is left out has none.
    starts: Vec<usize>,
    viewers: Vec<i64>,
}

impl Lengths {
    /// Has no length of an item where it is told that its longest is 0.
    fn new(at_least: u32, longest: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        starts.extend(longest.map(|longest| {
            end += (longest + 1).saturating_sub(at_least) as usize;
            end
        }));
        Self {
            at_least,
            viewers: vec![0; end],
            starts,
        }
    }

    fn is_empty(&self) -> bool {
        self.viewers.is_empty()
    }

    /// Returns the numbers of an item by length; of one that is left out, none.
    fn of(&mut self, item: u32) -> &mut [i64] {
        match self.starts[item as usize..] {
            [from, to, ..] => &mut self.viewers[from..to],
            _ => &mut [],
        }
    }

    fn add(&mut self, item: u32, days: u32, viewers: i64) {
        let place = (days - self.at_least) as usize;
        if let Some(of_length) = self.of(item).get_mut(place) {
            *of_length += viewers;
        }
    }

    /// Adds the viewers of runs cut to the window.
    fn add_runs<'a>(&mut self, days: impl Iterator<Item = (u16, &'a [ItemRun])>, span: Span) {
        for (end, runs) in days {
            let day_after = end.min(span.to) + 1;
            // Runs with the same days are cut but once.
            for alike in runs.chunk_by(|a, b| a.start == b.start) {
                let days = day_after.saturating_sub(alike[0].start.max(span.from));
                if u32::from(days) >= self.at_least {
                    for run in alike {
                        self.add(run.item, days.into(), run.viewers.into());
                    }
                }
            }
        }
    }

    /// Returns the greatest length at which an item has `least` viewers; 0 where it has them at none.
    fn reached_by(&mut self, item: u32, least: u32) -> u32 {
        let at_least = self.at_least;
        let mut viewers = 0;
        let reached = self.of(item).iter().rposition(|more| {
            viewers += more;
            viewers >= i64::from(least)
        });
        reached.map_or(0, |place| {
            at_least + u32::try_from(place).unwrap_or(u32::MAX)
        })
    }
}

impl StreakSums {
    /// Returns, for each item, the longest streak in a window that `least` viewers have, in days; 0 where fewer
    /// have one of K days or more. `counts` are those of [`Self::counts`] for the same window and K.
    #[must_use]
    pub fn crowds(
        &self,
        counts: &[StreakCounts],
        span: Span,
        threshold: Threshold,
        least: u32,
    ) -> Vec<u32> {
        let at_least = threshold.days();
        let is_crowd = |counts: &StreakCounts| counts.viewers >= least;
        let longest = counts
            .iter()
            .map(|counts| if is_crowd(counts) { counts.longest } else { 0 });
        let mut lengths = Lengths::new(at_least, longest);
        if lengths.is_empty() {
            return vec![0; counts.len()];
        }
        // A run of K days in the window ends on its K-th day or later.
        let first = u32::from(span.from) + at_least - 1;
        if at_least <= u32::from(SHORT) {
            let furthest = u32::from(span.to) + u32::from(SHORT);
            lengths.add_runs(self.short.of(first, furthest), span);
        }
        lengths.add_runs(self.long_ending(first, span), span);
        self.take_off_pairs(&mut lengths, span);
        (0..)
            .zip(counts)
            .map(|(item, _)| lengths.reached_by(item, least))
            .collect()
    }

    /// Takes viewers off who were added once for each of several runs: the bounds of [`Self::counts`], for all
    /// lengths at once.
    fn take_off_pairs(&self, lengths: &mut Lengths, span: Span) {
        let at_least = lengths.at_least;
        let first = u32::from(span.from) + at_least - 1;
        for (start, pairs) in self.pairs.of(first, u32::from(span.to)) {
            let ahead = u32::from(span.to) + 1 - u32::from(start);
            for pair in pairs.iter().filter(|pair| pair.end >= span.from) {
                let behind = u32::from(pair.end - span.from) + 1;
                let high = u32::from(pair.high).min(ahead).min(behind);
                let low = u32::from(pair.low).max(at_least - 1);
                if high > low {
                    lengths.add(pair.item, high, -i64::from(pair.viewers));
                    if low >= at_least {
                        lengths.add(pair.item, low, pair.viewers.into());
                    }
                }
            }
        }
    }
}
