//! Months, quarters, weeks and years as windows.

use chrono::{Datelike, Months, NaiveDate, Weekday};

use crate::domain::{Day, Window};

/// The years a window may lie in.
pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1900..=2199;

/// The most ISO weeks of a year.
pub(super) const MOST_WEEKS: u32 = 53;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What days are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Unit {
    /// Returns the unit a word in lower case names.
    pub(super) fn named(word: &str) -> Option<Self> {
        match word {
            "d" | "day" | "days" => Some(Self::Day),
            "w" | "week" | "weeks" => Some(Self::Week),
            "m" | "month" | "months" => Some(Self::Month),
            "quarter" | "quarters" => Some(Self::Quarter),
            "y" | "year" | "years" => Some(Self::Year),
            _ => None,
        }
    }
}

/// Returns the number, 1 to 12, of the month a word in lower case names: in full, or by its first
/// three letters or more.
pub(super) fn month_named(word: &str) -> Option<u32> {
    let is_long_enough = word.len() >= 3;
    let place = MONTHS.iter().position(|month| month.starts_with(word))?;
    u32::try_from(place + 1).ok().filter(|_| is_long_enough)
}

/// Returns `count` whole months from `month` of `year` on.
pub(super) fn months(year: i32, month: u32, count: u32) -> Option<Window> {
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    let to = from.checked_add_months(Months::new(count))?.pred_opt()?;
    Window::new(Day::from_date(from), Day::from_date(to))
}

/// Returns a quarter, 1 to 4, of `year`.
pub(super) fn quarter(year: i32, quarter: u32) -> Option<Window> {
    if (1..=4).contains(&quarter) {
        months(year, quarter * 3 - 2, 3)
    } else {
        None
    }
}

/// Returns an ISO week of `year`.
pub(super) fn week(year: i32, week: u32) -> Option<Window> {
    let monday = Day::from_date(NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?);
    Window::new(monday, monday.plus(6))
}

/// Returns how many ISO weeks `year` has: 52 or 53.
pub(super) fn weeks_in(year: i32) -> u32 {
    if week(year, MOST_WEEKS).is_some() {
        MOST_WEEKS
    } else {
        MOST_WEEKS - 1
    }
}

/// Returns the latest ISO week of this number, 1 to 53, that has begun by `newest`.
pub(super) fn latest_week(number: u32, newest: Day) -> Option<Window> {
    let year = newest.date().iso_week().year();
    // Years with 53 weeks are seven years apart at most, over the end of a century too.
    let years = (year - 7..=year).rev();
    let mut weeks = years.filter_map(|year| week(year, number));
    weeks.find(|week| week.from() <= newest)
}

/// Returns the week, month, quarter or year that holds `day`.
pub(super) fn around(day: Day, unit: Unit) -> Option<Window> {
    let date = day.date();
    match unit {
        Unit::Day => Window::new(day, day),
        Unit::Week => Window::new(day.monday(), day.monday().plus(6)),
        Unit::Month => months(date.year(), date.month(), 1),
        Unit::Quarter => quarter(date.year(), date.quarter()),
        Unit::Year => months(date.year(), 1, 12),
    }
}

/// Returns the `count` units that end with `newest`, or `None` where they begin before 1900.
///
/// Months count from the day after the same day of an earlier month, or after its last day where
/// it is shorter.
pub(super) fn ending(newest: Day, count: u32, unit: Unit) -> Option<Window> {
    let from = moved(newest, -i64::from(count), unit)?.plus(1);
    Window::new(from, newest).filter(|_| from >= Day::MIN)
}

/// Returns the day `count` units later, or earlier where negative; a day that a month does not
/// have becomes its last. `None` where no calendar goes that far.
pub(super) fn moved(day: Day, count: i64, unit: Unit) -> Option<Day> {
    let months_each = match unit {
        Unit::Day | Unit::Week => {
            let days = count * if unit == Unit::Week { 7 } else { 1 };
            return Some(Day(i32::try_from(i64::from(day.0) + days).ok()?));
        }
        Unit::Month => 1,
        Unit::Quarter => 3,
        Unit::Year => 12,
    };
    day.plus_months(count * months_each)
}

/// Returns whether `day` is one a window may hold.
pub(super) fn is_within(day: Day) -> bool {
    (Day::MIN..=Day::MAX).contains(&day)
}
