//! The sentence over the panels: it steps through the stories of the range.

use ratatui::layout::Rect;

use crate::app::layout::Tier;
use crate::app::message::{Answer, Effect};
use crate::app::state::App;
use crate::app::told::{Told, Way};
use crate::guard::headline::in_short;
use crate::query::stories::Story;

impl App {
    /// Tells the story beside the one told, and selects nothing, so that it is the one that is opened. The stories of a range are read
    /// when they are first wanted.
    pub(super) fn go_to_sentence(&mut self, way: Way) -> Vec<Effect> {
        let Some((window, level)) = self
            .view()
            .map(|view| (view.frame.window, view.frame.levels.streaks))
        else {
            return Vec::new();
        };
        let was_selected = self.page.is_none() && self.deselect();
        let Some(told) = &mut self.told else {
            self.stepping = Some(way);
            return self.ask();
        };
        if told.is_of(window, level) {
            told.go(way);
            self.say_told();
            self.show_answer();
        }
        if was_selected { self.ask() } else { Vec::new() }
    }

    /// Takes the stories that came with an answer. Those of other days are forgotten, and those of the log as it was before it
    /// was read anew; what is presented leaves them as they are.
    pub(super) fn take_stories(&mut self, answer: &Answer) {
        if self.presentation.is_some() {
            return;
        }
        let frame = &answer.frame;
        let is_of_now = |told: &Told| told.is_of(frame.window, frame.levels.streaks);
        let before = self.told.take().filter(is_of_now);
        let way = self.stepping.take();
        if before.is_none() && way.is_none() {
            return;
        }
        let found = match &answer.stories {
            Some(stories) => stories.clone(),
            None if way.is_none() && self.coming.is_none() => {
                self.told = before;
                return;
            }
            // Where no stories can be read, there are the crowds of the frame.
            None => frame.callouts.iter().map(Story::from).collect(),
        };
        let guard = self.guard();
        let mut told = Told::new(frame, found, guard);
        let from = before.as_ref().and_then(Told::story).cloned();
        let is_among = from
            .or_else(|| self.hero())
            .is_some_and(|from| told.tell(&from));
        match way {
            Some(Way::On) if !is_among => {}
            Some(way) => told.go(way),
            None => {}
        }
        self.told = Some(told);
        if way.is_some() {
            self.say_told();
        }
    }

    /// Lets through what may now stand over the panels, and of those what may stand below it.
    pub(super) fn guard_told(&mut self) {
        let guard = self.guard();
        let Some(mut told) = self.told.take() else {
            return;
        };
        if let Some(answer) = self.answer() {
            told.guard(&answer.frame, guard);
        }
        let is_over_panels = self.page.is_none() && self.presentation.is_none();
        if let (true, Some(story), Some(view)) = (is_over_panels, told.story(), &mut self.view) {
            view.stand_below(story, guard);
        }
        self.told = Some(told);
    }

    /// Says so where there is no other sentence, and the sentence itself where there is no line for it.
    fn say_told(&mut self) {
        let Some(told) = &self.told else {
            return;
        };
        let (width, height) = self.size;
        let tier = Tier::of(Rect::new(0, 0, width, height));
        if told.place().1 < 2 {
            self.notice = Some("there is no other sentence on these days".to_owned());
        } else if !tier.has_lines() {
            self.notice = told.story().map(in_short);
        }
    }
}
