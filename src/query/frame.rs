//! All answers to one question: exact numbers, not yet guarded.

use std::ops::Deref;
use std::sync::Arc;

use super::callouts::Callout;
use super::clock::Clock;
use super::cohorts::Cohorts;
use super::items::Items;
use super::rewatched::{RewatchedBefore, RewatchedRow};
use super::streaks::StreakRow;
use super::totals::{Comparison, Totals};
use crate::domain::{Hours, Levels, Threshold, Window};
use crate::snapshot::everything::DayCount;

/// All answers to one question. It reads as its overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// What does not depend on the question's item: frames of one window share it while the item changes.
    pub overview: Arc<Overview>,
    /// The cohorts of the question's item, or of everything.
    pub cohorts: Cohorts,
}

impl Deref for Frame {
    type Target = Overview;

    fn deref(&self) -> &Overview {
        &self.overview
    }
}

/// The answers that do not depend on a question's item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The days answered for.
    pub window: Window,
    /// Whether each list counts by title or by show.
    pub levels: Levels,
    /// The streak length K.
    pub threshold: Threshold,
    /// The least viewers of a crowd, by the log's settings.
    pub minimum_cohort: u32,
    /// The sums of the window.
    pub totals: Totals,
    /// The sums it is compared with, where a comparison was asked for.
    pub comparison: Option<Comparison>,
    /// Items with a streak of two days or more, by viewers, longest (both falling), name.
    pub streaks: Vec<StreakRow>,
    /// Items with a play, by rewatches, plays (both falling), name.
    pub rewatched: Vec<RewatchedRow>,
    /// The same items in the days compared with, by name; `None` where they cannot be compared one by one.
    pub rewatched_before: Option<Vec<RewatchedBefore>>,
    /// Plays and active viewers of each day of the window, of everything.
    pub timeline: Vec<DayCount>,
    /// The hours of each day of the timeline.
    pub timeline_hours: Vec<Hours>,
    /// Plays by weekday and hour, of everything.
    pub clock: Clock,
    /// The running cohort most worth a sentence in each of a few items, the most remarkable first.
    pub callouts: Vec<Callout>,
    /// Names and trends of the items of `streaks`.
    pub streak_items: Items,
    /// Names and trends of the items of `rewatched`.
    pub rewatched_items: Items,
}
