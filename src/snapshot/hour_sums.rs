//! Hours of each title in a window, for all titles at once.
//!
//! Each digit of the seconds is summed as plays are ([`PlaySums`]), and so are the rows of unknown length. The sums
//! of the digits, put together, are the seconds.

use rusqlite::Connection;

use super::error::CubeError;
use super::play_sums::PlaySums;
use crate::cube::blob_store;
use crate::cube::blocks;
use crate::cube::day_hours::{DIGIT_BITS, DIGITS, DayHours};
use crate::cube::day_number::Span;
use crate::cube::kind::CubeKind;
use crate::domain::Hours;

/// The hours of all titles.
#[derive(Debug, Default)]
pub struct HourSums {
    /// The digits of seconds, the lowest first.
    digits: [PlaySums; DIGITS],
    /// Rows of unknown length.
    unknown: PlaySums,
}

impl HourSums {
    /// Reads the hours of all titles.
    ///
    /// # Errors
    ///
    /// Fails where a cube is unreadable.
    pub fn read(conn: &Connection) -> Result<Self, CubeError> {
        let mut sums = Self::default();
        let kind = CubeKind::TitleHours;
        blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
            let (first, block) = blocks::page_and_block(number);
            sums.add(first, block, DayHours::decode(bytes)?);
            Ok(())
        })?;
        Ok(sums.finish())
    }

    fn add(&mut self, first: u32, block: u16, hours: DayHours) {
        let digits = self.digits.iter_mut().zip(hours.digits);
        for (sums, digit) in digits.chain([(&mut self.unknown, hours.unknown)]) {
            if !digit.is_empty() {
                sums.add(first, block, digit);
            }
        }
    }

    fn finish(self) -> Self {
        Self {
            digits: self.digits.map(PlaySums::finish),
            unknown: self.unknown.finish(),
        }
    }

    /// Returns the hours of each title in a window, by number.
    #[must_use]
    pub fn counts(&self, span: Span) -> Vec<Hours> {
        let unknown = self.unknown.counts(span, 0);
        let digits = self.digits.each_ref().map(|sums| sums.counts(span, 0));
        let width = digits.iter().chain([&unknown]).map(Vec::len).max();
        let mut hours = vec![Hours::default(); width.unwrap_or(0)];
        for (place, digit) in (0_u32..).zip(&digits) {
            for (hours, digit) in hours.iter_mut().zip(digit) {
                hours.seconds += u64::from(*digit) << (DIGIT_BITS * place);
            }
        }
        for (hours, unknown) in hours.iter_mut().zip(&unknown) {
            hours.unknown = u64::from(*unknown);
        }
        hours
    }

    /// Returns the hours of one title in a window.
    #[must_use]
    pub fn count(&self, title: u32, span: Span) -> Hours {
        let digits = (0_u32..).zip(&self.digits).map(|(place, sums)| {
            let digit = u64::from(sums.count(title, span));
            digit << (DIGIT_BITS * place)
        });
        Hours {
            seconds: digits.sum(),
            unknown: self.unknown.count(title, span).into(),
        }
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let sums = self.digits.iter().chain([&self.unknown]);
        sums.map(PlaySums::bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::blocks::BLOCK_DAYS;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Seconds, or rows of unknown length, of days and titles.
    type Parts = Vec<([u16; 2], u32)>;

    proptest! {
        #[test]
        fn hours_of_a_window_are_those_of_its_days(
            hours in proptest::collection::btree_map(
                (40_u16..300, 0_u16..5),
                (prop_oneof![1_u32..90, 200_u32..300, 60_000_u32..70_000, Just(u32::MAX)], 0_u32..3),
                0..300),
            from in 1_u16..320,
            length in 0_u16..320,
        ) {
            // On the second page: titles are found under their own numbers.
            let first = 1 << 16;
            let mut blocks: BTreeMap<u16, [Parts; 2]> = BTreeMap::new();
            for ((day, item), (seconds, unknown)) in &hours {
                let [all_seconds, all_unknown] = blocks.entry(blocks::block_of(*day)).or_default();
                let key = [day % BLOCK_DAYS, *item];
                all_seconds.push((key, *seconds));
                all_unknown.extend((*unknown > 0).then_some((key, *unknown)));
            }
            let mut sums = HourSums::default();
            for (block, [seconds, unknown]) in blocks {
                sums.add(first, block, DayHours::of_parts(seconds, unknown));
            }
            let sums = sums.finish();
            let span = Span { from, to: from + length };
            let all = sums.counts(span);
            for item in 0..5_u16 {
                let days = hours.range((0, 0)..).filter(|((day, of), _)| {
                    (span.from..=span.to).contains(day) && *of == item
                });
                let expected: Hours = days
                    .map(|(_, (seconds, unknown))| Hours {
                        seconds: (*seconds).into(),
                        unknown: (*unknown).into(),
                    })
                    .sum();
                let title = first + u32::from(item);
                prop_assert_eq!(sums.count(title, span), expected);
                let found = all.get(title as usize).copied().unwrap_or_default();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
