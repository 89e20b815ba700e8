//! Refusing a row that cannot be read.

use super::limits::LONGEST_TEXT;
use super::record::{Entry, Refusal};
use crate::domain::name::shown;

/// Returns at most `length` characters of `text`.
pub(super) fn cut(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}

/// Returns a refusal of the row `text` at `line`.
pub(super) fn refusal(line: u64, reason: &str, text: &[u8]) -> Entry<'static> {
    // Four bytes a character at most: the rest need not be looked at.
    let text = &text[..text.len().min(4 * LONGEST_TEXT)];
    let text = String::from_utf8_lossy(text);
    Entry::Refused(Refusal {
        line,
        // It repeats values of the row, and is printed.
        reason: shown(reason).into_owned(),
        text: cut(text.trim_matches(['\r', '\n']), LONGEST_TEXT),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("シーズン", 2), "シー");
        let Entry::Refused(refused) = refusal(1, "", "é".repeat(5000).as_bytes()) else {
            panic!("not refused");
        };
        assert_eq!(refused.text, "é".repeat(1000));
    }
}
