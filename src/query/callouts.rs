//! The running cohorts most worth a sentence.

use super::catalogue::Catalogue;
use super::columns::{ActiveDay, AllColumns, visits};
use super::frame::Callout;
use super::question::Question;
use crate::domain::Window;
use crate::domain::streak::runs;

/// How many callouts a frame has at most.
pub const MOST_CALLOUTS: usize = 6;

/// Finds in each item the most remarkable cohort of viewers active on every one of the window's
/// last days, and returns the best few: highest score first, then by name.
///
/// A cohort of `v` viewers over `d` days scores `v·d²`: a few weeks of a crowd outrank a day or two
/// of a multitude. Cohorts below `minimum_cohort` viewers are not considered.
#[must_use]
pub fn callouts(
    columns: &AllColumns,
    catalogue: &Catalogue,
    question: &Question,
    minimum_cohort: u32,
) -> Vec<Callout> {
    let Question { window, level, .. } = *question;
    let mut found: Vec<Callout> = columns
        .of(level)
        .items()
        .filter_map(|(item, days)| {
            let (days, viewers) = most_remarkable(days, window, minimum_cohort)?;
            Some(Callout {
                item,
                name: catalogue.name(level, item),
                days,
                viewers,
            })
        })
        .collect();
    found.sort_by(|a, b| {
        score(b.days, b.viewers)
            .cmp(&score(a.days, a.viewers))
            .then_with(|| (&a.name.name, a.item).cmp(&(&b.name.name, b.item)))
    });
    found.truncate(MOST_CALLOUTS);
    found
}

fn score(days: u32, viewers: u32) -> u64 {
    u64::from(days) * u64::from(days) * u64::from(viewers)
}

/// Returns the days and viewers of the running cohort with the highest score; of equal ones, the
/// one of more days.
pub(super) fn most_remarkable(
    days: &[ActiveDay],
    window: Window,
    minimum_cohort: u32,
) -> Option<(u32, u32)> {
    let mut running: Vec<u32> = visits(days, window)
        .map(|visit| runs(visit.iter().map(|active| active.day), window).running)
        .filter(|length| *length >= 2)
        .collect();
    running.sort_unstable_by(|a, b| b.cmp(a));
    // The first n viewers have been active for as long as the n-th of them.
    let cohorts = (1..).zip(&running).map(|(viewers, days)| (*days, viewers));
    let enough = cohorts.filter(|(_, viewers)| *viewers >= minimum_cohort);
    enough.max_by_key(|(days, viewers)| (score(*days, *viewers), *days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;

    fn running(lengths: &[i32]) -> Vec<ActiveDay> {
        let viewers = (1_u32..).zip(lengths);
        let days = viewers.flat_map(|(viewer, length)| {
            (11 - length..=10).map(move |day| ActiveDay {
                viewer,
                day: Day(day),
                plays: 1,
            })
        });
        days.collect()
    }

    #[test]
    fn a_crowd_that_lasts_outranks_a_multitude_that_does_not() {
        let window = Window::ending(Day(10), 9);
        let days = running(&[2, 2, 2, 2, 2, 2, 2, 7, 7, 7, 9]);
        assert_eq!(most_remarkable(&days, window, 1), Some((7, 4)));
        assert_eq!(most_remarkable(&days, window, 5), Some((2, 11)));
        assert_eq!(most_remarkable(&days, window, 12), None);
    }

    #[test]
    fn one_day_is_not_worth_a_sentence() {
        assert_eq!(
            most_remarkable(&running(&[1, 1, 1]), Window::ending(Day(10), 9), 1),
            None
        );
    }
}
