//! What the times of a file are read against.

use chrono::NaiveTime;
use chrono_tz::Tz;

use super::moment::{DAY_SECONDS, MomentError, checked, parse_day, parse_moment};
use super::when::When;
use crate::domain::Day;
use crate::formats::dates::{DateOrder, Written};

/// The zone of times that state none, and the present.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clock {
    /// The zone, where one is known.
    pub zone: Option<Tz>,
    /// Which of day and month comes first, where it is known.
    pub dates: Option<DateOrder>,
    /// The time of the import, in Unix seconds; where it is left out, nothing lies in the future.
    pub now: Option<i64>,
}

impl Clock {
    /// Parses when something was played, as [`parse_moment`] does.
    ///
    /// # Errors
    ///
    /// Fails as that does, and where the moment is more than a day away.
    pub fn moment(self, text: &str) -> Result<i64, MomentError> {
        self.not_in_future(parse_moment(text, self.zone)?)
    }

    /// Parses when something was played, be it a date without a time of day, as [`parse_moment`] and
    /// [`parse_day`] do; a date needs no zone. Dates like `1.5.2024` and `2024/05/01` are understood, and
    /// others that may be read in two ways where their order is known.
    ///
    /// # Errors
    ///
    /// Fails as they do, and where the moment or the noon of the day is more than a day away.
    pub fn when(self, text: &str) -> Result<When, MomentError> {
        match parse_moment(text, self.zone) {
            Err(MomentError::NoTimeOfDay) => self.day(parse_day(text)?),
            Err(MomentError::Unreadable) => self.date(text),
            moment => Ok(When::Moment(self.not_in_future(moment?)?)),
        }
    }

    /// Parses a date in one of the ways that people write it, with a time of day behind it or without one.
    fn date(self, text: &str) -> Result<When, MomentError> {
        let (date, time) = date_and_time(text);
        let written = Written::read(date).ok_or(MomentError::Unreadable)?;
        let order = match self.dates {
            Some(order) => order,
            None if written.style.is_certain() => DateOrder::DayFirst,
            None => return Err(MomentError::TwoDays),
        };
        let day = written.day(order).ok_or(MomentError::NotInCalendar)?;
        let Some(time) = time else {
            return self.day(day);
        };
        let time = time_of_day(time).ok_or(MomentError::Unreadable)?;
        let moment = parse_moment(&format!("{day}T{time}"), self.zone)?;
        Ok(When::Moment(self.not_in_future(moment)?))
    }

    /// Returns `day` where something may have been played on it.
    ///
    /// # Errors
    ///
    /// Fails as [`checked`] does for its noon, and where that is more than a day away.
    pub fn day(self, day: Day) -> Result<When, MomentError> {
        self.checked(day.noon())?;
        Ok(When::Day(day))
    }

    /// Returns `seconds` where they are a moment at which something may have been played.
    ///
    /// # Errors
    ///
    /// Fails as [`checked`] does, and where the moment is more than a day away.
    pub fn checked(self, seconds: i64) -> Result<i64, MomentError> {
        self.not_in_future(checked(seconds)?)
    }

    fn not_in_future(self, seconds: i64) -> Result<i64, MomentError> {
        match self.now {
            // Clocks are set wrong by hours, and zones mistaken: a day is not yet the future.
            Some(now) if seconds > now.saturating_add(DAY_SECONDS) => Err(MomentError::InFuture),
            _ => Ok(seconds),
        }
    }
}

/// Returns a date and the time of day behind it, if any: `24. 1. 21.` and `8:15 PM`.
fn date_and_time(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else {
        return (text, None);
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let hour = text[..colon].trim_end_matches(is_digit).len();
    let date = text[..hour].trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == 'T');
    (date, Some(&text[hour..]))
}

/// Parses a time of day: by a clock of 24 hours, or of twelve with `AM` or `PM` behind a blank of any sort.
#[must_use]
pub fn time_of_day(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let forms = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"];
    let mut times = forms
        .iter()
        .filter_map(|form| NaiveTime::parse_from_str(text, form).ok());
    times.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("01.11.2026 20:15", Ok("2026-11-01T20:15:00Z"))]
    #[case("1.11.2026, 20:15:30", Ok("2026-11-01T20:15:30Z"))]
    #[case("2026. 11. 1. 8:15\u{202f}PM", Ok("2026-11-01T20:15:00Z"))]
    #[case("2026/11/01 12:05 am", Ok("2026-11-01T00:05:00Z"))]
    #[case("2026/11/01T09:05", Ok("2026-11-01T09:05:00Z"))]
    #[case("11/1/2026 20:15", Err(MomentError::TwoDays))]
    #[case("31.11.2026 20:15", Err(MomentError::NotInCalendar))]
    #[case("2026-11-31", Err(MomentError::NotInCalendar))]
    #[case("2026-11-30 24:15", Err(MomentError::NotInCalendar))]
    #[case("01.11.2026 24:15", Err(MomentError::Unreadable))]
    #[case("01.11.2026 13:15 PM", Err(MomentError::Unreadable))]
    #[case("01.11.2026 20:15 Uhr", Err(MomentError::Unreadable))]
    #[case(" 20:15", Err(MomentError::Unreadable))]
    fn a_date_may_have_a_time_behind_it(
        #[case] text: &str,
        #[case] expected: Result<&str, MomentError>,
    ) {
        let clock = Clock {
            zone: Some(Tz::UTC),
            ..Clock::default()
        };
        let expected = expected.map(|text| When::Moment(parse_moment(text, None).unwrap()));
        assert_eq!(clock.when(text), expected);
    }

    #[test]
    fn a_time_behind_a_date_is_in_the_zone_and_the_date_in_the_order_that_are_known() {
        let clock = Clock {
            zone: Some(Tz::Europe__Berlin),
            dates: Some(DateOrder::MonthFirst),
            now: None,
        };
        let moment = parse_moment("2026-11-01T20:15:00+01:00", None).unwrap();
        assert_eq!(clock.when("11/1/2026 8:15 PM"), Ok(When::Moment(moment)));
        let without_zone = Clock::default().when("01.11.2026 20:15");
        assert_eq!(without_zone, Err(MomentError::NoZone));
        let before = Clock {
            now: Some(moment - 3 * DAY_SECONDS),
            ..clock
        };
        assert_eq!(before.when("11/1/2026 20:15"), Err(MomentError::InFuture));
    }
}
