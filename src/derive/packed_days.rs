//! Days of viewers, packed into numbers that sort by viewer and day.

use crate::cube::viewer_days::{ViewerDay, ViewerDays};

/// The most plays of one title and day that fit, and the mark of one that does not fit.
const MOST_PLAYS: u32 = 0x7fff;
const MORE: u32 = 0x8000;

/// Returns a viewer's day with a title as numbers that sort by viewer and day.
pub(super) fn pack(viewer: u32, day: u16, plays: u32) -> impl Iterator<Item = u64> {
    let key = u64::from(viewer) << 32 | u64::from(day) << 16;
    // More plays of one title on one day than fit take several numbers.
    let (full, rest) = match plays {
        0 => (0, 0),
        plays => ((plays - 1) / MOST_PLAYS, (plays - 1) % MOST_PLAYS + 1),
    };
    let full = (0..full).map(move |_| key | u64::from(MORE | MOST_PLAYS));
    full.chain([key | u64::from(rest)])
}

/// Returns the day of a packed day.
pub(super) fn day_of(packed: u64) -> u16 {
    low_short(packed >> 16)
}

/// Returns the plays of a packed day.
pub(super) fn plays_of(packed: u64) -> u32 {
    u32::from(low_short(packed)) & MOST_PLAYS
}

fn low_short(number: u64) -> u16 {
    let [low, high, ..] = number.to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// Returns the viewer of a packed day.
pub(super) fn viewer_of(packed: u64) -> u32 {
    (packed >> 32) as u32
}

/// Returns the show and the packed day of a key that sorts by show.
#[expect(clippy::cast_possible_truncation, reason = "each takes its bits")]
pub(super) fn halves(key: u128) -> (u32, u64) {
    ((key >> 64) as u32, key as u64)
}

/// Returns the days of one viewer, given their packed days, which are sorted.
pub(super) fn viewer_days(packed: &[u64]) -> ViewerDays {
    let mut days: Vec<ViewerDay> = Vec::with_capacity(packed.len());
    for key in packed {
        let (day, plays) = (day_of(*key), plays_of(*key));
        let titles = u32::from(key & u64::from(MORE) == 0);
        match days.last_mut() {
            Some(last) if last.day == day => {
                last.plays += plays;
                last.titles += titles;
            }
            _ => days.push(ViewerDay { day, plays, titles }),
        }
    }
    ViewerDays(days)
}
