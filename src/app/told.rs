//! The sentences that the line over the panels steps through, once somebody wants another than the first.

use std::sync::Arc;

use crate::domain::{Level, Window};
use crate::guard::{Guard, stories};
use crate::query::Frame;
use crate::query::frame::Overview;
use crate::query::stories::Story;

/// Which way to go around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    On,
    Back,
}

/// The stories of a range, and which of them the line tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The days and the level that they are of.
    of: (Window, Level),
    all: Vec<Story>,
    /// Those of `all` that may stand over the panels.
    shown: Vec<Story>,
    /// What those may stand over, and how guarded.
    over: Option<(Arc<Overview>, Guard)>,
    place: usize,
}

impl Told {
    /// Takes the stories that were found beside a frame.
    pub fn new(frame: &Frame, all: Vec<Story>, guard: Guard) -> Self {
        let mut told = Self {
            of: (frame.window, frame.levels.streaks),
            all,
            shown: Vec::new(),
            over: None,
            place: 0,
        };
        told.guard(frame, guard);
        told
    }

    /// Lets through what may now stand over a frame; where only its item is another, that stays as it is.
    pub fn guard(&mut self, frame: &Frame, guard: Guard) {
        let is_same = self.over.as_ref().is_some_and(|(overview, guarded)| {
            Arc::ptr_eq(overview, &frame.overview) && *guarded == guard
        });
        if is_same {
            return;
        }
        self.over = Some((Arc::clone(&frame.overview), guard));
        let told = self.story().map(|story| story.item);
        self.shown = stories::over_panels(frame, &self.all, guard);
        let place = self.shown.iter().position(|story| Some(story.item) == told);
        self.place = place.unwrap_or(0);
    }

    /// Returns whether these are the stories of a range, by this level.
    pub fn is_of(&self, window: Window, level: Level) -> bool {
        self.of == (window, level)
    }

    /// Returns the story that is told; `None` where there is none.
    pub fn story(&self) -> Option<&Story> {
        self.shown.get(self.place)
    }

    /// Returns the number of the story that is told, from 1 on, and how many there are.
    pub fn place(&self) -> (usize, usize) {
        (self.place + 1, self.shown.len())
    }

    /// Tells this story, if it is one of them; returns whether it is.
    pub fn tell(&mut self, told: &Story) -> bool {
        let place = self.shown.iter().position(|story| story.item == told.item);
        self.place = place.unwrap_or(0);
        place.is_some()
    }

    /// Tells the story beside the one told, around the ends.
    pub fn go(&mut self, way: Way) {
        let all = self.shown.len().max(1);
        let steps = match way {
            Way::On => 1,
            Way::Back => all - 1,
        };
        self.place = (self.place + steps) % all;
    }
}
