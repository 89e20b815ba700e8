//! What a mouse does: it chooses what it points at, takes days that it is dragged over, and turns lists by its wheel.

use crate::app::action::{Action, PanelNumber};
use crate::app::command::{Command, Context};
use crate::app::history::remember;
use crate::app::message::Effect;
use crate::app::pointer::{Drag, Gesture, Pointer, Target};
use crate::app::sort::Sort;
use crate::app::span::Span;
use crate::app::state::App;
use crate::app::tabs::CalendarTab;
use crate::domain::{Day, Window};

impl App {
    /// Does what a mouse means by a gesture.
    pub(super) fn point(&mut self, pointer: Pointer) -> Vec<Effect> {
        if self.presentation.is_some() {
            if let (Gesture::Press, Some(presentation)) = (pointer.gesture, &mut self.presentation)
            {
                presentation.is_held = true;
            }
            return Vec::new();
        }
        match pointer.gesture {
            Gesture::Press => {
                self.notice = None;
                self.mouse.drag = None;
                pointer
                    .target
                    .map_or_else(Vec::new, |target| self.choose(target))
            }
            Gesture::Drag => self.drag_to(pointer.target),
            Gesture::Release => self.release(),
            Gesture::WheelUp => self.turn(Action::Up, pointer.target),
            Gesture::WheelDown => self.turn(Action::Down, pointer.target),
        }
    }

    /// Does what a click on something means. What covers the panels takes clicks on the footer alone.
    fn choose(&mut self, target: Target) -> Vec<Effect> {
        match target {
            Target::Command(command) => return self.choose_command(command),
            Target::Panel(panel) => self.go_to(panel),
            Target::Row(panel, place) => return self.choose_row(panel, place),
            Target::StreakColumn(column) => {
                self.go_to(PanelNumber::One);
                self.streak_sort = again(self.streak_sort, column);
                return self.sorted();
            }
            Target::RewatchedColumn(column) => {
                self.go_to(PanelNumber::Two);
                self.rewatched_sort = again(self.rewatched_sort, column);
                return self.sorted();
            }
            Target::CohortTab(tab) => {
                self.go_to(PanelNumber::Three);
                self.cohort_tab = tab;
                self.scroll = 0;
            }
            Target::Step(threshold) => {
                self.go_to(PanelNumber::Three);
                self.threshold = threshold;
                return self.ask();
            }
            Target::CalendarTab(tab) => {
                self.go_to(PanelNumber::Four);
                self.calendar_tab = tab;
            }
            Target::PlaysTab(tab) => {
                self.go_to(PanelNumber::Two);
                return self.go_to_plays_tab(tab);
            }
            Target::Day(day) => self.pick_day(day, false),
            Target::Hour(hour) => {
                self.go_to(PanelNumber::Four);
                self.calendar_tab = CalendarTab::Hours;
                self.hour_cursor = Some(hour);
            }
            Target::Preset(text) => return self.ask_about(Span::again(text)),
            Target::Timeline(first, last) => {
                self.mouse.drag = Some(Drag::Timeline {
                    began: (first, last),
                    has_moved: false,
                });
            }
        }
        Vec::new()
    }

    /// Does what a command of the footer stands for.
    fn choose_command(&mut self, command: &Command) -> Vec<Effect> {
        match command.action {
            Some(action) if self.context().is_typing() => self.act_on_line(action),
            Some(action) => self.attempt(command.name, |app| app.act(action)),
            None => Vec::new(),
        }
    }

    /// Gives keys to a panel, where they do not go there already.
    fn go_to(&mut self, panel: PanelNumber) {
        if self.panel() != panel {
            self.focus_on(panel);
        }
    }

    /// Selects a row; where it is the selected one, opens it: so a double click does.
    fn choose_row(&mut self, panel: PanelNumber, place: usize) -> Vec<Effect> {
        self.go_to(panel);
        let listed = self.listed();
        match listed.get(place) {
            Some(item) if self.selected() == Some(*item) => self.open_page(),
            Some(_) => self.select_place(&listed, place),
            None => Vec::new(),
        }
    }

    /// Picks a day of the calendar; with `is_span`, the days from the one before to it.
    fn pick_day(&mut self, day: Day, is_span: bool) {
        self.go_to(PanelNumber::Four);
        if let Some(log) = self.pickable_days() {
            self.calendar_tab = CalendarTab::Days;
            self.day_cursor.pick(day, is_span, log);
            self.mouse.drag = Some(Drag::Calendar);
        }
    }

    /// Goes on with the days that a button is held down over: the panels follow.
    fn drag_to(&mut self, target: Option<Target>) -> Vec<Effect> {
        match (self.mouse.drag, target) {
            (Some(Drag::Calendar), Some(Target::Day(day))) => self.pick_day(day, true),
            (Some(Drag::Timeline { began, .. }), Some(Target::Timeline(first, last))) => {
                let days = Window::new(began.0.min(first), began.1.max(last));
                self.mouse.drag = Some(Drag::Timeline {
                    began,
                    has_moved: true,
                });
                return days.map_or_else(Vec::new, |days| self.ask_about(Span::of_days(days)));
            }
            _ => {}
        }
        Vec::new()
    }

    /// Takes the days that a button was held down over.
    fn release(&mut self) -> Vec<Effect> {
        match self.mouse.drag.take() {
            Some(Drag::Timeline {
                has_moved: true, ..
            }) => remember(&mut self.history.ranges, self.span.text()),
            Some(Drag::Timeline { .. }) => {
                self.notice = Some("drag over the days that you want".to_owned());
            }
            Some(Drag::Calendar) if self.day_cursor.days().is_some_and(|it| it.days() > 1) => {
                return self.take_picked().unwrap_or_default();
            }
            _ => {}
        }
        Vec::new()
    }

    /// Moves by a row what the wheel turns over.
    fn turn(&mut self, action: Action, target: Option<Target>) -> Vec<Effect> {
        let context = self.context();
        if context.is_typing() {
            return Vec::new();
        }
        if matches!(context, Context::Help | Context::Inspection) {
            return self.act(action);
        }
        let panel = match target {
            Some(Target::Panel(panel) | Target::Row(panel, _)) => panel,
            Some(Target::StreakColumn(_)) => PanelNumber::One,
            Some(Target::RewatchedColumn(_) | Target::PlaysTab(_)) => PanelNumber::Two,
            Some(Target::CohortTab(_) | Target::Step(_)) => PanelNumber::Three,
            Some(Target::CalendarTab(_) | Target::Day(_) | Target::Hour(_)) => PanelNumber::Four,
            Some(Target::Preset(_) | Target::Timeline(..) | Target::Command(_)) | None => {
                return Vec::new();
            }
        };
        self.notice = None;
        self.go_to(panel);
        self.act(action)
    }
}

/// Returns the sort by a column; where the list is sorted by it already, the other way round.
fn again<C: Copy + PartialEq + 'static>(sort: Sort<C>, column: C) -> Sort<C> {
    if sort.column == column {
        sort.reversed()
    } else {
        Sort::by(column)
    }
}
