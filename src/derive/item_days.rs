//! The active days of an item's viewers: put in order, and counted as histories.

use crate::cube::histories::{Histories, History};

/// The active days of a title or show: viewer, day, plays; sorted.
pub(super) type ItemDays = Vec<(u32, u16, u32)>;

/// Puts days that come by viewer and moment in order, each once with all its plays.
pub(super) fn in_order(days: &mut ItemDays) {
    // The order of moments is nearly always that of days.
    if !days.is_sorted() {
        days.sort_unstable();
    }
    merge_days(days);
}

/// Adds up the plays of equal days of one viewer.
pub(super) fn merge_days(days: &mut ItemDays) {
    days.dedup_by(|later, kept| {
        let is_same = (later.0, later.1) == (kept.0, kept.1);
        if is_same {
            kept.2 += later.2;
        }
        is_same
    });
}

/// Returns the histories of an item's viewers, given its sorted days.
pub(super) fn histories_of(days: &[(u32, u16, u32)]) -> Histories {
    let numbers: Vec<u16> = days.iter().map(|(_, day, _)| *day).collect();
    let plays: Vec<u32> = days.iter().map(|(.., plays)| *plays).collect();
    let mut start = 0;
    let viewers = days.chunk_by(|a, b| a.0 == b.0);
    let histories = viewers.map(|viewer| {
        let range = start..start + viewer.len();
        start = range.end;
        History {
            days: &numbers[range.clone()],
            plays: &plays[range],
            viewers: 1,
        }
    });
    histories.collect()
}
