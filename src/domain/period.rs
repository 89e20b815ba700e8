//! Weeks and months: what viewers are grouped by, for when they were first active.

use chrono::{Datelike as _, NaiveDate};

use super::{Day, Window};

/// The most weeks that a window may touch for its viewers to be grouped by week.
pub const MOST_WEEKS: i32 = 26;

/// What the days of a window are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// ISO weeks, which begin on Monday.
    Week,
    /// Calendar months.
    Month,
}

impl Period {
    /// Returns what the days of a window are grouped by: weeks where it touches at most [`MOST_WEEKS`], else months.
    #[must_use]
    pub fn of(window: Window) -> Self {
        let weeks = window.to().monday().since(window.from().monday()) / 7 + 1;
        if weeks <= MOST_WEEKS {
            Self::Week
        } else {
            Self::Month
        }
    }

    /// Returns the first day of the week or month in which a day lies.
    #[must_use]
    pub fn start(self, day: Day) -> Day {
        match self {
            Self::Week => day.monday(),
            Self::Month => {
                let days_before = i32::try_from(day.date().day0()).unwrap_or(0);
                day.plus(-days_before)
            }
        }
    }

    /// Returns the first day of the week or month that is so many later than that of `day`.
    #[must_use]
    pub fn later(self, day: Day, periods: usize) -> Day {
        let periods = i32::try_from(periods).unwrap_or(i32::MAX);
        match self {
            Self::Week => day.monday().plus(periods.saturating_mul(7)),
            Self::Month => {
                let month = month_number(day).saturating_add(periods);
                let first = NaiveDate::from_ymd_opt(month.div_euclid(12), month0(month) + 1, 1);
                first.map_or(Day::MAX, Day::from_date)
            }
        }
    }

    /// Returns how many weeks or months later a day is than an earlier one.
    #[must_use]
    pub fn between(self, earlier: Day, later: Day) -> usize {
        let periods = match self {
            Self::Week => later.monday().since(earlier.monday()) / 7,
            Self::Month => month_number(later) - month_number(earlier),
        };
        usize::try_from(periods).unwrap_or(0)
    }

    /// Returns the name of the week or month in which a day lies: `2017-W47`, `2017-11`.
    #[must_use]
    pub fn name(self, day: Day) -> String {
        match self {
            Self::Week => day.iso_week(),
            Self::Month => day.date().format("%Y-%m").to_string(),
        }
    }

    /// Returns what it is called: `week`, `month`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

/// Returns a number that rises by one a month.
fn month_number(day: Day) -> i32 {
    let date = day.date();
    date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0)
}

/// Returns the month, from 0, of a [`month_number`].
fn month0(number: i32) -> u32 {
    number.rem_euclid(12).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::the_most_weeks("2017-06-12", "2017-12-10", Period::Week)]
    #[case::a_day_of_one_more_before("2017-06-11", "2017-12-10", Period::Month)]
    #[case::a_day_of_one_more_after("2017-06-12", "2017-12-11", Period::Month)]
    fn long_windows_are_grouped_by_month(
        #[case] from: &str,
        #[case] to: &str,
        #[case] expected: Period,
    ) {
        let day = |text| Day::parse(text).unwrap();
        let window = Window::new(day(from), day(to)).unwrap();
        assert_eq!(Period::of(window), expected);
    }

    #[test]
    fn weeks_and_months_have_names() {
        let day = Day::parse("2017-11-23").unwrap();
        assert_eq!(Period::Week.name(day), "2017-W47");
        assert_eq!(Period::Month.name(day), "2017-11");
        let later = Period::Month.later(day, 14);
        assert_eq!(later.to_string(), "2019-01-01");
    }

    proptest! {
        #[test]
        fn a_period_lasts_from_its_start_to_the_next(
            day in Day::MIN.0..Day::LAST_PLAYABLE.0,
            periods in 0_usize..400,
            is_week in any::<bool>(),
        ) {
            let period = if is_week { Period::Week } else { Period::Month };
            let day = Day(day);
            prop_assert!(period.start(day) <= day && day < period.later(day, 1));
            let later = period.later(day, periods);
            prop_assert_eq!(period.start(later), later);
            prop_assert_eq!(period.between(day, later), periods);
            prop_assert_eq!(period.between(day, later.plus(-1)), periods.saturating_sub(1));
        }
    }
}
