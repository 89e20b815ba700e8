//! An answer as it may be shown, in the order the user chose.

use std::sync::Arc;

use super::extremes::Extremes;
use super::message::Answer;
use super::sort::{RewatchedColumn, Sort, StreakColumn, sort_rewatched, sort_streaks};
use crate::guard::days::{ShownDay, calendar};
use crate::guard::page::ShownPage;
use crate::guard::{Guard, ShownFrame};
use crate::query::frame::Overview;
use crate::query::stories::Story;

/// An answer as it may be shown: what panels draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The answers.
    pub frame: ShownFrame,
    /// What the columns of its lists must have room for.
    pub extremes: Extremes,
    /// The question's item, or everything, on each day of the log; nothing where too few were active.
    pub calendar: Vec<ShownDay>,
    /// The open page, where one is open.
    pub page: Option<ShownPage>,
    /// What the frame is made of, and how guarded; `None` where it was rounded or numbers of its lists were hidden since.
    made_of: Option<(Arc<Overview>, Guard)>,
}

impl View {
    /// Returns what a guard lets through of an answer.
    pub(super) fn of(answer: &Answer, guard: Guard) -> Self {
        let frame = ShownFrame::of(&answer.frame, guard);
        let extremes = Extremes::of(&frame);
        Self::with((frame, extremes), answer, guard)
    }

    /// Returns what a guard lets through of an answer; where only its item is another, the lists stay as they are.
    pub(super) fn or_of(self, answer: &Answer, guard: Guard) -> Self {
        let is_same = self.made_of.as_ref().is_some_and(|(overview, guarded)| {
            Arc::ptr_eq(overview, &answer.frame.overview) && *guarded == guard
        });
        if is_same {
            let frame = self.frame.with_cohorts_of(&answer.frame, guard);
            Self::with((frame, self.extremes), answer, guard)
        } else {
            Self::of(answer, guard)
        }
    }

    fn with((mut frame, extremes): (ShownFrame, Extremes), answer: &Answer, guard: Guard) -> Self {
        let page = answer.page.as_ref().map(|page| frame.page(page, guard));
        let calendar = if frame.cohorts.is_told {
            calendar(&answer.calendar, frame.window, guard)
        } else {
            Vec::new()
        };
        Self {
            frame,
            extremes,
            calendar,
            page,
            made_of: Some((Arc::clone(&answer.frame.overview), guard)),
        }
    }

    /// Returns the view as people in a room see it: without the items whose numbers are hidden, the others rounded to three
    /// digits.
    pub(super) fn presented(self) -> Self {
        let calendar = self.calendar.into_iter();
        let frame = self.frame.presented();
        Self {
            extremes: Extremes::of(&frame),
            frame,
            made_of: None,
            calendar: calendar.map(ShownDay::rounded).collect(),
            ..self
        }
    }

    /// Hides what a story over the panels would make tell of too few.
    pub(super) fn stand_below(&mut self, story: &Story, guard: Guard) {
        if self.frame.stand_below(story, guard) {
            // Below another story, they may stand again.
            self.made_of = None;
        }
    }

    /// Puts the rows of both lists in order.
    pub(super) fn sort(&mut self, streaks: Sort<StreakColumn>, rewatched: Sort<RewatchedColumn>) {
        sort_streaks(&mut self.frame.streaks, streaks);
        sort_rewatched(&mut self.frame.rewatched, rewatched);
    }
}
