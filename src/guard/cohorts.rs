//! Ladders and weeks.

use std::sync::Arc;

use super::Guard;
use super::nested::steps;
use super::partition::joined;
use super::shown::Shown;
use crate::domain::cohort::Step;
use crate::domain::{Day, Item};
use crate::query::cohorts::Cohorts;
use crate::query::cohorts::weeks::WeekCohort;
use crate::snapshot::catalog::ItemName;

/// A step of a ladder as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownStep {
    /// The rule: so many or more.
    pub at_least: u32,
    /// How many viewers satisfy it; hidden where the step is joined with the one before.
    pub viewers: Shown,
}

/// Viewers by the week of their first active day, of one week or of several that are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownWeek {
    /// The Monday of the first of them.
    pub monday: Day,
    /// How many weeks are joined, at least one.
    pub weeks: u32,
    /// Viewers first active in any of them.
    pub viewers: Shown,
    /// Those of them active again one week after the week they began in, two weeks after, …
    pub active: Vec<Shown>,
}

impl ShownWeek {
    /// Returns its name: `2017-W45`, or `2017-W45–W47` where weeks are joined.
    #[must_use]
    pub fn name(&self) -> String {
        let first = self.monday.iso_week();
        if self.weeks == 1 {
            return first;
        }
        let more = i32::try_from(self.weeks - 1).unwrap_or(0);
        let last = self.monday.plus(7 * more).iso_week();
        match (first.split_once('-'), last.split_once('-')) {
            (Some((year, _)), Some((last_year, week))) if year == last_year => {
                format!("{first}–{week}")
            }
            _ => format!("{first}–{last}"),
        }
    }
}

/// The cohorts of one item, or of everything, as they may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCohorts {
    /// The item they are about; `None` is everything.
    pub item: Option<(Item, Arc<ItemName>)>,
    /// Whether enough viewers were active that anything can be told of them.
    pub is_told: bool,
    /// By longest streak.
    pub by_streak: Vec<ShownStep>,
    /// By plays.
    pub by_plays: Vec<ShownStep>,
    /// By the week of the first active day.
    pub by_week: Vec<ShownWeek>,
}

impl ShownCohorts {
    /// Returns cohorts as they may be shown; steps of `at_least` days stand elsewhere on the screen. Nothing is
    /// told of an item that `is_bare` in the list.
    pub(super) fn of(cohorts: &Cohorts, at_least: u32, guard: Guard, is_bare: bool) -> Self {
        // Each active viewer began in one of the weeks.
        let active: u32 = cohorts.by_week.iter().map(|week| week.viewers).sum();
        if is_bare || guard.hides(active) {
            return Self::hidden(cohorts);
        }
        let ladder = |ladder: &[Step], is_told: &dyn Fn(&Step) -> bool| {
            let viewers: Vec<u32> = ladder.iter().map(|step| step.viewers).collect();
            let shown = steps(guard, active, &viewers, |place| is_told(&ladder[place]));
            let steps = ladder.iter().zip(shown);
            let steps = steps.map(|(step, viewers)| ShownStep {
                at_least: step.at_least,
                viewers,
            });
            steps.collect()
        };
        Self {
            item: cohorts.item.clone(),
            is_told: true,
            by_streak: ladder(&cohorts.by_streak, &|step| step.at_least == at_least),
            // Viewers with a play stand in the list of rewatches.
            by_plays: ladder(&cohorts.by_plays, &|step| step.at_least == 1),
            by_week: weeks(guard, &cohorts.by_week),
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
            by_week: Vec::new(),
        }
    }
}

fn weeks(guard: Guard, weeks: &[WeekCohort]) -> Vec<ShownWeek> {
    let viewers: Vec<u32> = weeks.iter().map(|week| week.viewers).collect();
    let cells = joined(guard, &viewers).into_iter();
    cells
        .map(|cell| {
            let weeks = &weeks[cell];
            let whole = weeks.iter().map(|week| week.viewers).sum();
            // The last of them has the fewest weeks after it.
            let later = weeks.iter().map(|week| week.active.len()).min();
            let active = (0..later.unwrap_or(0)).map(|later| {
                let active = weeks.iter().map(|week| week.active[later]).sum();
                guard.part(whole, active)
            });
            ShownWeek {
                monday: weeks[0].monday,
                weeks: u32::try_from(weeks.len()).unwrap_or(u32::MAX),
                viewers: guard.viewers(whole),
                active: active.collect(),
            }
        })
        .collect()
}
