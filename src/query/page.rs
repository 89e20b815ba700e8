//! What the page of one item shows beyond its cohorts and calendar.

use super::callouts::most_remarkable;
use super::columns::{ActiveDay, visits};
use super::frame::{Callout, ItemName, ItemPage};
use super::question::{ItemId, Question};
use super::rewatched;
use super::totals::compared_windows;
use crate::domain::Window;
use crate::domain::streak::runs;

/// Describes one item, given its active days, the days the log holds, and the least cohort worth a
/// sentence.
#[must_use]
pub fn page(
    item: ItemId,
    name: ItemName,
    days: &[ActiveDay],
    question: &Question,
    held: Option<Window>,
    minimum_cohort: u32,
) -> ItemPage {
    let window = question.window;
    let other = compared_windows(question, held).map(|(_, other)| other);
    let other = other.filter(|other| held.is_some_and(|held| held.from() <= other.from()));
    let cohort = most_remarkable(days, window, minimum_cohort);
    ItemPage {
        item,
        counts: rewatched::count(days, window),
        callout: cohort.map(|(days, viewers)| Callout {
            item,
            name: name.clone(),
            days,
            viewers,
        }),
        name,
        survival: survival(days, window),
        survival_before: other.map(|other| survival(days, other)).unwrap_or_default(),
        plays: plays(days, window),
    }
}

/// Counts the viewers whose longest streak is at least 1, 2, 3… days, up to the longest.
fn survival(days: &[ActiveDay], window: Window) -> Vec<u32> {
    let longest = visits(days, window)
        .map(|visit| runs(visit.iter().map(|active| active.day), window).longest);
    let mut viewers = histogram(longest);
    for place in (1..viewers.len()).rev() {
        viewers[place - 1] += viewers[place];
    }
    viewers
}

/// Counts the viewers with exactly 1, 2, 3… plays, up to the most.
fn plays(days: &[ActiveDay], window: Window) -> Vec<u32> {
    histogram(visits(days, window).map(|visit| visit.iter().map(|active| active.plays).sum()))
}

/// Counts how often each value occurs: 1 first; zeros are left out.
fn histogram(values: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut counts = Vec::new();
    for value in values.filter(|value| *value > 0) {
        let place = value as usize;
        if counts.len() < place {
            counts.resize(place, 0);
        }
        counts[place - 1] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;

    fn days(of_viewers: &[&[i32]]) -> Vec<ActiveDay> {
        let viewers = (1_u32..).zip(of_viewers);
        let days = viewers.flat_map(|(viewer, days)| {
            days.iter().map(move |day| ActiveDay {
                viewer,
                day: Day(*day),
                plays: 1,
            })
        });
        days.collect()
    }

    #[test]
    fn survival_never_rises() {
        let days = days(&[&[1, 2, 3], &[1, 3], &[5, 6], &[40]]);
        assert_eq!(survival(&days, Window::ending(Day(10), 10)), [3, 2, 1]);
        assert!(survival(&days, Window::ending(Day(99), 10)).is_empty());
    }

    #[test]
    fn plays_are_counted_exactly() {
        let days = days(&[&[1, 2, 3], &[1], &[5]]);
        assert_eq!(plays(&days, Window::ending(Day(10), 10)), [2, 0, 1]);
    }
}
