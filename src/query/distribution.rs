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
        ladder(&self.at_least(), steps)
    }
}

/// Returns, of viewers with at least 1, 2, 3…, those at or above each step, which is 1 or more.
#[must_use]
pub fn ladder(at_least: &[u32], steps: &[u32]) -> Vec<Step> {
    let step = |number: &u32| Step {
        at_least: *number,
        viewers: at_least.get(*number as usize - 1).copied().unwrap_or(0),
    };
    steps.iter().map(step).collect()
}

/// Viewers by plays, as far as that is known: of each number of plays, or at the steps of a ladder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaySteps {
    /// Viewers with so many plays or more, from 1 on, as long as there are any.
    pub steps: Vec<Step>,
    /// The most plays that a viewer of the last step may have; `None` where that is not known.
    pub most: Option<u32>,
}

impl PlaySteps {
    /// Returns the steps of viewers with at least 1, 2, 3… plays, up to the most.
    #[must_use]
    pub fn of_all(at_least: Vec<u32>) -> Self {
        let steps: Vec<Step> = (1..)
            .zip(at_least)
            .map(|(at_least, viewers)| Step { at_least, viewers })
            .collect();
        Self {
            most: Some(steps.last().map_or(0, |step| step.at_least)),
            steps,
        }
    }

    /// Returns the viewers at each step.
    #[must_use]
    pub fn at_least(&self) -> Vec<u32> {
        self.steps.iter().map(|step| step.viewers).collect()
    }

    /// Returns the place of the step of so many plays, where there is one.
    #[must_use]
    pub fn place_of(&self, plays: u32) -> Option<usize> {
        let place = self
            .steps
            .binary_search_by_key(&plays, |step| step.at_least);
        place.ok()
    }

    /// Returns the viewers with so many plays or more; 0 where there is no such step.
    #[must_use]
    pub fn viewers(&self, plays: u32) -> u32 {
        let place = self.place_of(plays);
        place.map_or(0, |place| self.steps[place].viewers)
    }

    /// Returns the most plays by one viewer; `None` where the steps do not tell.
    #[must_use]
    pub fn most_by_one(&self) -> Option<u32> {
        let last = self.steps.last().map_or(0, |step| step.at_least);
        self.most.filter(|most| *most == last)
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
