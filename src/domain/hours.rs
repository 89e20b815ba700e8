//! How long was played.

use std::fmt;
use std::iter::Sum;
use std::ops::AddAssign;

use super::format::thousands;

/// The seconds of a tenth of an hour.
const TENTH: u64 = 360;

/// The length of rows of plays, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hours {
    /// The seconds of the rows whose length is known.
    pub seconds: u64,
    /// How many rows have an unknown length, which adds nothing.
    pub unknown: u64,
}

impl Hours {
    /// Returns what a row of this length adds.
    #[must_use]
    pub fn of_row(seconds: Option<u32>) -> Self {
        Self {
            seconds: seconds.map_or(0, u64::from),
            unknown: u64::from(seconds.is_none()),
        }
    }

    /// Returns the hours, to a tenth. A lower bound is rounded down, so that it stays one.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "tenths of hours of a log stay far below 2^53"
    )]
    pub fn hours(self) -> f64 {
        self.tenths() as f64 / 10.0
    }

    /// Returns whether it was more than the hours say: a row of unknown length is among those added up.
    #[must_use]
    pub fn is_at_least(self) -> bool {
        self.unknown > 0
    }

    fn tenths(self) -> u64 {
        if self.is_at_least() {
            self.seconds / TENTH
        } else {
            (self.seconds + TENTH / 2) / TENTH
        }
    }
}

/// As people read it: `1,204.5`, or `≥ 1,204.5` where a length is unknown.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = self.tenths();
        let mark = if self.is_at_least() { "≥ " } else { "" };
        let text = format!("{mark}{}.{}", thousands(tenths / 10), tenths % 10);
        f.pad(&text)
    }
}

impl AddAssign for Hours {
    fn add_assign(&mut self, other: Self) {
        self.seconds += other.seconds;
        self.unknown += other.unknown;
    }
}

impl Sum for Hours {
    fn sum<I: Iterator<Item = Self>>(hours: I) -> Self {
        hours.fold(Self::default(), |mut sum, hours| {
            sum += hours;
            sum
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::nothing(0, 0, "0.0")]
    #[case::half_a_tenth_is_rounded_up(180, 0, "0.1")]
    #[case::less_is_rounded_down(179, 0, "0.0")]
    #[case::a_lower_bound_stays_one(3_599, 2, "≥ 0.9")]
    #[case::the_same_known(3_599, 0, "1.0")]
    #[case::many(4_336_200, 0, "1,204.5")]
    #[case::nothing_known(0, 7, "≥ 0.0")]
    fn hours_read_as_tenths(#[case] seconds: u64, #[case] unknown: u64, #[case] text: &str) {
        let hours = Hours { seconds, unknown };
        assert_eq!(hours.to_string(), text);
        let number = text.trim_start_matches("≥ ").replace(',', "");
        assert_eq!(
            hours.hours().to_string(),
            number.parse::<f64>().unwrap().to_string()
        );
    }

    #[test]
    fn rows_add_up_those_of_unknown_length_apart() {
        let rows = [Some(40), None, Some(2), None];
        let hours: Hours = rows.into_iter().map(Hours::of_row).sum();
        assert_eq!((hours.seconds, hours.unknown), (42, 2));
    }
}
