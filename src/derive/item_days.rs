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
