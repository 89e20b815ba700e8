//! The active days of an item, and the histories they make.

use crate::cube::histories::{Histories, History};

/// An active day of a viewer with a title or show, and the plays on it; ordered by viewer and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ItemDay {
    pub viewer: u32,
    /// The day's number.
    pub day: u16,
    pub plays: u32,
}

/// Sorts the days of an item that come by viewer and moment, and merges equal ones.
pub(super) fn sort_and_merge(days: &mut Vec<ItemDay>) {
    // The order of moments is nearly always that of days.
    if !days.is_sorted() {
        days.sort_unstable();
    }
    merge(days);
}

/// Merges the equal days of each viewer, which are sorted: their plays are added up.
pub(super) fn merge(days: &mut Vec<ItemDay>) {
    days.dedup_by(|later, kept| {
        let is_same = (later.viewer, later.day) == (kept.viewer, kept.day);
        if is_same {
            kept.plays += later.plays;
        }
        is_same
    });
}

/// Returns the histories of an item's viewers, given its sorted and merged days.
pub(super) fn histories(days: &[ItemDay]) -> Histories {
    let numbers: Vec<u16> = days.iter().map(|of_item| of_item.day).collect();
    let plays: Vec<u32> = days.iter().map(|of_item| of_item.plays).collect();
    let mut start = 0;
    let viewers = days.chunk_by(|a, b| a.viewer == b.viewer).map(|viewer| {
        let range = start..start + viewer.len();
        start = range.end;
        History {
            days: &numbers[range.clone()],
            plays: &plays[range],
            viewers: 1,
        }
    });
    viewers.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(viewer: u32, day: u16, plays: u32) -> ItemDay {
        ItemDay { viewer, day, plays }
    }

    #[test]
    fn days_that_come_out_of_order_are_sorted_and_each_is_kept_once() {
        let mut days = vec![
            day(1, 5, 1),
            day(1, 4, 1),
            day(1, 5, 2),
            day(2, 5, 0),
            day(2, 5, 1),
        ];
        sort_and_merge(&mut days);
        assert_eq!(days, [day(1, 4, 1), day(1, 5, 3), day(2, 5, 1)]);
    }

    #[test]
    fn viewers_with_equal_days_and_plays_are_one_history() {
        let days = [day(1, 4, 1), day(1, 6, 2), day(3, 4, 1), day(3, 6, 2)];
        let histories = histories(&days);
        let found: Vec<_> = histories.iter().collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].viewers, 2);
        assert_eq!((found[0].days, found[0].plays), (&[4, 6][..], &[1, 2][..]));
    }
}
