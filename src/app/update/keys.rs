//! What a key does: it types into the open prompt, adds a digit, or stands for an action.

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::action::Action;
use crate::app::keymap::action_of;
use crate::app::message::Effect;
use crate::app::prompt::{Outcome, Prompt, PromptKind};
use crate::app::span::Span;
use crate::app::state::{App, Count, Overlay};
use crate::domain::Threshold;

impl App {
    /// Types pasted text into the open prompt; where none is open, it is not meant as keys.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        match &mut self.overlay {
            Overlay::Prompt(prompt) => {
                if prompt.paste(text) {
                    return self.typed();
                }
            }
            Overlay::Help(help) => {
                if let Some(prompt) = &mut help.typing {
                    let changed = prompt.paste(text);
                    help.typed(Outcome::Typing { changed });
                }
            }
            Overlay::None => {}
        }
        Vec::new()
    }

    /// Does what a key stands for where the screen now is.
    pub(super) fn press(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.notice = None;
        if action_of(key) != Some(Action::Suspend) {
            match &mut self.overlay {
                Overlay::Prompt(prompt) => {
                    let recalled = match prompt.kind {
                        PromptKind::Range => prompt.recall(key, &self.ranges),
                        PromptKind::Filter => None,
                    };
                    let outcome = match recalled {
                        Some(changed) => Outcome::Typing { changed },
                        None => type_into(prompt, key),
                    };
                    return self.prompted(outcome);
                }
                Overlay::Help(help) => {
                    if let Some(prompt) = &mut help.typing {
                        let outcome = type_into(prompt, key);
                        help.typed(outcome);
                        return Vec::new();
                    }
                }
                Overlay::None => {}
            }
        }
        if let KeyCode::Char(c) = key.code
            && let Some(digit) = c.to_digit(10)
            && !matches!(self.overlay, Overlay::Help(_))
        {
            return self.press_digit(key, digit);
        }
        let action = action_of(key);
        let count = self.count.take();
        let is_step = matches!(action, Some(Action::ThresholdUp | Action::ThresholdDown));
        // A lone 1 to 4 went to a panel: only a greater number was meant for the threshold.
        if let Some(count) = count.filter(|count| is_step && count.digits > 4) {
            return self.set_threshold(count);
        }
        action.map(|action| self.act(action)).unwrap_or_default()
    }

    /// Does what a digit stands for, and keeps it in case `<` or `>` follows.
    fn press_digit(&mut self, key: KeyEvent, digit: u32) -> Vec<Effect> {
        let count = match self.count.take() {
            Some(count) => Some(Count {
                digits: count
                    .digits
                    .saturating_mul(10)
                    .saturating_add(digit)
                    .min(99_999),
                ..count
            }),
            None if digit > 0 => Some(Count {
                digits: digit,
                focus: self.focus,
                list: self.list,
                span: self.span.clone(),
            }),
            None => None,
        };
        let effects = action_of(key)
            .map(|action| self.act(action))
            .unwrap_or_default();
        self.count = count;
        effects
    }

    /// Sets the threshold to the number typed, and takes back what its digits did as keys.
    fn set_threshold(&mut self, count: Count) -> Vec<Effect> {
        self.focus = count.focus;
        self.list = count.list;
        self.span = count.span;
        self.threshold = Threshold::new(count.digits).unwrap_or(self.threshold);
        self.ask()
    }

    /// Does what a key in the prompt led to.
    fn prompted(&mut self, outcome: Outcome) -> Vec<Effect> {
        if outcome == (Outcome::Typing { changed: true }) {
            return self.typed();
        }
        if matches!(outcome, Outcome::Typing { .. }) {
            return Vec::new();
        }
        let Overlay::Prompt(prompt) = std::mem::take(&mut self.overlay) else {
            return Vec::new();
        };
        match (prompt.kind, outcome) {
            (PromptKind::Filter, Outcome::Cancelled) => {
                self.filter.clone_from(&prompt.before);
                self.ask()
            }
            (PromptKind::Range, Outcome::Accepted) if !prompt.input.value().trim().is_empty() => {
                self.take_range(prompt)
            }
            (PromptKind::Range, _) => self.ask_about(Span::again(&prompt.before)),
            (PromptKind::Filter, _) => Vec::new(),
        }
    }

    /// Has the panels follow what is typed so far. While it means no days, the range is the one before.
    fn typed(&mut self) -> Vec<Effect> {
        let Overlay::Prompt(prompt) = &self.overlay else {
            return Vec::new();
        };
        let text = prompt.input.value();
        match prompt.kind {
            PromptKind::Filter => {
                text.clone_into(&mut self.filter);
                self.ask()
            }
            PromptKind::Range => {
                let bounds = self.bounds();
                let typed = bounds.and_then(|bounds| Span::typed(text, bounds).ok());
                self.ask_about(typed.unwrap_or_else(|| Span::again(&prompt.before)))
            }
        }
    }

    fn take_range(&mut self, prompt: Prompt) -> Vec<Effect> {
        let Some(bounds) = self.bounds() else {
            return self.ask_about(Span::again(&prompt.before));
        };
        if let Ok(span) = Span::typed(prompt.input.value(), bounds) {
            self.ranges.add(span.text());
            return self.ask_about(span);
        }
        // The prompt says what is wrong, and stays.
        self.overlay = Overlay::Prompt(prompt);
        Vec::new()
    }
}

/// Types a key into a prompt; Ctrl-C gives the line up.
fn type_into(prompt: &mut Prompt, key: KeyEvent) -> Outcome {
    let is_quit = action_of(key) == Some(Action::Quit) && !matches!(key.code, KeyCode::Char('q'));
    if is_quit {
        Outcome::Cancelled
    } else {
        prompt.press(key)
    }
}
