//! The items that are worth a look: those that could have a story, by what the columns of all items tell.

use std::collections::BTreeSet;

use super::counted::Context;
use crate::cube::day_number::{self, Span};
use crate::domain::ItemId;
use crate::snapshot::columns::Columns;

/// How many items are looked at for long streaks, and as many for their plays.
const MOST: usize = 48;

/// How many items are looked at for each well-known day.
const MOST_OF_DAY: usize = 12;

/// Returns the items that are looked at, by number: those with the most viewers on the longest running streaks, those
/// with the most plays, and those with the most plays on well-known days.
pub(super) fn of(columns: &Columns, context: &Context<'_>) -> BTreeSet<ItemId> {
    let running = columns.running(context.span).into_iter().map(|running| {
        let days = u64::from(running.longest);
        let is_crowd = running.viewers >= context.minimum_cohort && running.longest >= 2;
        if is_crowd {
            days * days * u64::from(running.viewers)
        } else {
            0
        }
    });
    let mut found = BTreeSet::new();
    found.extend(most(running, MOST));
    let plays = |span| columns.plays(span).into_iter().map(u64::from);
    found.extend(most(plays(context.span), MOST));
    for occasion in context.occasions {
        let day = day_number::of(occasion.day);
        found.extend(most(plays(Span { from: day, to: day }), MOST_OF_DAY));
    }
    found
}

/// Returns the items with the greatest numbers above 0; of equal ones, the first.
fn most(numbers: impl Iterator<Item = u64>, most: usize) -> impl Iterator<Item = ItemId> {
    let mut ranked: Vec<(u64, std::cmp::Reverse<u32>)> = numbers
        .zip(0..)
        .filter(|(number, _)| *number > 0)
        .map(|(number, item)| (number, std::cmp::Reverse(item)))
        .collect();
    if ranked.len() > most {
        ranked.select_nth_unstable_by(most, |a, b| b.cmp(a));
        ranked.truncate(most);
    }
    ranked.into_iter().map(|(_, item)| ItemId(item.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_are_taken_and_of_equal_ones_the_first() {
        let found = |numbers: &[u64], count| -> BTreeSet<u32> {
            most(numbers.iter().copied(), count)
                .map(|item| item.0)
                .collect()
        };
        assert_eq!(found(&[3, 0, 9, 3, 5], 3), BTreeSet::from([0, 2, 4]));
        assert_eq!(found(&[3, 0, 9], 3), BTreeSet::from([0, 2]));
        assert_eq!(found(&[0, 0], 3), BTreeSet::new());
    }
}
