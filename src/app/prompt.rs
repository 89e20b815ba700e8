//! The lines in which a range or a filter is typed.

use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler as _;

use super::history::{History, Walk};
use crate::domain::name;
use crate::domain::range::{self, Bounds};

/// The most characters a prompt holds; what is typed or pasted beyond is left out.
pub const MOST_CHARACTERS: usize = 1_000;

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
    /// The filter or the range as it was before, which Esc brings back.
    pub before: String,
    /// Where it stands among the lines taken earlier.
    walk: Walk,
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
    /// Opens a prompt for a filter that is changed: it holds the one before, which Esc brings back.
    #[must_use]
    pub fn filter(before: &str) -> Self {
        Self::open(PromptKind::Filter, before, before)
    }

    /// Opens an empty prompt for a range; Esc brings back the one before.
    #[must_use]
    pub fn range(before: &str) -> Self {
        Self::open(PromptKind::Range, "", before)
    }

    fn open(kind: PromptKind, text: &str, before: &str) -> Self {
        Self {
            kind,
            input: Input::new(text.to_owned()),
            before: before.to_owned(),
            walk: Walk::default(),
        }
    }

    /// Goes to an earlier line with `↑`, to a later one with `↓`; returns whether the text changed, or `None` for
    /// another key.
    pub fn recall(&mut self, key: KeyEvent, history: &History) -> Option<bool> {
        let line = match key.code {
            KeyCode::Up => self.walk.older(history, self.input.value()),
            KeyCode::Down => self.walk.newer(history),
            _ => return None,
        };
        let changed = line.is_some();
        if let Some(line) = line {
            self.input = Input::new(line);
        }
        Some(changed)
    }

    /// Types a key.
    pub fn press(&mut self, key: KeyEvent) -> Outcome {
        match key.code {
            KeyCode::Enter => Outcome::Accepted,
            KeyCode::Esc => Outcome::Cancelled,
            KeyCode::Backspace if self.input.value().is_empty() => Outcome::Cancelled,
            // Bidi controls and the like are never shown, so they cannot be typed either.
            KeyCode::Char(c) if !is_visible(c) => Outcome::Typing { changed: false },
            _ => Outcome::Typing {
                changed: self.edit(key),
            },
        }
    }

    /// Has a key move or change the text; returns whether it changed it.
    fn edit(&mut self, key: KeyEvent) -> bool {
        let before = self.input.clone();
        let response = self.input.handle_event(&Event::Key(key));
        if self.characters() > MOST_CHARACTERS {
            self.input = before;
            return false;
        }
        let changed = response.is_some_and(|response| response.value);
        if changed {
            self.walk = Walk::default();
        }
        changed
    }

    /// Inserts pasted text at the cursor, in one step and as far as there is room; controls in it
    /// become blanks. Returns whether the text changed.
    pub fn paste(&mut self, text: &str) -> bool {
        let room = MOST_CHARACTERS.saturating_sub(self.characters());
        let pasted: String = name::shown(text).chars().take(room).collect();
        if pasted.is_empty() {
            return false;
        }
        let value = self.input.value();
        let mut places = value.char_indices().map(|(place, _)| place);
        let place = places.nth(self.input.cursor()).unwrap_or(value.len());
        let (head, tail) = value.split_at(place);
        let cursor = self.input.cursor() + pasted.chars().count();
        let value = [head, &pasted, tail].concat();
        let input = std::mem::take(&mut self.input);
        self.input = input.with_value(value).with_cursor(cursor);
        self.walk = Walk::default();
        true
    }

    fn characters(&self) -> usize {
        self.input.value().chars().count()
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
