//! The days of one viewer, as the log keeps them beside its rows.
//!
//! What counts of *everything* is a viewer's days with any play at all. Rows lie by title: so the log
//! keeps each viewer's days a second time, to know what an import changes without reading all rows.

use crate::domain::ActiveDay;

use super::day_number;

/// A day of a viewer, over all titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ViewerDay {
    /// The day's number.
    pub day: u16,
    /// Plays dated on it.
    pub plays: u32,
    /// The titles the viewer was active with: the day is active until the last of them is gone.
    pub titles: u32,
}

/// The days of a viewer, rising.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewerDays(pub Vec<ViewerDay>);

impl ViewerDays {
    /// Adds the active days of one title, or takes them away where `is_gone`; nothing is left out, so
    /// that the result has a day of no titles, or fewer, where they were never there.
    #[must_use]
    pub fn with(self, titles: impl Iterator<Item = (ActiveDay, bool)>) -> Option<Self> {
        let mut changes: Vec<(u16, i64, i64)> = titles
            .map(|(active, is_gone)| {
                let sign = if is_gone { -1 } else { 1 };
                (
                    day_number::of(active.day),
                    sign * i64::from(active.plays),
                    sign,
                )
            })
            .collect();
        let stored = self.0.iter();
        changes.extend(stored.map(|busy| (busy.day, busy.plays.into(), busy.titles.into())));
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

    /// Returns the days as they are stored: of each, how much later than the one before it is, and
    /// plays and titles where there is more than one play of one title.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(2 * self.0.len());
        let mut last = 0;
        for busy in &self.0 {
            let is_plain = busy.plays == 1 && busy.titles == 1;
            let later = u32::from(busy.day - last);
            last = busy.day;
            put(&mut bytes, later << 1 | u32::from(!is_plain));
            if !is_plain {
                put(&mut bytes, busy.plays);
                put(&mut bytes, busy.titles);
            }
        }
        bytes
    }

    /// Reads the days as they were stored; `None` where the bytes are no such days.
    #[must_use]
    pub fn read(mut bytes: &[u8]) -> Option<Self> {
        let mut days = Vec::with_capacity(bytes.len());
        let mut last = 0_u16;
        while !bytes.is_empty() {
            let later = take(&mut bytes)?;
            let (plays, titles) = if later & 1 == 1 {
                (take(&mut bytes)?, take(&mut bytes)?)
            } else {
                (1, 1)
            };
            last = last.checked_add(u16::try_from(later >> 1).ok()?)?;
            days.push(ViewerDay {
                day: last,
                plays,
                titles,
            });
        }
        Some(Self(days))
    }
}

/// Appends a number, seven bits a byte, the lowest first.
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..32).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
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
            .with(added(&[(1, 1), (2, 1)]).chain(added(&[(2, 0)])))
            .unwrap();
        assert_eq!(both.0.len(), 2);
        let one = both.with(removed(&[(1, 1), (2, 1)])).unwrap();
        assert_eq!(
            one.0,
            [ViewerDay {
                day: day_number::of(Day(17_002)),
                plays: 0,
                titles: 1
            }]
        );
        assert_eq!(one.with(removed(&[(3, 1)])), None, "it was never there");
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
            prop_assert_eq!(ViewerDays::read(&viewer_days.written()), Some(viewer_days));
        }

        #[test]
        fn no_bytes_are_misread_in_silence(bytes in proptest::collection::vec(any::<u8>(), 0..20)) {
            // Whatever it makes of them, it comes to an end.
            let _ = ViewerDays::read(&bytes);
        }
    }
}
