//! The line being typed: a range, a filter or a command.

use crossterm::event::KeyEvent;

use crate::app::action::Action;
use crate::app::history::remember;
use crate::app::message::Effect;
use crate::app::prompt::{Outcome, Prompt, PromptKind};
use crate::app::span::Span;
use crate::app::state::{App, Overlay};

impl App {
    /// Types pasted text into the open prompt; where none is open, it is not meant as keys.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if self.presentation.is_some() {
            return Vec::new();
        }
        let is_changed = self.line().is_some_and(|prompt| prompt.paste(text));
        self.typed(is_changed)
    }

    /// Types a key into the open prompt.
    pub(super) fn type_key(&mut self, key: KeyEvent) -> Vec<Effect> {
        let outcome = self.line().map(|prompt| prompt.press(key));
        match outcome {
            Some(Outcome::Typing { changed }) => self.typed(changed),
            Some(Outcome::Cancelled) => self.act_on_line(Action::Leave),
            None => Vec::new(),
        }
    }

    /// Does what a key of the line being typed stands for.
    pub(super) fn act_on_line(&mut self, action: Action) -> Vec<Effect> {
        match &mut self.overlay {
            Overlay::Palette(_) => self.act_on_palette(action),
            Overlay::Prompt(..) => self.act_on_prompt(action),
            Overlay::Card(_) => self.act_on_card(action),
            Overlay::Help(help) => {
                match action {
                    Action::Accept => help.typed_through(true),
                    Action::Leave => help.typed_through(false),
                    _ => {}
                }
                Vec::new()
            }
            Overlay::None | Overlay::Viewers(_) | Overlay::Callouts(_) | Overlay::Inspection(_) => {
                Vec::new()
            }
        }
    }

    /// Returns the line being typed, if one is.
    fn line(&mut self) -> Option<&mut Prompt> {
        match &mut self.overlay {
            Overlay::Prompt(_, prompt) => Some(prompt),
            Overlay::Palette(palette) => Some(&mut palette.prompt),
            Overlay::Help(help) => help.typing.as_mut(),
            Overlay::Card(card) => Some(&mut card.prompt),
            Overlay::None | Overlay::Viewers(_) | Overlay::Callouts(_) | Overlay::Inspection(_) => {
                None
            }
        }
    }

    /// Takes in that a key or a paste went to the line, and perhaps changed it.
    fn typed(&mut self, is_changed: bool) -> Vec<Effect> {
        match &mut self.overlay {
            Overlay::Prompt(PromptKind::Filter, prompt) if is_changed => {
                prompt.input.value().clone_into(&mut self.filter);
                return self.ask();
            }
            Overlay::Prompt(PromptKind::Range, prompt) if is_changed => {
                let prompt = prompt.clone();
                return self.preview(&prompt);
            }
            Overlay::Palette(palette) if is_changed => palette.changed(),
            Overlay::Help(help) => help.typed(),
            _ => {}
        }
        Vec::new()
    }

    /// Has the panels show what is typed so far. While it means no days, the range is the one before.
    fn preview(&mut self, prompt: &Prompt) -> Vec<Effect> {
        let bounds = self.bounds();
        let typed = bounds.and_then(|bounds| Span::typed(prompt.input.value(), bounds).ok());
        self.ask_about(typed.unwrap_or_else(|| Span::again(&prompt.before)))
    }

    fn act_on_prompt(&mut self, action: Action) -> Vec<Effect> {
        let Overlay::Prompt(kind, mut prompt) = std::mem::take(&mut self.overlay) else {
            return Vec::new();
        };
        match (action, kind) {
            (Action::Leave, PromptKind::Filter) => {
                self.filter.clone_from(&prompt.before);
                return self.ask();
            }
            (Action::Accept, PromptKind::Range) if !prompt.input.value().trim().is_empty() => {
                return self.take_range(prompt);
            }
            (Action::Accept, PromptKind::Filter) => {
                remember(&mut self.history.filters, prompt.input.value());
                return Vec::new();
            }
            (Action::Leave | Action::Accept, PromptKind::Range) => {
                return self.ask_about(Span::again(&prompt.before));
            }
            _ => {}
        }
        let is_changed = match action {
            Action::Older => prompt.older(),
            Action::Newer => prompt.newer(),
            _ => false,
        };
        self.overlay = Overlay::Prompt(kind, prompt);
        self.typed(is_changed)
    }

    fn take_range(&mut self, prompt: Prompt) -> Vec<Effect> {
        let Some(bounds) = self.bounds() else {
            return self.ask_about(Span::again(&prompt.before));
        };
        if let Ok(span) = Span::typed(prompt.input.value(), bounds) {
            remember(&mut self.history.ranges, span.text());
            return self.ask_about(span);
        }
        // The prompt says what is wrong, and stays.
        self.overlay = Overlay::Prompt(PromptKind::Range, prompt);
        Vec::new()
    }
}
