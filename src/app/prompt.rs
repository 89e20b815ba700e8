//! The lines in which a range or a filter is typed.

use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler as _;

use crate::domain::name;
use crate::domain::range::{self, Bounds};

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptKind {
    /// A range of days.
    Range,
    /// A filter on names.
    Filter,
}

/// A line being typed.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What is typed.
    pub kind: PromptKind,
    /// The text and the cursor.
    pub input: Input,
    /// The text as it was before, which Esc brings back.
    pub before: String,
}

/// What a key did to a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The line is still being typed.
    Typing {
        /// Whether its text changed.
        changed: bool,
    },
    /// Enter: the line is taken.
    Accepted,
    /// Esc: the line is given up.
    Cancelled,
}

/// What the range typed so far means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Echo {
    /// These days, in words.
    Means(String),
    /// Nothing: why, and the bytes of the text at fault.
    Wrong(range::RangeError),
}

impl Prompt {
    /// Opens a prompt that holds `text`, which Esc brings back.
    #[must_use]
    pub fn open(kind: PromptKind, text: &str) -> Self {
        Self {
            kind,
            input: Input::new(text.to_owned()),
            before: text.to_owned(),
        }
    }

    /// Types a key.
    pub fn press(&mut self, key: KeyEvent) -> Outcome {
        match key.code {
            KeyCode::Enter => Outcome::Accepted,
            KeyCode::Esc => Outcome::Cancelled,
            KeyCode::Backspace if self.input.value().is_empty() => Outcome::Cancelled,
            // Bidi controls and the like are never shown, so they cannot be typed either.
            KeyCode::Char(c) if !is_visible(c) => Outcome::Typing { changed: false },
            _ => {
                let response = self.input.handle_event(&Event::Key(key));
                let changed = response.is_some_and(|response| response.value);
                Outcome::Typing { changed }
            }
        }
    }

    /// Inserts pasted text at the cursor; controls in it become blanks.
    pub fn paste(&mut self, text: &str) {
        for c in name::shown(text).chars() {
            self.input.handle(tui_input::InputRequest::InsertChar(c));
        }
    }

    /// Returns what the range typed so far means.
    #[must_use]
    pub fn echo(&self, bounds: Bounds) -> Echo {
        match range::parse(self.input.value(), bounds) {
            Ok(window) => Echo::Means(range::describe(window, bounds)),
            Err(error) => Echo::Wrong(error),
        }
    }
}

fn is_visible(c: char) -> bool {
    name::shown(c.encode_utf8(&mut [0; 4])).contains(c)
}
