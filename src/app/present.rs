//! Present mode: one panel at a time under a big headline, for people in the room.

use std::time::Duration;

use super::action::PanelNumber;

/// How long a slide stays.
pub const SLIDE_STAYS: Duration = Duration::from_secs(15);

/// What is shown below the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slide {
    /// Binge streaks.
    Streaks,
    /// Top rewatched.
    Rewatched,
    /// Cohort sizes.
    Cohorts,
    /// The calendar.
    Days,
    /// The hours of the week.
    Hours,
}

/// The slides, in order.
pub const SLIDES: [Slide; 5] = [
    Slide::Streaks,
    Slide::Rewatched,
    Slide::Cohorts,
    Slide::Days,
    Slide::Hours,
];

impl Slide {
    /// Returns the panel it shows.
    #[must_use]
    pub fn panel(self) -> PanelNumber {
        match self {
            Self::Streaks => PanelNumber::One,
            Self::Rewatched => PanelNumber::Two,
            Self::Cohorts => PanelNumber::Three,
            Self::Days | Self::Hours => PanelNumber::Four,
        }
    }
}

/// Where a presentation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Presentation {
    /// The number of the slide among [`SLIDES`].
    pub place: usize,
    /// Whether the slide stays until it is let go.
    pub is_held: bool,
}

impl Presentation {
    /// Returns the slide shown.
    #[must_use]
    pub fn slide(self) -> Slide {
        SLIDES[self.place % SLIDES.len()]
    }

    /// Goes on by so many slides, around the end.
    pub(super) fn go(&mut self, steps: usize) {
        self.place = (self.place + steps) % SLIDES.len();
    }
}
