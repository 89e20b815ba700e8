//! Keys out of the bytes that were typed before there was a thread to read them.
//!
//! Crossterm reads a terminal, not bytes: this knows the keys of the program's own table, and the
//! characters.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Returns the keys that some bytes were typed by. Sequences of other keys are left out.
#[must_use]
pub fn keys_of(bytes: &[u8]) -> Vec<KeyEvent> {
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.as_ref();
    let mut keys = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (key, used) = match sequence(rest) {
            Some(sequence) => (pressed(sequence), sequence.len()),
            None => (Some(of_char(first)), first.len_utf8()),
        };
        keys.extend(key);
        rest = &rest[used..];
    }
    keys
}

/// Returns the sequence that a text begins with: `ESC [`, numbers, and one letter or `~`, or `ESC O` and a
/// letter.
fn sequence(text: &str) -> Option<&str> {
    let within = text.strip_prefix("\x1b[").or(text.strip_prefix("\x1bO"))?;
    let end = within.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let length = text.len() - within.len() + end + 1;
    let is_whole = matches!(within.as_bytes()[end], b'@'..=b'~');
    is_whole.then(|| &text[..length])
}

/// Returns the key of a sequence, with Shift where that was held with an arrow.
fn pressed(sequence: &str) -> Option<KeyEvent> {
    let shifted = sequence[2..].strip_prefix("1;2").and_then(of_arrow);
    let with_shift = |code| KeyEvent::new(code, KeyModifiers::SHIFT);
    shifted
        .map(with_shift)
        .or_else(|| named(sequence).map(plain))
}

fn of_arrow(letter: &str) -> Option<KeyCode> {
    Some(match letter {
        "A" => KeyCode::Up,
        "B" => KeyCode::Down,
        "C" => KeyCode::Right,
        "D" => KeyCode::Left,
        _ => return None,
    })
}

fn named(sequence: &str) -> Option<KeyCode> {
    Some(match &sequence[2..] {
        "H" | "1~" | "7~" => KeyCode::Home,
        "F" | "4~" | "8~" => KeyCode::End,
        "Z" => KeyCode::BackTab,
        "P" | "11~" => KeyCode::F(1),
        "3~" => KeyCode::Delete,
        "5~" => KeyCode::PageUp,
        "6~" => KeyCode::PageDown,
        "23~" => KeyCode::F(11),
        letter => return of_arrow(letter),
    })
}

fn of_char(c: char) -> KeyEvent {
    match c {
        '\r' => plain(KeyCode::Enter),
        '\t' => plain(KeyCode::Tab),
        '\x1b' => plain(KeyCode::Esc),
        '\x7f' | '\x08' => plain(KeyCode::Backspace),
        '\x01'..='\x1a' => {
            let letter = char::from(b'a' + (c as u8 - 1));
            KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)
        }
        c => plain(KeyCode::Char(c)),
    }
}

fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::COMMANDS;

    #[test]
    fn keys_are_those_typed() {
        let codes: Vec<KeyCode> = keys_of("2é\r\x1b[A\x1bOB\x1b[5~\x1bq\x1b[1;5C\x7f".as_bytes())
            .into_iter()
            .map(|key| key.code)
            .collect();
        let typed = [
            KeyCode::Char('2'),
            KeyCode::Char('é'),
            KeyCode::Enter,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::PageUp,
            KeyCode::Esc,
            KeyCode::Char('q'),
            KeyCode::Backspace,
        ];
        assert_eq!(codes, typed);
    }

    #[test]
    fn every_key_of_the_table_is_known() {
        let typed = b"\x1bOP\x1b[23~ \r\x1b[A\x1b[B\x1b[C\x1b[D\x1b[1;2A\x1b[1;2B\x1b[1;2C\x1b[1;2D\x1b[5~\x1b[6~\x1b[H\x1b[F\t\x1b[Z\x7f\x03\x0c\x10\x1a\x1b";
        let known = keys_of(typed);
        for key in COMMANDS.iter().flat_map(|command| command.keys) {
            let is_char = key.spelled().chars().count() == 1 && key.spelled().is_ascii();
            assert!(
                is_char || known.iter().any(|event| key.is(*event)),
                "{}",
                key.spelled()
            );
        }
    }
}
