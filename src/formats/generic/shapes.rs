//! Noticing a column of times in several shapes: files put together from others, or half rewritten.

use super::row::Cells;
use crate::formats::mapping::{Field, Mapping};
use crate::formats::read_error::{At, ReadError};
use crate::formats::refusal::cut;
use crate::formats::time::{Clock, MomentError};

/// In how many shapes the times of a column make the import stop: one or two may be slips.
const TOO_MANY: usize = 3;

/// How many digits a date has at least.
const FEWEST_DIGITS: usize = 5;

/// The longest piece of a value a message repeats, in characters.
const LONGEST_VALUE: usize = 60;

/// The shapes of the times of a file: one of those that are read, and others that are not.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// The first time that is read, and its line.
    read: Option<(u64, String)>,
    /// The first of each shape that is not, with that shape.
    unread: Vec<(u64, String, String)>,
}

impl Shapes {
    /// Looks at the time of a row on `line`, which was read or refused.
    pub fn see(&mut self, line: u64, cells: &Cells<'_>, is_read: bool, clock: Clock) {
        if is_read && self.read.is_some() || self.unread.len() >= TOO_MANY {
            return;
        }
        let Some(text) = cells.get(Field::Start).or(cells.get(Field::End)) else {
            return;
        };
        if is_read {
            self.read = Some((line, cut(text, LONGEST_VALUE)));
            return;
        }
        let shape = shape(text);
        let is_known = || self.unread.iter().any(|(_, _, known)| *known == shape);
        let is_time = text.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS
            && clock.when(text) == Err(MomentError::Unreadable);
        if is_time && !is_known() {
            self.unread.push((line, cut(text, LONGEST_VALUE), shape));
        }
    }

    /// Checks at the end that the times of the file are in few shapes; `at` says of its rows where they stand.
    ///
    /// # Errors
    ///
    /// Fails where they are in three or more, with the first of each.
    pub fn check(&self, mapping: &Mapping, at: impl Fn(u64) -> At) -> Result<(), ReadError> {
        let unread = self.unread.iter().map(|(line, text, _)| (line, text));
        let read = self.read.as_ref().map(|(line, text)| (line, text));
        let mut all: Vec<_> = read.into_iter().chain(unread).collect();
        if all.len() < TOO_MANY {
            return Ok(());
        }
        all.sort_unstable();
        let field =
            if mapping.column(Field::Start).is_none() && mapping.column(Field::End).is_some() {
                Field::End
            } else {
                Field::Start
            };
        let said: Vec<String> = all
            .iter()
            .map(|(number, text)| format!("`{text}` on {}", at(**number)))
            .collect();
        Err(ReadError::Unreadable {
            problem: format!(
                "{}: the column of the {field} holds times in several shapes: {}; have all of them written as \
                 2024-05-01T08:00:00Z",
                at(*all[0].0),
                said.join(", ")
            ),
        })
    }
}

/// Returns how a text is written: each run of digits as `9`, and each of letters as `a`.
fn shape(text: &str) -> String {
    let class = |c: char| match c {
        '0'..='9' => '9',
        c if c.is_alphabetic() => 'a',
        c => c,
    };
    let mut shape: Vec<char> = text.chars().map(class).collect();
    shape.dedup_by(|one, other| one == other && matches!(one, '9' | 'a'));
    shape.into_iter().collect()
}
