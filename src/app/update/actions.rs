//! What each action does.

use super::moving::scrolled;
use crate::app::action::{Action, PanelNumber};
use crate::app::copy::{self, Copied};
use crate::app::help::marks::Place;
use crate::app::help::{Help, Topic};
use crate::app::message::Effect;
use crate::app::prompt::{Prompt, PromptKind};
use crate::app::sort::{REWATCHED_COLUMNS, RewatchedColumn, STREAK_COLUMNS};
use crate::app::state::{App, Overlay};
use crate::app::tabs::{CalendarTab, CohortTab};
use crate::domain::cohort::{step_down, step_up};
use crate::domain::{Item, Level};
use crate::store::settings::MINIMUM_COHORT;

impl App {
    /// Does what an action stands for where the screen now is.
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        if !matches!(action, Action::Suspend | Action::Redraw | Action::Theme)
            && let Some(effects) = self.act_over(action.alone())
        {
            return effects;
        }
        match action {
            Action::Quit if self.page.is_some() => return self.go_back(),
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Refresh => return self.look_for_plays(),
            Action::Back => return self.go_back(),
            Action::Open => return self.take_or_open(),
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
            Action::Theme => self.take_next_theme(),
            Action::Mouse => self.toggle_mouse(),
            Action::Pause => self.is_paused = !self.is_paused,
            Action::Zoom => {
                self.is_zoomed = !self.is_zoomed;
                return self.ask_for_hours();
            }
            Action::Reveal => {
                self.is_revealed = !self.is_revealed;
                self.show_answer();
            }
            Action::Export => self.open_palette_at("export "),
            Action::Rank => self.open_palette_at("sort "),
            Action::CopyRow => return self.copy(copy::row(self)),
            Action::CopyPanel => return self.copy(copy::panel(self)),
            Action::Present => return self.toggle_presentation(),
            Action::Viewer => return self.show_next_viewer(),
            Action::Viewers => return self.list_viewers(),
            Action::Callouts => return self.list_callouts(),
            Action::Inspect => self.inspect(),
            Action::Palette => self.open_palette(),
            Action::Help => self.open_help(),
            Action::TypeRange => self.type_range(),
            Action::TypeFilter => self.type_filter(),
            Action::SortNext | Action::SortReverse => return self.sort(action),
            _ => return self.go(action),
        }
        Vec::new()
    }

    /// Does what an action stands for over the panels; `None` where nothing covers them.
    fn act_over(&mut self, action: Action) -> Option<Vec<Effect>> {
        match std::mem::take(&mut self.overlay) {
            Overlay::Help(help) => Some(self.act_on_help(action, help)),
            list @ (Overlay::Viewers(_) | Overlay::Callouts(_) | Overlay::Inspection(_))
                if action == Action::Help =>
            {
                self.open_help();
                self.below_help = list;
                Some(Vec::new())
            }
            Overlay::Viewers(list) => Some(self.act_on_viewers(action, list)),
            Overlay::Callouts(list) => Some(self.act_on_callouts(action, list)),
            Overlay::Inspection(inspection) => Some(self.act_on_inspection(action, inspection)),
            other => {
                self.overlay = other;
                None
            }
        }
    }

    fn type_range(&mut self) {
        let prompt = Prompt::open("").over(self.span.text());
        self.open_prompt(PromptKind::Range, prompt.with_earlier(&self.history.ranges));
    }

    fn type_filter(&mut self) {
        let prompt = Prompt::open(&self.filter);
        self.open_prompt(
            PromptKind::Filter,
            prompt.with_earlier(&self.history.filters),
        );
    }

    /// Has the terminal take a piece of the screen. Whether it does so, nobody can tell: it is sent, not copied.
    pub(super) fn copy(&mut self, copied: Option<Copied>) -> Vec<Effect> {
        let Some(Copied { what, text }) = copied else {
            self.notice = Some("there is nothing to copy here".to_owned());
            return Vec::new();
        };
        self.notice = Some(format!("{what} sent to the terminal's clipboard"));
        vec![Effect::Copy(text)]
    }

    /// Takes the picked days as the range; where none are picked, opens the page of an item.
    fn take_or_open(&mut self) -> Vec<Effect> {
        match self.take_picked() {
            Some(effects) => effects,
            None => self.open_page(),
        }
    }

    fn look_for_plays(&mut self) -> Vec<Effect> {
        self.notice = Some("looking for new plays".to_owned());
        vec![Effect::Refresh]
    }

    fn take_next_theme(&mut self) {
        self.theme = self.theme.next();
        self.notice = Some(format!("theme: {}", self.theme));
    }

    fn toggle_mouse(&mut self) {
        self.mouse.is_taken = !self.mouse.is_taken;
        let words = if self.mouse.is_taken {
            "the mouse chooses what it points at; with Shift it selects text"
        } else {
            "the mouse is the terminal's"
        };
        self.notice = Some(words.to_owned());
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
        let threshold = step(self.threshold);
        if threshold == self.threshold {
            let end = if action == Action::ThresholdUp {
                "longest"
            } else {
                "shortest"
            };
            self.notice = Some(format!(
                "{threshold} days is the {end} streak of the ladder"
            ));
            return Vec::new();
        }
        self.threshold = threshold;
        self.ask()
    }

    fn open_help(&mut self) {
        self.below_help = Overlay::None;
        self.overlay = Overlay::Help(Help::open(self.topic(), self.setup.bindings.clone()));
    }

    /// Shows again what help was opened over. A list is read anew: the log may have changed meanwhile.
    fn close_help(&mut self) -> Vec<Effect> {
        self.overlay = std::mem::take(&mut self.below_help);
        match self.overlay {
            Overlay::Viewers(_) | Overlay::Callouts(_) => self.ask(),
            _ => Vec::new(),
        }
    }

    /// While help is open, keys move it, filter it or close it.
    fn act_on_help(&mut self, action: Action, mut help: Help) -> Vec<Effect> {
        let last = help.longest_scroll(self.size);
        let page = help.room(self.size).rows.saturating_sub(2).max(1);
        let line = help.scroll;
        help.scroll = match action {
            Action::Help | Action::Quit => return self.close_help(),
            Action::Back if help.filter.is_empty() => return self.close_help(),
            Action::Back => {
                help.filter.clear();
                0
            }
            Action::TypeFilter => {
                help.type_filter();
                0
            }
            Action::Down | Action::PageDown | Action::Last => {
                scrolled(line, action, page).min(last)
            }
            _ => scrolled(line, action, page),
        };
        self.overlay = Overlay::Help(help);
        Vec::new()
    }

    /// Returns what help is about where the screen now is.
    fn topic(&self) -> Topic {
        let place = match (self.focus, self.cohort_tab, self.calendar_tab) {
            _ if self.page.is_some() => Place::Page,
            (PanelNumber::One, ..) => Place::Streaks,
            (PanelNumber::Two, ..) => Place::Rewatched,
            (PanelNumber::Three, CohortTab::Week, _) => Place::Weeks,
            (PanelNumber::Three, ..) => Place::Ladder,
            (PanelNumber::Four, _, CalendarTab::Days) => Place::Calendar,
            (PanelNumber::Four, _, CalendarTab::Hours) => Place::Hours,
        };
        let known = self.known();
        Topic {
            place,
            threshold: self.threshold.days(),
            minimum: known.map_or(MINIMUM_COHORT, |known| known.facts.minimum_cohort),
        }
    }

    fn open_prompt(&mut self, kind: PromptKind, prompt: Prompt) {
        if self.known().is_some() {
            self.overlay = Overlay::Prompt(kind, prompt);
        }
    }

    /// Goes back by one step: closes the page, drops what is picked, leaves the zoom, clears the filter, or deselects.
    fn go_back(&mut self) -> Vec<Effect> {
        if self.page.take().is_some() {
            self.scroll = 0;
            return self.ask();
        }
        if self.drop_picked() {
            return Vec::new();
        }
        if self.is_zoomed {
            self.is_zoomed = false;
            return Vec::new();
        }
        if !self.filter.is_empty() {
            self.filter.clear();
            return self.ask();
        }
        if self.deselect() {
            return self.ask();
        }
        Vec::new()
    }

    /// Selects nothing, and shows both lists from their first row on; returns whether something was selected.
    pub(super) fn deselect(&mut self) -> bool {
        self.scroll = 0;
        self.tops = [0; 2];
        self.selected.take().is_some()
    }

    fn sort(&mut self, action: Action) -> Vec<Effect> {
        let is_next = action == Action::SortNext;
        if self.focus == PanelNumber::Two {
            self.rewatched_sort = if is_next {
                let next = self.rewatched_sort.next(&REWATCHED_COLUMNS);
                match next.column {
                    RewatchedColumn::Hours if !self.has_title_hours() => {
                        next.next(&REWATCHED_COLUMNS)
                    }
                    _ => next,
                }
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
        self.sorted()
    }

    /// Shows both lists in the order that was chosen.
    pub(super) fn sorted(&mut self) -> Vec<Effect> {
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
        if let Some(item) = self.page {
            return self.open_show(item);
        }
        let level = match self.list {
            PanelNumber::Two => &mut self.levels.rewatched,
            _ => &mut self.levels.streaks,
        };
        *level = level.toggled();
        // What was selected is not in the list any more.
        self.deselect();
        self.ask()
    }

    /// Opens the page of the show that a title on its page belongs to; a film is a show of its own. A show's titles are on its page already.
    fn open_show(&mut self, of: Item) -> Vec<Effect> {
        let show = self.view().and_then(|view| {
            let show = view.frame.streak_items.show_of(of.id);
            show.filter(|_| of.level == Level::Title)
        });
        if let Some(id) = show {
            return self.open_item(Item {
                level: Level::Show,
                id,
            });
        }
        self.notice = Some("the titles of a show are in part 2 of its page".to_owned());
        Vec::new()
    }
}
