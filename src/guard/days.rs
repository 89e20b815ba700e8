//! Plays and viewers of each day.

use super::Guard;
use super::shown::Shown;
use super::suppression::{self, Part};
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
    let is_met = |day: &&DayCount| day.viewers > 0;
    let part = |day: &DayCount| Part {
        viewers: day.viewers,
        amount: day.plays.into(),
        is_hidden: false,
    };
    let parts: Vec<Part> = days.iter().filter(is_met).map(part).collect();
    // Where nothing is left to hide behind, all are hidden, and the sum is by whoever shows it.
    let hidden = suppression::hidden(guard, &parts, false);
    let mut hidden = hidden
        .unwrap_or_else(|| vec![true; parts.len()])
        .into_iter();
    let mut shown = Vec::with_capacity(days.len());
    for (place, day) in days.iter().enumerate() {
        let is_hidden = day.viewers > 0 && hidden.next().unwrap_or(false);
        shown.push(ShownDay {
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
    }
    shown
}

impl ShownDay {
    /// Hides all of it.
    pub(super) fn hide(&mut self) {
        self.plays = Shown::Hidden;
        self.viewers = Shown::Hidden;
        self.hours = None;
    }
}
