//! Values as texts, as a table would have them.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _};
use parquet::data_type::{ByteArray, FixedLenByteArray, Int96};

use super::meaning::Meaning;

/// The day number of 1970-01-01, as chrono counts days.
const DAYS_BEFORE_1970: i64 = 719_163;

/// A value that is no text, in a column of texts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotText;

/// A value of a column.
pub(super) trait Written {
    /// Writes it behind `text`; returns whether there is any.
    fn write(&self, meaning: Meaning, text: &mut String) -> Result<bool, NotText>;
}

impl Written for bool {
    fn write(&self, _: Meaning, text: &mut String) -> Result<bool, NotText> {
        text.push_str(if *self { "true" } else { "false" });
        Ok(true)
    }
}

impl Written for i32 {
    fn write(&self, meaning: Meaning, text: &mut String) -> Result<bool, NotText> {
        match meaning {
            Meaning::Unsigned => write_number(self.cast_unsigned(), text),
            meaning => write_whole(i64::from(*self), meaning, text),
        }
        Ok(true)
    }
}

impl Written for i64 {
    fn write(&self, meaning: Meaning, text: &mut String) -> Result<bool, NotText> {
        match meaning {
            Meaning::Unsigned => write_number(self.cast_unsigned(), text),
            meaning => write_whole(*self, meaning, text),
        }
        Ok(true)
    }
}

impl Written for Int96 {
    fn write(&self, _: Meaning, text: &mut String) -> Result<bool, NotText> {
        write_moment(self.to_seconds(), true, text);
        Ok(true)
    }
}

impl Written for f32 {
    fn write(&self, _: Meaning, text: &mut String) -> Result<bool, NotText> {
        write_number(self, text);
        Ok(!self.is_nan())
    }
}

impl Written for f64 {
    fn write(&self, _: Meaning, text: &mut String) -> Result<bool, NotText> {
        write_number(self, text);
        Ok(!self.is_nan())
    }
}

impl Written for ByteArray {
    fn write(&self, meaning: Meaning, text: &mut String) -> Result<bool, NotText> {
        // One that the crate has left without any bytes has none to ask for.
        if *self == Self::new() {
            return Err(NotText);
        }
        write_bytes(self.data(), meaning, text)
    }
}

impl Written for FixedLenByteArray {
    fn write(&self, meaning: Meaning, text: &mut String) -> Result<bool, NotText> {
        ByteArray::write(self, meaning, text)
    }
}

fn write_number(number: impl std::fmt::Display, text: &mut String) {
    // A text takes whatever it is given.
    let _ = write!(text, "{number}");
}

fn write_whole(number: i64, meaning: Meaning, text: &mut String) {
    match meaning {
        Meaning::Date => write_date(number, text),
        Meaning::Moment { in_second, is_utc } => {
            write_moment(number.div_euclid(in_second), is_utc, text);
        }
        Meaning::TimeOfDay { in_second } => write_time_of_day(number.div_euclid(in_second), text),
        Meaning::Decimal { places } => write_decimal(number.into(), places, text),
        _ => write_number(number, text),
    }
}

/// Writes `2024-01-05`; the bare number where no calendar reaches so far.
fn write_date(days: i64, text: &mut String) {
    let date = i32::try_from(days + DAYS_BEFORE_1970)
        .ok()
        .and_then(NaiveDate::from_num_days_from_ce_opt);
    match date {
        Some(date) if (0..=9999).contains(&date.year()) => write_calendar(date, text),
        _ => write_number(days, text),
    }
}

/// Writes `2024-01-05T21:03:11Z`, without the `Z` where it is a reading of some clock; the bare number where no calendar
/// reaches so far.
fn write_moment(seconds: i64, is_utc: bool, text: &mut String) {
    let moment = DateTime::from_timestamp(seconds, 0).map(|moment| moment.naive_utc());
    let Some(moment) = moment.filter(|moment| (0..=9999).contains(&moment.year())) else {
        write_number(seconds, text);
        return;
    };
    write_calendar(moment.date(), text);
    text.push('T');
    write_clock([moment.hour(), moment.minute(), moment.second()], text);
    if is_utc {
        text.push('Z');
    }
}

/// Writes `21:03:11`; the bare number where a day has no such second.
fn write_time_of_day(seconds: i64, text: &mut String) {
    match u32::try_from(seconds) {
        Ok(second) if second < 86_400 => {
            write_clock([second / 3600, second / 60 % 60, second % 60], text);
        }
        _ => write_number(seconds, text),
    }
}

fn write_calendar(date: NaiveDate, text: &mut String) {
    let year = date.year().unsigned_abs();
    write_two(year / 100, text);
    write_two(year % 100, text);
    text.push('-');
    write_two(date.month(), text);
    text.push('-');
    write_two(date.day(), text);
}

fn write_clock([hour, minute, second]: [u32; 3], text: &mut String) {
    write_two(hour, text);
    text.push(':');
    write_two(minute, text);
    text.push(':');
    write_two(second, text);
}

/// Writes a number below 100 in two digits. By hand: it is done six times a row.
fn write_two(number: u32, text: &mut String) {
    for digit in [number / 10 % 10, number % 10] {
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

/// Writes a number whose last `places` digits stand behind the point.
fn write_decimal(number: i128, places: u32, text: &mut String) {
    let places = places as usize;
    let sign = if number < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    text.extend([sign, whole, if part.is_empty() { "" } else { "." }, part]);
}

fn write_bytes(bytes: &[u8], meaning: Meaning, text: &mut String) -> Result<bool, NotText> {
    match meaning {
        Meaning::Decimal { places } => match whole(bytes) {
            Some(number) => write_decimal(number, places, text),
            None => text.push_str("a number of more than 16 bytes"),
        },
        Meaning::Uuid => {
            for (place, byte) in bytes.iter().enumerate() {
                let dash = if [4, 6, 8, 10].contains(&place) {
                    "-"
                } else {
                    ""
                };
                write_number(format_args!("{dash}{byte:02x}"), text);
            }
        }
        Meaning::Interval => write_interval(bytes, text),
        _ => text.push_str(str::from_utf8(bytes).map_err(|_| NotText)?),
    }
    Ok(true)
}

/// Returns the number whose bytes stand highest first.
fn whole(bytes: &[u8]) -> Option<i128> {
    let first = *bytes.first()?;
    let fill = if first < 0x80 { 0 } else { 0xff };
    let mut all = [fill; 16];
    let start = all.len().checked_sub(bytes.len())?;
    all[start..].copy_from_slice(bytes);
    Some(i128::from_be_bytes(all))
}

/// Writes months, days and milliseconds as milliseconds; months have no length.
fn write_interval(bytes: &[u8], text: &mut String) {
    let part = |place: usize| {
        let bytes = bytes.get(place * 4..).and_then(<[u8]>::first_chunk);
        u64::from(bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes)))
    };
    match part(0) {
        0 => write_number(format_args!("{}ms", part(1) * 86_400_000 + part(2)), text),
        months => write_number(format_args!("{months} months"), text),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const UTC: Meaning = Meaning::Moment {
        in_second: 1000,
        is_utc: true,
    };
    const LOCAL: Meaning = Meaning::Moment {
        in_second: 1_000_000,
        is_utc: false,
    };
    const CENTS: Meaning = Meaning::Decimal { places: 2 };
    const CLOCK: Meaning = Meaning::TimeOfDay { in_second: 1000 };

    fn written(value: &impl Written, meaning: Meaning) -> Option<String> {
        let mut text = String::new();
        let is_there = value.write(meaning, &mut text).unwrap();
        is_there.then_some(text)
    }

    #[rstest]
    #[case(1_704_488_591_999, UTC, "2024-01-05T21:03:11Z")]
    #[case(-1, UTC, "1969-12-31T23:59:59Z")]
    #[case(1_704_488_591_000_000, LOCAL, "2024-01-05T21:03:11")]
    #[case(i64::MAX, UTC, "9223372036854775")]
    #[case(-62_135_596_800_000, UTC, "0001-01-01T00:00:00Z")]
    #[case(19_727, Meaning::Date, "2024-01-05")]
    #[case(i64::from(i32::MAX), Meaning::Date, "2147483647")]
    #[case(2_462_000, CLOCK, "00:41:02")]
    #[case(-1000, CLOCK, "-1")]
    #[case(5, CENTS, "0.05")]
    #[case(-1250, CENTS, "-12.50")]
    #[case(7, Meaning::Decimal { places: 0 }, "7")]
    #[case(-7, Meaning::Number, "-7")]
    #[case(-1, Meaning::Unsigned, "18446744073709551615")]
    fn whole_numbers_stand_for_what_their_column_says(
        #[case] number: i64,
        #[case] meaning: Meaning,
        #[case] expected: &str,
    ) {
        assert_eq!(written(&number, meaning).as_deref(), Some(expected));
        if let Ok(number) = i32::try_from(number)
            && meaning != Meaning::Unsigned
        {
            assert_eq!(written(&number, meaning).as_deref(), Some(expected));
        }
    }

    #[test]
    fn other_numbers_are_written_as_they_are() {
        assert_eq!(
            written(&2462.5_f64, Meaning::Real).as_deref(),
            Some("2462.5")
        );
        assert_eq!(written(&7.0_f32, Meaning::Real).as_deref(), Some("7"));
        assert_eq!(written(&f64::NAN, Meaning::Real), None);
        assert_eq!(
            written(&-1_i32, Meaning::Unsigned).as_deref(),
            Some("4294967295")
        );
        assert_eq!(written(&true, Meaning::Truth).as_deref(), Some("true"));
    }

    #[test]
    fn old_moments_are_days_and_nanoseconds() {
        let mut moment = Int96::new();
        let nanoseconds: u64 = 75_791 * 1_000_000_000;
        let half = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap();
        moment.set_data(half(nanoseconds), half(nanoseconds >> 32), 2_460_315);
        assert_eq!(
            written(&moment, UTC).as_deref(),
            Some("2024-01-05T21:03:11Z")
        );
    }

    #[rstest]
    #[case("Fog ⛵".as_bytes(), Meaning::Text, "Fog ⛵")]
    #[case(&[0x04, 0xe2], CENTS, "12.50")]
    #[case(&[0xff, 0x6a], CENTS, "-1.50")]
    #[case(&[1; 17], CENTS, "a number of more than 16 bytes")]
    #[case(
        &[0x12, 0x3e, 0x45, 0x67, 0xe8, 0x9b, 0x12, 0xd3, 0xa4, 0x56, 0x42, 0x66, 0x14, 0x17, 0x40, 0],
        Meaning::Uuid,
        "123e4567-e89b-12d3-a456-426614174000"
    )]
    #[case(&[0, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0], Meaning::Interval, "86400007ms")]
    #[case(&[2, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0], Meaning::Interval, "2 months")]
    fn bytes_stand_for_what_their_column_says(
        #[case] bytes: &[u8],
        #[case] meaning: Meaning,
        #[case] expected: &str,
    ) {
        let value = ByteArray::from(bytes);
        assert_eq!(written(&value, meaning).as_deref(), Some(expected));
        let value = FixedLenByteArray::from(bytes.to_vec());
        assert_eq!(written(&value, meaning).as_deref(), Some(expected));
    }

    #[test]
    fn a_text_in_another_notation_is_none() {
        let latin = ByteArray::from(&b"Caf\xe9"[..]);
        assert_eq!(latin.write(Meaning::Text, &mut String::new()), Err(NotText));
    }
}
