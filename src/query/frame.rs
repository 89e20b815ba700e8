//! All answers to one question: exact numbers, not yet guarded.

use super::callouts::Callout;
use super::clock::Clock;
use super::cohorts::Cohorts;
use super::items::Items;
use super::rewatched::RewatchedRow;
use super::streaks::StreakRow;
use super::totals::{Comparison, Totals};
use crate::domain::{Day, Hours, Level, Period, Threshold, Window};
use crate::snapshot::everything::DayCount;

/// All answers to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The days answered for.
    pub window: Window,
    /// Whether lists count by title or by show.
    pub level: Level,
    /// The streak length K.
    pub threshold: Threshold,
    /// The sums of the window.
    pub totals: Totals,
    /// The sums it is compared with, where a comparison was asked for.
    pub comparison: Option<Comparison>,
    /// Items with a streak of two days or more, by viewers, longest (both falling), name.
    pub streaks: Vec<StreakRow>,
    /// Items with a play, by rewatches, plays (both falling), name.
    pub rewatched: Vec<RewatchedRow>,
    /// The cohorts of the question's item, or of everything.
    pub cohorts: Cohorts,
    /// Plays and active viewers of each day of the window, of everything.
    pub timeline: Vec<DayCount>,
    /// The hours of each day of the timeline.
    pub timeline_hours: Vec<Hours>,
    /// Plays by weekday and hour, of everything.
    pub clock: Clock,
    /// The running cohort most worth a sentence in each of a few items, the most remarkable first.
    pub callouts: Vec<Callout>,
    /// Names and trends of the listed items.
    pub items: Items,
}

impl Frame {
    /// Returns whether viewers are grouped by week or by month.
    #[must_use]
    pub fn period(&self) -> Period {
        Period::of(self.window)
    }

    /// Returns whether the frame has only a part of the week or month that begins on `start`: the window cuts it, or
    /// it is not over, because the day `unfinished` of it, or of an earlier one, is under way.
    #[must_use]
    pub fn holds_a_part_of(&self, start: Day, unfinished: Option<Day>) -> bool {
        let last = self.period().later(start, 1).plus(-1);
        let is_running = unfinished.is_some_and(|day| day <= last);
        is_running || start < self.window.from() || last > self.window.to()
    }
}
