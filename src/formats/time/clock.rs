//! What the times of a file are read against.

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

    /// Parses a date in one of the ways that people write it.
    fn date(self, text: &str) -> Result<When, MomentError> {
        let written = Written::read(text).ok_or(MomentError::Unreadable)?;
        let order = match self.dates {
            Some(order) => order,
            None if written.style.is_certain() => DateOrder::DayFirst,
            None => return Err(MomentError::TwoDays),
        };
        self.day(written.day(order).ok_or(MomentError::Unreadable)?)
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
