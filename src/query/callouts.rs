//! The running cohorts most worth a sentence.

use std::sync::Arc;

use super::catalogue::Catalogue;
use super::columns::AllColumns;
use super::frame::Callout;
use super::question::Question;
use crate::cube::item::Item;
use crate::cube::number::Span;

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
    let level = question.level;
    let span = Span::of(question.window);
    let mut found: Vec<Callout> = Vec::new();
    let mut enough = 1;
    let items = columns.items(level);
    let running = columns
        .at_once(level)
        .sweep
        .running(items.clone().count(), span);
    for ((item, cube), running) in items.zip(running) {
        // No cohort of it has more viewers, nor lasts longer.
        if running.viewers < minimum_cohort.max(1)
            || score(running.longest, running.viewers) < enough
        {
            continue;
        }
        let Some((days, viewers)) = most_remarkable(cube, span, minimum_cohort, enough) else {
            continue;
        };
        found.push(Callout {
            item,
            name: Arc::clone(catalogue.name(level, item)),
            days,
            viewers,
        });
        if found.len() == 2 * MOST_CALLOUTS {
            keep_best(&mut found);
            // What does not reach the last of them need not be looked at.
            enough = found
                .last()
                .map_or(enough, |last| score(last.days, last.viewers));
        }
    }
    keep_best(&mut found);
    found
}

fn keep_best(found: &mut Vec<Callout>) {
    found.sort_by(|a, b| {
        score(b.days, b.viewers)
            .cmp(&score(a.days, a.viewers))
            .then_with(|| (&a.name.name, a.item).cmp(&(&b.name.name, b.item)))
    });
    found.truncate(MOST_CALLOUTS);
}

fn score(days: u32, viewers: u32) -> u64 {
    u64::from(days) * u64::from(days) * u64::from(viewers)
}

/// Returns the days and viewers of the running cohort with the highest score; of equal ones, the
/// one of more days. `None` where none scores `enough`.
pub(super) fn most_remarkable(
    item: Item<'_>,
    span: Span,
    minimum_cohort: u32,
    enough: u64,
) -> Option<(u32, u32)> {
    // Of each run that reaches the window's last day, its first day there, and its viewers.
    let runs = item.runs_from(span.to);
    let mut all = 0;
    let mut earliest = span.to;
    for (start, viewers) in runs.starts.iter().zip(runs.viewers) {
        let start = (*start).max(span.from);
        all += if start < span.to {
            u32::from(*viewers)
        } else {
            0
        };
        earliest = earliest.min(start);
    }
    let longest = u32::from(span.to - earliest) + 1;
    if longest < 2 || all < minimum_cohort || score(longest, all) < enough {
        return None;
    }
    let mut starts: Vec<(u16, u16)> = runs
        .starts
        .iter()
        .map(|start| (*start).max(span.from))
        .zip(runs.viewers.iter().copied())
        .filter(|(start, _)| *start < span.to)
        .collect();
    starts.sort_unstable();
    // The viewers so far have been active for as long as the last of them.
    let mut viewers = 0;
    let cohorts = starts.into_iter().map(|(start, more)| {
        viewers += u32::from(more);
        (u32::from(span.to - start) + 1, viewers)
    });
    cohorts
        .filter(|(days, viewers)| *viewers >= minimum_cohort && score(*days, *viewers) >= enough)
        .max_by_key(|(days, viewers)| (score(*days, *viewers), *days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::cells::Cells;
    use crate::cube::item::Columns;

    /// Viewers whose streaks of these lengths run on the day numbered 10.
    fn remarkable(lengths: &[u16], minimum_cohort: u32) -> Option<(u32, u32)> {
        let runs = lengths.iter().filter(|length| **length >= 2);
        let runs: Cells<2> = runs.map(|length| ([10, 11 - length], 1)).collect();
        let mut columns = Columns::default();
        let shape = columns.push_streaks(&runs, &Cells::default());
        let span = Span { from: 2, to: 10 };
        most_remarkable(columns.at(&shape), span, minimum_cohort, 1)
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
