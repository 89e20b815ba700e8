//! Plays and viewers of each day.

use super::Guard;
use super::shown::Shown;
use super::suppression;
use crate::domain::{Day, Hours};
use crate::snapshot::everything::DayCount;

/// The plays of a day as they may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownDay {
    /// The day.
    pub day: Day,
    /// Plays dated on it; hidden with its viewers.
    pub plays: Shown,
    /// Viewers active on it.
    pub viewers: Shown,
    /// The length of the rows that start on it; `None` where it is hidden or was not asked for.
    pub hours: Option<Hours>,
}

/// Returns the days of a calendar as they may be shown.
#[must_use]
pub fn calendar(days: &[DayCount], guard: Guard) -> Vec<ShownDay> {
    shown(guard, days, &[])
}

/// Returns days as they may be shown beside the sum of their plays. `hours` holds those of each day, or nothing.
pub(super) fn shown(guard: Guard, days: &[DayCount], hours: &[Hours]) -> Vec<ShownDay> {
    // Where nothing is left to hide behind, all are hidden, and the sum is by whoever shows it.
    let parts = days.iter().map(|day| (day.viewers, day.plays.into()));
    let hidden = suppression::hidden_of(guard, parts);
    let shown = days.iter().zip(hidden).enumerate();
    let shown = shown.map(|(place, (day, is_hidden))| ShownDay {
        day: day.day,
        plays: if is_hidden {
            Shown::Hidden
        } else {
            Shown::Exact(day.plays.into())
        },
        viewers: if is_hidden && !guard.hides(day.viewers) {
            Shown::Hidden
        } else {
            guard.viewers(day.viewers)
        },
        hours: hours.get(place).copied().filter(|_| !is_hidden),
    });
    shown.collect()
}

impl ShownDay {
    /// Hides all of it.
    pub(super) fn hide(&mut self) {
        self.plays = Shown::Hidden;
        self.viewers = Shown::Hidden;
        self.hours = None;
    }
}
