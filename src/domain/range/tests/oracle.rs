//! Weeks, months, quarters and years held against a calendar of their own, counted day by day.

use proptest::prelude::*;

use super::{any_bounds, any_day, day};
use crate::domain::range::{Bounds, describe, parse};
use crate::domain::{Day, Window};

/// A day as the oracle counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counted {
    day: Day,
    year: u32,
    month: u32,
    /// The ISO week, and the year it belongs to.
    week: (u32, u32),
}

fn days_in(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Every day of 1900 to 2199, counted from Monday, 1900-01-01: a week belongs to the year of its Thursday.
fn counted() -> Vec<Counted> {
    let mut dates = Vec::new();
    for year in 1900..=2199 {
        for month in 1..=12 {
            dates.extend((0..days_in(year, month)).map(|_| (year, month)));
        }
    }
    let mut days = Vec::new();
    let mut week = (1900, 0);
    for (place, (year, month)) in dates.iter().copied().enumerate() {
        if place.is_multiple_of(7) {
            let thursday = dates.get(place + 3).map_or(2200, |(year, _)| *year);
            week = if thursday == week.0 {
                (thursday, week.1 + 1)
            } else {
                (thursday, 1)
            };
        }
        let day = Day(Day::MIN.0 + i32::try_from(place).unwrap());
        days.push(Counted {
            day,
            year,
            month,
            week,
        });
    }
    days
}

/// The first and the last of the days that something is true of.
fn hull(days: &[Counted], holds: impl Fn(&Counted) -> bool) -> Option<Window> {
    let first = days.iter().find(|day| holds(day))?;
    let last = days.iter().rfind(|day| holds(day))?;
    Window::new(first.day, last.day)
}

fn bounds() -> Bounds {
    Bounds {
        first: day("2017-01-01"),
        newest: day("2017-12-10"),
    }
}

#[test]
fn the_oracle_knows_some_days() {
    let days = counted();
    assert_eq!(days.last().map(|last| last.day), Some(Day::MAX));
    let of = |text| days.iter().find(|counted| counted.day == day(text));
    assert_eq!(of("2017-12-10").map(|day| day.week), Some((2017, 49)));
    assert_eq!(of("2021-01-03").map(|day| day.week), Some((2020, 53)));
    assert_eq!(
        of("2016-02-29").map(|day| (day.year, day.month)),
        Some((2016, 2))
    );
}

#[test]
fn every_week_month_quarter_and_year_has_the_days_of_the_oracle() {
    let days = counted();
    for year in 1900..=2199 {
        // Only the days around: all of them for each would take minutes.
        let from = usize::try_from(day(&format!("{year}-01-01")).since(Day::MIN)).unwrap();
        let near = &days[from.saturating_sub(7)..(from + 380).min(days.len())];
        let means = |text: &str| parse(text, bounds()).ok();
        let is_of = |counted: &Counted| counted.year == year;
        assert_eq!(means(&format!("{year}")), hull(near, is_of));
        for month in 1..=12 {
            let wanted = hull(near, |day| is_of(day) && day.month == month);
            assert_eq!(means(&format!("{year}-{month:02}")), wanted);
        }
        for quarter in 1..=4 {
            let wanted = hull(near, |day| is_of(day) && day.month.div_ceil(3) == quarter);
            assert_eq!(means(&format!("q{quarter} {year}")), wanted);
        }
        for week in 0..=54 {
            let wanted = hull(near, |day| day.week == (year, week));
            // The week of 2199-12-31 ends beyond all days.
            let wanted = wanted.filter(|wanted| wanted.days() == 7);
            assert_eq!(means(&format!("{year}w{week}")), wanted, "{year}w{week}");
        }
    }
}

proptest! {
    #[test]
    fn a_week_without_a_year_is_the_latest_that_has_begun(newest in any_day(), number in 1..=53_u32) {
        let bounds = Bounds { first: newest, newest };
        let until: Vec<Counted> = counted().into_iter().filter(|day| day.day <= newest).collect();
        let latest = until.iter().rfind(|day| day.week.1 == number);
        let wanted = latest.and_then(|latest| {
            let monday = until.iter().find(|day| day.week == latest.week)?.day;
            Window::new(monday, monday.plus(6)).filter(|week| week.to() <= Day::MAX)
        });
        prop_assert_eq!(parse(&format!("week {number}"), bounds).ok(), wanted);
        prop_assert_eq!(parse(&format!("w{number}"), bounds).ok(), wanted);
    }

    #[test]
    fn periods_around_the_newest_day_are_those_of_the_oracle(newest in any_day()) {
        let bounds = Bounds { first: newest, newest };
        let days = counted();
        let place = usize::try_from(newest.since(Day::MIN)).unwrap();
        let today = days[place];
        let quarter = |day: &Counted| (day.year, day.month.div_ceil(3));
        let so_far = |from: Option<Window>| from.and_then(|from| Window::new(from.from(), newest));
        let means = |text: &str| parse(text, bounds).ok();
        let week = so_far(hull(&days, |day| day.week == today.week));
        prop_assert_eq!(means("this week"), week);
        let month = so_far(hull(&days, |day| (day.year, day.month) == (today.year, today.month)));
        prop_assert_eq!(means("this month"), month);
        prop_assert_eq!(means("this quarter"), so_far(hull(&days, |day| quarter(day) == quarter(&today))));
        let year = so_far(hull(&days, |day| day.year == today.year));
        prop_assert_eq!(means("this year"), year);
        prop_assert_eq!(means("ytd"), year);
        // The period before is the one around the day before this one began.
        let before = |this: Option<Window>| {
            let place = usize::try_from(this?.from().since(Day::MIN)).ok()?.checked_sub(1)?;
            days.get(place)
        };
        let last = before(week).and_then(|last| hull(&days, |day| day.week == last.week));
        prop_assert_eq!(means("last week"), last);
        let last = before(month).and_then(|last| hull(&days, |day| (day.year, day.month) == (last.year, last.month)));
        prop_assert_eq!(means("last month"), last);
        let last = before(year).and_then(|last| hull(&days, |day| day.year == last.year));
        prop_assert_eq!(means("last year"), last);
    }

    /// The words are read as people read them: without weekdays, the year at the end stands for both days.
    #[test]
    fn the_days_of_a_description_are_the_window(a in any_day(), b in any_day(), bounds in any_bounds()) {
        let window = Window::new(a.min(b), a.max(b)).unwrap();
        let described = describe(window, bounds);
        let dates = described.split(" · ").next().unwrap();
        let without_weekday = |date: &str| date.split_once(' ').map(|(_, date)| date.to_owned()).unwrap();
        let dates: Vec<String> = dates.split(" – ").map(without_weekday).collect();
        let last = dates.last().unwrap();
        let year = last.rsplit(' ').next().unwrap();
        let first = match dates[0].split(' ').count() {
            2 => format!("{} {year}", dates[0]),
            _ => dates[0].clone(),
        };
        prop_assert_eq!(parse(&format!("{first}..{last}"), bounds), Ok(window));
        let says_so = described.contains(&format!("ending on the newest day, {}", bounds.newest));
        prop_assert_eq!(says_so, window.to() == bounds.newest);
    }
}
