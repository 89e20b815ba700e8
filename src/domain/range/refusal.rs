//! The errors of dates that can be read in two ways, and of numbers without a meaning.

use std::ops::Range;

use super::error::RangeError;
use super::parser::Parser;
use super::token::{Number, Symbol};
use crate::domain::Day;

impl Parser<'_> {
    /// Takes the rest of a date such as `01/02/2017`, whose first number is `first`, and returns
    /// the error that spells out its readings in ISO, the one with the day first before the others.
    pub(super) fn refused(&mut self, first: Number, at: &Range<usize>) -> RangeError {
        let by_dash = self.peek() == Some(&Symbol::Dash);
        let mut numbers = vec![first];
        while let Some(Symbol::Slash | Symbol::Dot | Symbol::Dash) = self.peek()
            && let Some(number) = self.number(1)
        {
            numbers.push(number);
            self.take();
            self.take();
        }
        if numbers.len() == 1 {
            let at = self.take().map_or_else(|| at.clone(), |token| token.at);
            return self.error(&at, |word| format!("did not expect {word} here"));
        }
        let readings = readings(&numbers, by_dash);
        let at = self.taken_from(at.start);
        self.error(&at, |word| match readings.as_slice() {
            [] => format!("{word} is no date: write it as in `2017-11-23`"),
            [only] => format!("{word} is not how dates are written here: write `{only}`"),
            [others @ .., last] => {
                let others = others.join(", ");
                format!("{word} could be {others} or {last}: write one of them")
            }
        })
    }

    /// Returns the error of a number that stands for nothing by itself.
    pub(super) fn lone(&self, number: Number, at: &Range<usize>) -> RangeError {
        let (year, month, day) = (
            number.value / 10_000,
            number.value / 100 % 100,
            number.value % 100,
        );
        match (number.digits, date(year, month, day)) {
            (8, Some(day)) => self.error(at, |word| {
                format!("{word} is not how dates are written here: write `{day}`")
            }),
            (..=3, _) => self.without_unit(at),
            _ => self.no_year(at),
        }
    }

    /// Returns the error of a number of days, weeks or months without its unit.
    pub(super) fn without_unit(&self, at: &Range<usize>) -> RangeError {
        let count = self.written(at);
        self.error(at, |word| {
            format!("{word} of what? write `{count}d`, `{count}w`, `{count}m` or `{count}y`")
        })
    }

    /// Returns the error of a number that is no year.
    pub(super) fn no_year(&self, at: &Range<usize>) -> RangeError {
        self.error(at, |word| {
            format!("{word} is no year: they run from 1900 to 2199")
        })
    }

    /// Returns the error of a dash where a range was meant.
    pub(super) fn dash_between_days(&self, at: &Range<usize>) -> RangeError {
        self.error(at, |word| {
            format!("{word} counts from a day, as in `2017-12-10-14d`: between two days write `..`")
        })
    }

    /// Returns the error of days outside the years a window may lie in.
    pub(super) fn out_of_calendar(&self, at: &Range<usize>) -> RangeError {
        self.error(at, |word| {
            format!("{word} lies outside {}..{}", Day::MIN, Day::MAX)
        })
    }
}

/// Returns what a date of numbers may mean, each reading once, in ISO.
fn readings(numbers: &[Number], by_dash: bool) -> Vec<String> {
    let mut readings: Vec<String> = match *numbers {
        [a, b, c] if a.digits == 4 => texts([date(a.value, b.value, c.value)]),
        [a, b, c] => {
            let year = full_year(c);
            let year_first =
                (by_dash && c.digits <= 2).then(|| date(full_year(a), b.value, c.value));
            texts([
                date(year, b.value, a.value),
                date(year, a.value, b.value),
                year_first.flatten(),
            ])
        }
        [year, month] | [month, year] if year.digits == 4 => month_text(year.value, month.value),
        _ => Vec::new(),
    };
    readings.dedup();
    readings
}

fn texts<const N: usize>(days: [Option<Day>; N]) -> Vec<String> {
    days.into_iter()
        .flatten()
        .map(|day| day.to_string())
        .collect()
}

fn month_text(year: u32, month: u32) -> Vec<String> {
    let first = date(year, month, 1).map(|_| format!("{year}-{month:02}"));
    first.into_iter().collect()
}

fn date(year: u32, month: u32, day: u32) -> Option<Day> {
    Day::from_ymd(i32::try_from(year).ok()?, month, day)
}

/// Returns a year typed with two digits as one of this century.
fn full_year(number: Number) -> u32 {
    if number.digits <= 2 {
        2000 + number.value
    } else {
        number.value
    }
}
