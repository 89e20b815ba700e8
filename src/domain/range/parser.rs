//! The cursor over the tokens, and the rules of a range.

use std::ops::Range;

use super::term::{Meaning, Term};
use super::token::{Number, Symbol, Token, tokens};
use super::{Bounds, RangeError};
use crate::domain::{Window, name};

/// How many characters of a word an error quotes.
const QUOTED: usize = 32;

/// A text on its way to a window.
pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    pub(super) bounds: Bounds,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, bounds: Bounds) -> Self {
        Self {
            text,
            tokens: tokens(text),
            next: 0,
            bounds,
        }
    }

    /// Parses the whole text.
    pub(super) fn window(mut self) -> Result<Window, RangeError> {
        if self.tokens.is_empty() {
            return Err(RangeError {
                at: 0..0,
                message: "type a range of days, such as `18d`, `last month`, `2017-11`, \
                          `2017-11-23..2017-12-10` or `all`"
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

    fn between(&self, start: &Term, end: &Term) -> Result<Window, RangeError> {
        let (from, to) = (self.joinable(start)?.from(), self.joinable(end)?.to());
        Window::new(from, to).ok_or_else(|| {
            let start = self.quoted(&start.at);
            self.error(&end.at, |word| {
                format!("{word} ends on {to}, before {start} begins, {from}")
            })
        })
    }

    fn since(&self, start: &Term) -> Result<Window, RangeError> {
        let (from, newest) = (self.joinable(start)?.from(), self.bounds.newest);
        Window::new(from, newest).ok_or_else(|| {
            self.error(&start.at, |word| {
                format!("{word} begins after the newest day of the log, {newest}")
            })
        })
    }

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
        let Some(token) = self.tokens.get(self.next) else {
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

    fn is_at_joiner(&self) -> bool {
        match self.peek() {
            Some(Symbol::Dots) => true,
            Some(Symbol::Word(word)) => matches!(word.as_str(), "to" | "until" | "till"),
            _ => false,
        }
    }
}

/// The cursor.
impl Parser<'_> {
    /// Returns the symbol `ahead` of the next one.
    pub(super) fn symbol(&self, ahead: usize) -> Option<&Symbol> {
        Some(&self.tokens.get(self.next + ahead)?.symbol)
    }

    /// Returns the word `ahead` of the next symbol, where that is a word.
    pub(super) fn word(&self, ahead: usize) -> Option<&str> {
        match self.symbol(ahead)? {
            Symbol::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Returns the number `ahead` of the next symbol, where that is a number.
    pub(super) fn number(&self, ahead: usize) -> Option<Number> {
        match self.symbol(ahead)? {
            Symbol::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn peek(&self) -> Option<&Symbol> {
        self.symbol(0)
    }

    pub(super) fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next)?.clone();
        self.next += 1;
        Some(token)
    }

    /// Takes the next token where it is one of `words`.
    pub(super) fn take_word(&mut self, words: &[&str]) -> Option<Token> {
        let is_wanted = self.word(0).is_some_and(|word| words.contains(&word));
        if is_wanted { self.take() } else { None }
    }

    /// Takes the next token where it is a number.
    pub(super) fn take_number(&mut self) -> Option<(Number, Range<usize>)> {
        let number = self.number(0)?;
        Some((number, self.take()?.at))
    }

    /// Returns the bytes from `start` to the end of the last token taken.
    pub(super) fn taken_from(&self, start: usize) -> Range<usize> {
        start..self.last_taken().end.max(start)
    }

    fn last_taken(&self) -> Range<usize> {
        let last = self.next.checked_sub(1).and_then(|at| self.tokens.get(at));
        last.map_or(0..0, |token| token.at.clone())
    }

    /// Returns `at`, grown to the next blank.
    fn to_blank(&self, at: &Range<usize>) -> Range<usize> {
        let rest = self.text.get(at.start..).unwrap_or_default();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        at.start..(at.start + length).max(at.end)
    }
}

/// Errors.
impl Parser<'_> {
    /// Returns an error at some bytes; `message` is given them, quoted.
    pub(super) fn error(
        &self,
        at: &Range<usize>,
        message: impl FnOnce(&str) -> String,
    ) -> RangeError {
        RangeError {
            at: at.clone(),
            message: message(&self.quoted(at)),
        }
    }

    /// Returns the error of a text that ends, or goes astray, where `wanted` should follow.
    pub(super) fn missing(&self, wanted: &str) -> RangeError {
        self.error(&self.last_taken(), |word| {
            format!("{word} needs {wanted} after it")
        })
    }

    /// Returns some bytes of the text, safe to show and not too long.
    pub(super) fn written(&self, at: &Range<usize>) -> String {
        let text = self.text.get(at.clone()).unwrap_or_default();
        let mut written: String = text.chars().take(QUOTED).collect();
        if written.len() < text.len() {
            written.push('…');
        }
        name::shown(&written).into_owned()
    }

    fn quoted(&self, at: &Range<usize>) -> String {
        format!("`{}`", self.written(at))
    }
}
