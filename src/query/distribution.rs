//! Viewers by a number of theirs, out of the histories of an item.

use crate::cube::day_number::Span;
use crate::cube::histories::{Histories, History};
use crate::cube::runs::{Run, runs};
use crate::domain::cohort::Step;

/// Viewers by a number of theirs: plays, or the days of their longest streak.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Distribution(Vec<u32>);

impl Distribution {
    /// Adds viewers with this number.
    pub fn add(&mut self, number: u32, viewers: u32) {
        let place = number as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        self.0[place] += viewers;
    }

    /// Returns the viewers with exactly 1, 2, 3… up to the highest number.
    #[must_use]
    pub fn exactly(&self) -> Vec<u32> {
        self.0.iter().skip(1).copied().collect()
    }

    /// Returns the viewers with at least 1, 2, 3… up to the highest number.
    #[must_use]
    pub fn at_least(&self) -> Vec<u32> {
        at_least(self.exactly())
    }

    /// Returns the viewers at or above each step, which is 1 or more.
    #[must_use]
    pub fn ladder(&self, steps: &[u32]) -> Vec<Step> {
        let viewers = self.at_least();
        let step = |at_least: &u32| Step {
            at_least: *at_least,
            viewers: viewers.get(*at_least as usize - 1).copied().unwrap_or(0),
        };
        steps.iter().map(step).collect()
    }
}

/// Returns, of viewers with exactly 1, 2, 3…, those with at least 1, 2, 3…
#[must_use]
pub fn at_least(mut viewers: Vec<u32>) -> Vec<u32> {
    for place in (1..viewers.len()).rev() {
        viewers[place - 1] += viewers[place];
    }
    viewers
}

/// Returns the highest number that `least` viewers have, of viewers with at least 1, 2, 3…; 0 where fewer have any.
#[must_use]
pub fn reached_by(at_least: &[u32], least: u32) -> u32 {
    let reached = at_least.partition_point(|viewers| *viewers >= least);
    u32::try_from(reached).unwrap_or(u32::MAX)
}

/// Histories within a window.
#[derive(Debug, Clone)]
pub struct Cut<'a> {
    /// The window.
    pub span: Span,
    /// Each history's days within it, those without any left out.
    pub histories: Vec<History<'a>>,
}

impl<'a> Cut<'a> {
    /// Cuts histories to a window.
    #[must_use]
    pub fn new(histories: &'a Histories, span: Span) -> Self {
        let cut = histories
            .iter()
            .map(|history| history.within(span.from, span.to));
        Self {
            span,
            histories: cut.filter(|history| !history.days.is_empty()).collect(),
        }
    }
}

/// Counts viewers by their longest streak in a window.
#[must_use]
pub fn by_streak(cut: &Cut<'_>) -> Distribution {
    let mut distribution = Distribution::default();
    for history in &cut.histories {
        let longest = runs(history.days).map(Run::days).max().unwrap_or(1);
        distribution.add(longest.into(), history.viewers);
    }
    distribution
}

/// Counts viewers by their plays in a window.
#[must_use]
pub fn by_plays(cut: &Cut<'_>) -> Distribution {
    let mut distribution = Distribution::default();
    for history in &cut.histories {
        distribution.add(history.plays.iter().sum(), history.viewers);
    }
    distribution
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histories(histories: &[&[u16]]) -> Histories {
        let plays = [1; 9];
        let histories = histories.iter().map(|days| History {
            days,
            plays: &plays[..days.len()],
            viewers: 1,
        });
        histories.collect()
    }

    #[test]
    fn survival_never_rises() {
        let histories = histories(&[&[901, 902, 903], &[901, 903], &[905, 906], &[940]]);
        let streaks = |span| by_streak(&Cut::new(&histories, span)).at_least();
        assert_eq!(streaks(Span { from: 901, to: 910 }), [3, 2, 1]);
        assert!(streaks(Span { from: 990, to: 999 }).is_empty());
    }

    #[test]
    fn plays_are_counted_exactly() {
        let histories = histories(&[&[1, 2, 3], &[1], &[5]]);
        let plays = by_plays(&Cut::new(&histories, Span { from: 1, to: 10 }));
        assert_eq!(plays.exactly(), [2, 0, 1]);
        let steps = plays.ladder(&[1, 2, 3, 5]);
        let viewers: Vec<u32> = steps.iter().map(|step| step.viewers).collect();
        assert_eq!(viewers, [3, 1, 1, 0]);
    }
}
