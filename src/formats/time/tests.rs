//! Moments and lengths, in every spelling.

use chrono::{DateTime, SecondsFormat};
use chrono_tz::{America::New_York, Australia::Lord_Howe, Europe::Rome, Pacific::Apia, Tz};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::formats::length_unit::LengthUnit;

fn utc(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(text).unwrap().timestamp()
}

#[rstest]
#[case("2024-01-05T21:03:11Z", "2024-01-05T21:03:11Z")]
#[case("2024-01-05t21:03:11z", "2024-01-05T21:03:11Z")]
#[case(" 2024-01-05 21:03:11+01:00 ", "2024-01-05T20:03:11Z")]
#[case("2024-01-05T21:03:11.999-05:30", "2024-01-06T02:33:11Z")]
#[case("2024-01-05T21:03:11+0100", "2024-01-05T20:03:11Z")]
#[case("2024-01-05 21:03:11+01", "2024-01-05T20:03:11Z")]
#[case("2024-01-05 21:03:11 UTC", "2024-01-05T21:03:11Z")]
#[case("2024-01-05 21:03Z", "2024-01-05T21:03:00Z")]
#[case("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
#[case("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z")]
#[case::fractions_before_1970_are_floored("1968-12-31T23:59:58.5Z", "1968-12-31T23:59:58Z")]
#[case::first("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z")]
#[case::last("2078-12-31T23:59:59Z", "2078-12-31T23:59:59Z")]
fn moments_with_an_offset_need_no_zone(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(parse_moment(text, None), Ok(utc(expected)));
    assert_eq!(parse_moment(text, Some(Rome)), Ok(utc(expected)));
}

#[rstest]
#[case("2024-01-05 21:03:11", Rome, "2024-01-05T20:03:11Z")]
#[case("2024-01-05T21:03:11.75", Rome, "2024-01-05T20:03:11Z")]
#[case("2024-07-05 21:03", Rome, "2024-07-05T19:03:00Z")]
#[case("2024-01-05 21:03:11", Tz::UTC, "2024-01-05T21:03:11Z")]
#[case::set_back_is_the_earlier("2017-10-29 02:30:00", Rome, "2017-10-29T00:30:00Z")]
#[case::set_forward_keeps_the_offset("2017-03-26 02:30:00", Rome, "2017-03-26T01:30:00Z")]
#[case::set_back_in_new_york("2017-11-05 01:30:00", New_York, "2017-11-05T05:30:00Z")]
#[case::set_forward_in_new_york("2017-03-12 02:59:59", New_York, "2017-03-12T07:59:59Z")]
#[case::half_an_hour("2017-10-01 02:15:00", Lord_Howe, "2017-09-30T15:45:00Z")]
#[case::a_whole_day_is_skipped("2011-12-30 12:00:00", Apia, "2011-12-30T22:00:00Z")]
fn moments_without_an_offset_are_read_in_the_zone(
    #[case] text: &str,
    #[case] zone: Tz,
    #[case] expected: &str,
) {
    assert_eq!(parse_moment(text, Some(zone)), Ok(utc(expected)));
    assert_eq!(parse_moment(text, None), Err(MomentError::NoZone));
}

#[rstest]
#[case("1704488591", 1_704_488_591)]
#[case("1704488591.9", 1_704_488_591)]
#[case("1704488591999", 1_704_488_591)]
#[case("1704488591999999", 1_704_488_591)]
#[case("1704488591999999999", 1_704_488_591)]
#[case("1704488591999.5", 1_704_488_591)]
#[case("631152000", 631_152_000)]
#[case("631152000000", 631_152_000)]
fn epoch_units_are_told_by_size(#[case] text: &str, #[case] expected: i64) {
    assert_eq!(parse_moment(text, None), Ok(expected));
}

#[rstest]
#[case("0", MomentError::Placeholder)]
#[case("0.0", MomentError::Placeholder)]
#[case("1970-01-01T00:00:00Z", MomentError::Placeholder)]
#[case("1970-01-01T01:00:00+01:00", MomentError::Placeholder)]
#[case("1", MomentError::Placeholder)]
#[case("-1", MomentError::Placeholder)]
#[case("-1.5", MomentError::Placeholder)]
#[case("86400", MomentError::Placeholder)]
#[case("1970-01-02T00:00:00Z", MomentError::Placeholder)]
#[case("1969-12-31T00:00:00Z", MomentError::Placeholder)]
#[case("19999.9", MomentError::Placeholder)]
#[case("20000", MomentError::SpreadsheetDay)]
#[case("45413.89583", MomentError::SpreadsheetDay)]
#[case("80000", MomentError::SpreadsheetDay)]
#[case("80001", MomentError::Placeholder)]
#[case("-45413", MomentError::Placeholder)]
#[case("86401", MomentError::NoEpoch)]
#[case("631151999", MomentError::NoEpoch)]
#[case("100000000000", MomentError::NoEpoch)]
#[case("-1500000000", MomentError::NoEpoch)]
#[case::no_date("20241305", MomentError::NoEpoch)]
#[case::a_date_too_far("31510101", MomentError::NoEpoch)]
#[case("1899-12-31T23:59:59Z", MomentError::OutOfRange)]
#[case("2200-01-01T00:00:00Z", MomentError::OutOfRange)]
#[case("0000-01-01T00:00:00Z", MomentError::OutOfRange)]
#[case("9999-12-31 23:59:59Z", MomentError::OutOfRange)]
#[case("99999999999", MomentError::OutOfRange)]
#[case("18446744073709551615", MomentError::OutOfRange)]
#[case("99999999999999999999999", MomentError::OutOfRange)]
#[case("2024-01-05", MomentError::NoTimeOfDay)]
#[case("20240105", MomentError::NoTimeOfDay)]
#[case("", MomentError::Unreadable)]
#[case("-", MomentError::Unreadable)]
#[case("1.", MomentError::Unreadable)]
#[case("+1704488591", MomentError::Unreadable)]
#[case("1.7E12", MomentError::Unreadable)]
#[case("2023-02-29T00:00:00Z", MomentError::NotInCalendar)]
#[case("2024-01-05 24:00:00Z", MomentError::NotInCalendar)]
#[case("2024-01-05 21:60:00Z", MomentError::NotInCalendar)]
#[case("2024-01-05 21:03:11.Z", MomentError::Unreadable)]
#[case("2024-01-05 21:03:11+25:00", MomentError::Unreadable)]
#[case("2024-01-05 21:03:11 CET", MomentError::Unreadable)]
#[case("2024-01-05T", MomentError::Unreadable)]
#[case("05/01/2024 21:03", MomentError::Unreadable)]
#[case("2024-01-05 21:03:1é", MomentError::Unreadable)]
fn no_moment(#[case] text: &str, #[case] expected: MomentError) {
    assert_eq!(parse_moment(text, Some(Tz::UTC)), Err(expected));
}

#[test]
fn nothing_starts_more_than_a_day_after_the_import() {
    let now = utc("2026-10-26T12:00:00Z");
    let clock = Clock {
        zone: None,
        dates: None,
        now: Some(now),
    };
    let last = utc("2026-10-27T12:00:00Z");
    assert_eq!(clock.moment("2026-10-27T12:00:00Z"), Ok(last));
    assert_eq!(clock.checked(last), Ok(last));
    let later = clock.moment("2026-10-27T12:00:01Z");
    assert_eq!(later, Err(MomentError::InFuture));
    assert_eq!(clock.checked(last + 1), Err(MomentError::InFuture));
    assert_eq!(Clock::default().checked(last + 1), Ok(last + 1));
    assert_eq!(clock.moment("45413"), Err(MomentError::SpreadsheetDay));
}

#[rstest]
#[case("0", 0)]
#[case("2462", 2462)]
#[case("2462.9", 2462)]
#[case("-0", 0)]
#[case("12s", 12)]
#[case("12 s", 12)]
#[case("201999ms", 201)]
#[case("201999.7 ms", 201)]
#[case("00:41:02", 2462)]
#[case("100:00:00", 360_000)]
#[case("41:02", 2462)]
#[case("90:00", 5400)]
#[case("0:00:02.75", 2)]
#[case("4294967295", u32::MAX)]
fn durations(#[case] text: &str, #[case] seconds: u32) {
    assert_eq!(parse_duration(text), Ok(seconds));
}

#[rstest]
#[case("201999", LengthUnit::Milliseconds, 201)]
#[case("201999.7", LengthUnit::Milliseconds, 201)]
#[case("999", LengthUnit::Milliseconds, 0)]
#[case("1.5", LengthUnit::Minutes, 90)]
#[case("42", LengthUnit::Minutes, 2520)]
#[case("0.0166666666666", LengthUnit::Minutes, 0)]
#[case("201", LengthUnit::Seconds, 201)]
#[case::a_unit_of_its_own("12s", LengthUnit::Milliseconds, 12)]
#[case::a_clock("41:02", LengthUnit::Minutes, 2462)]
fn bare_numbers_count_the_unit(#[case] text: &str, #[case] unit: LengthUnit, #[case] seconds: u32) {
    assert_eq!(parse_duration_in(text, unit), Ok(seconds));
}

#[rstest]
#[case("-1", DurationError::Negative)]
#[case("-0.5", DurationError::Negative)]
#[case("-00:00:01", DurationError::Negative)]
#[case("4294967296", DurationError::TooLong)]
#[case("99999999999999999999", DurationError::TooLong)]
#[case("18446744073709551615:00:00", DurationError::TooLong)]
#[case("", DurationError::Unreadable)]
#[case("s", DurationError::Unreadable)]
#[case("ms", DurationError::Unreadable)]
#[case("12m", DurationError::Unreadable)]
#[case("1e3", DurationError::Unreadable)]
#[case("00:60:00", DurationError::Unreadable)]
#[case("00:00:60", DurationError::Unreadable)]
#[case("1:2:3:4", DurationError::Unreadable)]
#[case("41:", DurationError::Unreadable)]
#[case("41:02.", DurationError::Unreadable)]
#[case("--1", DurationError::Unreadable)]
fn no_duration(#[case] text: &str, #[case] expected: DurationError) {
    assert_eq!(parse_duration(text), Err(expected));
}

proptest! {
    #[test]
    fn a_written_moment_is_read_back(seconds in -2_208_988_800_i64..=3_439_756_799, east in -720_i32..=720) {
        prop_assume!(seconds.abs() > 86_400);
        let moment = DateTime::from_timestamp(seconds, 0).unwrap();
        let offset = chrono::FixedOffset::east_opt(east * 60).unwrap();
        let abroad = moment.with_timezone(&offset).to_rfc3339_opts(SecondsFormat::Millis, false);
        prop_assert_eq!(parse_moment(&abroad, None), Ok(seconds));
        let plain = moment.format("%Y-%m-%d %H:%M:%S").to_string();
        prop_assert_eq!(parse_moment(&plain, Some(Tz::UTC)), Ok(seconds));
        let zoned = moment.with_timezone(&Rome).naive_local();
        let read = parse_moment(&zoned.to_string(), Some(Rome)).unwrap();
        prop_assert!(read == seconds || read == seconds - 3600 || seconds < -700_000_000);
    }

    #[test]
    fn every_text_is_read_or_refused(text in "\\PC{0,30}|[0-9T:.Z+ -]{0,32}") {
        let _ = parse_moment(&text, Some(Rome));
        let _ = parse_duration(&text);
    }
}

#[rstest]
#[case("2024-01-05T21:03:00Z", true)]
#[case(" 2024-01-05 21:03:00.5+01:00", true)]
#[case("2024-01-05 21:03", false)]
#[case("2024-01-05T21:03+01:00", false)]
#[case("2024-01-05T21:03Z", false)]
#[case("1704488580", true)]
#[case("1704488580000", true)]
fn a_clock_without_seconds_is_told_from_one_that_shows_none(
    #[case] text: &str,
    #[case] expected: bool,
) {
    assert!(parse_moment(text, Some(chrono_tz::UTC)).is_ok());
    assert_eq!(has_seconds(text), expected);
}
