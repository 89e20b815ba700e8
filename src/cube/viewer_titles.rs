//! Which titles one viewer played on which days, as the table `viewer_titles` keeps them.
//!
//! Rows lie by title, then viewer: who played a title is read at once, what else they played is all over the table. The
//! log therefore keeps each viewer's titles a second time.
//!
//! A title and a day of it are one number, `title * days + day`, where days count from the viewer's first to the last.
//! The numbers of a viewer rise, so that each is stored as its distance from the one before: three bytes, as a rule. A
//! checksum stands before them, over the viewer's number as well.

use rusqlite::Connection;

use super::blob_store;
use super::day_number;
use super::encoding::{Decoder, Encoder, Unreadable};
use super::kind::CubeKind;
use super::varint::{put, take};
use crate::domain::ActiveDay;

/// A day on which a viewer played a title; ordered by title and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TitleDay {
    /// The title's number in the log.
    pub title: u32,
    /// The day's number.
    pub day: u16,
}

/// The titles that a viewer played, each with the days on which plays of it began; rising, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewerTitles(pub Vec<TitleDay>);

impl ViewerTitles {
    /// Returns these titles after changes: titles, rising, with their active days before and after; `None` where the days
    /// before are not those that are here.
    #[must_use]
    pub fn changed<'a>(
        self,
        changes: impl Iterator<Item = (u32, &'a [ActiveDay], &'a [ActiveDay])>,
    ) -> Option<Self> {
        let mut kept = self.0.into_iter().peekable();
        let mut all = Vec::with_capacity(kept.len());
        for (title, before, after) in changes {
            while let Some(earlier) = kept.next_if(|kept| kept.title < title) {
                all.push(earlier);
            }
            let mut before = played(title, before);
            while let Some(here) = kept.next_if(|kept| kept.title == title) {
                if before.next() != Some(here) {
                    return None;
                }
            }
            if before.next().is_some() {
                return None;
            }
            all.extend(played(title, after));
        }
        all.extend(kept);
        Some(Self(all))
    }

    /// Returns the bytes of a viewer's titles.
    #[must_use]
    pub fn encode(&self, viewer: u32) -> Vec<u8> {
        let days = || self.0.iter().map(|played| played.day);
        let first = days().min().unwrap_or(0);
        let length = u64::from(days().max().unwrap_or(0) - first) + 1;
        let mut bytes = Vec::with_capacity(CHECKSUM + 3 * self.0.len() + 4);
        bytes.extend([0; CHECKSUM]);
        put(&mut bytes, first.into());
        put(&mut bytes, length);
        let mut last = 0;
        for played in &self.0 {
            let number = u64::from(played.title) * length + u64::from(played.day - first);
            put(&mut bytes, number - last);
            last = number;
        }
        let checksum = checksum(viewer, &bytes[CHECKSUM..]);
        bytes[..CHECKSUM].copy_from_slice(&checksum);
        bytes
    }

    /// Returns the titles of a viewer in these bytes.
    ///
    /// # Errors
    ///
    /// Fails where they are not those that were encoded for this viewer.
    pub fn decode(viewer: u32, bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut all = Vec::with_capacity(bytes.len() / 3);
        each(viewer, bytes, |played| all.push(played))?;
        Ok(Self(all))
    }
}

/// Gives the titles of a viewer in these bytes to `take_one`, by title and day.
///
/// # Errors
///
/// Fails where they are not those that were encoded for this viewer.
pub fn each(
    viewer: u32,
    bytes: &[u8],
    mut take_one: impl FnMut(TitleDay),
) -> Result<(), Unreadable> {
    let (stored, mut rest) = bytes
        .split_first_chunk::<CHECKSUM>()
        .ok_or(Unreadable::Damaged)?;
    if *stored != checksum(viewer, rest) {
        return Err(Unreadable::Damaged);
    }
    let mut next = || take(&mut rest);
    let (first, length) = next().zip(next()).ok_or(Unreadable::Damaged)?;
    if length == 0 || first.checked_add(length).is_none() {
        return Err(Unreadable::Damaged);
    }
    let (mut title, mut day) = (0_u64, 0_u64);
    while let Some(distance) = next() {
        // Days of one title need no division, and most others one of few bits.
        day = day.saturating_add(distance);
        if day >= length {
            let titles = quotient(day, length);
            title = title.saturating_add(titles);
            day -= titles * length;
        }
        let played = u32::try_from(title)
            .ok()
            .zip(u16::try_from(first + day).ok());
        let (title, day) = played.ok_or(Unreadable::Damaged)?;
        take_one(TitleDay { title, day });
    }
    Ok(())
}

/// Divides numbers, small ones faster.
fn quotient(number: u64, divisor: u64) -> u64 {
    match (u32::try_from(number), u32::try_from(divisor)) {
        (Ok(number), Ok(divisor)) => u64::from(number / divisor),
        _ => number / divisor,
    }
}

/// Returns whether the log keeps the titles of all viewers, in a layout that this program reads.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn are_kept(conn: &Connection) -> rusqlite::Result<bool> {
    let mark = blob_store::get(conn, CubeKind::ViewerTitles, 0)?;
    Ok(mark.is_some_and(|bytes| Decoder::open(&bytes).is_ok()))
}

/// Notes that the log keeps the titles of all viewers.
///
/// # Errors
///
/// Fails where the database cannot be written.
pub fn note_kept(conn: &Connection) -> rusqlite::Result<()> {
    blob_store::put(
        conn,
        CubeKind::ViewerTitles,
        0,
        &Encoder::default().finish(),
    )
}

/// The bytes of a checksum.
const CHECKSUM: usize = 4;

fn checksum(viewer: u32, bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&viewer.to_le_bytes());
    hasher.update(bytes);
    hasher.finalize().to_le_bytes()
}

/// Returns the days on which plays of a title began.
fn played(title: u32, days: &[ActiveDay]) -> impl Iterator<Item = TitleDay> {
    let began = days.iter().filter(|active| active.plays > 0);
    began.map(move |active| TitleDay {
        title,
        day: day_number::of(active.day),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;
    use proptest::prelude::*;

    fn titles(of: &[(u32, u16)]) -> ViewerTitles {
        let days = of.iter().map(|(title, day)| TitleDay {
            title: *title,
            day: *day,
        });
        ViewerTitles(days.collect())
    }

    fn active(days: &[(i32, u32)]) -> Vec<ActiveDay> {
        let days = days.iter().map(|(day, plays)| ActiveDay {
            day: Day(17_000 + day),
            plays: *plays,
        });
        days.collect()
    }

    #[test]
    fn a_title_is_there_on_days_with_a_play() {
        let first = day_number::of(Day(17_000));
        let (before, after) = (active(&[(0, 1), (2, 0)]), active(&[(0, 1), (2, 3)]));
        let added = titles(&[(3, first), (9, first)]).changed(
            [
                (1, &[][..], &before[..]),
                (5, &[], &[]),
                (9, &before[..1], &after),
            ]
            .into_iter(),
        );
        let expected = [(1, first), (3, first), (9, first), (9, first + 2)];
        assert_eq!(added, Some(titles(&expected)));
        let removed = titles(&expected).changed([(9, &after[..], &[][..])].into_iter());
        assert_eq!(removed, Some(titles(&expected[..2])));
    }

    #[test]
    fn days_that_are_not_those_before_are_noticed() {
        let first = day_number::of(Day(17_000));
        let (one, two) = (active(&[(0, 1)]), active(&[(0, 1), (1, 1)]));
        let changed = |title, before: &[ActiveDay]| {
            titles(&[(3, first)]).changed([(title, before, &[][..])].into_iter())
        };
        assert_eq!(changed(3, &one), Some(titles(&[])));
        assert_eq!(changed(3, &two), None, "a day more");
        assert_eq!(changed(3, &[]), None, "none");
        assert_eq!(changed(4, &one), None, "another title");
    }

    #[test]
    fn most_titles_take_three_bytes() {
        let days = (0..100_u16).map(|n| (u32::from(n) * 200, 40_000 + n * 7 % 365));
        let days: Vec<_> = days.collect();
        let bytes = titles(&days).encode(7).len();
        assert!((300..=309).contains(&bytes), "{bytes} bytes");
    }

    #[test]
    fn no_byte_can_change_unnoticed() {
        let titles = titles(&[(1, 40_000), (1, 40_001), (70_000, 39_999)]);
        let bytes = titles.encode(7);
        assert_eq!(ViewerTitles::decode(7, &bytes), Ok(titles));
        assert_eq!(ViewerTitles::decode(8, &bytes), Err(Unreadable::Damaged));
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x10;
            let found = ViewerTitles::decode(7, &damaged);
            assert_eq!(found, Err(Unreadable::Damaged), "byte {place}");
            let found = ViewerTitles::decode(7, &bytes[..place]);
            assert_eq!(found, Err(Unreadable::Damaged), "{place} bytes");
        }
    }

    proptest! {
        #[test]
        fn titles_come_back_as_they_were_written(
            days in proptest::collection::btree_set((any::<u32>(), any::<u16>()), 0..20),
            viewer in any::<u32>(),
        ) {
            let days: Vec<_> = days.into_iter().collect();
            let titles = titles(&days);
            prop_assert_eq!(ViewerTitles::decode(viewer, &titles.encode(viewer)), Ok(titles));
        }

        #[test]
        fn bytes_of_a_right_checksum_come_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let bytes = [&checksum(7, &bytes)[..], &bytes].concat();
            let _ = ViewerTitles::decode(7, &bytes);
        }
    }
}
