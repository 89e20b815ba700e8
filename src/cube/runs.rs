//! Runs of consecutive days, and the pairs of runs that must not count twice.
//!
//! A run `(start, end)` holds a streak of `K` days or more within the window `[a, b]` where it is `K` days
//! long or longer, ends on `a+K-1` or later, and starts on `b-K+1` or earlier. A viewer can have several such
//! runs. They are neighbours among the viewer's runs of `K` days or more, so that there is one run more
//! than there are pairs of neighbours: runs less pairs counts each viewer once.
//!
//! Which runs are neighbours depends on `K`: two are where both are `K` days long or longer and no run
//! between them is. So a pair counts for `low < K <= high`, with `low` the longest run between them and
//! `high` the shorter of the two. A stack of falling lengths finds all pairs in one pass, two a run at most.

/// A run of two days or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Run {
    /// The last day.
    pub end: u16,
    /// The first day.
    pub start: u16,
}

impl Run {
    /// Returns the number of days, at least 2.
    #[must_use]
    pub fn days(self) -> u16 {
        self.end - self.start + 1
    }
}

/// Two runs of one viewer that are neighbours among the runs of `K` days or more, for
/// `low < K <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The last day of the earlier run.
    pub end: u16,
    /// The first day of the later run.
    pub start: u16,
    /// The longest run between them, in days; 1 where there is none of two days or more.
    pub low: u16,
    /// The shorter of the two, in days.
    pub high: u16,
}

/// Returns the runs of two days or more in `days`, which rise.
pub fn runs(days: &[u16]) -> impl Iterator<Item = Run> {
    days.chunk_by(|a, b| a + 1 == *b)
        .filter(|run| run.len() >= 2)
        .map(|run| Run {
            start: run[0],
            end: run[run.len() - 1],
        })
}

/// Gives every pair of the runs in `days`, which rise, to `take`.
pub fn pairs(days: &[u16], mut take: impl FnMut(Pair)) {
    // Runs that a later one can still pair with: their lengths fall.
    let mut open: Vec<Run> = Vec::new();
    for run in runs(days) {
        let mut low = 1;
        while let Some(earlier) = open.last().copied() {
            let high = earlier.days().min(run.days());
            if low < high {
                take(Pair {
                    end: earlier.end,
                    start: run.start,
                    low,
                    high,
                });
            }
            if earlier.days() > run.days() {
                break;
            }
            low = low.max(earlier.days());
            open.pop();
        }
        open.push(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn single_days_are_no_runs() {
        let found: Vec<Run> = runs(&[1, 3, 4, 9, 10, 11, 20]).collect();
        assert_eq!(found, [Run { start: 3, end: 4 }, Run { start: 9, end: 11 }]);
    }

    proptest! {
        /// Runs less pairs are one for a viewer with a streak of K days in the window, else none.
        #[test]
        fn a_viewer_counts_once(
            days in proptest::collection::btree_set(1_u16..60, 0..50),
            from in 1_u16..60,
            length in 1_u16..60,
            at_least in 2_u16..20,
        ) {
            let days: Vec<u16> = days.into_iter().collect();
            let to = from + length - 1;
            let (first, last) = (i32::from(from + at_least) - 1, i32::from(to) - i32::from(at_least) + 1);
            let is_long = at_least <= length;
            let qualifies = |end: u16, start: u16| {
                is_long && i32::from(end) >= first && i32::from(start) <= last
            };
            let mut counted = 0;
            for run in runs(&days) {
                counted += i32::from(run.days() >= at_least && qualifies(run.end, run.start));
            }
            let mut all = 0;
            pairs(&days, |pair| {
                all += 1;
                let holds = pair.low < at_least && at_least <= pair.high;
                counted -= i32::from(holds && qualifies(pair.end, pair.start));
            });
            prop_assert!(all <= 2 * runs(&days).count());

            let within: Vec<u16> =
                days.iter().copied().filter(|day| (from..=to).contains(day)).collect();
            let longest = within.chunk_by(|a, b| a + 1 == *b).map(<[u16]>::len).max();
            let expected = i32::from(longest.unwrap_or(0) >= usize::from(at_least));
            prop_assert_eq!(counted, expected);
        }
    }
}
