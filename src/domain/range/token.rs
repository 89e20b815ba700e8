//! Text to tokens.

use std::ops::Range;

/// A run of ASCII digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value; the largest there is where it is larger still.
    pub value: u32,
    /// How many digits were typed.
    pub digits: usize,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Symbol {
    Number(Number),
    /// A run of letters, in lower case.
    Word(String),
    Dash,
    Plus,
    Slash,
    Dot,
    Comma,
    /// Two dots or more, an ellipsis, or a dash wider than a hyphen: between two days.
    Dots,
    /// A character that is no part of the grammar.
    Other,
}

/// A symbol and the bytes it was typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub symbol: Symbol,
    pub at: Range<usize>,
}

/// Splits `text` into tokens. Blanks part words and numbers and are dropped.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (word, later) = rest.split_at(length(rest, c));
        let start = text.len() - rest.len();
        if !c.is_whitespace() {
            tokens.push(Token {
                symbol: symbol(word, c),
                at: start..start + word.len(),
            });
        }
        rest = later;
    }
    tokens
}

/// Returns the length in bytes of the token that `rest` starts with; its first character is `c`.
fn length(rest: &str, c: char) -> usize {
    let same: fn(char) -> bool = match c {
        '0'..='9' => |c| c.is_ascii_digit(),
        '.' => |c| c == '.',
        _ if c.is_alphabetic() => char::is_alphabetic,
        _ => return c.len_utf8(),
    };
    rest.find(|c| !same(c)).unwrap_or(rest.len())
}

fn symbol(word: &str, c: char) -> Symbol {
    match c {
        '0'..='9' => Symbol::Number(Number {
            value: word.parse().unwrap_or(u32::MAX),
            digits: word.len(),
        }),
        '.' if word.len() == 1 => Symbol::Dot,
        '.' | '…' | '–' | '—' => Symbol::Dots,
        '-' | '\u{2010}' | '\u{2011}' | '\u{2212}' => Symbol::Dash,
        '+' => Symbol::Plus,
        '/' => Symbol::Slash,
        ',' => Symbol::Comma,
        _ if c.is_alphabetic() => Symbol::Word(word.to_lowercase()),
        _ => Symbol::Other,
    }
}
