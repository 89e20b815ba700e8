//! Ladders, and weeks or months.

use super::Guard;
use super::nested::steps;
use super::partition::joined;
use super::shown::Shown;
use crate::domain::cohort::Step;
use crate::domain::{Day, Item, Period};
use crate::query::callouts::Callout;
use crate::query::cohorts::Cohorts;
use crate::query::cohorts::periods::PeriodCohort;
use crate::query::stories::Story;
use crate::snapshot::catalog::ItemName;

/// A step of a ladder as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownStep {
    /// The rule: so many or more.
    pub at_least: u32,
    /// How many viewers satisfy it; hidden where the step is joined with the one before.
    pub viewers: Shown,
}

/// Viewers by the week or month of their first active day; of one, or of several that are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPeriod {
    /// The first day of the first of them.
    pub start: Day,
    /// How many are joined, at least one.
    pub joined: usize,
    /// Viewers first active in any of them.
    pub viewers: Shown,
    /// Those of them active again one week or month after the one they began in, two after, …
    pub active: Vec<Shown>,
}

impl ShownPeriod {
    /// Returns its name: `2017-W45`, or `2017-W45–W47` where weeks are joined.
    #[must_use]
    pub fn name(&self, period: Period) -> String {
        let first = period.name(self.start);
        if self.joined == 1 {
            return first;
        }
        let last = period.name(period.later(self.start, self.joined - 1));
        match (first.split_once('-'), last.split_once('-')) {
            (Some((year, _)), Some((of_last, rest))) if year == of_last => {
                format!("{first}–{rest}")
            }
            _ => format!("{first}–{last}"),
        }
    }
}

/// The cohorts of one item, or of everything, as they may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCohorts {
    /// The item they are about; `None` is everything.
    pub item: Option<(Item, ItemName)>,
    /// Whether enough viewers were active that anything can be told of them.
    pub is_told: bool,
    /// By longest streak.
    pub by_streak: Vec<ShownStep>,
    /// By plays.
    pub by_plays: Vec<ShownStep>,
    /// By the week or month of the first active day.
    pub by_period: Vec<ShownPeriod>,
}

impl ShownCohorts {
    /// Returns cohorts as they may be shown beside the step `told`, which stands elsewhere on the screen: that of K
    /// days. Nothing is told of an item that `is_bare` in the list.
    pub(super) fn of(cohorts: &Cohorts, told: Option<Step>, guard: Guard, is_bare: bool) -> Self {
        // Each active viewer began in one of them.
        let active: u32 = cohorts.by_period.iter().map(|cohort| cohort.viewers).sum();
        if is_bare || guard.hides(active) {
            return Self::hidden(cohorts);
        }
        // Viewers with a play stand in the list of rewatches.
        let with_a_play = cohorts.by_plays.first().copied();
        Self {
            item: cohorts.item.clone(),
            is_told: true,
            by_streak: ladder(guard, active, &cohorts.by_streak, told),
            by_plays: ladder(guard, active, &cohorts.by_plays, with_a_play),
            by_period: periods(guard, &cohorts.by_period),
        }
    }

    /// Hides the steps that a sentence on the same item would make tell of too few: those with a streak of fewer
    /// days who are not in it could be counted.
    pub(super) fn stand_beside(&mut self, callout: &Callout, guard: Guard) {
        for step in &mut self.by_streak {
            if step.at_least <= callout.days {
                hide_if_few(&mut step.viewers, callout.viewers, guard);
            }
        }
    }

    /// Hides the steps that a story on the same item would make tell of too few: those who are in one and not in the other could
    /// be counted.
    pub(super) fn stand_below(&mut self, story: &Story, guard: Guard) {
        for step in self.by_streak.iter_mut().chain(&mut self.by_plays) {
            hide_if_few(&mut step.viewers, story.viewers, guard);
        }
    }

    fn hidden(cohorts: &Cohorts) -> Self {
        let ladder = |steps: &[Step]| {
            let steps = steps.iter().map(|step| ShownStep {
                at_least: step.at_least,
                viewers: Shown::Hidden,
            });
            steps.collect()
        };
        Self {
            item: cohorts.item.clone(),
            is_told: false,
            by_streak: ladder(&cohorts.by_streak),
            by_plays: ladder(&cohorts.by_plays),
            by_period: Vec::new(),
        }
    }
}

/// Returns the steps of a ladder, beside a step that is told elsewhere and need not be one of them.
fn ladder(guard: Guard, active: u32, ladder: &[Step], told: Option<Step>) -> Vec<ShownStep> {
    let mut all = ladder.to_vec();
    let is_told = |step: &Step| told.is_some_and(|told| told.at_least == step.at_least);
    if let Some(told) = told.filter(|_| !ladder.iter().any(is_told)) {
        let place = ladder.partition_point(|step| step.at_least < told.at_least);
        all.insert(place, told);
    }
    let viewers: Vec<u32> = all.iter().map(|step| step.viewers).collect();
    let shown = steps(guard, active, &viewers, |place| is_told(&all[place]));
    let shown = all.iter().zip(shown);
    let of_ladder = shown.filter(|(step, _)| ladder.contains(step));
    let steps = of_ladder.map(|(step, viewers)| ShownStep {
        at_least: step.at_least,
        viewers,
    });
    steps.collect()
}

/// Returns whether a count that is told differs from the viewers of a sentence by too few.
pub(super) fn differs_by_few(guard: Guard, told: Shown, viewers: u32) -> bool {
    let told = told.exact().and_then(|told| u32::try_from(told).ok());
    told.is_some_and(|told| guard.tells_apart(told, viewers))
}

/// Hides a count that differs from the viewers of a sentence by too few; returns whether it was hidden.
pub(super) fn hide_if_few(told: &mut Shown, viewers: u32, guard: Guard) -> bool {
    let differs = differs_by_few(guard, *told, viewers);
    if differs {
        *told = Shown::Hidden;
    }
    differs
}

/// Returns whether a ladder tells the step of so many or more.
pub(super) fn tells_step(steps: &[ShownStep], at_least: usize) -> bool {
    let mut steps = steps.iter();
    steps.any(|step| step.at_least as usize == at_least && step.viewers.exact().is_some())
}

fn periods(guard: Guard, cohorts: &[PeriodCohort]) -> Vec<ShownPeriod> {
    let viewers: Vec<u32> = cohorts.iter().map(|cohort| cohort.viewers).collect();
    let cells = joined(guard, &viewers).into_iter();
    cells
        .map(|cell| {
            let cohorts = &cohorts[cell];
            let whole = cohorts.iter().map(|cohort| cohort.viewers).sum();
            // The last of them has the fewest weeks or months after it.
            let later = cohorts.iter().map(|cohort| cohort.active.len()).min();
            let active = (0..later.unwrap_or(0)).map(|later| {
                let active = cohorts.iter().map(|cohort| cohort.active[later]).sum();
                guard.part(whole, active)
            });
            ShownPeriod {
                start: cohorts[0].start,
                joined: cohorts.len(),
                viewers: guard.viewers(whole),
                active: active.collect(),
            }
        })
        .collect()
}
