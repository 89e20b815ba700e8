//! Viewers' days with titles as numbers, to be sorted by the million.
//!
//! A number is viewer, day and plays, from its highest bits to its lowest; with the show before them where
//! days are sorted by show.

use crate::cube::viewer_days::{ViewerDay, ViewerDays};

/// The most plays that fit in one number, and the mark of the numbers that hold the plays beyond.
const MOST_PLAYS: u32 = 0x7fff;
const MORE: u32 = 0x8000;

/// Returns the numbers of a viewer's day with a title: one, unless there are too many plays for it.
pub(super) fn pack(viewer: u32, day: u16, plays: u32) -> impl Iterator<Item = u64> {
    let key = u64::from(viewer) << 32 | u64::from(day) << 16;
    let (full, rest) = match plays {
        0 => (0, 0),
        plays => ((plays - 1) / MOST_PLAYS, (plays - 1) % MOST_PLAYS + 1),
    };
    let full = (0..full).map(move |_| key | u64::from(MORE | MOST_PLAYS));
    full.chain([key | u64::from(rest)])
}

/// Returns the viewer of a packed day.
pub(super) fn viewer_of(packed: u64) -> u32 {
    (packed >> 32) as u32
}

/// Returns the number of a packed day.
pub(super) fn day_of(packed: u64) -> u16 {
    low_u16(packed >> 16)
}

/// Returns the plays of a packed day.
pub(super) fn plays_of(packed: u64) -> u32 {
    u32::from(low_u16(packed)) & MOST_PLAYS
}

fn low_u16(number: u64) -> u16 {
    let [low, high, ..] = number.to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// Returns the number by which a packed day is sorted by show.
pub(super) fn show_key(show: u32, packed: u64) -> u128 {
    u128::from(show) << 64 | u128::from(packed)
}

/// Returns the show and the packed day of a [`show_key`].
#[expect(clippy::cast_possible_truncation, reason = "each takes its bits")]
pub(super) fn split_show_key(key: u128) -> (u32, u64) {
    ((key >> 64) as u32, key as u64)
}

/// Returns the days of one viewer over all titles, given the packed ones in order.
pub(super) fn viewer_days(packed: &[u64]) -> ViewerDays {
    let mut days: Vec<ViewerDay> = Vec::with_capacity(packed.len());
    for packed in packed {
        let (day, plays) = (day_of(*packed), plays_of(*packed));
        let titles = u32::from(packed & u64::from(MORE) == 0);
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
