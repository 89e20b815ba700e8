//! The tabs of panels 3 and 4.

use crate::guard::also_played::ShownAlso;
use crate::guard::page::PageNumbers;

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
    /// What its viewers played, too.
    Also,
}

impl PlaysTab {
    /// Returns the tabs of a page, one of a show with titles or another, in their order; without those that are answered from
    /// rows where the log has none.
    #[must_use]
    pub fn all(has_titles: bool, has_rows: bool) -> &'static [Self] {
        match (has_titles, has_rows) {
            (true, true) => &[Self::Viewers, Self::Episodes, Self::Sittings, Self::Also],
            (true, false) => &[Self::Viewers, Self::Episodes],
            (false, true) => &[Self::Viewers, Self::Also],
            (false, false) => &[Self::Viewers],
        }
    }

    /// Returns how many rows the list of a tab has; none where it is no list.
    #[must_use]
    pub fn rows_of(self, numbers: &PageNumbers) -> usize {
        match (self, &numbers.also_played) {
            (Self::Episodes, _) => numbers.episodes.len(),
            (Self::Sittings, _) => {
                let sittings = numbers.sittings.as_ref();
                sittings.map_or(0, |sittings| sittings.stops.len())
            }
            (Self::Also, Some(ShownAlso::Rows(rows))) => rows.len(),
            _ => 0,
        }
    }

    /// Returns how many lines stand above the headings of a tab's list.
    #[must_use]
    pub fn lines_above(self) -> usize {
        match self {
            Self::Sittings => 2,
            Self::Viewers | Self::Episodes | Self::Also => 0,
        }
    }

    /// Returns the tab that a page shows where this one was chosen: the first where it has none such.
    #[must_use]
    pub fn on(self, has_titles: bool, has_rows: bool) -> Self {
        let all = Self::all(has_titles, has_rows);
        all.iter()
            .copied()
            .find(|tab| *tab == self)
            .unwrap_or_default()
    }
}
