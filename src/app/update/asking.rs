//! The question that a change leads to, and its answer.

use crate::app::message::{Answer, Effect, Listed, Request, Stamp};
use crate::app::sort::{RewatchedColumn, Sort};
use crate::app::span::Span;
use crate::app::state::{App, Content, Overlay};
use crate::app::view::View;
use crate::domain::Item;
use crate::guard::days::calendar;
use crate::guard::stories::shown;

impl App {
    /// Asks the question the screen now stands for.
    pub(super) fn ask(&mut self) -> Vec<Effect> {
        let Some(question) = self.question() else {
            return Vec::new();
        };
        let wants_stories = self.wants_stories(&question);
        let ahead = question.item.and_then(|_| self.ahead());
        self.asked = Stamp(self.asked.0 + 1);
        self.asking = Some(question.clone());
        vec![Effect::Ask(Request {
            stamp: self.asked,
            question,
            page: self.page_asked(),
            ahead,
            scope: self.scope(),
            wants_sittings: self.wants_sittings(),
            wants_also_played: self.wants_also_played(),
            lists: match self.overlay {
                Overlay::Viewers(_) => Some(Listed::Viewers),
                Overlay::Callouts(_) => Some(Listed::Stories),
                _ => wants_stories.then_some(Listed::Stories),
            },
        })]
    }

    /// Returns the item that a further step leads to, the same way as the last one, else down.
    fn ahead(&self) -> Option<Item> {
        let (place, listed) = (self.selected?.place, self.listed());
        let (above, below) = (place.checked_sub(1), place + 1);
        let last = self.asking.as_ref().and_then(|asked| asked.item);
        let came_up = last.is_some() && listed.get(below).copied() == last;
        let ahead = if came_up { above? } else { below };
        listed.get(ahead).copied()
    }

    /// Takes a span, and asks about its days where they are others than before.
    pub(super) fn ask_about(&mut self, span: Span) -> Vec<Effect> {
        let days = |app: &Self| app.question().map(|question| question.window);
        let before = days(self);
        self.span = span;
        if days(self) == before {
            return Vec::new();
        }
        self.ask()
    }

    /// Shows an answer, unless a newer question is under way.
    pub(super) fn take_answer(&mut self, stamp: Stamp, answer: Box<Answer>) {
        if stamp != self.asked {
            return;
        }
        if let (Overlay::Viewers(list), Some(table)) = (&mut self.overlay, &answer.viewers) {
            list.take(table.clone());
        }
        let guard = self.guard();
        if let (Overlay::Callouts(list), Some(stories)) = (&mut self.overlay, &answer.stories) {
            list.take(shown(stories, guard));
        }
        self.take_stories(&answer);
        if let Content::Ready(known, shown) = &mut self.content {
            if let Some(coming) = self.coming.take() {
                *known = coming;
            }
            *shown = Some(answer);
            self.answered.clone_from(&self.asking);
            self.show_answer();
        }
    }

    /// Shows the answer as far as it may be shown now, in the order the user chose.
    pub(super) fn show_answer(&mut self) {
        let guard = self.guard();
        let before = self.view.take();
        let view = self.answer().map(|answer| match before {
            Some(view) => view.or_of(answer, guard),
            None => View::of(answer, guard),
        });
        let view = view.map(|view| match self.presentation {
            Some(_) => view.presented(),
            None => view,
        });
        self.view = view.map(Box::new);
        self.guard_told();
        self.show_days();
        self.sort_lists();
    }

    /// Shows the days of the log as far as they may be shown now.
    pub(super) fn show_days(&mut self) {
        let guard = self.guard();
        let days = self.known().zip(self.window());
        let days = days.map(|(known, window)| calendar(&known.timeline, window, guard));
        self.days = days.unwrap_or_default();
        let log = self.known().and_then(|known| known.facts.days);
        // What is presented leaves all as it was.
        if let Some(log) = log.filter(|_| self.presentation.is_none()) {
            self.day_cursor.keep_within(log);
        }
    }

    /// Sorts the rows of both lists as the user chose; where that was by hours, which this log has not, as without a choice.
    pub(super) fn sort_lists(&mut self) {
        let by_hours = self.rewatched_sort.column == RewatchedColumn::Hours;
        if by_hours && !self.has_title_hours() {
            self.rewatched_sort = Sort::default();
        }
        if let Some(view) = &mut self.view {
            view.sort(self.streak_sort, self.rewatched_sort);
            if self.presentation.is_none() {
                self.follow_selection();
            }
        }
    }
}
