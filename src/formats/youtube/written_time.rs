//! An English time of day, as pages write it: `Mar 3, 2026, 6:25:05 AM PDT` or `3 Mar 2026, 06:25:05 CET`.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::domain::Day;
use crate::formats::time::{Clock, MomentError, english_month, time_of_day};

/// Why a text is no time.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is not written as in English.
    NotEnglish,
    /// It names a zone whose name others have too, or that is not known here.
    UnknownZone(String),
    /// It is a time at which nothing can have been played.
    NoMoment(MomentError),
}

/// Zones whose short names mean one thing, with their minutes east of Greenwich.
///
/// `CST`, `IST`, `BST` and `AST` are left out: two zones or more go by each.
const ZONES: [(&str, i64); 42] = [
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("WAT", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("CAT", 120),
    ("SAST", 120),
    ("EAT", 180),
    ("MSK", 180),
    ("TRT", 180),
    ("PKT", 300),
    ("NPT", 345),
    ("ICT", 420),
    ("WIB", 420),
    ("WITA", 480),
    ("SGT", 480),
    ("HKT", 480),
    ("MYT", 480),
    ("AWST", 480),
    ("WIT", 540),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("EDT", -240),
    ("EST", -300),
    ("CDT", -300),
    ("MDT", -360),
    ("MST", -420),
    ("PDT", -420),
    ("PST", -480),
    ("AKDT", -480),
    ("AKST", -540),
];

/// Reads a time. One that names no zone is read in that of `clock`; one whose zone is not known in that of
/// `named`, which the user has given for these very times.
///
/// # Errors
///
/// Fails as [`Unread`] says.
pub(super) fn moment(text: &str, clock: Clock, named: Clock) -> Result<i64, Unread> {
    let mut words = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty());
    let mut next = || words.next().ok_or(Unread::NotEnglish);
    let (one, other, year, time) = (next()?, next()?, next()?, next()?);
    let (month, day) = match english_month(one) {
        Some(month) => (month, other),
        None => (english_month(other).ok_or(Unread::NotEnglish)?, one),
    };
    let mut zone = words.next();
    let half = zone.filter(|word| is_half(word));
    if half.is_some() {
        zone = words.next();
    }
    let time = match half {
        Some(half) => time_of_day(&format!("{time} {half}")),
        None => time_of_day(time),
    };
    let time = time.ok_or(Unread::NotEnglish)?;
    let year = number(year, 4..=4).and_then(|year| i32::try_from(year).ok());
    let (Some(year), Some(day)) = (year, number(day, 1..=2)) else {
        return Err(Unread::NotEnglish);
    };
    let date = NaiveDate::from_ymd_opt(year, month, day);
    let date = date.ok_or(Unread::NoMoment(MomentError::NotInCalendar))?;
    let (offset, clock) = match zone.map(offset) {
        None => (None, clock),
        Some(Ok(offset)) => (Some(offset), clock),
        Some(Err(Unread::UnknownZone(_))) if named.zone.is_some() => (None, named),
        Some(Err(unread)) => return Err(unread),
    };
    let moment = clock.at((Day::from_date(date), time), offset);
    moment.map_err(Unread::NoMoment)
}

/// Returns the number that a text of so many digits is.
fn number(text: &str, digits: RangeInclusive<usize>) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && digits.contains(&text.len()))
        .then(|| text.parse().ok())
        .flatten()
}

fn is_half(word: &str) -> bool {
    word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm")
}

/// Returns how many seconds east of Greenwich a zone is: `CET`, `GMT+5:30`, `UTC-03:00`.
///
/// # Errors
///
/// Fails where the name is not known, or what stands behind it is no time of a day.
fn offset(zone: &str) -> Result<i64, Unread> {
    let known = ZONES.iter().find(|(name, _)| *name == zone);
    if let Some((_, minutes)) = known {
        return Ok(minutes * 60);
    }
    let stated = zone.strip_prefix("GMT").or(zone.strip_prefix("UTC"));
    let signed = stated.and_then(|stated| match stated.strip_prefix('+') {
        Some(size) => Some((1, size)),
        // A true minus sign is written by some.
        None => Some((-1, stated.strip_prefix(['-', '\u{2212}'])?)),
    });
    let (sign, size) = signed.ok_or_else(|| Unread::UnknownZone(zone.to_owned()))?;
    let seconds = seconds(size).ok_or(Unread::NotEnglish)?;
    Ok(sign * seconds)
}

/// Returns how many seconds `5:30`, `0530` and `3` are.
fn seconds(size: &str) -> Option<i64> {
    let (hours, minutes) = match size.split_once(':') {
        Some(both) => both,
        None if size.len() == 4 => size.split_at_checked(2)?,
        None => (size, "00"),
    };
    let (hours, minutes) = (number(hours, 1..=2)?, number(minutes, 2..=2)?);
    (hours < 24 && minutes < 60).then(|| i64::from(hours * 60 + minutes) * 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::Chicago;
    use chrono_tz::Europe::Rome;
    use rstest::rstest;

    fn read(text: &str) -> Result<i64, Unread> {
        moment(text, Clock::default(), Clock::default())
    }

    #[rstest]
    #[case("Mar 3, 2026, 6:25:05 AM PDT", 1_772_544_305)]
    #[case("Mar 3, 2026, 6:25:05\u{202f}AM PDT", 1_772_544_305)]
    #[case("Mar 3, 2026, 12:25:05 AM UTC", 1_772_497_505)]
    #[case("Mar 3, 2026, 12:25:05 PM UTC", 1_772_540_705)]
    #[case("3 Mar 2026, 13:25:05 GMT", 1_772_544_305)]
    #[case("3 Mar 2026, 14:25:05 CET", 1_772_544_305)]
    #[case("3 Mar 2026, 1:25:05 pm GMT", 1_772_544_305)]
    #[case("3 Mar 2026, 18:55:05 GMT+05:30", 1_772_544_305)]
    #[case("3 Mar 2026, 18:55:05 GMT+5:30", 1_772_544_305)]
    #[case("3 Mar 2026, 18:55:05 GMT+0530", 1_772_544_305)]
    #[case("3 Mar 2026, 10:25:05 UTC\u{2212}3", 1_772_544_305)]
    #[case("1 Sept 2024, 00:00:00 GMT", 1_725_148_800)]
    fn english_times_are_read(#[case] text: &str, #[case] expected: i64) {
        assert_eq!(read(text), Ok(expected));
    }

    #[rstest]
    #[case::dutch("3 mrt 2026, 06:25:05 CET")]
    #[case::french("3 mars 2026, 06:25:05 CET")]
    #[case::german("03.03.2026, 06:25:05 MEZ")]
    #[case::lower_case("3 jan 2026, 06:25:05 CET")]
    #[case::full_name("Marche 3, 2026, 6:25:05 AM PDT")]
    #[case::thirteen("Mar 3, 2026, 13:25:05 AM PDT")]
    #[case::cut("Mar 3, 2026")]
    #[case::short_year("Mar 3, 26, 6:25:05 AM PDT")]
    #[case::no_hour_of_a_zone("Mar 3, 2026, 6:25:05 AM GMT-99")]
    #[case::one_digit_of_minutes("Mar 3, 2026, 6:25:05 AM GMT+5:3")]
    #[case::nothing("")]
    fn other_texts_are_not(#[case] text: &str) {
        assert_eq!(read(text), Err(Unread::NotEnglish));
    }

    #[test]
    fn a_day_that_no_month_has_is_none() {
        let no_day = Unread::NoMoment(MomentError::NotInCalendar);
        assert_eq!(read("Feb 30, 2026, 1:25:05 AM PDT"), Err(no_day));
    }

    #[test]
    fn a_zone_of_two_meanings_is_asked_for_and_one_that_is_stated_is_not_overruled() {
        let central = "Mar 3, 2026, 7:25:05 AM CST";
        assert_eq!(read(central), Err(Unread::UnknownZone("CST".to_owned())));
        let zone = |zone| Clock {
            zone: Some(zone),
            ..Clock::default()
        };
        let named = |text| moment(text, zone(Rome), zone(Chicago));
        assert_eq!(named(central), Ok(1_772_544_305));
        assert_eq!(named("Mar 3, 2026, 5:25:05 AM PST"), Ok(1_772_544_305));
        assert_eq!(named("Mar 3, 2026, 2:25:05 PM"), Ok(1_772_544_305));
        let logs = moment(central, zone(Rome), Clock::default());
        assert!(logs.is_err(), "the log's zone says nothing of the page's");
        let none = read("Mar 3, 2026, 2:25:05 PM");
        assert_eq!(none, Err(Unread::NoMoment(MomentError::NoZone)));
        assert_eq!(
            read("Jan 1, 1970, 0:00:05 GMT"),
            Err(Unread::NoMoment(MomentError::Placeholder))
        );
    }
}
