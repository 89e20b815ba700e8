//! The rules of one day, period or length, and of counting from a day.

use std::ops::Range;

use super::bounds::Bounds;
use super::calendar::{self, Unit};
use super::error::RangeError;
use super::meaning::{Meaning, Term};
use super::parser::Parser;
use super::token::{Number, Symbol};
use crate::domain::{Day, Window};

impl Parser<'_> {
    /// Parses one term and what is counted from it.
    pub(super) fn term(&mut self) -> Result<Term, RangeError> {
        let Some(token) = self.take() else {
            return Err(self.missing("a day"));
        };
        let meaning = match &token.symbol {
            Symbol::Number(number) => self.after_number(*number, &token.at)?,
            Symbol::Word(word) => self.after_word(word, &token.at)?,
            _ => {
                return Err(self.error(&token.at, |word| {
                    format!("did not expect {word} here: a day is written as in `2017-11-23`")
                }));
            }
        };
        let mut term = Term {
            meaning,
            at: self.taken_from(token.at.start),
        };
        while matches!(self.peek(), Some(Symbol::Dash | Symbol::Plus)) {
            let day = self.counted_from(&term)?;
            term = Term {
                meaning: Meaning::Day(day),
                at: self.taken_from(token.at.start),
            };
        }
        Ok(term)
    }

    /// Parses what follows a word that begins a term.
    fn after_word(&mut self, word: &str, at: &Range<usize>) -> Result<Meaning, RangeError> {
        let Bounds { first, newest } = self.bounds;
        match word {
            "newest" | "today" => Ok(Meaning::Day(newest)),
            "yesterday" => self.existing(newest.plus(-1), at),
            "first" => Ok(Meaning::Day(first)),
            "all" => self.everything(at),
            "this" => self.this(),
            "ytd" => Ok(self.so_far(Unit::Year)),
            "last" => self.last(at),
            "past" => self.past(),
            "q" if self.number(0).is_some() => self.quarter_of_year(at),
            "w" | "week" if self.number(0).is_some() => self.week_of_year(at),
            _ => match calendar::month_named(word) {
                Some(month) => self.after_month(month, at),
                None => Err(self.error(at, |word| {
                    format!("{word} is no day or period; try `2017-11-23`, `nov 2017` or `18d`")
                })),
            },
        }
    }

    /// Returns the whole log; `time` may follow.
    fn everything(&mut self, at: &Range<usize>) -> Result<Meaning, RangeError> {
        self.take_word(&["time"]);
        let at = self.taken_from(at.start);
        let Bounds { first, newest } = self.bounds;
        let window = Window::new(first, newest).ok_or_else(|| {
            self.error(&at, |word| {
                format!("{word} is no day at all: the log begins on {first}, after {newest}")
            })
        })?;
        Ok(Meaning::Alone(window))
    }

    /// Parses what follows `this`: the period around the newest day, as far as that.
    fn this(&mut self) -> Result<Meaning, RangeError> {
        let unit = self.period_unit()?;
        Ok(self.so_far(unit))
    }

    /// Returns the period around the newest day, as far as that.
    fn so_far(&self, unit: Unit) -> Meaning {
        let newest = self.bounds.newest;
        let from = calendar::around(newest, unit).map_or(newest, Window::from);
        Meaning::Period(Window::new(from, newest).unwrap_or(Window::ending(newest, 1)))
    }

    /// Parses what follows `last`: a length, or the whole period before the current one.
    fn last(&mut self, at: &Range<usize>) -> Result<Meaning, RangeError> {
        if self.number(0).is_some() {
            return self.past();
        }
        let unit = self.period_unit()?;
        let current = calendar::around(self.bounds.newest, unit);
        let before = current.and_then(|current| calendar::around(current.from().plus(-1), unit));
        match before {
            Some(window) if calendar::is_within(window.from()) => Ok(Meaning::Period(window)),
            _ => Err(self.out_of_calendar(&self.taken_from(at.start))),
        }
    }

    /// Parses the length that follows `past`.
    fn past(&mut self) -> Result<Meaning, RangeError> {
        match self.take_number() {
            Some((count, at)) => self.length(count, &at),
            None => Err(self.missing("a number of days")),
        }
    }

    /// Takes the period that `this` or `last` speaks of.
    fn period_unit(&mut self) -> Result<Unit, RangeError> {
        let Some(token) = self.take() else {
            return Err(self.missing("`week`, `month`, `quarter` or `year`"));
        };
        let Symbol::Word(word) = &token.symbol else {
            return Err(self.no_period(&token.at));
        };
        match Unit::named(word) {
            Some(Unit::Day) => Err(self.error(&token.at, |word| {
                format!("{word} is one day: write `newest` or `yesterday`")
            })),
            Some(unit) => Ok(unit),
            None => Err(self.no_period(&token.at)),
        }
    }

    fn no_period(&self, at: &Range<usize>) -> RangeError {
        self.error(at, |word| {
            format!("{word} is none of `week`, `month`, `quarter` and `year`")
        })
    }

    /// Parses what follows a number that begins a term.
    fn after_number(&mut self, number: Number, at: &Range<usize>) -> Result<Meaning, RangeError> {
        let is_year = number.digits == 4;
        let is_week =
            is_year && matches!(self.word(0), Some("w" | "week")) && self.number(1).is_some();
        if !is_week && self.word(0).and_then(Unit::named).is_some() {
            return self.length(number, at);
        }
        match self.peek() {
            Some(Symbol::Slash | Symbol::Dot) => return Err(self.refused(number, at)),
            Some(Symbol::Dash) if !is_year && self.is_at_dashed_number() => {
                return Err(self.refused(number, at));
            }
            _ => {}
        }
        if is_year {
            let year = self.year(number, at)?;
            return self.after_year(year, at);
        }
        match self.dashed_word().and_then(calendar::month_named) {
            Some(month) => self.after_day_of_month((number, at), month),
            None => Err(self.lone(number, at)),
        }
    }

    /// Parses the unit of a length that ends with the newest day.
    fn length(&mut self, count: Number, at: &Range<usize>) -> Result<Meaning, RangeError> {
        let Some(unit) = self.word(0).and_then(Unit::named) else {
            return Err(self.without_unit(at));
        };
        self.take();
        let at = self.taken_from(at.start);
        if count.value == 0 {
            return Err(self.error(&at, |word| {
                format!("{word} is no day at all: write `1d` or more")
            }));
        }
        let window = calendar::ending(self.bounds.newest, count.value, unit);
        window.map(Meaning::Alone).ok_or_else(|| {
            self.error(&at, |word| {
                format!("{word} reaches back before {}", Day::MIN)
            })
        })
    }

    /// Parses `-14d` or `+2w` behind a term.
    fn counted_from(&mut self, term: &Term) -> Result<Day, RangeError> {
        let sign = self.take();
        let sign_at = sign.as_ref().map_or(0..0, |token| token.at.clone());
        let (count, at) = match self.take_number() {
            Some((count, at)) if count.digits < 4 || self.is_at_unit() => (count, at),
            _ => return Err(self.dash_between_days(&sign_at)),
        };
        let Some(unit) = self.word(0).and_then(Unit::named) else {
            return Err(self.without_unit(&at));
        };
        self.take();
        let Meaning::Day(day) = term.meaning else {
            return Err(self.error(&term.at, |word| {
                format!("{word} is more than a day: count from a day, as in `2017-12-10-14d`")
            }));
        };
        let backwards = sign.is_some_and(|token| token.symbol == Symbol::Dash);
        let count = i64::from(count.value) * if backwards { -1 } else { 1 };
        let day = calendar::moved(day, count, unit);
        let is_known = day.filter(|day| calendar::is_within(*day));
        is_known.ok_or_else(|| self.out_of_calendar(&self.taken_from(term.at.start)))
    }
}

/// Steps that several rules share.
impl Parser<'_> {
    fn existing(&self, day: Day, at: &Range<usize>) -> Result<Meaning, RangeError> {
        if calendar::is_within(day) {
            Ok(Meaning::Day(day))
        } else {
            Err(self.out_of_calendar(at))
        }
    }

    fn is_at_unit(&self) -> bool {
        self.word(0).and_then(Unit::named).is_some()
    }
}
