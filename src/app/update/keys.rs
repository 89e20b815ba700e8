//! What a key does: it types into the open prompt, adds a digit, or does a command.

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::action::Action;
use crate::app::command::Context;
use crate::app::key::Key;
use crate::app::message::Effect;
use crate::app::state::{App, Count, Overlay};
use crate::domain::{Threshold, name};

impl App {
    /// Does what a key stands for where the screen now is; where that is nothing, says so.
    pub(super) fn press(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.notice = None;
        if self.presentation.is_some() {
            return self.press_while_presenting(key);
        }
        let context = self.context();
        let command = self.setup.bindings.command_of(key, context);
        let action = command.and_then(|command| command.action);
        if context.is_typing() {
            return match action {
                Some(action @ (Action::Suspend | Action::Redraw)) => self.act(action),
                Some(action) => self.act_on_line(action),
                None => self.type_key(key),
            };
        }
        let digit = match key.code {
            KeyCode::Char(c) if context != Context::Help => c.to_digit(10),
            _ => None,
        };
        let spelled = Key::of(key).spelled();
        self.attempt(&name::shown(&spelled), |app| match digit {
            Some(digit) => app.press_digit(action, digit),
            None => app.press_other(action),
        })
    }

    /// Does something called `what`; where nothing has come of it, says so.
    pub(super) fn attempt(
        &mut self,
        what: &str,
        deed: impl FnOnce(&mut Self) -> Vec<Effect>,
    ) -> Vec<Effect> {
        let before = self.standing();
        let effects = deed(self);
        if effects.is_empty() && self.notice.is_none() && self.standing() == before {
            let help = self.setup.bindings.key_of(Action::Help);
            self.notice = Some(format!("`{what}` does nothing here; {help} lists the keys"));
        }
        effects
    }

    /// Does what a key stands for that is no digit.
    fn press_other(&mut self, action: Option<Action>) -> Vec<Effect> {
        let count = self.count.take();
        let is_step = matches!(action, Some(Action::ThresholdUp | Action::ThresholdDown));
        // A lone 1 to 4 went to a panel: only a greater number was meant for the threshold.
        if let Some(count) = count.filter(|count| is_step && count.digits > 4) {
            return self.set_threshold(count);
        }
        action.map(|action| self.act(action)).unwrap_or_default()
    }

    /// Does what a digit stands for, and keeps it in case `<` or `>` follows.
    fn press_digit(&mut self, action: Option<Action>, digit: u32) -> Vec<Effect> {
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
        let effects = action.map(|action| self.act(action)).unwrap_or_default();
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

    /// Returns what keys change, as far as it can be seen.
    fn standing(&self) -> impl PartialEq + use<> {
        let typed_count = self.typed_count().filter(|count| *count > 4);
        let chosen = (self.span.clone(), self.levels, self.threshold, self.compare);
        let listed = (self.filter.clone(), self.streak_sort, self.rewatched_sort);
        let place = (self.focus, self.is_zoomed, self.page, self.scroll);
        let tabs = (
            self.cohort_tab,
            self.calendar_tab,
            self.plays_tab,
            self.selected,
            self.page_part,
        );
        let covering = std::mem::discriminant(&self.overlay);
        let overlay = match &self.overlay {
            Overlay::None => None,
            Overlay::Help(help) => Some((help.scroll, help.filter.clone(), help.typing.is_some())),
            Overlay::Viewers(list) => Some((list.selected, String::new(), false)),
            Overlay::Callouts(list) => Some((list.selected, String::new(), false)),
            Overlay::Inspection(shown) => Some((shown.scroll, String::new(), false)),
            Overlay::Prompt(..) | Overlay::Palette(_) | Overlay::Card(_) => {
                Some((0, String::new(), true))
            }
        };
        let switches = (self.is_revealed, self.is_paused, self.presentation);
        let picked = (self.day_cursor, self.hour_cursor, self.place_of_hero());
        (
            chosen,
            listed,
            place,
            tabs,
            (covering, overlay),
            (switches, picked),
            typed_count,
        )
    }
}
