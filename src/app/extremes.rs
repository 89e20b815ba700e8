//! What the columns of the two lists must have room for: found once an answer, not with every drawing.

use crate::domain::Hours;
use crate::guard::lists::{RewatchedNumbers, ShownRow, StreakNumbers};
use crate::guard::{Shown, ShownFrame};

/// The extremes of both lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extremes {
    /// Those of the list of streaks.
    pub streaks: StreakExtremes,
    /// Those of the list of rewatches.
    pub rewatched: RewatchedExtremes,
}

/// The extremes of the list of streaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StreakExtremes {
    /// Of viewers with a streak.
    pub viewers: Greatest,
    /// Of those whose streak is running.
    pub running: Greatest,
    /// Of the longest streaks, as people read them.
    pub longest: Greatest,
    /// How many rows have no numbers.
    pub small: usize,
}

/// The extremes of the list of rewatches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RewatchedExtremes {
    /// The most rewatches.
    pub rewatches: u64,
    /// The most plays.
    pub plays: u64,
    /// The most viewers.
    pub viewers: u32,
    /// Of viewers with two plays or more.
    pub rewatchers: Greatest,
    /// Of rows that are compared, the one with the largest factor; any where none has one.
    pub most_changed: Option<RewatchedNumbers>,
    /// The most hours that are known, and the most that may be more.
    pub hours: [Option<Hours>; 2],
    /// How many rows have no numbers.
    pub small: usize,
}

/// The greatest of some numbers, one of each way to show them: the others are no wider when written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Greatest([Option<Shown>; 4]);

impl Greatest {
    /// Returns the greatest of each way to show numbers.
    pub fn each(&self) -> impl Iterator<Item = Shown> {
        self.0.into_iter().flatten()
    }

    fn add(&mut self, number: Shown) {
        let way = match number {
            Shown::Exact(_) => 0,
            Shown::AtLeast(_) => 1,
            Shown::Below(_) => 2,
            Shown::Hidden => 3,
        };
        let kept: &mut Option<Shown> = &mut self.0[way];
        if kept.is_none_or(|kept| kept.sort_key() < number.sort_key()) {
            *kept = Some(number);
        }
    }
}

impl Extremes {
    /// Returns the extremes of the lists of a frame.
    pub(super) fn of(frame: &ShownFrame) -> Self {
        Self {
            streaks: StreakExtremes::of(&frame.streaks),
            rewatched: RewatchedExtremes::of(&frame.rewatched),
        }
    }
}

impl StreakExtremes {
    fn of(rows: &[ShownRow<StreakNumbers>]) -> Self {
        let mut all = Self::default();
        for row in rows {
            match &row.numbers {
                Some(numbers) => {
                    all.viewers.add(numbers.viewers);
                    all.running.add(numbers.running);
                    all.longest.add(numbers.longest_or_more());
                }
                None => all.small += 1,
            }
        }
        all
    }
}

impl RewatchedExtremes {
    fn of(rows: &[ShownRow<RewatchedNumbers>]) -> Self {
        let mut all = Self::default();
        for row in rows {
            match &row.numbers {
                Some(numbers) => all.add(numbers),
                None => all.small += 1,
            }
        }
        all
    }

    fn add(&mut self, numbers: &RewatchedNumbers) {
        self.rewatches = self.rewatches.max(numbers.rewatches);
        self.plays = self.plays.max(numbers.plays);
        self.viewers = self.viewers.max(numbers.viewers);
        self.rewatchers.add(numbers.rewatchers);
        let is_most = |most: &RewatchedNumbers| factor(most) <= factor(numbers);
        if numbers.before.is_some() && self.most_changed.as_ref().is_none_or(is_most) {
            self.most_changed = Some(*numbers);
        }
        if let Some(hours) = numbers.hours {
            let most = &mut self.hours[usize::from(hours.is_at_least())];
            *most = Some(most.map_or(hours, |most| most.max(hours)));
        }
    }
}

/// Returns how many times as many rewatches there are as before, where there were any.
fn factor(numbers: &RewatchedNumbers) -> Option<u64> {
    let before = numbers.before.filter(|before| *before > 0)?;
    Some(numbers.rewatches / before)
}
