//! What each action does.

use crate::app::action::{Action, PanelNumber};
use crate::app::help;
use crate::app::message::Effect;
use crate::app::prompt::{Prompt, PromptKind};
use crate::app::sort::{REWATCHED_COLUMNS, STREAK_COLUMNS};
use crate::app::state::{App, Overlay};
use crate::domain::cohort::{step_down, step_up};

impl App {
    /// Does what an action stands for where the screen now is.
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        if let Overlay::Help(line) = self.overlay
            && let Some(effects) = self.act_on_help(action, line)
        {
            return effects;
        }
        if self.page.is_some()
            && let Some(effects) = self.act_on_page(action)
        {
            return effects;
        }
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Refresh => return self.look_for_plays(),
            Action::Back => return self.go_back(),
            Action::Open => return self.open_page(),
            Action::Compare => return self.compare_with_next(),
            Action::ThresholdDown | Action::ThresholdUp => return self.step_threshold(action),
            Action::Level => return self.toggle_level(),
            Action::Earlier
            | Action::Later
            | Action::DayEarlier
            | Action::DayLater
            | Action::Shorter
            | Action::Longer
            | Action::DefaultRange
            | Action::Newest => return self.change_range(action),
            Action::Pause => self.is_paused = !self.is_paused,
            Action::Zoom => {
                self.is_zoomed = !self.is_zoomed;
                return self.ask_for_hours();
            }
            Action::Reveal => {
                self.is_revealed = !self.is_revealed;
                self.show_answer();
            }
            Action::Help => self.overlay = Overlay::Help(0),
            Action::TypeRange => self.open_prompt(PromptKind::Range),
            Action::TypeFilter => self.open_prompt(PromptKind::Filter),
            Action::SortNext | Action::SortReverse => return self.sort(action),
            _ => return self.go(action),
        }
        Vec::new()
    }

    /// While a page is open, a few keys close it or do nothing: what it does not show is not
    /// changed behind it. `None` leaves a key to its usual work.
    fn act_on_page(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::Quit => Some(self.go_back()),
            Action::Panel(_)
            | Action::NextPanel
            | Action::PreviousPanel
            | Action::Zoom
            | Action::SortNext
            | Action::SortReverse => Some(Vec::new()),
            _ => None,
        }
    }

    fn look_for_plays(&mut self) -> Vec<Effect> {
        self.notice = Some("looking for new plays".to_owned());
        vec![Effect::Refresh]
    }

    fn compare_with_next(&mut self) -> Vec<Effect> {
        self.compare = self.compare.next();
        self.ask()
    }

    fn step_threshold(&mut self, action: Action) -> Vec<Effect> {
        let step = if action == Action::ThresholdUp {
            step_up
        } else {
            step_down
        };
        self.threshold = step(self.threshold);
        self.ask()
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

    fn open_prompt(&mut self, kind: PromptKind) {
        if self.known().is_some() {
            let text = match kind {
                PromptKind::Range => "",
                PromptKind::Filter => &self.filter,
            };
            self.overlay = Overlay::Prompt(Prompt::open(kind, text));
        }
    }

    /// Goes back by one step: closes the page, leaves the zoom, clears the filter, or deselects.
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

    fn sort(&mut self, action: Action) -> Vec<Effect> {
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
        self.sort_lists();
        self.ask_for_hours()
    }

    /// Asks again where hours of items are on the screen now that the answer does not hold.
    fn ask_for_hours(&mut self) -> Vec<Effect> {
        // All rows have them, or none.
        let first = self
            .answer()
            .and_then(|answer| answer.frame.rewatched.first());
        let are_missing = first.is_some_and(|row| row.hours.is_none());
        if self.wants_hours() && are_missing {
            self.ask()
        } else {
            Vec::new()
        }
    }

    fn toggle_level(&mut self) -> Vec<Effect> {
        let level = match self.list {
            PanelNumber::Two => &mut self.levels.rewatched,
            _ => &mut self.levels.streaks,
        };
        *level = level.toggled();
        // What was selected is not in the list any more.
        self.selected = None;
        self.page = None;
        self.scroll = 0;
        self.ask()
    }
}
