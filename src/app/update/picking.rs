//! What arrows pick in panels 3 and 4: a step of the ladder, a day, an hour of the week.

use crate::app::action::{Action, PanelNumber};
use crate::app::day_cursor::DayStep;
use crate::app::history::remember;
use crate::app::hour_cursor::HourOfWeek;
use crate::app::message::Effect;
use crate::app::span::Span;
use crate::app::state::App;
use crate::app::tabs::{CalendarTab, CohortTab};
use crate::domain::{Threshold, Window};

impl App {
    /// Moves the cursor of the focused panel; `None` where the action moves none there.
    pub(super) fn move_cursor(&mut self, action: Action) -> Option<Vec<Effect>> {
        if self.page.is_some() {
            return None;
        }
        match (self.focus, self.cohort_tab, self.calendar_tab) {
            (PanelNumber::Three, CohortTab::Streak, _) => self.move_threshold(action),
            (PanelNumber::Four, _, CalendarTab::Days) => self.move_day(action),
            (PanelNumber::Four, _, CalendarTab::Hours) => self.move_hour(action),
            _ => None,
        }
    }

    /// Takes the picked days as the range, or says why an hour is none; `None` where nothing is picked.
    pub(super) fn take_picked(&mut self) -> Option<Vec<Effect>> {
        if self.hour_cursor().is_some() {
            self.notice =
                Some("an hour of the week is no range: pick days in the other tab".into());
            return Some(Vec::new());
        }
        let days = self.day_cursor().days()?;
        self.pickable_days()?;
        let span = Span::of_days(days);
        remember(&mut self.history.ranges, span.text());
        self.day_cursor.end_span();
        Some(self.ask_about(span))
    }

    /// Drops what is picked in the tab that is shown; returns whether there was anything.
    pub(super) fn drop_picked(&mut self) -> bool {
        match (self.focus, self.calendar_tab) {
            (PanelNumber::Four, CalendarTab::Days) => self.day_cursor.drop(),
            (PanelNumber::Four, CalendarTab::Hours) => self.hour_cursor.take().is_some(),
            _ => false,
        }
    }

    /// Moves K to another of the steps that are shown.
    fn move_threshold(&mut self, action: Action) -> Option<Vec<Effect>> {
        let cohorts = &self.view()?.frame.cohorts;
        let days = self.threshold.days();
        let mut steps = cohorts.by_streak.iter().map(|step| step.at_least);
        let step = match action.alone() {
            Action::Up => steps.rfind(|step| *step < days),
            Action::Down => steps.find(|step| *step > days),
            Action::First => steps.next(),
            Action::Last => steps.next_back(),
            _ => return None,
        };
        let step = step.filter(|step| cohorts.is_told && *step != days);
        let Some(threshold) = step.and_then(Threshold::new) else {
            return Some(Vec::new());
        };
        self.threshold = threshold;
        Some(self.ask())
    }

    /// Moves the day cursor, where days are drawn to pick from.
    fn move_day(&mut self, action: Action) -> Option<Vec<Effect>> {
        let step = match action.alone() {
            Action::Up => DayStep::Days(-1),
            Action::Down => DayStep::Days(1),
            Action::Left => DayStep::Days(-7),
            Action::Right => DayStep::Days(7),
            Action::PageUp => DayStep::Months(-1),
            Action::PageDown => DayStep::Months(1),
            Action::First => DayStep::First,
            Action::Last => DayStep::Last,
            _ => return None,
        };
        if let (Some(log), Some(window)) = (self.pickable_days(), self.window()) {
            let is_span = action.alone() != action;
            self.day_cursor.go(step, is_span, log, window.to());
        }
        Some(Vec::new())
    }

    fn move_hour(&mut self, action: Action) -> Option<Vec<Effect>> {
        let from = self.hour_cursor;
        let moved = |days, hours| from.map_or(HourOfWeek::FIRST, |hour| hour.moved(days, hours));
        let hour = match action.alone() {
            Action::Up => moved(-1, 0),
            Action::Down => moved(1, 0),
            Action::Left => moved(0, -1),
            Action::Right => moved(0, 1),
            Action::First => HourOfWeek::FIRST,
            Action::Last => HourOfWeek::LAST,
            _ => return None,
        };
        if self.view().is_some_and(|view| !view.frame.clock.is_empty()) {
            self.hour_cursor = Some(hour);
        }
        Some(Vec::new())
    }

    /// Returns the days of the log, where the calendar tells of any.
    pub(super) fn pickable_days(&self) -> Option<Window> {
        let days = &self.view()?.calendar;
        Window::new(days.first()?.day, days.last()?.day)
    }
}
