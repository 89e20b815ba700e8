//! What the times of a file are read against.

use chrono::{Datelike as _, NaiveTime};
use chrono_tz::Tz;

use super::moment::{DAY_SECONDS, MomentError, checked, moment_at, parse_day, parse_moment};
use super::number::is_number;
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
        let years = Day::MIN.date().year()..=Day::LAST_PLAYABLE.date().year();
        let day = written
            .day(order)
            .ok_or(if years.contains(&written.year()) {
                MomentError::NotInCalendar
            } else {
                MomentError::OutOfRange
            })?;
        let Some(time) = time else {
            return self.day(day);
        };
        let time = time_of_day(time).ok_or(MomentError::Unreadable)?;
        self.at((day, time), None).map(When::Moment)
    }

    /// Returns when something was played that started when clocks so many seconds east of Greenwich showed this, or, where
    /// that is not said, those of the zone.
    ///
    /// # Errors
    ///
    /// Fails as [`parse_moment`] does, and where the moment is more than a day away.
    pub fn at(self, reading: (Day, NaiveTime), offset: Option<i64>) -> Result<i64, MomentError> {
        self.not_in_future(moment_at(reading, offset, self.zone)?)
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
    let (clock, half) = match text
        .len()
        .checked_sub(2)
        .and_then(|end| text.split_at_checked(end))
    {
        Some((clock, half)) if half.eq_ignore_ascii_case("am") => (clock.trim_end(), Some(0)),
        Some((clock, half)) if half.eq_ignore_ascii_case("pm") => (clock.trim_end(), Some(12)),
        _ => (text, None),
    };
    let mut numbers = clock.split(':').map(|digits| {
        let is_number = (1..=2).contains(&digits.len()) && is_number(digits);
        is_number.then(|| digits.parse::<u32>().ok()).flatten()
    });
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    let second = numbers.next().unwrap_or(Some(0))?;
    let hour = match half {
        None => hour,
        Some(half) => (1..=12).contains(&hour).then(|| hour % 12 + half)?,
    };
    // A leap second counts as the second before it.
    let is_last = numbers.next().is_none();
    let time = NaiveTime::from_hms_opt(hour, minute, if second == 60 { 59 } else { second });
    time.filter(|_| is_last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Timelike as _;
    use rstest::rstest;

    /// By chrono's own forms, one after the other.
    fn by_forms(text: &str) -> Option<NaiveTime> {
        let forms = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"];
        let by = |form: &&str| NaiveTime::parse_from_str(text, form).ok();
        // Where chrono keeps a leap second, a log has the one before.
        let time = forms.iter().find_map(by)?;
        time.with_nanosecond(0)
    }

    #[test]
    fn times_of_day_are_what_they_are_by_their_forms() {
        const HOURS: [&str; 12] = [
            "0", "9", "09", "12", "13", "23", "24", "", "x", "012", "+9", "-1",
        ];
        const MINUTES: [&str; 6] = ["00", "7", "59", "60", "", "007"];
        const SECONDS: [&str; 7] = ["", ":00", ":7", ":60", ":61", ":5:5", ":"];
        const HALVES: [&str; 6] = ["", " AM", " pm", "\u{202f}PM", " xm", " M"];
        for hour in HOURS {
            for (minute, second) in MINUTES
                .iter()
                .flat_map(|minute| SECONDS.map(|second| (minute, second)))
            {
                for half in HALVES {
                    let text = format!("{hour}:{minute}{second}{half}");
                    assert_eq!(time_of_day(&text), by_forms(&text), "{text}");
                }
            }
        }
    }

    #[rstest]
    #[case("01.11.2026 20:15", Ok("2026-11-01T20:15:00Z"))]
    #[case("1.11.2026, 20:15:30", Ok("2026-11-01T20:15:30Z"))]
    #[case("2026. 11. 1. 8:15\u{202f}PM", Ok("2026-11-01T20:15:00Z"))]
    #[case("2026/11/01 12:05 am", Ok("2026-11-01T00:05:00Z"))]
    #[case("2026/11/01T09:05", Ok("2026-11-01T09:05:00Z"))]
    #[case("11/1/2026 20:15", Err(MomentError::TwoDays))]
    #[case("31.11.2026 20:15", Err(MomentError::NotInCalendar))]
    #[case("2026-11-31", Err(MomentError::NotInCalendar))]
    #[case("31.12.1899 20:15", Err(MomentError::OutOfRange))]
    #[case("2079/01/01", Err(MomentError::OutOfRange))]
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
