//! What a term of a window stands for.

use std::ops::Range;

use crate::domain::{Day, Window};

/// What a term stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning {
    /// One day: it can be counted from, and be an end of a range.
    Day(Day),
    /// A stretch of the calendar: it can be an end of a range.
    Period(Window),
    /// A whole window by itself: a length, or everything.
    Alone(Window),
}

/// A meaning and the bytes it was typed in.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub meaning: Meaning,
    pub at: Range<usize>,
}

impl Term {
    /// Returns the days the term stands for.
    pub(super) fn window(&self) -> Window {
        match self.meaning {
            Meaning::Day(day) => Window::ending(day, 1),
            Meaning::Period(window) | Meaning::Alone(window) => window,
        }
    }
}
