//! Moments, in the forms play logs write them.

use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike as _};
use chrono_tz::Tz;

use super::number::is_number;
use crate::domain::Day;

/// Seconds in a day.
pub(super) const DAY_SECONDS: i64 = 86_400;

/// Numbers below this are epoch seconds; up to the next bound milliseconds, then microseconds.
const SECONDS_BELOW: u64 = 100_000_000_000;
const MILLISECONDS_BELOW: u64 = 100_000_000_000_000;
const MICROSECONDS_BELOW: u64 = 100_000_000_000_000_000;

/// The first second of 1990: smaller bare numbers are no times of plays, but counts of something else.
const FIRST_EPOCH: u64 = 631_152_000;

/// The numbers that spreadsheets give to the days from 1954 to 2119.
const SPREADSHEET_DAYS: RangeInclusive<u64> = 20_000..=80_000;

/// Why a text is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// The time states no zone, and the caller named none.
    #[error("states no time zone")]
    NoZone,
    /// The text is a date without a time of day.
    #[error("states no time of day")]
    NoTimeOfDay,
    /// The moment lies outside [`Day::MIN`]`..=`[`Day::LAST_PLAYABLE`].
    #[error("lies outside the years 1900 to 2078")]
    OutOfRange,
    /// The moment is more than a day after the import.
    #[error("lies in the future")]
    InFuture,
    /// The text is a bare number as spreadsheets write days.
    #[error("is a spreadsheet's day number; have it written as 2024-01-05 21:03:11")]
    SpreadsheetDay,
    /// The text is a bare number that no clock shows.
    #[error("is no Unix time of 1990 or later")]
    NoEpoch,
    /// The moment is within a day of the start of 1970, which sources write where they know none.
    #[error("stands for an unknown time (1970-01-01)")]
    Placeholder,
    /// The text is a date whose order of day and month nobody knows.
    #[error("may be two days; say --dates day-first or --dates month-first")]
    TwoDays,
    /// Its day is in no month, or its time in no day.
    #[error("is no day of the calendar, or no time of a day")]
    NotInCalendar,
    /// The text is in no known form.
    #[error("is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds")]
    Unreadable,
}

/// Parses a moment into Unix seconds (UTC), fractions floored.
///
/// Understands RFC 3339 with any offset; `YYYY-MM-DD HH:MM[:SS[.fraction]]` with a blank or a `T`
/// between, read in `zone` where it states none; and epoch numbers, perhaps with decimals, whose
/// size tells seconds (below 10^11) from milliseconds (10^14), microseconds (10^17) and nanoseconds.
/// Eight digits that make a date, `20240105`, are no epoch number, and neither is what would lie before
/// 1990.
///
/// A local time that occurs twice (clocks set back) is the earlier moment. One that never occurs
/// (clocks set forward) is read as if the offset before the change still held.
///
/// # Errors
///
/// Fails as [`MomentError`] says, among others for dates outside 1900 to 2078 and around the start
/// of 1970.
pub fn parse_moment(text: &str, zone: Option<Tz>) -> Result<i64, MomentError> {
    let text = text.trim();
    let seconds = match parse_calendar(text.as_bytes())? {
        Some((local, Some(offset))) => local - offset,
        Some((local, None)) => in_zone(local, zone.ok_or(MomentError::NoZone)?)?,
        None => parse_epoch(text)?,
    };
    checked(seconds)
}

/// Returns the moment at which clocks so many seconds east of Greenwich show this, or, where that is not said, those of a zone,
/// in Unix seconds.
///
/// # Errors
///
/// Fails as [`parse_moment`] does.
pub(super) fn moment_at(
    (day, time): (Day, NaiveTime),
    offset: Option<i64>,
    zone: Option<Tz>,
) -> Result<i64, MomentError> {
    let local = i64::from(day.0) * DAY_SECONDS + i64::from(time.num_seconds_from_midnight());
    checked(match offset {
        Some(offset) => local - offset,
        None => in_zone(local, zone.ok_or(MomentError::NoZone)?)?,
    })
}

/// Returns whether the text of a moment states its second: a clock that says `21:03` or `9:03 PM` does not, while `21:03:00`
/// and all epoch numbers do.
#[must_use]
pub fn has_seconds(text: &str) -> bool {
    // `YYYY-MM-DD HH:MM`, which both begin with.
    const TO_THE_MINUTE: usize = 16;
    let text = text.trim();
    match text.as_bytes().get(4) {
        Some(b'-') => text.as_bytes().get(TO_THE_MINUTE) == Some(&b':'),
        _ => text.matches(':').count() != 1,
    }
}

/// Parses a date without a time of day: `2024-01-05` or `20240105`.
///
/// # Errors
///
/// Fails where the text is no such date.
pub fn parse_day(text: &str) -> Result<Day, MomentError> {
    let text = text.trim();
    let form = match text.len() {
        8 => "%Y%m%d",
        _ => "%Y-%m-%d",
    };
    let date = NaiveDate::parse_from_str(text, form).map_err(|_| MomentError::Unreadable)?;
    Ok(Day::from_date(date))
}

/// Returns `seconds` where they are a moment a log may hold.
///
/// # Errors
///
/// Fails for moments outside 1900 to 2078, and for those within a day of the start of 1970: zones
/// move an unknown time about.
pub fn checked(seconds: i64) -> Result<i64, MomentError> {
    let first = i64::from(Day::MIN.0) * DAY_SECONDS;
    let last = i64::from(Day::LAST_PLAYABLE.0) * DAY_SECONDS + (DAY_SECONDS - 1);
    match seconds {
        _ if seconds.unsigned_abs() <= DAY_SECONDS.unsigned_abs() => Err(MomentError::Placeholder),
        _ if (first..=last).contains(&seconds) => Ok(seconds),
        _ => Err(MomentError::OutOfRange),
    }
}

/// A reading of the calendar in seconds since 1970 by its own clock, and the offset it states.
type Reading = (i64, Option<i64>);

/// Reads `YYYY-MM-DD`, a `T` or blank, `HH:MM[:SS[.fraction]]` and perhaps an offset, or returns
/// `None` where the text does not begin like a date.
///
/// Written out by hand: it is called once a row.
fn parse_calendar(text: &[u8]) -> Result<Option<Reading>, MomentError> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = text else {
        return Ok(None);
    };
    let year = digits(&[*y1, *y2, *y3, *y4])?;
    let (month, day) = (digits(&[*m1, *m2])?, digits(&[*d1, *d2])?);
    let day = i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .map(Day::from_date)
        .ok_or(MomentError::NotInCalendar)?;
    let [b'T' | b't' | b' ', h1, h2, b':', n1, n2, rest @ ..] = rest else {
        return Err(match rest {
            [] => MomentError::NoTimeOfDay,
            _ => MomentError::Unreadable,
        });
    };
    let (hour, minute) = (digits(&[*h1, *h2])?, digits(&[*n1, *n2])?);
    let (second, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (digits(&[*s1, *s2])?, without_fraction(rest)?),
        rest => (0, rest),
    };
    // A leap second counts as the second before it.
    if hour > 23 || minute > 59 || second > 60 {
        return Err(MomentError::NotInCalendar);
    }
    let clock = i64::from(hour * 3600 + minute * 60 + second.min(59));
    let local = i64::from(day.0) * DAY_SECONDS + clock;
    Ok(Some((local, parse_offset(rest)?)))
}

fn without_fraction(text: &[u8]) -> Result<&[u8], MomentError> {
    let [b'.', rest @ ..] = text else {
        return Ok(text);
    };
    let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    match length {
        0 => Err(MomentError::Unreadable),
        _ => Ok(&rest[length..]),
    }
}

/// Reads `Z`, ` UTC`, `+HH:MM`, `+HHMM` or `+HH` into seconds east of Greenwich.
fn parse_offset(text: &[u8]) -> Result<Option<i64>, MomentError> {
    let text = text.trim_ascii_start();
    let (sign, text) = match text {
        [] => return Ok(None),
        [b'Z' | b'z'] => return Ok(Some(0)),
        word if word.eq_ignore_ascii_case(b"UTC") || word.eq_ignore_ascii_case(b"GMT") => {
            return Ok(Some(0));
        }
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return Err(MomentError::Unreadable),
    };
    let (hours, minutes) = match text {
        [h1, h2] => (digits(&[*h1, *h2])?, 0),
        [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?),
        _ => return Err(MomentError::Unreadable),
    };
    if hours > 23 || minutes > 59 {
        return Err(MomentError::Unreadable);
    }
    Ok(Some(sign * i64::from(hours * 3600 + minutes * 60)))
}

fn digits(text: &[u8]) -> Result<u32, MomentError> {
    text.iter().try_fold(0, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10)
            .then(|| number * 10 + u32::from(digit))
            .ok_or(MomentError::Unreadable)
    })
}

fn in_zone(local: i64, zone: Tz) -> Result<i64, MomentError> {
    if zone == Tz::UTC {
        return Ok(local);
    }
    let epoch = NaiveDateTime::new(NaiveDate::default(), NaiveTime::MIN);
    let local = TimeDelta::try_seconds(local)
        .and_then(|since| epoch.checked_add_signed(since))
        .ok_or(MomentError::OutOfRange)?;
    if let Some(moment) = zone.from_local_datetime(&local).earliest() {
        return Ok(moment.timestamp());
    }
    // The clocks were set forward over this reading, at most by a day (Samoa, December 2011).
    let before = (1..=25).find_map(|hours| {
        let earlier = local.checked_sub_signed(TimeDelta::hours(hours))?;
        let moment = zone.from_local_datetime(&earlier).latest()?;
        Some(moment.timestamp() + hours * 3600)
    });
    before.ok_or(MomentError::Unreadable)
}

fn parse_epoch(text: &str) -> Result<i64, MomentError> {
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if !is_number(whole) || !is_number(fraction) {
        return Err(MomentError::Unreadable);
    }
    // A date written as one number; as seconds it would be some day of 1970.
    if whole.len() == 8 && is_compact_date(whole) {
        return Err(MomentError::NoTimeOfDay);
    }
    let size: u64 = whole.parse().map_err(|_| MomentError::OutOfRange)?;
    let unit = match size {
        0..SECONDS_BELOW => 1,
        SECONDS_BELOW..MILLISECONDS_BELOW => 1_000,
        MILLISECONDS_BELOW..MICROSECONDS_BELOW => 1_000_000,
        _ => 1_000_000_000,
    };
    match size / unit {
        seconds @ FIRST_EPOCH.. if !is_negative => {
            i64::try_from(seconds).map_err(|_| MomentError::OutOfRange)
        }
        _ if !is_negative && SPREADSHEET_DAYS.contains(&size) => Err(MomentError::SpreadsheetDay),
        0..=86_400 => Err(MomentError::Placeholder),
        _ => Err(MomentError::NoEpoch),
    }
}

fn is_compact_date(text: &str) -> bool {
    let date = NaiveDate::parse_from_str(text, "%Y%m%d");
    date.is_ok_and(|date| (Day::MIN..=Day::LAST_PLAYABLE).contains(&Day::from_date(date)))
}
