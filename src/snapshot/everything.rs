//! Everything: the one item whose active days are a viewer's days with any play at all, and whose plays
//! are all plays.
//!
//! **Rows, plays and hours** are one number a day: a window adds up a slice.
//!
//! **Viewers** are counted from the day each was active before ([`PreviousDays`]). Whoever was active in a
//! window was so on one day whose previous day lies before the window, and on no other such day. For
//! example, the days 3, 5 and 9 are the cells `(3, never)`, `(5, 3)` and `(9, 5)`; in the window `[4, 9]`
//! only `(5, 3)` counts. Each day of a window costs one binary search. Titles, and the viewers of each title
//! or show, summed over all of them, are counted in the same way.
//!
//! **Streaks** are in [`super::overall_streaks`].
//!
//! [`stored`] has the cubes as they lie in the database.

pub mod stored;

use super::overall_streaks::OverallStreaks;
use crate::cube::day_number::{self, Span};
use crate::cube::previous_days::PreviousDays;
use crate::domain::{Day, Hours, Window};

/// The hours of a day on the wall clock.
pub const HOURS_OF_DAY: usize = 24;

/// The plays and viewers of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// Which day.
    pub day: Day,
    /// Plays dated on it.
    pub plays: u32,
    /// Viewers active on it.
    pub viewers: u32,
}

/// The cubes of everything, ready to count.
#[derive(Debug)]
pub struct Everything {
    /// The number of the first day with a row.
    first: u16,
    /// The rows of each day from `first` on.
    rows: Vec<u64>,
    /// The plays of each day from `first` on.
    plays: Vec<u32>,
    /// The hours of each day from `first` on.
    hours: Vec<Hours>,
    /// The plays of each day from `first` on, by hour on the wall clock.
    clock: Vec<[u32; HOURS_OF_DAY]>,
    /// Viewers by active day.
    pub active: PreviousDays,
    /// Viewers by day with a play of a title, summed over all titles.
    title_plays: PreviousDays,
    /// Streaks of days with any play at all.
    pub streaks: OverallStreaks,
    /// Titles by day with a play.
    pub title_days: PreviousDays,
}

impl Everything {
    /// Returns the days from the first with a row to the last; `None` where there is no row.
    #[must_use]
    pub fn days(&self) -> Option<Window> {
        let days = u16::try_from(self.rows.len()).ok()?.checked_sub(1)?;
        Window::new(
            day_number::day(self.first),
            day_number::day(self.first + days),
        )
    }

    /// Returns the places of a window's days in a column that begins with the first day.
    fn places(&self, span: Span, length: usize) -> std::ops::Range<usize> {
        let from = usize::from(span.from.saturating_sub(self.first)).min(length);
        let to = (usize::from(span.to) + 1).saturating_sub(usize::from(self.first));
        from..to.min(length).max(from)
    }

    /// Returns the rows in a window.
    #[must_use]
    pub fn rows(&self, span: Span) -> u64 {
        self.rows[self.places(span, self.rows.len())].iter().sum()
    }

    /// Returns the plays in a window.
    #[must_use]
    pub fn plays(&self, span: Span) -> u64 {
        let plays = &self.plays[self.places(span, self.plays.len())];
        plays.iter().map(|plays| u64::from(*plays)).sum()
    }

    /// Returns the hours in a window.
    #[must_use]
    pub fn hours(&self, span: Span) -> Hours {
        let days = &self.hours[self.places(span, self.hours.len())];
        days.iter().copied().sum()
    }

    /// Returns the plays of each day of a window, by hour on the wall clock; plays known by day only are not among
    /// them.
    pub fn plays_by_hour(&self, span: Span) -> impl Iterator<Item = (Day, &[u32; HOURS_OF_DAY])> {
        let places = self.places(span, self.clock.len());
        let first = day_number::day(self.first);
        let days = places
            .clone()
            .map(move |place| first.plus(i32::try_from(place).unwrap_or(0)));
        days.zip(&self.clock[places])
    }

    /// Returns the hours of each day of a window.
    #[must_use]
    pub fn hours_of_days(&self, window: Window) -> Vec<Hours> {
        let hours = |day| {
            let place = usize::from(number_of(day)?.checked_sub(self.first)?);
            self.hours.get(place).copied()
        };
        window
            .iter()
            .map(|day| hours(day).unwrap_or_default())
            .collect()
    }

    /// Adds up, over all titles, the viewers with a play in the window.
    #[must_use]
    pub fn viewers_of_titles(&self, span: Span) -> u64 {
        self.title_plays.within(span)
    }

    /// Returns plays and active viewers of each day of a window.
    #[must_use]
    pub fn timeline(&self, window: Window) -> Vec<DayCount> {
        let plays = |number: u16| {
            let place = usize::from(number.checked_sub(self.first)?);
            self.plays.get(place).copied()
        };
        let count = |day| {
            let number = number_of(day);
            DayCount {
                day,
                plays: number.and_then(plays).unwrap_or(0),
                viewers: number.map_or(0, |number| self.active.on_day(number)),
            }
        };
        window.iter().map(count).collect()
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let previous_days = [&self.active, &self.title_plays, &self.title_days];
        8 * self.rows.len()
            + 4 * self.plays.len()
            + size_of_val(self.hours.as_slice())
            + size_of_val(self.clock.as_slice())
            + self.streaks.bytes()
            + previous_days
                .into_iter()
                .map(PreviousDays::bytes)
                .sum::<usize>()
    }
}

/// Returns the number of a day; `None` where it is out of reach of day numbers, and so has no row.
fn number_of(day: Day) -> Option<u16> {
    Some(day_number::of(day)).filter(|number| day_number::day(*number) == day)
}
