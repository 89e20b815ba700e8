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
    pub(super) const fn char(c: char) -> Self {
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
    pub(super) fn is(self, event: KeyEvent) -> bool {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let is_arrow = matches!(
            event.code,
            KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right
        );
        let shift = is_arrow && event.modifiers.contains(KeyModifiers::SHIFT);
        (self.code, self.control, self.shift) == (event.code, control, shift)
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
        if self.shift {
            return format!("Shift-{name}");
        }
        name.to_owned()
    }
}
