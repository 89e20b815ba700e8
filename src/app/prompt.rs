//! A line being typed.

use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler as _;

use crate::domain::name;
use crate::domain::range::{self, Bounds};

/// The most characters a prompt holds; what is typed or pasted beyond is left out.
pub const MOST_CHARACTERS: usize = 1_000;

/// What a line over the panels is typed for.
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
    /// The text and the cursor.
    pub input: Input,
    /// The text as it was before, which Esc brings back.
    pub before: String,
    /// Lines typed earlier, the oldest first.
    earlier: Vec<String>,
    /// Which of them is shown, and the text that was typed before it was.
    shown: Option<(usize, String)>,
}

/// What a key did to a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The line is still being typed.
    Typing {
        /// Whether its text changed.
        changed: bool,
    },
    /// Backspace in an empty line: it is given up.
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
    pub fn open(text: &str) -> Self {
        Self {
            input: Input::new(text.to_owned()),
            before: text.to_owned(),
            earlier: Vec::new(),
            shown: None,
        }
    }

    /// Has Esc bring back another text than the one it opens with.
    #[must_use]
    pub fn over(self, before: &str) -> Self {
        Self {
            before: before.to_owned(),
            ..self
        }
    }

    /// Has it go through lines typed earlier, the oldest first.
    #[must_use]
    pub fn with_earlier(self, lines: &[String]) -> Self {
        Self {
            earlier: lines.to_vec(),
            ..self
        }
    }

    /// Returns whether it shows a line typed earlier.
    #[must_use]
    pub fn shows_earlier(&self) -> bool {
        self.shown.is_some()
    }

    /// Shows the line typed before the one shown; returns whether there is one.
    pub fn older(&mut self) -> bool {
        let place = self
            .shown
            .as_ref()
            .map_or(self.earlier.len(), |(at, _)| *at);
        let Some(line) = place.checked_sub(1).and_then(|at| self.earlier.get(at)) else {
            return false;
        };
        let input = Input::new(line.clone());
        let draft = match self.shown.take() {
            Some((_, draft)) => draft,
            None => self.input.value().to_owned(),
        };
        self.input = input;
        self.shown = Some((place - 1, draft));
        true
    }

    /// Shows the line typed after the one shown, behind the last what was being typed; returns whether there is one.
    pub fn newer(&mut self) -> bool {
        let Some((at, draft)) = self.shown.take() else {
            return false;
        };
        if let Some(line) = self.earlier.get(at + 1) {
            self.input = Input::new(line.clone());
            self.shown = Some((at + 1, draft));
        } else {
            self.input = Input::new(draft);
        }
        true
    }

    /// Has it hold another text, the cursor at its end.
    pub fn fill(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
        self.shown = None;
    }

    /// Types a key that does nothing else.
    pub fn press(&mut self, key: KeyEvent) -> Outcome {
        match key.code {
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
        let is_changed = response.is_some_and(|response| response.value);
        if is_changed {
            self.shown = None;
        }
        is_changed
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
        self.shown = None;
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
