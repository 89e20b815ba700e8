//! Present mode: it begins, goes on by itself or by keys, and ends where it was begun.

use crossterm::event::KeyEvent;

use crate::app::action::Action;
use crate::app::command::Context;
use crate::app::known::Known;
use crate::app::message::Effect;
use crate::app::present::{Presentation, SLIDES};
use crate::app::state::{App, Content, Overlay};
use crate::query::ScopeError;

impl App {
    /// Begins to present, or ends it. Nothing else of the state changes: the end is where the beginning was.
    pub(super) fn toggle_presentation(&mut self) -> Vec<Effect> {
        self.overlay = Overlay::None;
        if self.presentation.take().is_some() {
            self.show_answer();
        } else if self.known().is_none_or(Known::is_presentable) {
            self.presentation = Some(Presentation::default());
            // Nothing that was on the screen is put on the wall.
            if let Content::Ready(_, answer) = &mut self.content {
                *answer = None;
            }
            self.view = None;
        } else {
            self.refuse_presentation();
            return Vec::new();
        }
        self.ask()
    }

    /// Presents nothing, and says why.
    pub(super) fn refuse_presentation(&mut self) {
        self.presentation = None;
        self.notice = Some(ScopeError::Open.to_string());
    }

    /// Does what a key stands for while presenting: any that has no work of its own holds the slide.
    pub(super) fn press_while_presenting(&mut self, key: KeyEvent) -> Vec<Effect> {
        let command = self.setup.bindings.command_of(key, Context::Presentation);
        let action = command.and_then(|command| command.action);
        match (action, &mut self.presentation) {
            (Some(Action::Suspend), _) => return vec![Effect::Suspend],
            (Some(Action::Redraw), _) => return vec![Effect::Redraw],
            (Some(Action::Present | Action::Back | Action::Quit), _) => {
                return self.toggle_presentation();
            }
            (Some(Action::Left), Some(presentation)) => presentation.go(SLIDES.len() - 1),
            (Some(Action::Right), Some(presentation)) => presentation.go(1),
            (Some(Action::HoldSlide), Some(presentation)) => {
                presentation.is_held = !presentation.is_held;
            }
            (_, Some(presentation)) => presentation.is_held = true,
            (_, None) => {}
        }
        Vec::new()
    }

    /// Goes on to the next slide, now that one has stayed long enough.
    pub(super) fn end_slide(&mut self) {
        if let Some(presentation) = &mut self.presentation
            && !presentation.is_held
        {
            presentation.go(1);
        }
    }
}
