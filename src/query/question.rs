//! What can be asked.

use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::domain::cohort::on_ladder;
use crate::domain::range::{Bounds, widened};
use crate::domain::{Day, Item, Level, Levels, Threshold, Window};

/// What a window's totals are compared with.
/// As text it is `off`, `previous` or `last-year`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Compare {
    /// Nothing.
    Off,
    /// The window of equal length just before.
    #[default]
    Previous,
    /// The same days of last year, aligned by weekday.
    LastYear,
}

impl Compare {
    /// Returns the next choice: off, previous, last year, off…
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Off => Self::Previous,
            Self::Previous => Self::LastYear,
            Self::LastYear => Self::Off,
        }
    }
}

/// Everything that decides a [`super::Frame`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Question {
    /// The days asked about.
    pub window: Window,
    /// Whether each list counts by title or by show.
    pub levels: Levels,
    /// The streak length K from which viewers count.
    pub threshold: Threshold,
    /// Keeps in the lists only items whose name, or whose show's name, contains this text (compared
    /// folded) or, behind a `~`, is like it; empty keeps all. [`super::filter`] has the rule.
    pub filter: String,
    /// The item that cohorts, calendar and details are about; `None` is everything.
    pub item: Option<Item>,
    /// What the totals are compared with.
    pub compare: Compare,
    /// The last day that is over and that the log holds. Later ones are not known yet: no streak has to
    /// reach them, and they are not compared with whole days.
    pub last_finished: Day,
    /// Whether the hours of items are wanted: they are read when first asked for.
    pub wants_hours: bool,
}

impl Question {
    /// Returns the plain question about `window`, all of whose days are over: by title, K = 3, no filter,
    /// everything.
    #[must_use]
    pub fn about(window: Window) -> Self {
        Self {
            window,
            levels: Levels::both(Level::Title),
            threshold: Threshold::DEFAULT,
            filter: String::new(),
            item: None,
            compare: Compare::Off,
            last_finished: Day::MAX,
            wants_hours: false,
        }
    }

    /// Returns the question that is answered in its place before people in a room, of a log with closed days alone: over one
    /// of few windows, with a streak length of the ladder. It is its own.
    #[must_use]
    pub fn for_room(self, bounds: Bounds) -> Self {
        Self {
            window: widened(self.window, bounds),
            threshold: on_ladder(self.threshold),
            ..self
        }
    }

    /// Returns the days of the window that are over and that the log holds; `None` where there are none.
    #[must_use]
    pub fn finished_days(&self) -> Option<Window> {
        Window::new(self.window.from(), self.window.to().min(self.last_finished))
    }
}
