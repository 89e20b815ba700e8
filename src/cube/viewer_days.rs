//! The active days of one viewer over all titles, as the table `viewer_days` keeps them.
//!
//! The cubes of *everything* are about a viewer's days with any play at all. Rows lie by title, so that a
//! viewer's rows are all over the table. The log therefore keeps each viewer's days a second time: an import
//! needs no other rows to know what it changes.

use super::day_number;
use super::varint::{put, take};
use crate::domain::ActiveDay;

/// An active day of a viewer, over all titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ViewerDay {
    /// The day's number.
    pub day: u16,
    /// Plays dated on it.
    pub plays: u32,
    /// How many titles the viewer was active with: the day is active until the last of them is removed.
    pub titles: u32,
}

/// The active days of a viewer, rising.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewerDays(pub Vec<ViewerDay>);

impl ViewerDays {
    /// Returns these days with the active days of single titles added, or removed where the `bool` says so;
    /// `None` where one to be removed is not among them.
    #[must_use]
    pub fn changed(self, titles: impl Iterator<Item = (ActiveDay, bool)>) -> Option<Self> {
        let mut changes: Vec<(u16, i64, i64)> = titles
            .map(|(active, is_removed)| {
                let sign = if is_removed { -1 } else { 1 };
                (
                    day_number::of(active.day),
                    sign * i64::from(active.plays),
                    sign,
                )
            })
            .collect();
        let stored = self.0.iter();
        changes.extend(stored.map(|day| (day.day, day.plays.into(), day.titles.into())));
        changes.sort_unstable();
        let mut days = Vec::with_capacity(changes.len());
        for of_day in changes.chunk_by(|a, b| a.0 == b.0) {
            let plays = u32::try_from(of_day.iter().map(|change| change.1).sum::<i64>()).ok()?;
            let titles = u32::try_from(of_day.iter().map(|change| change.2).sum::<i64>()).ok()?;
            if titles > 0 {
                days.push(ViewerDay {
                    day: of_day[0].0,
                    plays,
                    titles,
                });
            }
        }
        Some(Self(days))
    }

    /// Returns the days, and the plays on each.
    #[must_use]
    pub fn columns(&self) -> (Vec<u16>, Vec<u32>) {
        self.0.iter().map(|day| (day.day, day.plays)).unzip()
    }

    /// Returns the bytes of the days: of each its distance from the one before, and its plays and titles
    /// unless these are one play of one title.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(2 * self.0.len());
        let mut last = 0;
        for day in &self.0 {
            let is_plain = day.plays == 1 && day.titles == 1;
            let distance = u64::from(day.day - last);
            last = day.day;
            put(&mut bytes, distance << 1 | u64::from(!is_plain));
            if !is_plain {
                put(&mut bytes, day.plays.into());
                put(&mut bytes, day.titles.into());
            }
        }
        bytes
    }

    /// Returns the days in these bytes; `None` where they are none.
    #[must_use]
    pub fn decode(mut bytes: &[u8]) -> Option<Self> {
        let mut days = Vec::with_capacity(bytes.len());
        let mut last = 0_u16;
        while !bytes.is_empty() {
            let distance = take(&mut bytes)?;
            let mut count = || u32::try_from(take(&mut bytes)?).ok();
            let (plays, titles) = if distance & 1 == 1 {
                (count()?, count()?)
            } else {
                (1, 1)
            };
            last = last.checked_add(u16::try_from(distance >> 1).ok()?)?;
            days.push(ViewerDay {
                day: last,
                plays,
                titles,
            });
        }
        Some(Self(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;
    use proptest::prelude::*;

    fn active(days: &[(i32, u32)]) -> impl Iterator<Item = ActiveDay> {
        days.iter().map(|(day, plays)| ActiveDay {
            day: Day(17_000 + day),
            plays: *plays,
        })
    }

    #[test]
    fn a_day_is_active_until_its_last_title_is_gone() {
        let added = |days| active(days).map(|day| (day, false));
        let removed = |days| active(days).map(|day| (day, true));
        let both = ViewerDays::default()
            .changed(added(&[(1, 1), (2, 1)]).chain(added(&[(2, 0)])))
            .unwrap();
        assert_eq!(both.0.len(), 2);
        let one = both.changed(removed(&[(1, 1), (2, 1)])).unwrap();
        assert_eq!(
            one.0,
            [ViewerDay {
                day: day_number::of(Day(17_002)),
                plays: 0,
                titles: 1
            }]
        );
        assert_eq!(one.changed(removed(&[(3, 1)])), None, "it was never there");
    }

    proptest! {
        #[test]
        fn days_come_back_as_they_were_written(
            days in proptest::collection::btree_map(1_u16.., (any::<u32>(), 1_u32..), 0..20),
        ) {
            let days = days.into_iter();
            let viewer_days = ViewerDays(
                days.map(|(day, (plays, titles))| ViewerDay { day, plays, titles }).collect(),
            );
            prop_assert_eq!(ViewerDays::decode(&viewer_days.encode()), Some(viewer_days));
        }

        #[test]
        fn no_bytes_are_misread_in_silence(bytes in proptest::collection::vec(any::<u8>(), 0..20)) {
            // Whatever it makes of them, it comes to an end.
            let _ = ViewerDays::decode(&bytes);
        }
    }
}
