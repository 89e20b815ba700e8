//! What the screen asks of the log, as it follows from the state.

use super::action::PanelNumber;
use super::sort::RewatchedColumn;
use super::state::App;
use super::tabs::PlaysTab;
use super::told::Told;
use crate::domain::{Item, Level};
use crate::query::{Question, Scope};

impl App {
    /// Returns the item whose page is asked for; none is put on a wall.
    pub(super) fn page_asked(&self) -> Option<Item> {
        self.page.filter(|_| self.presentation.is_none())
    }

    /// Returns whether the page of a show tells how it is watched: its rows are read for that alone.
    pub(super) fn wants_sittings(&self) -> bool {
        let is_show = self
            .page_asked()
            .is_some_and(|item| item.level == Level::Show);
        is_show && self.plays_tab == PlaysTab::Sittings && !self.is_reduced()
    }

    /// Returns whether a page tells what its viewers played, too: that is read for it alone.
    pub(super) fn wants_also_played(&self) -> bool {
        self.page_asked().is_some() && self.plays_tab_shown() == PlaysTab::Also
    }

    /// Returns whether the stories of a question's range are read for the sentence over the panels: when it first steps to
    /// another, and when the log was read anew.
    pub(super) fn wants_stories(&self, question: &Question) -> bool {
        let is_old = |told: &Told| {
            self.coming.is_some() && told.is_of(question.window, question.levels.streaks)
        };
        let is_wanted = self.stepping.is_some() || self.told.as_ref().is_some_and(is_old);
        is_wanted && self.presentation.is_none() && !self.is_reduced()
    }

    /// Returns whether hours of items are on the screen: they are read when first asked for.
    #[must_use]
    pub fn wants_hours(&self) -> bool {
        let is_list_alone = self.is_zoomed && self.focus == PanelNumber::Two;
        let is_sorted_by_them = self.rewatched_sort.column == RewatchedColumn::Hours;
        self.has_title_hours() && (self.page.is_some() || is_list_alone || is_sorted_by_them)
    }

    /// Returns whether the log counts the hours of titles, as far as is known.
    pub(super) fn has_title_hours(&self) -> bool {
        self.known().is_none_or(|known| known.facts.has_title_hours)
    }

    /// Returns the question the screen asks now, of the log as it was last read; `None` while the log
    /// is unknown.
    #[must_use]
    pub fn question(&self) -> Option<Question> {
        let known = self.coming.as_deref().or(self.known())?;
        let bounds = self.bounds_in(known)?;
        let question = Question {
            window: self.span.window(bounds),
            levels: self.levels,
            threshold: self.threshold,
            filter: self.filter.clone(),
            item: self.page.or(self.selected()),
            compare: self.compare,
            last_finished: known.last_finished(),
            wants_hours: self.wants_hours(),
        };
        Some(match self.presentation {
            Some(_) => question.for_room(bounds),
            None => question,
        })
    }

    /// Returns which part of the log the screen is about.
    pub(super) fn scope(&self) -> Scope {
        match (self.presentation, &self.viewer) {
            // Of one viewer nothing is put on a wall.
            (Some(_), _) => Scope::Room,
            (None, Some(viewer)) => Scope::Viewer(viewer.clone()),
            (None, None) => Scope::Everyone,
        }
    }
}
