//! The rule of a whole window: one term, or a range of two.

use super::error::RangeError;
use super::meaning::{Meaning, Term};
use super::parser::Parser;
use super::token::Symbol;
use crate::domain::Window;

impl Parser<'_> {
    /// Parses the whole text.
    pub(super) fn window(mut self) -> Result<Window, RangeError> {
        if self.peek().is_none() {
            return Err(RangeError {
                at: 0..0,
                message: "type a range of days, such as `18d`, `last month`, `ytd`, `week 48`, \
                          `2017-11`, `2017-11-23..2017-12-10` or `all`"
                    .to_owned(),
            });
        }
        let opened = self.take_word(&["since", "from"]).is_some();
        let start = if opened || !self.is_at_joiner() {
            Some(self.term()?)
        } else {
            None
        };
        let by_dots = self.peek() == Some(&Symbol::Dots);
        let joined = self.is_at_joiner() && self.take().is_some();
        let may_stop = start.is_some() && (by_dots || !joined);
        let end = if joined && !(may_stop && self.peek().is_none()) {
            Some(self.term()?)
        } else {
            None
        };
        self.finish()?;
        match (start, end) {
            (Some(start), Some(end)) => self.between(&start, &end),
            (Some(start), None) if opened || joined => self.since(&start),
            (Some(start), None) => Ok(start.window()),
            (None, Some(end)) => self.until(&end),
            (None, None) => Err(self.missing("a day")),
        }
    }

    /// Returns the days of `start .. end`.
    fn between(&self, start: &Term, end: &Term) -> Result<Window, RangeError> {
        let (from, to) = (self.joinable(start)?.from(), self.joinable(end)?.to());
        Window::new(from, to).ok_or_else(|| {
            let start = self.quoted(&start.at);
            self.error(&end.at, |word| {
                format!("{word} ends on {to}, before {start} begins, {from}")
            })
        })
    }

    /// Returns the days of `since start`, or `start ..`.
    fn since(&self, start: &Term) -> Result<Window, RangeError> {
        let (from, newest) = (self.joinable(start)?.from(), self.bounds.newest);
        Window::new(from, newest).ok_or_else(|| {
            self.error(&start.at, |word| {
                format!("{word} begins after the newest day of the log, {newest}")
            })
        })
    }

    /// Returns the days of `.. end`, or `until end`.
    fn until(&self, end: &Term) -> Result<Window, RangeError> {
        let (first, to) = (self.bounds.first, self.joinable(end)?.to());
        Window::new(first, to).ok_or_else(|| {
            self.error(&end.at, |word| {
                format!("{word} ends before the first day of the log, {first}")
            })
        })
    }

    /// Returns the days of a term that may be an end of a range.
    fn joinable(&self, term: &Term) -> Result<Window, RangeError> {
        if matches!(term.meaning, Meaning::Alone(_)) {
            return Err(self.error(&term.at, |word| {
                format!("{word} stands alone: a range joins days, as in `newest-6d..newest`")
            }));
        }
        Ok(term.window())
    }

    /// Checks that nothing is left.
    fn finish(&self) -> Result<(), RangeError> {
        let Some(token) = self.token(0) else {
            return Ok(());
        };
        let begins_a_term = matches!(token.symbol, Symbol::Number(_));
        Err(self.error(&self.to_blank(&token.at), |word| {
            if begins_a_term {
                format!("did not expect {word} here: between two days write `..`")
            } else {
                format!("did not expect {word} here")
            }
        }))
    }

    /// Returns whether what joins two ends of a range comes next.
    fn is_at_joiner(&self) -> bool {
        match self.peek() {
            Some(Symbol::Dots) => true,
            Some(Symbol::Word(word)) => matches!(word.as_str(), "to" | "until" | "till"),
            _ => false,
        }
    }
}
