//! The only place the dashboard's state changes.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};

use super::action::{Action, PanelNumber};
use super::help;
use super::keymap::action_of;
use super::message::{Answer, Effect, Loaded, Message, Request, Stamp};
use super::prompt::{Outcome, Prompt, PromptKind};
use super::sort::{REWATCHED_COLUMNS, STREAK_COLUMNS, sort_rewatched, sort_streaks};
use super::span::Span;
use super::state::{App, Content, Count, Known, Overlay};

use crate::domain::cohort::{step_down, step_up};
use crate::domain::{Day, Threshold, Window, name};

impl App {
    /// Takes in what happened, and returns the work to do: pure, and never waiting.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
            Message::Key(key) => self.press(key),
            Message::Paste(text) => self.paste(&text),
            Message::Resized(columns, rows) => {
                self.size = (columns, rows);
                Vec::new()
            }
            Message::Loaded(loaded) => self.load(*loaded),
            Message::Answered(stamp, answer) => {
                self.take_answer(stamp, answer);
                Vec::new()
            }
            Message::Repaired(words) => {
                self.notice = Some(name::shown(&words).into_owned());
                Vec::new()
            }
            Message::Failed(reason) => {
                self.fail(&reason);
                Vec::new()
            }
        }
    }

    fn load(&mut self, loaded: Loaded) -> Vec<Effect> {
        self.trouble = None;
        if loaded.facts.days.is_none() {
            self.content = Content::Empty(loaded.facts);
            return Vec::new();
        }
        // Old rows stay until new ones arrive.
        let shown = match std::mem::take(&mut self.content) {
            Content::Ready(_, answer) => answer,
            _ => None,
        };
        if loaded.is_replaced {
            // Numbers of another file's titles mean nothing here.
            self.selected = None;
            self.page = None;
        }
        let known = Known {
            unfinished: loaded.facts.unfinished(loaded.now),
            facts: loaded.facts,
            timeline: loaded.timeline,
        };
        self.content = Content::Ready(Box::new(known), shown);
        self.ask()
    }

    fn take_answer(&mut self, stamp: Stamp, mut answer: Box<Answer>) {
        if stamp != self.asked {
            return; // stale: a newer question is under way
        }
        if let Content::Ready(_, shown) = &mut self.content {
            sort_streaks(&mut answer.frame.streaks, self.streak_sort);
            sort_rewatched(&mut answer.frame.rewatched, self.rewatched_sort);
            *shown = Some(answer);
            self.follow_selection();
        }
    }

    fn fail(&mut self, reason: &str) {
        // A reason may name a file, and a file may have any name.
        let reason = name::shown(reason).into_owned();
        match &self.content {
            Content::Ready(..) | Content::Empty(_) => self.trouble = Some(reason),
            Content::Loading | Content::Broken(_) => self.content = Content::Broken(reason),
        }
    }

    /// Asks the question the screen now stands for.
    pub(super) fn ask(&mut self) -> Vec<Effect> {
        let Some(question) = self.question() else {
            return Vec::new();
        };
        self.asked = Stamp(self.asked.0 + 1);
        vec![Effect::Ask(Request {
            stamp: self.asked,
            question,
            page: self.page,
        })]
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        let Overlay::Prompt(prompt) = &mut self.overlay else {
            return Vec::new();
        };
        prompt.paste(text);
        self.typed_filter()
    }

    fn press(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.notice = None;
        if let Overlay::Prompt(prompt) = &mut self.overlay
            && action_of(key) != Some(Action::Suspend)
        {
            let is_quit =
                action_of(key) == Some(Action::Quit) && !matches!(key.code, KeyCode::Char('q'));
            let outcome = if is_quit {
                Outcome::Cancelled
            } else {
                prompt.press(key)
            };
            return self.prompted(outcome);
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

    /// A digit acts as itself, and is remembered in case `<` or `>` follows.
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

    fn set_threshold(&mut self, count: Count) -> Vec<Effect> {
        self.focus = count.focus;
        self.list = count.list;
        self.span = count.span;
        self.threshold = Threshold::new(count.digits).unwrap_or(self.threshold);
        self.ask()
    }

    fn prompted(&mut self, outcome: Outcome) -> Vec<Effect> {
        if outcome == (Outcome::Typing { changed: true }) {
            return self.typed_filter();
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
            _ => Vec::new(),
        }
    }

    /// A filter works while it is typed.
    fn typed_filter(&mut self) -> Vec<Effect> {
        match &self.overlay {
            Overlay::Prompt(prompt) if prompt.kind == PromptKind::Filter => {
                prompt.input.value().clone_into(&mut self.filter);
                self.ask()
            }
            _ => Vec::new(),
        }
    }

    fn take_range(&mut self, prompt: Prompt) -> Vec<Effect> {
        let Some(bounds) = self.bounds() else {
            return Vec::new();
        };
        if let Ok(span) = Span::typed(prompt.input.value(), bounds) {
            self.span = span;
            return self.ask();
        }
        // The prompt says what is wrong, and stays.
        self.overlay = Overlay::Prompt(prompt);
        Vec::new()
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        if let Overlay::Help(line) = self.overlay
            && let Some(effects) = self.act_on_help(action, line)
        {
            return effects;
        }
        if self.page.is_some() {
            match action {
                Action::Quit => return self.go_back(),
                // What a page does not show is not changed behind it.
                Action::Panel(_)
                | Action::NextPanel
                | Action::PreviousPanel
                | Action::Zoom
                | Action::SortNext
                | Action::SortReverse => return Vec::new(),
                _ => {}
            }
        }
        match action {
            Action::Quit => vec![Effect::Quit],
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Redraw],
            Action::Refresh => {
                self.notice = Some("looking for new plays".to_owned());
                vec![Effect::Refresh]
            }
            Action::Pause => {
                self.is_paused = !self.is_paused;
                Vec::new()
            }
            Action::Help => {
                self.overlay = Overlay::Help(0);
                Vec::new()
            }
            Action::TypeRange => self.open_prompt(PromptKind::Range),
            Action::TypeFilter => self.open_prompt(PromptKind::Filter),
            Action::Back => self.go_back(),
            Action::Open => self.open_page(),
            Action::Zoom => {
                self.is_zoomed = !self.is_zoomed;
                Vec::new()
            }
            Action::SortNext | Action::SortReverse => {
                self.sort(action);
                Vec::new()
            }
            Action::Compare => {
                self.compare = self.compare.next();
                self.ask()
            }
            Action::ThresholdDown | Action::ThresholdUp => {
                let step = if action == Action::ThresholdUp {
                    step_up
                } else {
                    step_down
                };
                self.threshold = step(self.threshold);
                self.ask()
            }
            Action::Level => self.toggle_level(),
            Action::Reveal => {
                self.is_revealed = !self.is_revealed;
                Vec::new()
            }
            Action::Earlier
            | Action::Later
            | Action::DayEarlier
            | Action::DayLater
            | Action::Shorter
            | Action::Longer
            | Action::DefaultRange
            | Action::Newest => self.change_range(action),
            _ => self.go(action),
        }
    }

    /// While help is open, keys move it or close it; `None` leaves a key to its usual work.
    fn act_on_help(&mut self, action: Action, line: usize) -> Option<Vec<Effect>> {
        let shown = usize::from(self.size.1.saturating_sub(2));
        let last = help::lines().saturating_sub(shown);
        let page = shown.saturating_sub(2).max(1);
        self.overlay = match action {
            Action::Help | Action::Back | Action::Quit => Overlay::None,
            Action::Down => Overlay::Help((line + 1).min(last)),
            Action::Up => Overlay::Help(line.saturating_sub(1)),
            Action::PageDown => Overlay::Help((line + page).min(last)),
            Action::PageUp => Overlay::Help(line.saturating_sub(page)),
            Action::First => Overlay::Help(0),
            Action::Last => Overlay::Help(last),
            Action::Suspend | Action::Redraw => return None,
            _ => Overlay::Help(line),
        };
        Some(Vec::new())
    }

    fn open_prompt(&mut self, kind: PromptKind) -> Vec<Effect> {
        if self.known().is_some() {
            let text = match kind {
                PromptKind::Range => "",
                PromptKind::Filter => &self.filter,
            };
            self.overlay = Overlay::Prompt(Prompt::open(kind, text));
        }
        Vec::new()
    }

    /// Closes the nearest thing that is open; with nothing open, selects nothing.
    fn go_back(&mut self) -> Vec<Effect> {
        if self.page.take().is_some() {
            self.scroll = 0;
            return self.ask();
        }
        if self.is_zoomed {
            self.is_zoomed = false;
            return Vec::new();
        }
        if !self.filter.is_empty() {
            self.filter.clear();
            return self.ask();
        }
        if self.selected.take().is_some() {
            self.scroll = 0;
            return self.ask();
        }
        Vec::new()
    }

    fn sort(&mut self, action: Action) {
        let is_next = action == Action::SortNext;
        if self.focus == PanelNumber::Two {
            self.rewatched_sort = if is_next {
                self.rewatched_sort.next(&REWATCHED_COLUMNS)
            } else {
                self.rewatched_sort.reversed()
            };
        } else {
            self.streak_sort = if is_next {
                self.streak_sort.next(&STREAK_COLUMNS)
            } else {
                self.streak_sort.reversed()
            };
        }
        if let Content::Ready(_, Some(answer)) = &mut self.content {
            sort_streaks(&mut answer.frame.streaks, self.streak_sort);
            sort_rewatched(&mut answer.frame.rewatched, self.rewatched_sort);
            self.follow_selection();
        }
    }

    fn toggle_level(&mut self) -> Vec<Effect> {
        self.level = self.level.toggled();
        // A title's number means nothing among shows.
        self.selected = None;
        self.page = None;
        self.scroll = 0;
        self.ask()
    }

    fn change_range(&mut self, action: Action) -> Vec<Effect> {
        let Some(bounds) = self.bounds() else {
            return Vec::new();
        };
        let window = self.span.window(bounds);
        let days = i32::try_from(window.days()).unwrap_or(i32::MAX);
        // Forward goes to the newest day and no further: what comes after it is not known yet.
        let ahead = bounds.newest.since(window.to());
        let by = |days: i32| {
            let days = if days > 0 && ahead > 0 {
                days.min(ahead)
            } else {
                days
            };
            Span::of_window(window.shifted(days), bounds)
        };
        if matches!(action, Action::Later | Action::DayLater) && ahead <= 0 {
            self.notice = Some(format!("the log ends on {}", bounds.newest));
            return Vec::new();
        }
        let span = match action {
            Action::Earlier => by(-days),
            Action::Later => by(days),
            Action::DayEarlier => by(-1),
            Action::DayLater => by(1),
            Action::Shorter => self.span.shorter(bounds),
            Action::Longer => self.span.longer(bounds),
            Action::Newest => Span::of_window(Window::ending(bounds.newest, window.days()), bounds),
            _ => Span::default(),
        };
        self.take_span(span, bounds.first, bounds.newest)
    }

    /// Takes a span that holds a day of the log.
    fn take_span(&mut self, span: Span, first: Day, newest: Day) -> Vec<Effect> {
        let Some(bounds) = self.bounds() else {
            return Vec::new();
        };
        let window = span.window(bounds);
        if window.to() < first {
            self.notice = Some(format!("the log begins on {first}"));
            return Vec::new();
        }
        if window.from() > newest {
            self.notice = Some(format!("the log ends on {newest}"));
            return Vec::new();
        }
        self.span = span;
        self.ask()
    }
}
