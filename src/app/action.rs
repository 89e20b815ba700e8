//! Everything a key can do.

use strum::EnumIter;

/// Everything a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter)]
pub enum Action {
    /// Leave the program, or close what is open.
    Quit,
    /// Go back: close, clear, deselect.
    Back,
    /// Show or hide what marks, words and keys mean.
    Help,
    /// Type a range of days.
    TypeRange,
    /// Type a filter on names.
    TypeFilter,
    /// Go to the next match of the filter, around the end.
    NextMatch,
    /// Go to the match before, around the start.
    PreviousMatch,
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
    /// Hand the terminal back to the shell for a while.
    Suspend,
    /// Draw everything anew.
    Redraw,
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
