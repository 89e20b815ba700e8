//! Values that a row states, but that are not understood: the row counts without them.

use strum::{Display, EnumCount, EnumIter, IntoEnumIterator as _};

use super::length_unit::LengthUnit;
use super::time::{DurationError, parse_duration_in};

/// The longest length of time that is believed, in seconds: a day.
pub const LONGEST: u32 = 86_400;

/// A value that a row can do without.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumCount, EnumIter,
)]
#[strum(serialize_all = "lowercase")]
pub enum Measure {
    /// How long it lasted.
    Seconds,
    /// The position at which it stopped.
    Position,
    /// The runtime of the title.
    Length,
    /// When it ended, beside when it started.
    End,
}

/// Why a value is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display)]
pub enum Unclear {
    /// It is in no known form.
    #[strum(to_string = "not readable")]
    Unreadable,
    /// It is longer than a day.
    #[strum(to_string = "over 24 hours")]
    TooLong,
    /// It is below zero.
    #[strum(to_string = "negative")]
    Negative,
    /// It is an end that comes before the start.
    #[strum(to_string = "before the start")]
    BeforeStart,
}

impl From<DurationError> for Unclear {
    fn from(error: DurationError) -> Self {
        match error {
            DurationError::Negative => Self::Negative,
            DurationError::TooLong => Self::TooLong,
            DurationError::Unreadable => Self::Unreadable,
        }
    }
}

/// The values of one row that are not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unknowns([Option<Unclear>; Measure::COUNT]);

impl Unknowns {
    /// Returns whether every value that the row states is believed, as nearly always.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == [None; Measure::COUNT]
    }

    /// Returns the values that are not believed, each with the reason.
    pub fn each(&self) -> impl Iterator<Item = (Measure, Unclear)> {
        Measure::iter().filter_map(|measure| Some((measure, self.0[measure as usize]?)))
    }

    /// Returns `value`; where it is none, notes why `measure` is unknown.
    pub fn known(&mut self, measure: Measure, value: Result<u32, Unclear>) -> Option<u32> {
        match value {
            Ok(seconds) => Some(seconds),
            Err(why) => {
                self.0[measure as usize] = Some(why);
                None
            }
        }
    }
}

/// Returns the length of time that `text` states, its bare numbers counting `unit`.
///
/// # Errors
///
/// Fails where it is not to be believed.
pub fn believed(text: &str, unit: LengthUnit) -> Result<u32, Unclear> {
    at_most_a_day(parse_duration_in(text, unit)?)
}

/// Returns the number that `text` states, decimals left off.
///
/// # Errors
///
/// Fails where it is none.
pub fn whole_number(text: &str) -> Result<i64, Unclear> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    whole.parse().map_err(|_| Unclear::Unreadable)
}

/// Returns the length of time that `number` counts in `unit`, in whole seconds.
///
/// # Errors
///
/// Fails where it is not to be believed.
pub fn counted(number: i64, unit: LengthUnit) -> Result<u32, Unclear> {
    let seconds = match unit {
        LengthUnit::Seconds => number,
        LengthUnit::Milliseconds => number / 1000,
        LengthUnit::Minutes => number.saturating_mul(60),
    };
    match u32::try_from(seconds) {
        _ if number < 0 => Err(Unclear::Negative),
        Ok(seconds) => at_most_a_day(seconds),
        Err(_) => Err(Unclear::TooLong),
    }
}

/// Returns `seconds` where they are no longer than a day.
///
/// # Errors
///
/// Fails where they are.
pub fn at_most_a_day(seconds: u32) -> Result<u32, Unclear> {
    match seconds {
        0..=LONGEST => Ok(seconds),
        _ => Err(Unclear::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("86400", Ok(86_400))]
    #[case("86400.9", Ok(86_400))]
    #[case("8:00", Ok(480))]
    #[case("86401", Err(Unclear::TooLong))]
    #[case("24:00:01", Err(Unclear::TooLong))]
    #[case("99999999999999999999", Err(Unclear::TooLong))]
    #[case("-120", Err(Unclear::Negative))]
    #[case("480,5", Err(Unclear::Unreadable))]
    #[case("1e3", Err(Unclear::Unreadable))]
    #[case("N/A", Err(Unclear::Unreadable))]
    fn a_length_is_believed_up_to_a_day(
        #[case] text: &str,
        #[case] expected: Result<u32, Unclear>,
    ) {
        assert_eq!(believed(text, LengthUnit::Seconds), expected);
    }

    #[test]
    fn what_is_unknown_is_noted_once() {
        let mut unknown = Unknowns::default();
        assert_eq!(unknown.known(Measure::Length, Ok(7)), Some(7));
        assert!(unknown.is_empty());
        assert_eq!(unknown.known(Measure::End, Err(Unclear::BeforeStart)), None);
        let each: Vec<_> = unknown.each().collect();
        assert_eq!(each, [(Measure::End, Unclear::BeforeStart)]);
    }
}
