//! Hours of each item on each day, in one block of days.
//!
//! Seconds add up to more than the byte in which most plays fit. They are cut into digits instead: the lowest
//! byte, the next one, and what is left. Each digit lies as plays do, and so do rows of unknown length.
//! Digits can be summed for a window each by itself: the seconds are their sums, put together.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::cells::Cells;
use super::day_plays::DayPlays;
use super::encoding::{Decoder, Encoder, Unreadable};
use super::mismatch::Mismatch;
use crate::domain::Hours;

/// How many digits seconds are cut into; the last one holds all that is left.
pub const DIGITS: usize = 3;

/// The bits of a digit.
pub const DIGIT_BITS: u32 = 8;

/// Day within the block, item within the page.
type Key = [u16; 2];

/// The hours of one page of items and one block of days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayHours {
    /// The digits of seconds, the lowest first.
    pub digits: [DayPlays; DIGITS],
    /// Rows of unknown length.
    pub unknown: DayPlays,
}

/// Signed differences to seconds and to rows of unknown length, by day within the block and item within
/// the page; in no order.
pub type HourDifferences = HashMap<Key, HoursDifference, RandomState>;

/// A signed difference to hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HoursDifference {
    /// To the seconds.
    pub seconds: i64,
    /// To the rows of unknown length.
    pub unknown: i64,
}

impl HoursDifference {
    /// Returns whether it changes nothing.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Adds the length of a row, `sign` times.
    pub fn add_row(&mut self, seconds: Option<u32>, sign: i64) {
        match seconds {
            Some(seconds) => self.seconds += sign * i64::from(seconds),
            None => self.unknown += sign,
        }
    }

    /// Adds another difference.
    pub fn add(&mut self, other: Self) {
        self.seconds += other.seconds;
        self.unknown += other.unknown;
    }
}

impl DayHours {
    /// Lays out hours that come in the order of their keys, each key once.
    ///
    /// # Panics
    ///
    /// Never: there are several digits.
    pub fn of(hours: impl IntoIterator<Item = (Key, Hours)>) -> Self {
        let mut digits: [Cells<2>; DIGITS] = Default::default();
        let mut unknown = Cells::default();
        for (key, hours) in hours {
            let mut seconds = hours.seconds;
            let (last, lower) = digits.split_last_mut().expect("there are several digits");
            for digit in lower {
                let cut = seconds & ((1 << DIGIT_BITS) - 1);
                digit.push(key, narrow(cut));
                seconds >>= DIGIT_BITS;
            }
            last.push(key, narrow(seconds));
            unknown.push(key, narrow(hours.unknown));
        }
        Self {
            digits: digits.map(DayPlays::of),
            unknown: DayPlays::of(unknown),
        }
    }

    /// Lays out seconds and rows of unknown length that come in any order; those of one key are added up.
    #[must_use]
    pub fn of_parts(mut seconds: Vec<(Key, u32)>, mut unknown: Vec<(Key, u32)>) -> Self {
        seconds.sort_unstable();
        unknown.sort_unstable();
        let mut unknown = unknown
            .chunk_by(|a, b| a.0 == b.0)
            .map(sum_of_key)
            .peekable();
        let mut seconds = seconds
            .chunk_by(|a, b| a.0 == b.0)
            .map(sum_of_key)
            .peekable();
        Self::of(std::iter::from_fn(|| {
            let keys = [seconds.peek(), unknown.peek()];
            let (key, _) = keys.into_iter().flatten().min()?;
            let key = *key;
            let of_key = |(_, sum): (Key, u64)| sum;
            let hours = Hours {
                seconds: seconds.next_if(|(of, _)| *of == key).map_or(0, of_key),
                unknown: unknown.next_if(|(of, _)| *of == key).map_or(0, of_key),
            };
            Some((key, hours))
        }))
    }

    /// Returns the hours as cells, in the order of the keys.
    #[must_use]
    pub fn cells(&self) -> Vec<(Key, Hours)> {
        let mut parts: Vec<(Key, Hours)> = Vec::new();
        for (place, digit) in (0_u32..).zip(&self.digits) {
            let of_digit = digit.cells();
            parts.extend(of_digit.iter().map(|(key, digit)| {
                let hours = Hours {
                    seconds: u64::from(digit) << (DIGIT_BITS * place),
                    unknown: 0,
                };
                (key, hours)
            }));
        }
        parts.extend(self.unknown.cells().iter().map(|(key, rows)| {
            let hours = Hours {
                seconds: 0,
                unknown: rows.into(),
            };
            (key, hours)
        }));
        // A merge: the parts are sorted already.
        parts.sort_by_key(|(key, _)| *key);
        parts.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            if is_same {
                kept.1 += later.1;
            }
            is_same
        });
        parts
    }

    /// Returns these hours with the differences added.
    ///
    /// # Errors
    ///
    /// Fails where seconds or rows would fall below zero.
    pub fn changed(&self, differences: &HourDifferences) -> Result<Self, Mismatch> {
        let mut hours = self.cells();
        let stored = hours.len();
        let mut missing: Vec<(Key, Hours)> = Vec::new();
        for (key, difference) in differences {
            match hours[..stored].binary_search_by_key(key, |(of, _)| *of) {
                Ok(place) => hours[place].1 = changed(hours[place].1, *difference)?,
                Err(_) => missing.push((*key, changed(Hours::default(), *difference)?)),
            }
        }
        hours.append(&mut missing);
        hours.sort_by_key(|(key, _)| *key);
        Ok(Self::of(hours))
    }

    /// Returns whether nothing was played.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.unknown.is_empty() && self.digits.iter().all(DayPlays::is_empty)
    }

    /// Returns the bytes of the cube.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::default();
        for plays in self.digits.iter().chain([&self.unknown]) {
            plays.encode_into(&mut encoder);
        }
        encoder.finish()
    }

    /// Returns the hours in the bytes of a cube.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those of hours.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut decoder = Decoder::open(bytes)?;
        let mut hours = Self::default();
        for digit in &mut hours.digits {
            *digit = DayPlays::decode_from(&mut decoder)?;
        }
        hours.unknown = DayPlays::decode_from(&mut decoder)?;
        Ok(hours)
    }
}

/// Returns the key and the sum of parts of one key, of which there is one at least.
fn sum_of_key(parts: &[(Key, u32)]) -> (Key, u64) {
    let sum = parts.iter().map(|(_, part)| u64::from(*part)).sum();
    (parts[0].0, sum)
}

fn changed(hours: Hours, difference: HoursDifference) -> Result<Hours, Mismatch> {
    let add = |stored: u64, difference| stored.checked_add_signed(difference).ok_or(Mismatch);
    Ok(Hours {
        seconds: add(hours.seconds, difference.seconds)?,
        unknown: add(hours.unknown, difference.unknown)?,
    })
}

/// Returns a number that fits: the last digit would only not for nine million years of one item on one day.
fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    /// Hours of a few items: without any, of a digit or two, and of more than fits 32 bits.
    fn hours() -> impl Strategy<Value = BTreeMap<Key, (u64, u64)>> {
        let seconds = prop_oneof![
            0_u64..3,
            200_u64..700,
            Just(65_535),
            Just(65_536),
            Just(1 << 33)
        ];
        let key = (0_u16..32, prop_oneof![0_u16..5, Just(60_000)]);
        let key = key.prop_map(|(day, item)| [day, item]);
        proptest::collection::btree_map(key, (seconds, 0_u64..3), 0..120).prop_map(|mut hours| {
            hours.retain(|_, hours| *hours != (0, 0));
            hours
        })
    }

    fn laid_out(hours: &BTreeMap<Key, (u64, u64)>) -> DayHours {
        let (mut seconds, mut unknown) = (Vec::new(), Vec::new());
        for (key, (of_key, rows)) in hours.iter().rev() {
            let mut left = *of_key;
            while left > 0 {
                let part = left.min(u64::from(u32::MAX));
                seconds.push((*key, u32::try_from(part).unwrap()));
                left -= part;
            }
            unknown.extend((0..*rows).map(|_| (*key, 1)));
        }
        DayHours::of_parts(seconds, unknown)
    }

    proptest! {
        #[test]
        fn hours_come_back_as_they_were_laid_out(hours in hours()) {
            let laid_out = laid_out(&hours);
            let found = laid_out.cells();
            let found: BTreeMap<_, _> =
                found.iter().map(|(key, hours)| (*key, (hours.seconds, hours.unknown))).collect();
            prop_assert_eq!(found, hours.clone());
            prop_assert_eq!(laid_out.is_empty(), hours.is_empty());
            prop_assert_eq!(DayHours::decode(&laid_out.encode()), Ok(laid_out));
        }

        #[test]
        fn differences_added_are_the_difference(before in hours(), after in hours()) {
            let mut differences = HourDifferences::default();
            for (hours, sign) in [(&before, -1), (&after, 1)] {
                for (key, (seconds, unknown)) in hours {
                    differences.entry(*key).or_default().add(HoursDifference {
                        seconds: sign * i64::try_from(*seconds).unwrap(),
                        unknown: sign * i64::try_from(*unknown).unwrap(),
                    });
                }
            }
            prop_assert_eq!(laid_out(&before).changed(&differences), Ok(laid_out(&after)));
            let too_few = HoursDifference { seconds: -1, unknown: 0 };
            let too_few = HourDifferences::from_iter([([9, 9], too_few)]);
            prop_assert_eq!(laid_out(&before).changed(&too_few), Err(Mismatch));
        }
    }
}
