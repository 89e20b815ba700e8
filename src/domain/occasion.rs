//! What days are well known for: a small calendar.

use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::{Day, Window};

/// The calendar: when, a tab, and how a sentence says so in English.
const CALENDAR: &str = include_str!("../../assets/calendar.tsv");

/// A day that is well known for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    /// The day.
    pub day: Day,
    /// When that is, as a sentence says it in English: `on Christmas Day`.
    pub name: &'static str,
}

/// When something is: in each year, or once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// On this day alone.
    Once(Day),
    /// Each year in this month, on this day.
    Yearly(u32, u32),
    /// So many days after Easter.
    Easter(i32),
    /// So many days after the n-th such weekday of a month.
    Nth(u32, Weekday, u8, i32),
}

static ENTRIES: LazyLock<Vec<(When, &'static str)>> = LazyLock::new(|| {
    let lines = CALENDAR.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (when, name) = line.split_once('\t')?;
            Some((When::parse(when)?, name))
        })
        .collect()
});

/// Returns the well-known days of a window, by day.
#[must_use]
pub fn occasions(window: Window) -> Vec<Occasion> {
    let years = window.from().date().year()..=window.to().date().year();
    let in_year = |year: i32| {
        let days = ENTRIES.iter();
        days.filter_map(move |(when, name)| Some((when.in_year(year)?, *name)))
    };
    let mut found: Vec<Occasion> = years
        .flat_map(in_year)
        .filter(|(day, _)| window.from() <= *day && *day <= window.to())
        .map(|(day, name)| Occasion { day, name })
        .collect();
    // What happened once comes before what the day is every year.
    found.sort_by_key(|occasion| occasion.day);
    found
}

impl When {
    fn parse(text: &str) -> Option<Self> {
        if let Some(day) = Day::parse(text) {
            return Some(Self::Once(day));
        }
        let (rule, offset) = with_offset(text)?;
        if rule == "easter" {
            return Some(Self::Easter(offset));
        }
        let parts: Vec<&str> = rule.split('-').collect();
        match parts[..] {
            [month, day] => Some(Self::Yearly(month.parse().ok()?, day.parse().ok()?)),
            [month, weekday, nth] => {
                let (month, weekday) = (month.parse().ok()?, weekday.parse().ok()?);
                Some(Self::Nth(month, weekday, nth.parse().ok()?, offset))
            }
            _ => None,
        }
    }

    /// Returns its day in a year; `None` where it has none.
    fn in_year(self, year: i32) -> Option<Day> {
        match self {
            Self::Once(day) => (day.date().year() == year).then_some(day),
            Self::Yearly(month, day) => Day::from_ymd(year, month, day),
            Self::Easter(offset) => Some(easter(year)?.plus(offset)),
            Self::Nth(month, weekday, nth, offset) => {
                let date = NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth)?;
                Some(Day::from_date(date).plus(offset))
            }
        }
    }
}

/// Splits `easter-2` and `11-thu-4+1` before the days that are counted on from there.
fn with_offset(text: &str) -> Option<(&str, i32)> {
    if let Some(offset) = text.strip_prefix("easter") {
        let offset = match offset {
            "" => 0,
            offset => offset.parse().ok()?,
        };
        return Some(("easter", offset));
    }
    match text.split_once('+') {
        Some((rule, offset)) => Some((rule, offset.parse().ok()?)),
        None => Some((text, 0)),
    }
}

/// Returns Easter Sunday of a year of the Gregorian calendar, by the anonymous algorithm of 1876.
fn easter(year: i32) -> Option<Day> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let (leap_centuries, of_century) = (century / 4, century % 4);
    let moon = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - leap_centuries - moon + 15) % 30;
    let weekday = (32 + 2 * of_century + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let month = u32::try_from(days / 31).ok()?;
    Day::from_ymd(year, month, u32::try_from(days % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn window(from: &str, to: &str) -> Window {
        Window::new(Day::parse(from).unwrap(), Day::parse(to).unwrap()).unwrap()
    }

    #[test]
    fn every_line_of_the_calendar_is_read() {
        let lines = CALENDAR.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(ENTRIES.len(), lines.count());
        // The days named fall into one year, but for those that happened once.
        let yearly = ENTRIES
            .iter()
            .filter(|(when, _)| !matches!(when, When::Once(_)));
        for (when, name) in yearly {
            assert!(when.in_year(2019).is_some(), "{name}");
        }
    }

    #[rstest]
    #[case::christmas("2017-12-25", &["on Christmas Day"])]
    #[case::the_fourth_thursday("2017-11-23", &["on Thanksgiving"])]
    #[case::the_day_after_it("2017-11-24", &["on Black Friday"])]
    #[case::easter_falls_early("2008-03-23", &["on Easter Sunday"])]
    #[case::and_late("2038-04-25", &["on Easter Sunday"])]
    #[case::the_friday_before("2024-03-29", &["on Good Friday"])]
    #[case::once("2016-06-23", &["on the day of the Brexit vote"])]
    #[case::not_the_year_after("2017-06-23", &[])]
    #[case::an_election("2016-11-08", &["on the day of the US election"])]
    #[case::any_other_day("2017-12-10", &[])]
    fn days_are_known_for(#[case] day: &str, #[case] names: &[&str]) {
        let found = occasions(window(day, day));
        let found: Vec<_> = found.iter().map(|occasion| occasion.name).collect();
        assert_eq!(found, names);
    }

    #[test]
    fn easter_is_that_of_the_almanacs() {
        let days = [
            "1961-04-02",
            "1985-04-07",
            "1999-04-04",
            "2000-04-23",
            "2011-04-24",
            "2016-03-27",
            "2019-04-21",
            "2025-04-20",
        ];
        for day in days.map(|day| Day::parse(day).unwrap()) {
            assert_eq!(easter(day.date().year()), Some(day));
        }
    }

    #[test]
    fn the_days_of_several_years_come_in_order() {
        let found = occasions(window("2016-12-20", "2018-01-10"));
        let days: Vec<Day> = found.iter().map(|occasion| occasion.day).collect();
        assert!(days.is_sorted());
        let christmas = found.iter().filter(|one| one.name == "on Christmas Day");
        assert_eq!(christmas.count(), 2);
    }
}
