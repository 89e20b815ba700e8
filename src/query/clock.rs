//! Plays by weekday and hour.

use chrono::Weekday;
use rusqlite::Connection;

use super::question::Question;
use super::statement::QuestionStatement;
use crate::cube::day_number::Span;
use crate::domain::{DayRule, Window};
use crate::snapshot::Snapshot;
use crate::snapshot::everything::HOURS_OF_DAY;

/// The days of a week, Monday first.
const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// Plays by weekday and by the hour at which they start.
///
/// The weekday is that of the play's day; the hour is what the clock on the wall shows, whenever days start. So in a
/// log whose days start at 04:00, a play of Saturday at one in the morning is one of Friday, hour 1. Plays
/// known by day only are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock([[u64; HOURS_OF_DAY]; WEEKDAYS.len()]);

impl Clock {
    /// Returns the plays of a weekday that start at an hour, 0 to 23; there are none at any other.
    #[must_use]
    pub fn plays(&self, weekday: Weekday, hour: u8) -> u64 {
        let of_day = &self.0[weekday.num_days_from_monday() as usize];
        of_day.get(usize::from(hour)).copied().unwrap_or(0)
    }

    /// Returns the plays of each weekday, Monday first, at each hour.
    pub fn cells(&self) -> impl Iterator<Item = (Weekday, u8, u64)> + '_ {
        let days = WEEKDAYS.into_iter().zip(&self.0);
        days.flat_map(|(weekday, hours)| {
            let hours = (0..).zip(hours);
            hours.map(move |(hour, plays)| (weekday, hour, *plays))
        })
    }

    /// Adds plays.
    fn add(&mut self, weekday: Weekday, hour: u8, plays: u64) {
        let of_day = &mut self.0[weekday.num_days_from_monday() as usize];
        of_day[usize::from(hour) % HOURS_OF_DAY] += plays;
    }
}

impl FromIterator<(Weekday, u8, u64)> for Clock {
    /// Adds up plays by weekday and hour, 0 to 23.
    fn from_iter<I: IntoIterator<Item = (Weekday, u8, u64)>>(cells: I) -> Self {
        let mut clock = Self::default();
        for (weekday, hour, plays) in cells {
            clock.add(weekday, hour, plays);
        }
        clock
    }
}

/// Counts the plays of everything in a window by weekday and hour.
#[must_use]
pub fn of_everything(snapshot: &Snapshot, window: Window) -> Clock {
    let mut clock = Clock::default();
    for (day, plays) in snapshot.everything.plays_by_hour(Span::of(window)) {
        let weekday = day.weekday();
        for (hour, plays) in (0..).zip(plays) {
            clock.add(weekday, hour, u64::from(*plays));
        }
    }
    clock
}

/// The same answer in SQL, but for the hours; the text is documentation, too.
pub const SQL: &str = include_str!("clock.sql");

/// Counts plays by weekday and hour by [`SQL`]: the oracle for [`of_everything`].
///
/// SQLite knows no time zones: it counts by moment, and the `rule` of the log tells each moment's hour. A table of
/// the zone's offsets for it to join would only be filled by the same rule.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(conn: &Connection, rule: DayRule, question: &Question) -> rusqlite::Result<Clock> {
    let rows = QuestionStatement::new(conn, SQL, question)?.rows(|row| {
        let weekday: usize = row.get(0)?;
        Ok((WEEKDAYS[weekday % 7], row.get(1)?, row.get(2)?))
    })?;
    let mut clock = Clock::default();
    for (weekday, start, plays) in rows {
        clock.add(weekday, rule.hour_of(start), plays);
    }
    Ok(clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_by_weekday_and_hour_from_monday_on() {
        let mut clock = Clock::default();
        clock.add(Weekday::Sun, 23, 2);
        clock.add(Weekday::Mon, 1, 3);
        let cells: Vec<_> = clock.cells().collect();
        assert_eq!(cells.len(), 7 * 24);
        assert_eq!(cells[1], (Weekday::Mon, 1, 3));
        assert_eq!(cells[7 * 24 - 1], (Weekday::Sun, 23, 2));
        assert_eq!(clock.plays(Weekday::Sun, 23), 2);
        assert_eq!(clock.plays(Weekday::Sun, 24), 0);
    }
}
