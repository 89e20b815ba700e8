//! The days of the sample: where they start, and how busy they are.

use chrono::{Datelike, NaiveTime, TimeZone, Weekday};

use super::plan::{LAST_DAY, SAMPLE_ZONE};
use super::random::{Random, Weights};
use crate::domain::Day;

const NOON: i64 = 12 * 3600;

/// Italy's holidays as month and day, without those around Christmas.
const HOLIDAYS: [(u32, u32); 8] = [
    (1, 1),
    (1, 6),
    (4, 25),
    (5, 1),
    (6, 2),
    (8, 15),
    (11, 1),
    (12, 8),
];

/// The days of the log, counted from 0.
pub(super) struct Calendar {
    first: Day,
    /// For each day, the Unix second twelve hours before its noon.
    bases: Vec<i64>,
    busy: Weights,
}

impl Calendar {
    /// Returns the calendar of the `days` days that end with the last.
    pub(super) fn new(days: u32) -> Self {
        let back = i32::try_from(days.max(1) - 1).unwrap_or(i32::MAX);
        let first = LAST_DAY.plus(-back);
        let all = || (0..=back).map(|n| first.plus(n));
        Self {
            first,
            bases: all().map(base).collect(),
            busy: Weights::new(all().map(busy)),
        }
    }

    /// Returns the number of the last day.
    pub(super) fn last(&self) -> usize {
        self.bases.len() - 1
    }

    /// Returns the day with a number.
    pub(super) fn day(&self, number: usize) -> Day {
        self.first.plus(i32::try_from(number).unwrap_or(i32::MAX))
    }

    /// Returns the number of a day, or `None` where it is outside the log.
    pub(super) fn number(&self, day: Day) -> Option<usize> {
        let number = usize::try_from(day.since(self.first)).ok()?;
        (number <= self.last()).then_some(number)
    }

    /// Returns a random day of `from..=to`, busy ones more often.
    pub(super) fn busy_day(&self, from: usize, to: usize, random: &mut Random) -> usize {
        self.busy.pick_within(from..=to, random).unwrap_or(from)
    }

    /// Returns whether a day's evening is a long one: Friday to Sunday.
    pub(super) fn is_weekend(&self, number: usize) -> bool {
        matches!(
            self.day(number).weekday(),
            Weekday::Fri | Weekday::Sat | Weekday::Sun
        )
    }

    /// Returns the Unix second at which the clocks of a day show `wall` seconds after midnight.
    ///
    /// `wall` is later than the hour at which clocks change. Past midnight it simply goes on
    /// counting.
    pub(super) fn moment(&self, number: usize, wall: u32) -> i64 {
        self.bases[number] + i64::from(wall)
    }
}

/// Returns the Unix second twelve hours before a day's noon.
fn base(day: Day) -> i64 {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).expect("there is a noon");
    let moment = SAMPLE_ZONE
        .from_local_datetime(&day.date().and_time(noon))
        .single()
        .expect("no clock in Rome was ever changed at noon");
    moment.timestamp() - NOON
}

/// Returns how busy a day is: the week's rhythm, the year's, and growth over the years.
pub(super) fn busy(day: Day) -> u32 {
    const MONTHS: [u32; 12] = [88, 84, 84, 82, 76, 62, 48, 46, 78, 90, 104, 146];
    let week = match day.weekday() {
        Weekday::Mon => 88,
        Weekday::Tue => 84,
        Weekday::Wed => 92,
        Weekday::Thu => 98,
        Weekday::Fri => 124,
        Weekday::Sat => 146,
        Weekday::Sun => 142,
    };
    let years_ago = LAST_DAY.since(day).unsigned_abs() / 365;
    let month = MONTHS[day.date().month0() as usize];
    // Days of the holidays are as long as a Sunday.
    let week = if is_holiday(day) { week.max(150) } else { week };
    (week * month / (20 + 8 * years_ago)).max(1)
}

fn is_holiday(day: Day) -> bool {
    let date = day.date();
    let (month, day) = (date.month(), date.day());
    HOLIDAYS.contains(&(month, day)) || (month == 12 && day >= 24)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DayRule;

    #[test]
    fn every_wall_clock_time_is_of_its_own_day() {
        let calendar = Calendar::new(400);
        let rule = DayRule::midnight(SAMPLE_ZONE);
        for number in 0..=calendar.last() {
            for wall in [6 * 3600, 86_399] {
                let moment = calendar.moment(number, wall);
                assert_eq!(rule.day_of(moment), calendar.day(number));
            }
        }
        assert_eq!(calendar.day(calendar.last()), LAST_DAY);
        assert_eq!(calendar.number(LAST_DAY), Some(399));
        assert_eq!(calendar.number(LAST_DAY.plus(1)), None);
        assert_eq!(calendar.number(LAST_DAY.plus(-400)), None);
    }

    #[test]
    fn weekends_and_december_are_busy() {
        let on = |day| busy(Day::parse(day).unwrap());
        assert!(on("2017-12-09") > on("2017-12-05"));
        assert!(on("2017-12-05") > on("2017-11-07"));
        assert!(on("2017-11-07") > on("2017-08-08"));
        assert!(on("2016-11-08") < on("2017-11-07"));
    }
}
