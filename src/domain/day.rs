//! Days, and the rule that says which day a moment belongs to.

use std::fmt;

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Timelike as _, Weekday};
use chrono_tz::Tz;

/// A calendar date, stored as days since 1970-01-01 (negative before).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

const UNIX_EPOCH_FROM_CE: i32 = 719_163;

const DAY_SECONDS: i64 = 86_400;

impl Day {
    /// The first day a log or a window may hold: 1900-01-01.
    pub const MIN: Self = Self(-25_567);
    /// The last day a window may hold: 2199-12-31.
    pub const MAX: Self = Self(84_005);
    /// The last day on which a row of a log may start: 2078-12-31.
    pub const LAST_PLAYABLE: Self = Self(39_811);

    /// Returns the day of a calendar date.
    #[must_use]
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - UNIX_EPOCH_FROM_CE)
    }

    /// Returns the day `year-month-day`, or `None` where there is no such date or it lies
    /// outside [`Day::MIN`]`..=`[`Day::MAX`].
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        let day = Self::from_date(NaiveDate::from_ymd_opt(year, month, day)?);
        (Self::MIN..=Self::MAX).contains(&day).then_some(day)
    }

    /// Parses `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Self::from_ymd(date.year(), date.month(), date.day())
    }

    /// Returns the day of a moment, given as Unix seconds, by the calendar of UTC; [`DayRule::day_of`] knows
    /// the day in a log.
    #[must_use]
    pub fn of_utc(unix_seconds: i64) -> Self {
        let day = unix_seconds.div_euclid(DAY_SECONDS);
        Self(i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX }))
    }

    /// Returns noon, UTC, of this day, in Unix seconds: what stands for the time of a row that is known by its
    /// day only.
    #[must_use]
    pub fn noon(self) -> i64 {
        i64::from(self.0) * DAY_SECONDS + DAY_SECONDS / 2
    }

    /// Returns the calendar date.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(UNIX_EPOCH_FROM_CE))
            .unwrap_or(NaiveDate::MAX)
    }

    /// Returns the day `days` later, or earlier where negative.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Returns the same day `months` months later, or earlier where negative; a day that a month does not have
    /// becomes its last. `None` where no calendar goes that far.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        let date = if months < 0 {
            self.date().checked_sub_months(count)?
        } else {
            self.date().checked_add_months(count)?
        };
        Some(Self::from_date(date))
    }

    /// Returns the number of days from `earlier` to `self`, negative where `self` is before it.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Returns the Monday of this day's ISO week.
    #[must_use]
    pub fn monday(self) -> Self {
        // 1970-01-01 was a Thursday: day -3 was a Monday.
        Self(self.0 - (self.0 + 3).rem_euclid(7))
    }

    /// Returns the day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }

    /// Returns the ISO week as `2017-W47`.
    #[must_use]
    pub fn iso_week(self) -> String {
        let week = self.date().iso_week();
        format!("{:04}-W{:02}", week.year(), week.week())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date().format("%Y-%m-%d"))
    }
}

/// Which day a moment belongs to: the log's time zone and the hour at which its days start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRule {
    /// The log's time zone.
    pub zone: Tz,
    /// Minutes after midnight, by the wall clock, at which a day starts (0..1440).
    pub starts_minutes: u16,
}

impl DayRule {
    /// Returns a rule whose days start at midnight.
    #[must_use]
    pub fn midnight(zone: Tz) -> Self {
        Self {
            zone,
            starts_minutes: 0,
        }
    }

    /// Returns the day of a moment, given as Unix seconds (UTC).
    ///
    /// The moment is read off the wall clock of the zone, and the day's starting hour is taken off
    /// that reading: a clock change moves no play to another day.
    #[must_use]
    pub fn day_of(self, unix_seconds: i64) -> Day {
        let Some(moment) = DateTime::from_timestamp(unix_seconds, 0) else {
            return if unix_seconds < 0 { Day::MIN } else { Day::MAX };
        };
        let wall_clock = moment.with_timezone(&self.zone).naive_local();
        let shifted = wall_clock - TimeDelta::minutes(i64::from(self.starts_minutes));
        Day::from_date(shifted.date())
    }

    /// Returns the moment at which a day is over (Unix seconds): from then on, every moment is of a later day.
    #[must_use]
    pub fn end_of(self, day: Day) -> i64 {
        const STEP: i64 = 15 * 60;
        // No zone is further from Greenwich than a day, and no day starts later than one after midnight.
        let mut later = day.noon() + 4 * DAY_SECONDS;
        while self.day_of(later - STEP) > day {
            later -= STEP;
        }
        // Old zones are off by some seconds.
        let (mut on_it, mut over) = (later - STEP, later);
        while over - on_it > 1 {
            let between = on_it + (over - on_it) / 2;
            if self.day_of(between) > day {
                over = between;
            } else {
                on_it = between;
            }
        }
        over
    }

    /// Returns the hour of a moment, given as Unix seconds (UTC), on the wall clock of the zone: 0 to 23,
    /// whenever the day starts.
    #[must_use]
    pub fn hour_of(self, unix_seconds: i64) -> u8 {
        let moment = DateTime::from_timestamp(unix_seconds, 0);
        let hour = moment.map_or(0, |moment| moment.with_timezone(&self.zone).hour());
        u8::try_from(hour).unwrap_or(0)
    }

    /// Returns the start of the day as `HH:MM`.
    #[must_use]
    pub fn starts(self) -> String {
        format!(
            "{:02}:{:02}",
            self.starts_minutes / 60,
            self.starts_minutes % 60
        )
    }

    /// Parses the start of a day, `HH:MM`, into minutes after midnight.
    #[must_use]
    pub fn parse_starts(text: &str) -> Option<u16> {
        let (hours, minutes) = text.split_once(':')?;
        let two_digits = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<u16>().ok()).flatten()
        };
        let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
        (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn bounds_are_the_dates_they_say() {
        assert_eq!(Day::MIN.to_string(), "1900-01-01");
        assert_eq!(Day::MAX.to_string(), "2199-12-31");
        assert_eq!(Day(0).to_string(), "1970-01-01");
    }

    #[test]
    fn noon_is_on_the_day() {
        for day in [Day::MIN, Day(-1), Day(0), Day::LAST_PLAYABLE] {
            assert_eq!(Day::of_utc(day.noon()), day);
            assert_eq!(DayRule::midnight(Tz::UTC).day_of(day.noon()), day);
        }
        assert_eq!(Day(0).noon(), 43_200);
    }

    #[rstest]
    #[case("2017-12-10", "2017-12-04", "2017-W49")]
    #[case("2021-01-01", "2020-12-28", "2020-W53")]
    #[case("1969-12-28", "1969-12-22", "1969-W52")]
    fn weeks_start_on_monday(#[case] day: &str, #[case] monday: &str, #[case] week: &str) {
        let day = Day::parse(day).unwrap();
        assert_eq!(day.monday().to_string(), monday);
        assert_eq!(day.iso_week(), week);
    }

    #[rstest]
    #[case::late_evening_in_rome("2017-11-23T22:59:59Z", 0, "2017-11-23")]
    #[case::midnight_in_rome("2017-11-23T23:00:00Z", 0, "2017-11-24")]
    #[case::one_in_the_morning("2017-11-24T00:00:00Z", 240, "2017-11-23")]
    #[case::four_in_the_morning("2017-11-24T03:00:00Z", 240, "2017-11-24")]
    // 2017-03-26: Rome's clocks jump from 02:00 to 03:00; the wall clock decides, not elapsed hours.
    #[case::after_the_jump_before_four("2017-03-26T01:59:59Z", 240, "2017-03-25")]
    #[case::after_the_jump_at_four("2017-03-26T02:00:00Z", 240, "2017-03-26")]
    fn the_wall_clock_decides(#[case] moment: &str, #[case] starts: u16, #[case] day: &str) {
        let rule = DayRule {
            zone: chrono_tz::Europe::Rome,
            starts_minutes: starts,
        };
        let seconds = DateTime::parse_from_rfc3339(moment).unwrap().timestamp();
        assert_eq!(rule.day_of(seconds).to_string(), day);
    }

    #[rstest]
    #[case::winter(chrono_tz::Europe::Rome, "2017-12-10", 0, "2017-12-10T23:00:00Z")]
    #[case::four_in_the_morning(chrono_tz::Europe::Rome, "2017-12-10", 240, "2017-12-11T03:00:00Z")]
    #[case::the_clock_jumps_on_it(chrono_tz::Europe::Rome, "2017-03-26", 0, "2017-03-26T22:00:00Z")]
    #[case::it_ends_in_a_jump(chrono_tz::Europe::Rome, "2017-03-25", 150, "2017-03-26T01:00:00Z")]
    #[case::the_next_one_is_left_out(
        chrono_tz::Pacific::Apia,
        "2011-12-29",
        0,
        "2011-12-30T10:00:00Z"
    )]
    #[case::midnight_comes_twice(
        chrono_tz::America::Havana,
        "2017-11-05",
        0,
        "2017-11-06T05:00:00Z"
    )]
    #[case::the_first_of_all_days(chrono_tz::Europe::Rome, "1900-01-01", 0, "1900-01-01T23:00:00Z")]
    fn a_day_is_over_where_all_that_follows_is_of_a_later_one(
        #[case] zone: Tz,
        #[case] day: &str,
        #[case] starts_minutes: u16,
        #[case] end: &str,
    ) {
        let rule = DayRule {
            zone,
            starts_minutes,
        };
        let day = Day::parse(day).unwrap();
        let end = DateTime::parse_from_rfc3339(end).unwrap().timestamp();
        assert_eq!(rule.end_of(day), end);
        assert_eq!(rule.day_of(end - 1), day);
        assert!(rule.day_of(end) > day);
    }

    #[rstest]
    #[case("04:00", Some(240))]
    #[case("23:59", Some(1439))]
    #[case("24:00", None)]
    #[case("04:60", None)]
    #[case("4:00", None)]
    #[case("04", None)]
    #[case("+4:00", None)]
    fn starts_are_parsed_strictly(#[case] text: &str, #[case] minutes: Option<u16>) {
        assert_eq!(DayRule::parse_starts(text), minutes);
    }
}
