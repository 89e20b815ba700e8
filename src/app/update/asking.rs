//! The question that a change leads to, and its answer.

use crate::app::message::{Answer, Effect, Request, Stamp};
use crate::app::sort::{sort_rewatched, sort_streaks};
use crate::app::state::{App, Content};

impl App {
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

    /// Shows an answer, unless a newer question is under way.
    pub(super) fn take_answer(&mut self, stamp: Stamp, answer: Box<Answer>) {
        if stamp != self.asked {
            return;
        }
        if let Content::Ready(known, shown) = &mut self.content {
            if let Some(coming) = self.coming.take() {
                *known = coming;
            }
            *shown = Some(answer);
            self.sort_lists();
        }
    }

    /// Sorts the rows of both lists as the user chose.
    pub(super) fn sort_lists(&mut self) {
        if let Content::Ready(_, Some(answer)) = &mut self.content {
            sort_streaks(&mut answer.frame.streaks, self.streak_sort);
            sort_rewatched(&mut answer.frame.rewatched, self.rewatched_sort);
            self.follow_selection();
        }
    }
}
