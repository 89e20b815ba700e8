//! The cursor over the tokens, and how errors quote the text.
//!
//! The rules of the grammar are methods of [`Parser`], too; they are in `whole`, `term`, `date` and
//! `refusal`, which import this file and are not known to it.

use std::ops::Range;

use super::bounds::Bounds;
use super::error::RangeError;
use super::token::{Number, Symbol, Token, tokens};
use crate::domain::name;

/// How many characters of a word an error quotes.
const QUOTED: usize = 32;

/// A text on its way to a window.
pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    /// The place of the token that is taken next.
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
}

/// The cursor.
impl Parser<'_> {
    /// Returns the token `ahead` of the next one.
    pub(super) fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.next + ahead)
    }

    /// Returns the symbol `ahead` of the next one.
    pub(super) fn symbol(&self, ahead: usize) -> Option<&Symbol> {
        Some(&self.token(ahead)?.symbol)
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

    /// Returns the next symbol.
    pub(super) fn peek(&self) -> Option<&Symbol> {
        self.symbol(0)
    }

    /// Takes the next token.
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

    /// Returns the bytes of the last token taken.
    fn last_taken(&self) -> Range<usize> {
        let last = self.next.checked_sub(1).and_then(|at| self.tokens.get(at));
        last.map_or(0..0, |token| token.at.clone())
    }

    /// Returns `at`, grown to the next blank.
    pub(super) fn to_blank(&self, at: &Range<usize>) -> Range<usize> {
        let rest = self.text.get(at.start..).unwrap_or_default();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        at.start..(at.start + length).max(at.end)
    }
}

/// Errors.
impl Parser<'_> {
    /// Returns an error at some bytes; `message` is called with them, quoted.
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

    /// Returns some bytes of the text as [`Self::written`], in backquotes.
    pub(super) fn quoted(&self, at: &Range<usize>) -> String {
        format!("`{}`", self.written(at))
    }
}
