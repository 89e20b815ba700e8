//! Everything a command can do.

use strum::{EnumIter, IntoEnumIterator as _};

/// Everything a command can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter)]
pub enum Action {
    /// Leave the program, or close what is open.
    Quit,
    /// Go back: close, clear, deselect.
    Back,
    /// Show or hide what marks, words and keys mean.
    Help,
    /// Show the next viewer alone, or everyone.
    Viewer,
    /// List what each viewer did.
    Viewers,
    /// List the stories of the range, or close their list.
    Callouts,
    /// Make a card of the selected story.
    Card,
    /// Choose what the list ranks by.
    Rank,
    /// Show what is behind the focused panel.
    Inspect,
    /// Have the terminal tell of the mouse, or leave it to the terminal.
    Mouse,
    /// Type a range of days.
    TypeRange,
    /// Type a filter on names.
    TypeFilter,
    /// Show the next of the sentences, around the end.
    NextSentence,
    /// Show the sentence before, around the start.
    PreviousSentence,
    /// Move up.
    Up,
    /// Move down.
    Down,
    /// Move left: a cursor, or to the panel or tab to the left.
    Left,
    /// Move right: a cursor, or to the panel or tab to the right.
    Right,
    /// Go to the panel or tab to the left.
    TabLeft,
    /// Go to the panel or tab to the right.
    TabRight,
    /// Move up, and pick the days on the way.
    SpanUp,
    /// Move down, and pick the days on the way.
    SpanDown,
    /// Move left, and pick the days on the way.
    SpanLeft,
    /// Move right, and pick the days on the way.
    SpanRight,
    /// Move up by a screenful.
    PageUp,
    /// Move down by a screenful.
    PageDown,
    /// Move to the first row.
    First,
    /// Move to the last row.
    Last,
    /// Focus the next panel.
    NextPanel,
    /// Focus the panel before.
    PreviousPanel,
    /// Focus panel 1 to 4.
    Panel(PanelNumber),
    /// Open the page of the selected item.
    Open,
    /// Give the focused panel the whole screen, or back.
    Zoom,
    /// Sort by the next column.
    SortNext,
    /// Sort the other way round.
    SortReverse,
    /// Move the range back by its own length.
    Earlier,
    /// Move the range forward by its own length.
    Later,
    /// Move the range back by a day.
    DayEarlier,
    /// Move the range forward by a day.
    DayLater,
    /// Take the next shorter preset.
    Shorter,
    /// Take the next longer preset.
    Longer,
    /// Take the range the program starts with.
    DefaultRange,
    /// Move the range to the newest day.
    Newest,
    /// Compare with: nothing, the previous range, last year.
    Compare,
    /// Lower the streak threshold.
    ThresholdDown,
    /// Raise the streak threshold.
    ThresholdUp,
    /// Count by title or by show.
    Level,
    /// Look for new plays now.
    Refresh,
    /// Stop or go on looking for new plays.
    Pause,
    /// Show small cohorts, or hide them again.
    Reveal,
    /// Take the next theme.
    Theme,
    /// Choose a kind of picture to save the screen as.
    Export,
    /// Copy the selected row, or the sentence.
    CopyRow,
    /// Copy the focused panel as a table.
    CopyPanel,
    /// Present: one panel at a time under a big headline.
    Present,
    /// Hold the slide, or let it go on.
    HoldSlide,
    /// Hand the terminal back to the shell for a while.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Type a command.
    Palette,
    /// Take the line being typed.
    Accept,
    /// Leave the line being typed.
    Leave,
    /// Complete the word being typed.
    Complete,
    /// Go to the line above, or to what was typed before.
    Older,
    /// Go to what was typed after that, or to the line below.
    Newer,
}

impl Action {
    /// Returns the same move where nothing is picked on the way; any other action as it is.
    #[must_use]
    pub fn alone(self) -> Self {
        match self {
            Self::SpanUp => Self::Up,
            Self::SpanDown => Self::Down,
            Self::SpanLeft => Self::Left,
            Self::SpanRight => Self::Right,
            other => other,
        }
    }
}

/// The number of a panel, 1 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter)]
pub enum PanelNumber {
    /// Binge streaks.
    #[default]
    One,
    /// Top rewatched.
    Two,
    /// Cohort sizes.
    Three,
    /// Calendar.
    Four,
}

impl PanelNumber {
    /// Returns the panel of a number, 1 to 4, as it is written.
    #[must_use]
    pub fn of_number(text: &str) -> Option<Self> {
        Self::iter().find(|panel| text == panel.number().to_string())
    }

    /// Returns its number, 1 to 4.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
        }
    }
}
