//! The sums of a window.

use super::Guard;
use super::shown::Shown;
use crate::domain::{Hours, Window};
use crate::query::totals::{Comparison, Totals};

/// The sums of one window as they may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownTotals {
    /// Rows of the log that start in the window.
    pub rows: Shown,
    /// Plays dated in the window.
    pub plays: Shown,
    /// The length of all rows of plays; `None` where it is hidden.
    pub hours: Option<Hours>,
    /// Viewers with an active day.
    pub viewers: Shown,
    /// Titles played.
    pub titles: Shown,
    /// Plays less viewers with a play, summed over all titles.
    pub rewatches: Shown,
    /// Viewers with a streak of K days or more on everything.
    pub streakers: Shown,
}

/// The sums of the window's finished days and of those they are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownComparison {
    /// The window's finished days.
    pub window: Window,
    /// Their sums.
    pub totals: ShownTotals,
    /// The days they are compared with, as many.
    pub other_window: Window,
    /// Their sums; `None` where the log does not hold all of those days.
    pub other: Option<ShownTotals>,
}

impl ShownTotals {
    /// Returns sums as they may be shown; `hides_sums` where lists beside them would tell too much.
    pub(super) fn of(totals: &Totals, guard: Guard, hides_sums: bool) -> Self {
        let is_hidden = hides_sums || guard.hides(totals.viewers);
        let sum = |number: u64| {
            if is_hidden {
                Shown::Hidden
            } else {
                Shown::Exact(number)
            }
        };
        Self {
            rows: sum(totals.rows),
            plays: sum(totals.plays),
            hours: (!is_hidden).then_some(totals.hours),
            viewers: guard.viewers(totals.viewers),
            titles: sum(totals.titles.into()),
            rewatches: sum(totals.rewatches),
            streakers: guard.part(totals.viewers, totals.streakers),
        }
    }

    /// Returns rewatches and plays, whose share is told; `None` where one of them is hidden.
    #[must_use]
    pub fn rewatched(&self) -> Option<(u64, u64)> {
        self.rewatches.exact().zip(self.plays.exact())
    }

    /// Returns the seconds of all rows; `None` where they are hidden, or a length is unknown.
    #[must_use]
    pub fn seconds(&self) -> Option<u64> {
        let hours = self.hours.filter(|hours| !hours.is_at_least());
        hours.map(|hours| hours.seconds)
    }
}

impl ShownComparison {
    /// Returns a comparison as it may be shown beside the sums of the whole window.
    pub(super) fn of(
        comparison: &Comparison,
        whole: &Totals,
        guard: Guard,
        hides_sums: bool,
    ) -> Self {
        let mut totals = ShownTotals::of(&comparison.totals, guard, hides_sums);
        // Those who came only since the last finished day are the difference.
        totals.viewers = match totals.viewers {
            Shown::Exact(_) => guard.part(whole.viewers, comparison.totals.viewers),
            hidden => hidden,
        };
        Self {
            window: comparison.window,
            totals,
            other_window: comparison.other_window,
            other: comparison
                .other
                .map(|other| ShownTotals::of(&other, guard, hides_sums)),
        }
    }
}
