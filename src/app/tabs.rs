//! The tabs of panels 3 and 4.

/// The ways in which cohorts are listed in panel 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CohortTab {
    /// By streak length.
    #[default]
    Streak,
    /// By number of plays.
    Plays,
    /// By first week.
    Week,
}

/// The ways in which panel 4 shows plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CalendarTab {
    /// Those of each day of the log.
    #[default]
    Days,
    /// Those of each hour of the week.
    Hours,
}

/// The ways in which part 2 of a page shows plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlaysTab {
    /// Viewers by number of plays.
    #[default]
    Viewers,
    /// The titles of a show.
    Episodes,
    /// How a show is watched: binges, and where viewers stop.
    Sittings,
}
