//! A key: how it is pressed, and how it is spelled.

use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    control: bool,
}

impl Key {
    /// Returns a key pressed alone.
    pub(super) const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            control: false,
        }
    }

    /// Returns the key of a character.
    pub(super) const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Returns a character's key pressed with Ctrl.
    pub(super) const fn control(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            control: true,
        }
    }

    /// Returns whether the event is this key.
    pub(super) fn is(self, event: KeyEvent) -> bool {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        self.code == event.code && self.control == control
    }

    /// Returns the key as it is when it is pressed.
    #[must_use]
    pub fn pressed(self) -> KeyEvent {
        let modifiers = if self.control {
            KeyModifiers::CONTROL
        } else {
            KeyModifiers::NONE
        };
        KeyEvent::new(self.code, modifiers)
    }

    /// Returns the key as help spells it, for example `Ctrl-C`.
    #[must_use]
    pub fn spelled(self) -> String {
        let name = match self.code {
            KeyCode::Char(c) if self.control => return format!("Ctrl-{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => return c.to_string(),
            KeyCode::F(number) => return format!("F{number}"),
            KeyCode::Esc => "Esc",
            KeyCode::Enter => "Enter",
            KeyCode::Tab => "Tab",
            KeyCode::BackTab => "Shift-Tab",
            KeyCode::Backspace => "Backspace",
            KeyCode::Up => "↑",
            KeyCode::Down => "↓",
            KeyCode::Left => "←",
            KeyCode::Right => "→",
            KeyCode::PageUp => "PgUp",
            KeyCode::PageDown => "PgDn",
            KeyCode::Home => "Home",
            KeyCode::End => "End",
            _ => "?",
        };
        name.to_owned()
    }
}

/// What names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no key is called `{0}`")]
pub struct UnknownKey(String);

/// The keys that [`Key::spelled`] names in more than one character, and those with a name that is easier
/// to type; in small letters.
const NAMES: [(&str, KeyCode); 18] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("up", KeyCode::Up),
    ("↑", KeyCode::Up),
    ("down", KeyCode::Down),
    ("↓", KeyCode::Down),
    ("left", KeyCode::Left),
    ("←", KeyCode::Left),
    ("right", KeyCode::Right),
    ("→", KeyCode::Right),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("space", KeyCode::Char(' ')),
];

/// The highest function key.
const MOST_F: u8 = 24;

/// Reads a key as it is spelled; names of more than one letter in large or small ones.
impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next())
            && !NAMES.iter().any(|(name, _)| *name == text)
        {
            return Ok(Self::char(c));
        }
        let name = text.to_lowercase();
        if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == name) {
            return Ok(Self::plain(*code));
        }
        let control = name.strip_prefix("ctrl-").and_then(|key| key.parse().ok());
        let function = name
            .strip_prefix('f')
            .and_then(|number| number.parse().ok());
        match (control, function) {
            (Some(c), _) => Ok(Self::control(c)),
            (None, Some(number @ 1..=MOST_F)) => Ok(Self::plain(KeyCode::F(number))),
            _ => Err(UnknownKey(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Enter", Key::plain(KeyCode::Enter))]
    #[case("PGDN", Key::plain(KeyCode::PageDown))]
    #[case("Up", Key::plain(KeyCode::Up))]
    #[case("Space", Key::char(' '))]
    #[case("ctrl-c", Key::control('c'))]
    #[case("f1", Key::plain(KeyCode::F(1)))]
    #[case("F", Key::char('F'))]
    #[case("é", Key::char('é'))]
    fn names_are_read(#[case] text: &str, #[case] key: Key) {
        assert_eq!(text.parse(), Ok(key));
        assert!(key.is(key.pressed()));
    }

    #[rstest]
    fn what_is_no_key_is_refused(
        #[values("", "18", "Entr", "F0", "F25", "Ctrl-", "Ctrl-ab", "Alt-x")] text: &str,
    ) {
        assert_eq!(text.parse::<Key>(), Err(UnknownKey(text.to_owned())));
    }
}
