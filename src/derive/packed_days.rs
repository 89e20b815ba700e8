//! Viewers' days with titles as numbers, to be sorted by the million.
//!
//! A number is viewer, day and plays, from its highest bits to its lowest; with the show before them where
//! days are sorted by show, and the title behind the viewer where they are sorted by viewer.

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

/// Returns the number by which a packed day with a title is sorted by viewer and title.
pub(super) fn title_key(title: u32, packed: u64) -> u128 {
    let (viewer, rest) = (packed >> 32, packed & u64::from(u32::MAX));
    u128::from(viewer) << 64 | u128::from(title) << 32 | u128::from(rest)
}

/// Returns the title and the packed day of a [`title_key`].
#[expect(clippy::cast_possible_truncation, reason = "each takes its bits")]
pub(super) fn split_title_key(key: u128) -> (u32, u64) {
    let (viewer, title, rest) = ((key >> 64) as u32, (key >> 32) as u32, key as u32);
    (title, u64::from(viewer) << 32 | u64::from(rest))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of one viewer with one title, around the most plays that fit in a number.
    #[test]
    fn any_plays_of_a_day_are_packed_and_found_again() {
        let most = MOST_PLAYS;
        let all = [0, 1, 2, most - 1, most, most + 1, 2 * most, 2 * most + 1];
        for plays in all {
            let packed: Vec<u64> = pack(u32::MAX - 1, 40_001, plays).collect();
            assert!(
                packed
                    .iter()
                    .all(|packed| viewer_of(*packed) == u32::MAX - 1)
            );
            assert!(packed.iter().all(|packed| day_of(*packed) == 40_001));
            assert_eq!(
                packed.iter().map(|packed| plays_of(*packed)).sum::<u32>(),
                plays
            );
            let expected = ViewerDay {
                day: 40_001,
                plays,
                titles: 1,
            };
            assert_eq!(viewer_days(&packed).0, [expected], "{plays} plays");
        }
    }

    #[test]
    fn a_day_with_several_titles_has_the_plays_of_all() {
        let packed = [pack(1, 7, 2), pack(1, 7, MOST_PLAYS + 3), pack(1, 9, 0)];
        let mut packed: Vec<u64> = packed.into_iter().flatten().collect();
        packed.sort_unstable();
        let found = viewer_days(&packed).0;
        let days = found.iter().map(|day| (day.day, day.plays, day.titles));
        let found: Vec<_> = days.collect();
        assert_eq!(found, [(7, MOST_PLAYS + 5, 2), (9, 0, 1)]);
    }

    #[test]
    fn days_are_sorted_by_show_before_all_else() {
        let [early, late] =
            [pack(1, 2, 3), pack(u32::MAX, u16::MAX, 4)].map(|mut packed| packed.next());
        let (early, late) = (early.unwrap(), late.unwrap());
        assert!(show_key(8, late) < show_key(9, early));
        assert!(show_key(9, early) < show_key(9, late));
        assert_eq!(split_show_key(show_key(9, late)), (9, late));
    }

    #[test]
    fn days_are_sorted_by_viewer_then_title() {
        let [early, late, other] = [pack(1, 2, 3), pack(1, u16::MAX, 4), pack(2, 0, 0)]
            .map(|mut packed| packed.next().unwrap());
        let in_order = [(7, early), (7, late), (u32::MAX, early), (0, other)];
        let keys = in_order.map(|(title, packed)| title_key(title, packed));
        assert!(keys.is_sorted());
        assert_eq!(keys.map(split_title_key), in_order);
    }
}
