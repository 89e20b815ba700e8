//! What is on the screen, as it follows from the state.

use super::action::PanelNumber;
use super::day_cursor::DayCursor;
use super::hour_cursor::HourOfWeek;
use super::state::App;
use super::tabs::CalendarTab;
use super::theme_name::ThemeName;
use super::told::Told;
use crate::domain::Window;
use crate::query::Question;
use crate::query::callouts::Callout;
use crate::query::stories::Story;
use crate::query::totals::compared_windows;
use crate::snapshot::catalog::ItemName;

impl App {
    /// Returns the days that the screen is about: those of the answer it shows, else those asked for.
    #[must_use]
    pub fn window(&self) -> Option<Window> {
        let shown = self.view().map(|view| view.frame.window);
        shown.or_else(|| Some(self.span.window(self.bounds()?)))
    }

    /// Returns the question whose answer is on the screen, else the one that is asked.
    #[must_use]
    pub fn shown_question(&self) -> Option<Question> {
        let shown = self.view().and(self.answered.clone());
        shown.or_else(|| self.question())
    }

    /// Returns the days whose change is on the screen, and those they are compared with.
    #[must_use]
    pub fn compared(&self) -> Option<(Window, Window)> {
        compared_windows(&self.shown_question()?)
    }

    /// Returns the days picked on the calendar, while keys go there.
    #[must_use]
    pub fn day_cursor(&self) -> DayCursor {
        if self.has_cursor(CalendarTab::Days) {
            self.day_cursor
        } else {
            DayCursor::default()
        }
    }

    /// Returns the picked hour of the week, while keys go there.
    #[must_use]
    pub fn hour_cursor(&self) -> Option<HourOfWeek> {
        self.hour_cursor
            .filter(|_| self.has_cursor(CalendarTab::Hours))
    }

    fn has_cursor(&self, tab: CalendarTab) -> bool {
        self.page.is_none() && self.focus == PanelNumber::Four && self.calendar_tab == tab
    }

    /// Returns the theme that the screen is drawn in: that of a beamer while something is presented, unless one
    /// without colours was chosen.
    #[must_use]
    pub fn theme_shown(&self) -> ThemeName {
        match (self.presentation, self.theme) {
            (Some(_), ThemeName::Dark | ThemeName::Light) => ThemeName::Projector,
            (_, theme) => theme,
        }
    }

    /// Returns the name of the one viewer whom all that is known is about; `None` where it is about everyone.
    #[must_use]
    pub fn viewer_shown(&self) -> Option<&str> {
        self.known()?.facts.viewer.as_deref()
    }

    /// Returns the crowd of the frame that a sentence is on, if there is one: that of the story which was told last, else the
    /// most remarkable.
    #[must_use]
    pub fn callout(&self) -> Option<&Callout> {
        let callouts = &self.view()?.frame.callouts;
        let told = self.told.as_ref().and_then(Told::story);
        let of_told =
            told.and_then(|told| callouts.iter().find(|callout| callout.item == told.item));
        of_told.or(callouts.first())
    }

    /// Returns the fact that the sentence over the panels tells, if there is one.
    #[must_use]
    pub fn hero(&self) -> Option<Story> {
        let told = self.told.as_ref().and_then(Told::story);
        let told = told.filter(|_| self.view().is_some()).cloned();
        told.or_else(|| self.callout().map(Story::from))
    }

    /// Returns the number of that fact, from 1 on, and how many there are; `None` before they were counted.
    #[must_use]
    pub fn place_of_hero(&self) -> Option<(usize, usize)> {
        self.told.as_ref().map(Told::place)
    }

    /// Returns the first row that the list of a panel shows, if that keeps its selected row in sight.
    #[must_use]
    pub fn top_of(&self, list: PanelNumber) -> usize {
        self.tops[usize::from(list == PanelNumber::Two)]
    }

    /// Returns what the answered question's item is called; `None` for everything.
    #[must_use]
    pub fn subject(&self) -> Option<&ItemName> {
        let item = self.answer()?.frame.cohorts.item.as_ref();
        item.map(|(_, name)| name)
    }

    /// Returns whether the log is a reduced one, as far as is known.
    #[must_use]
    pub fn is_reduced(&self) -> bool {
        self.known().is_some_and(|known| known.facts.is_reduced)
    }

    /// Returns what the screen has to say of where the log's numbers are from; empty where there is nothing to say.
    #[must_use]
    pub fn provenance(&self) -> &'static str {
        match (self.is_marked_made_up(), self.is_reduced()) {
            (true, _) => "made up",
            (_, true) => "reduced · pseudonymous",
            _ => "",
        }
    }

    /// Returns whether the screen has to say that the log is made up: the name of the built-in sample says so itself.
    #[must_use]
    pub fn is_marked_made_up(&self) -> bool {
        let is_made_up = self.known().is_some_and(|known| known.facts.is_synthetic);
        is_made_up && !self.setup.is_builtin
    }
}
