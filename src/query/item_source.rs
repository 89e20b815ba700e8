//! What the page of one item is answered from: its histories, or in a reduced log cells.

use super::distribution::{Cut, PlaySteps, by_plays, by_streak};
use super::item_counts::ItemCounts;
use crate::cube::day_number::Span;
use crate::cube::histories::Histories;
use crate::cube::item_cells::DAYS_AWAY;

/// What the page of one item is answered from.
#[derive(Debug)]
pub enum ItemSource {
    /// All histories of its viewers.
    Histories(Histories),
    /// Cells, of a log that has no histories.
    Counts(Box<ItemCounts>),
}

impl ItemSource {
    /// Returns how many viewers have a streak of 1, 2, 3… days or more in a window, up to the longest.
    pub(super) fn at_least_days(&self, span: Span) -> Vec<u32> {
        match self {
            Self::Histories(histories) => by_streak(&Cut::new(histories, span)).at_least(),
            Self::Counts(counts) => counts.at_least_days(span),
        }
    }

    /// Returns the same, viewers by plays, and all plays.
    pub(super) fn days_and_plays(&self, span: Span) -> (Vec<u32>, PlaySteps, u64) {
        match self {
            Self::Histories(histories) => {
                let cut = Cut::new(histories, span);
                let at_least = by_plays(&cut).at_least();
                // Each play is one more of a viewer with so many or more.
                let plays = at_least.iter().copied().map(u64::from).sum();
                let days = by_streak(&cut).at_least();
                (days, PlaySteps::of_all(at_least), plays)
            }
            Self::Counts(counts) => {
                let (days, by_plays) = counts.days_and_plays(span);
                (days, by_plays, counts.plays(span))
            }
        }
    }

    /// Returns the first days of the streaks of two days or more that reach the window's last day, cut to it, and their
    /// viewers. A first day may come more than once.
    pub(super) fn running(&self, span: Span) -> Vec<(u16, u32)> {
        match self {
            Self::Histories(histories) => running(&Cut::new(histories, span)),
            Self::Counts(counts) => counts.running(span),
        }
    }

    /// Returns, of each day of a window, the viewers whose first active day in it that is, and those whose last it is.
    pub(super) fn ends(&self, span: Span) -> [Vec<u32>; 2] {
        match self {
            Self::Histories(histories) => ends(histories, span),
            Self::Counts(counts) => counts.ends(span),
        }
    }

    /// Counts the viewers with an active day in a window whose active day before, in the window or not, lies [`DAYS_AWAY`]
    /// or more before it.
    pub(super) fn came_back(&self, span: Span) -> u32 {
        let histories = match self {
            Self::Histories(histories) => histories,
            Self::Counts(counts) => return counts.cells.came_back_within(span),
        };
        let back = histories.iter().filter(|history| {
            let mut pairs = history.days.windows(2);
            pairs.any(|two| (span.from..=span.to).contains(&two[1]) && two[1] - two[0] >= DAYS_AWAY)
        });
        back.map(|history| history.viewers).sum()
    }
}

/// Returns the first day of each streak of two days or more that reaches the window's last day, and its
/// viewers.
fn running(cut: &Cut<'_>) -> Vec<(u16, u32)> {
    let reaching = cut
        .histories
        .iter()
        .filter(|history| history.days.last() == Some(&cut.span.to));
    let since = |days: &[u16]| {
        let earlier = days.windows(2).rev();
        earlier
            .take_while(|two| two[0] + 1 == two[1])
            .last()
            .map(|two| two[0])
    };
    let running = reaching.filter_map(|history| Some((since(history.days)?, history.viewers)));
    running.collect()
}

fn ends(histories: &Histories, span: Span) -> [Vec<u32>; 2] {
    // Counted by day, not sorted: a heavy title has far more histories than a log has days.
    let mut firsts = vec![0; usize::from(span.to - span.from) + 1];
    let mut lasts = firsts.clone();
    for history in histories.iter() {
        let history = history.within(span.from, span.to);
        if let (Some(first), Some(last)) = (history.days.first(), history.days.last()) {
            firsts[usize::from(first - span.from)] += history.viewers;
            lasts[usize::from(last - span.from)] += history.viewers;
        }
    }
    [firsts, lasts]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::histories::History;

    #[test]
    fn a_streak_runs_that_reaches_the_last_day() {
        let histories: [&[u16]; 6] = [
            &[3, 4, 5, 6],
            &[2, 4, 5, 6],
            &[5, 6, 7, 8],
            &[4, 6],
            &[6],
            &[4, 5],
        ];
        let histories = histories.iter().map(|days| History {
            days,
            plays: &[1; 4][..days.len()],
            viewers: 2,
        });
        let histories: Histories = histories.collect();
        let in_window = |from, to| {
            let mut found = running(&Cut::new(&histories, Span { from, to }));
            found.sort_unstable();
            found
        };
        assert_eq!(in_window(1, 6), [(3, 2), (4, 2), (5, 2)]);
        assert_eq!(
            in_window(5, 6),
            [(5, 2), (5, 2), (5, 2)],
            "cut to the window"
        );
        assert!(in_window(6, 6).is_empty(), "one day is no streak");
    }
}
