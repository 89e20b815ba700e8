//! The rules of dates, months, quarters, weeks and years.

use std::ops::Range;

use super::calendar::{self, MOST_WEEKS, Unit, YEARS};
use super::error::RangeError;
use super::meaning::Meaning;
use super::parser::Parser;
use super::token::{Number, Symbol};
use crate::domain::{Day, Window};

impl Parser<'_> {
    /// Parses what follows a year: `-11-23`, `w48`, `q4`, `nov`, or nothing.
    pub(super) fn after_year(
        &mut self,
        year: i32,
        at: &Range<usize>,
    ) -> Result<Meaning, RangeError> {
        if self.is_at_dashed_number() {
            return self.after_year_and_dash(year);
        }
        let word = self.dashed_word().unwrap_or_default().to_owned();
        if let Some(month) = calendar::month_named(&word) {
            self.take_dashed_word();
            return self.month(year, month, &self.taken_from(at.start));
        }
        if matches!(word.as_str(), "w" | "week" | "q") {
            let word_at = self.take_dashed_word();
            let (number, _) = self.take_number().ok_or_else(|| self.missing("a number"))?;
            let at = self.taken_from(word_at.start);
            return match word.as_str() {
                "q" => self.quarter(year, number, &at),
                _ => self.week(year, number, &at),
            };
        }
        self.period(calendar::months(year, 1, 12), at)
    }

    /// Parses `-11` or `-11-23`.
    fn after_year_and_dash(&mut self, year: i32) -> Result<Meaning, RangeError> {
        let (month, month_at) = self.dashed_number()?;
        if !(1..=12).contains(&month.value) {
            return Err(self.error(&month_at, |word| {
                format!("{word} is no month: they run from 01 to 12")
            }));
        }
        if !self.is_at_dashed_number() {
            return self.month(year, month.value, &month_at);
        }
        let (day, day_at) = self.dashed_number()?;
        self.date(year, month.value, (day, &day_at))
    }

    /// Takes a dash and the number after it, which is part of a date.
    fn dashed_number(&mut self) -> Result<(Number, Range<usize>), RangeError> {
        let dash = self.take().map_or(0..0, |token| token.at);
        match self.take_number() {
            Some((number, at)) if number.digits < 4 => Ok((number, at)),
            _ => Err(self.dash_between_days(&dash)),
        }
    }

    /// Parses what follows a month's name: `2017`, `23 2017` or `23, 2017`.
    pub(super) fn after_month(
        &mut self,
        month: u32,
        at: &Range<usize>,
    ) -> Result<Meaning, RangeError> {
        if self.number(0).is_some_and(|number| number.digits <= 2)
            && let Some((day, day_at)) = self.take_number()
        {
            let year = self.year_of_date(at.start)?;
            return self.date(year, month, (day, &day_at));
        }
        let year = self.year_of_date(at.start)?;
        self.month(year, month, &self.taken_from(at.start))
    }

    /// Parses what follows the number in `23 nov 2017`.
    pub(super) fn after_day_of_month(
        &mut self,
        day: (Number, &Range<usize>),
        month: u32,
    ) -> Result<Meaning, RangeError> {
        self.take_dashed_word();
        let year = self.year_of_date(day.1.start)?;
        self.date(year, month, day)
    }

    /// Takes the year of a date that names its month and begins at byte `start`.
    fn year_of_date(&mut self, start: usize) -> Result<i32, RangeError> {
        let written = self.taken_from(start);
        if self.is_at_dashed_number()
            || self.peek() == Some(&Symbol::Comma) && self.number(1).is_some()
        {
            self.take();
        }
        match self.take_number() {
            Some((number, at)) => self.year(number, &at),
            None => Err(self.error(&written, |word| {
                let year = self.bounds.newest.date().format("%Y");
                let text = self.written(&written);
                format!("{word} has no year: write `{text} {year}`")
            })),
        }
    }

    /// Parses `q4 2017` from its number on.
    pub(super) fn quarter_of_year(&mut self, at: &Range<usize>) -> Result<Meaning, RangeError> {
        let (number, _) = self.take_number().ok_or_else(|| self.missing("a number"))?;
        let quarter_at = self.taken_from(at.start);
        let year = self.year_of_date(at.start)?;
        self.quarter(year, number, &quarter_at)
    }

    /// Parses `week 48 2017` or `week 48` from its number on: without a year, the latest that has begun by the
    /// newest day.
    pub(super) fn week_of_year(&mut self, at: &Range<usize>) -> Result<Meaning, RangeError> {
        let (number, _) = self.take_number().ok_or_else(|| self.missing("a number"))?;
        let week_at = self.taken_from(at.start);
        let has_year = self.number(0).is_some()
            || self.is_at_dashed_number()
            || self.peek() == Some(&Symbol::Comma) && self.number(1).is_some();
        if has_year {
            let year = self.year_of_date(at.start)?;
            return self.week(year, number, &week_at);
        }
        if !(1..=MOST_WEEKS).contains(&number.value) {
            return Err(self.error(&week_at, |word| {
                format!("{word} is no week: they run from w01 to w{MOST_WEEKS}")
            }));
        }
        let week = calendar::latest_week(number.value, self.bounds.newest);
        self.period(week, &week_at)
    }

    fn quarter(&self, year: i32, number: Number, at: &Range<usize>) -> Result<Meaning, RangeError> {
        let quarter = calendar::quarter(year, number.value).ok_or_else(|| {
            self.error(at, |word| {
                format!("{word} is no quarter: they run from q1 to q4")
            })
        })?;
        Ok(Meaning::Period(quarter))
    }

    fn week(&self, year: i32, number: Number, at: &Range<usize>) -> Result<Meaning, RangeError> {
        let week = calendar::week(year, number.value).ok_or_else(|| {
            let last = calendar::weeks_in(year);
            self.error(at, |word| {
                format!("{word} is no week of {year}: they run from w01 to w{last}")
            })
        })?;
        self.period(Some(week), at)
    }
}

/// Parts of dates, checked.
impl Parser<'_> {
    pub(super) fn year(&self, number: Number, at: &Range<usize>) -> Result<i32, RangeError> {
        let year = i32::try_from(number.value).ok();
        year.filter(|_| number.digits == 4 && YEARS.contains(&number.value))
            .ok_or_else(|| self.no_year(at))
    }

    fn date(
        &self,
        year: i32,
        month: u32,
        (day, at): (Number, &Range<usize>),
    ) -> Result<Meaning, RangeError> {
        let date = Day::from_ymd(year, month, day.value);
        date.map(Meaning::Day).ok_or_else(|| {
            let last = calendar::months(year, month, 1).map_or(31, Window::days);
            self.error(at, |word| {
                format!("{word} is no day of {year}-{month:02}: they run from 01 to {last}")
            })
        })
    }

    fn month(&self, year: i32, month: u32, at: &Range<usize>) -> Result<Meaning, RangeError> {
        self.period(calendar::months(year, month, 1), at)
    }

    pub(super) fn period(
        &self,
        window: Option<Window>,
        at: &Range<usize>,
    ) -> Result<Meaning, RangeError> {
        let known = window.filter(|window| {
            calendar::is_within(window.from()) && calendar::is_within(window.to())
        });
        known
            .map(Meaning::Period)
            .ok_or_else(|| self.out_of_calendar(at))
    }
}

/// Dashes within dates.
impl Parser<'_> {
    /// Returns whether a dash and a number follow that are no count of days.
    pub(super) fn is_at_dashed_number(&self) -> bool {
        let has_unit = self.word(2).and_then(Unit::named).is_some();
        self.peek() == Some(&Symbol::Dash) && self.number(1).is_some() && !has_unit
    }

    /// Returns the next word, which may stand behind a dash.
    pub(super) fn dashed_word(&self) -> Option<&str> {
        self.word(usize::from(self.peek() == Some(&Symbol::Dash)))
    }

    /// Takes the next word and a dash before it; returns the bytes of the word.
    fn take_dashed_word(&mut self) -> Range<usize> {
        if self.peek() == Some(&Symbol::Dash) {
            self.take();
        }
        self.take().map_or(0..0, |token| token.at)
    }
}
