//! A key: how it is pressed, and how it is spelled.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    control: bool,
    /// Only told apart where an arrow is pressed: of other keys, Shift makes another code.
    shift: bool,
}

impl Key {
    /// Returns a key pressed alone.
    pub(super) const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            control: false,
            shift: false,
        }
    }

    /// Returns the key of a character.
    pub(crate) const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Returns a character's key pressed with Ctrl.
    pub(super) const fn control(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            control: true,
            shift: false,
        }
    }

    /// Returns an arrow pressed with Shift.
    pub(super) const fn shift(arrow: KeyCode) -> Self {
        Self {
            code: arrow,
            control: false,
            shift: true,
        }
    }

    /// Returns whether the event is this key.
    pub(crate) fn is(self, event: KeyEvent) -> bool {
        self == Self::of(event)
    }

    /// Returns the key that was pressed.
    pub(super) fn of(event: KeyEvent) -> Self {
        Self {
            code: event.code,
            control: event.modifiers.contains(KeyModifiers::CONTROL),
            shift: arrow_on(event.code).is_some() && event.modifiers.contains(KeyModifiers::SHIFT),
        }
    }

    /// Returns the key as it is when it is pressed.
    #[must_use]
    pub fn pressed(self) -> KeyEvent {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, self.control);
        modifiers.set(KeyModifiers::SHIFT, self.shift);
        KeyEvent::new(self.code, modifiers)
    }

    /// Returns whether it types a character into a line.
    #[must_use]
    pub fn types(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.control
    }

    /// Returns the key of this spelling: a character, `Ctrl-` and a letter, `F1` or one of the names of keys. Case
    /// matters for a character alone.
    #[must_use]
    pub fn parse(spelled: &str) -> Option<Self> {
        let mut characters = spelled.chars();
        if let (Some(c), None) = (characters.next(), characters.next())
            && !ARROWS.iter().any(|(arrow, _)| *arrow == c)
        {
            return (!c.is_whitespace() && !c.is_control()).then_some(Self::char(c));
        }
        let name = spelled.to_lowercase();
        if let Some(letter) = name.strip_prefix("ctrl-") {
            let mut letters = letter.chars();
            let letter = letters.next().filter(char::is_ascii_alphabetic)?;
            return letters.next().is_none().then_some(Self::control(letter));
        }
        if let Some(arrow) = name.strip_prefix("shift-")
            && let Some(key) = Self::parse(arrow)
            && arrow_on(key.code).is_some()
        {
            return Some(Self::shift(key.code));
        }
        if let Some(number) = name.strip_prefix('f') {
            let number: Option<u8> = number.parse().ok();
            if let Some(number @ 1..=24) = number {
                return Some(Self::plain(KeyCode::F(number)));
            }
        }
        let mut named = NAMES.iter();
        let is_named = |(other, _): &&(&str, KeyCode)| other.to_lowercase() == name;
        let of_arrow = ARROWS
            .iter()
            .find(|(arrow, _)| name.chars().eq([*arrow]))
            .map(|(_, code)| *code);
        let code = named.find(is_named).map(|(_, code)| *code).or(of_arrow)?;
        Some(Self::plain(code))
    }

    /// Returns the key as help spells it, for example `Ctrl-C`; `this key` for one that has no name.
    #[must_use]
    pub fn spelled(self) -> String {
        match self.code {
            KeyCode::Char(' ') => return "Space".to_owned(),
            KeyCode::Char(c) if self.control => return format!("Ctrl-{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => return c.to_string(),
            KeyCode::F(number) => return format!("F{number}"),
            _ => {}
        }
        if let Some(arrow) = arrow_on(self.code) {
            let shift = if self.shift { "Shift-" } else { "" };
            return format!("{shift}{arrow}");
        }
        let named = NAMES.iter().find(|(_, code)| *code == self.code);
        named.map_or("this key", |(name, _)| name).to_owned()
    }
}

/// Keys by the arrows on them.
const ARROWS: [(char, KeyCode); 4] = [
    ('↑', KeyCode::Up),
    ('↓', KeyCode::Down),
    ('←', KeyCode::Left),
    ('→', KeyCode::Right),
];

/// Returns the arrow on a key, if there is one.
fn arrow_on(key: KeyCode) -> Option<char> {
    let arrow = ARROWS.iter().find(|(_, code)| *code == key);
    arrow.map(|(arrow, _)| *arrow)
}

/// Keys by their names.
const NAMES: [(&str, KeyCode); 16] = [
    ("Esc", KeyCode::Esc),
    ("Enter", KeyCode::Enter),
    ("Tab", KeyCode::Tab),
    ("Shift-Tab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Insert", KeyCode::Insert),
    ("Delete", KeyCode::Delete),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("Space", KeyCode::Char(' ')),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
];

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("c", Some("c"))]
    #[case("C", Some("C"))]
    #[case("ctrl-p", Some("Ctrl-P"))]
    #[case("Ctrl-P", Some("Ctrl-P"))]
    #[case("f11", Some("F11"))]
    #[case("f", Some("f"))]
    #[case("shift-tab", Some("Shift-Tab"))]
    #[case("up", Some("↑"))]
    #[case("↑", Some("↑"))]
    #[case("shift-up", Some("Shift-↑"))]
    #[case("Shift-↑", Some("Shift-↑"))]
    #[case("shift-a", None)]
    #[case("space", Some("Space"))]
    #[case("pgdn", Some("PgDn"))]
    #[case("f25", None)]
    #[case("ctrl-", None)]
    #[case("ctrl-pp", None)]
    #[case("hyper-c", None)]
    #[case("", None)]
    #[case(" ", None)]
    fn a_key_is_known_by_its_spelling(#[case] spelled: &str, #[case] key: Option<&str>) {
        let parsed = Key::parse(spelled).map(Key::spelled);
        assert_eq!(parsed.as_deref(), key);
    }
}
