//! The running cohorts most worth a sentence.
//!
//! An item's callout takes its running streaks one by one, which is too dear for all items. But no cohort of
//! an item has more viewers than run there at all, nor lasts longer than the longest: that bounds its score,
//! and costs one scan for all items. Items are taken by falling bound, a few at a time, until the bound of
//! the next is below the least score among the best found.

use super::question::Question;
use crate::cube::day_number::Span;
use crate::domain::{Day, Item, ItemId};
use crate::snapshot::catalog::{Catalog, ItemName};
use crate::snapshot::columns::Columns;
use crate::snapshot::streak_sums::Running;

/// How many callouts a frame has at most.
pub const MOST_CALLOUTS: usize = 6;

/// Viewers of one item who were active on every one of the window's last finished days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callout {
    /// Which item.
    pub item: Item,
    /// What it is called.
    pub name: ItemName,
    /// The window's last finished day, on which all of them were active.
    pub to: Day,
    /// On how many days to that one they were.
    pub days: u32,
    /// Viewers active on each of them.
    pub viewers: u32,
}

/// Finds in each item the most remarkable cohort of viewers active on every one of the window's
/// last finished days, and returns the best few: highest score first, then by name.
///
/// A cohort of `v` viewers over `d` days scores `v·d²`: a few weeks of a crowd outrank a day or two
/// of a multitude. Cohorts below `minimum_cohort` viewers are not considered.
#[must_use]
pub fn callouts(
    columns: &Columns,
    catalog: &Catalog,
    question: &Question,
    minimum_cohort: u32,
) -> Vec<Callout> {
    let level = question.levels.streaks;
    let Some(finished) = question.finished_days() else {
        return Vec::new();
    };
    let span = Span::of(finished);
    let running = columns.running(span);
    let bound = |(item, running): (u32, Running)| {
        let is_crowd = running.viewers >= minimum_cohort.max(1);
        let is_candidate = is_crowd && running.longest >= 2;
        is_candidate.then(|| (score(running.longest, running.viewers), item))
    };
    let mut candidates: Vec<(u64, u32)> = (0..).zip(running).filter_map(bound).collect();
    candidates.sort_unstable_by(|a, b| b.cmp(a));
    let mut found: Vec<Callout> = Vec::new();
    for batch in candidates.chunks(4 * MOST_CALLOUTS) {
        let last = found.get(MOST_CALLOUTS - 1);
        let enough = last.map_or(1, |last| score(last.days, last.viewers));
        if batch[0].0 < enough {
            break;
        }
        let items: Vec<u32> = batch.iter().map(|(_, item)| *item).collect();
        let running = columns.running_since(&items, span);
        for (id, running) in items.into_iter().map(ItemId).zip(running) {
            if let Some((days, viewers)) = most_remarkable(running, span, minimum_cohort, enough) {
                found.push(Callout {
                    item: Item { level, id },
                    name: catalog.name(level, id).clone(),
                    to: finished.to(),
                    days,
                    viewers,
                });
            }
        }
        keep_best(&mut found);
    }
    found
}

/// Keeps the callouts with the highest scores, in order.
fn keep_best(found: &mut Vec<Callout>) {
    found.sort_by(|a, b| {
        score(b.days, b.viewers)
            .cmp(&score(a.days, a.viewers))
            .then_with(|| (&a.name.name, a.item.id).cmp(&(&b.name.name, b.item.id)))
    });
    found.truncate(MOST_CALLOUTS);
}

/// Returns what a cohort is worth.
fn score(days: u32, viewers: u32) -> u64 {
    u64::from(days) * u64::from(days) * u64::from(viewers)
}

/// Returns the days and viewers of the running cohort with the highest score; of equal ones, the
/// one of more days. `None` where none scores `enough`.
///
/// `running` holds the first day of each streak that reaches the window's last day, and its viewers.
pub(super) fn most_remarkable(
    mut running: Vec<(u16, u32)>,
    span: Span,
    minimum_cohort: u32,
    enough: u64,
) -> Option<(u32, u32)> {
    running.sort_unstable();
    // By first day: all viewers so far were active at least since the first day of the last of them.
    let mut viewers = 0;
    let cohorts = running.into_iter().map(|(start, more)| {
        viewers += more;
        (u32::from(span.to - start) + 1, viewers)
    });
    cohorts
        .filter(|(days, viewers)| *viewers >= minimum_cohort && score(*days, *viewers) >= enough)
        .max_by_key(|(days, viewers)| (score(*days, *viewers), *days))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Viewers whose streaks of these lengths run on the day numbered 10.
    fn remarkable(lengths: &[u16], minimum_cohort: u32) -> Option<(u32, u32)> {
        let streaks = lengths.iter().filter(|length| **length >= 2);
        let since = streaks.map(|length| (11 - length, 1)).collect();
        most_remarkable(since, Span { from: 2, to: 10 }, minimum_cohort, 1)
    }

    #[test]
    fn a_crowd_that_lasts_outranks_a_multitude_that_does_not() {
        let lengths = [2, 2, 2, 2, 2, 2, 2, 7, 7, 7, 9];
        assert_eq!(remarkable(&lengths, 1), Some((7, 4)));
        assert_eq!(remarkable(&lengths, 5), Some((2, 11)));
        assert_eq!(remarkable(&lengths, 12), None);
    }

    #[test]
    fn one_day_is_not_worth_a_sentence() {
        assert_eq!(remarkable(&[1, 1, 1], 1), None);
    }
}
