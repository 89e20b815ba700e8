//! What is answered: exact numbers, not yet guarded.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::rewatched::PlayCounts;
use crate::cube::day_number::Span;
use crate::domain::cohort::Step;
use crate::domain::{Day, ItemId, Level, Threshold, Window};
use crate::snapshot::catalog::{Catalog, ItemName};
use crate::snapshot::everything::DayCount;
use crate::snapshot::level_columns::LevelColumns;

/// The most plays by one viewer, of items of which it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MostByOne(pub(super) BTreeMap<ItemId, u32>);

impl MostByOne {
    /// Returns the most plays of an item by one viewer in the window; 0 where it was not asked of.
    #[must_use]
    pub fn of(&self, item: ItemId) -> u32 {
        self.0.get(&item).copied().unwrap_or(0)
    }
}

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
    /// The running cohort most worth a sentence in each of a few items, the most remarkable first.
    pub callouts: Vec<Callout>,
    /// What else there is to know of the listed items.
    pub items: Items,
}

/// What is worked out of the listed items that are looked at, one by one.
#[derive(Debug, Clone)]
pub struct Items {
    pub(super) columns: Arc<LevelColumns>,
    pub(super) catalog: Arc<Catalog>,
    pub(super) level: Level,
    pub(super) window: Window,
}

impl Items {
    /// Returns what an item is called.
    #[must_use]
    pub fn name(&self, item: ItemId) -> &ItemName {
        self.catalog.name(self.level, item)
    }

    /// Returns the plays of an item in each of at most [`TREND_CELLS`] equal parts of the window.
    #[must_use]
    pub fn trend(&self, item: ItemId) -> Vec<u32> {
        let days = self.window.days() as usize;
        let cells = days.min(TREND_CELLS);
        let start = |cell: usize| {
            let day = i32::try_from((cell * days).div_ceil(cells)).unwrap_or(i32::MAX);
            self.window.from().plus(day)
        };
        let plays = |cell| {
            let part = Window::new(start(cell), start(cell + 1).plus(-1))?;
            Some(self.columns.plays.count(item.0, Span::of(part)))
        };
        (0..cells).map(|cell| plays(cell).unwrap_or(0)).collect()
    }
}

impl PartialEq for Items {
    /// Frames are compared where they come from one log: of one window and level, all else is equal.
    fn eq(&self, other: &Self) -> bool {
        (self.level, self.window) == (other.level, other.window)
    }
}

impl Eq for Items {}

/// The sums of one window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Rows of the log that start in the window.
    pub rows: u64,
    /// Plays dated in the window.
    pub plays: u64,
    /// Viewers with an active day.
    pub viewers: u32,
    /// Titles played.
    pub titles: u32,
    /// Plays less viewers with a play, summed over the items of the level.
    pub rewatches: u64,
    /// Viewers with a streak of K days or more on everything: any play at all on each day.
    pub streakers: u32,
}

/// The sums of the window and of the one it is compared with, both of whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The window's finished days.
    pub window: Window,
    /// Their sums.
    pub totals: Totals,
    /// The days they are compared with, as many.
    pub other_window: Window,
    /// Their sums; `None` where the log does not hold all of those days.
    pub other: Option<Totals>,
}

/// How many viewers kept coming back to one item on consecutive days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreakRow {
    /// Which item.
    pub item: ItemId,
    /// The item's place among all of its level in the order of name, show and number.
    pub rank: u32,
    /// The longest streak of any viewer, in days.
    pub longest: u32,
    /// Viewers with a streak of K days or more.
    pub viewers: u32,
    /// Viewers whose streak of K days or more reaches the window's last day.
    pub running: u32,
}

/// How often one item was played, and played again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RewatchedRow {
    /// Which item.
    pub item: ItemId,
    /// The item's place among all of its level in the order of name, show and number.
    pub rank: u32,
    /// Plays dated in the window.
    pub plays: u64,
    /// Viewers with at least one of them.
    pub viewers: u32,
    /// Viewers with two of them or more.
    pub rewatchers: u32,
}

impl RewatchedRow {
    /// Returns plays less viewers.
    #[must_use]
    pub fn rewatches(&self) -> u64 {
        self.plays - u64::from(self.viewers)
    }
}

/// The number of parts a trend has at most.
pub const TREND_CELLS: usize = 8;

/// The distinct viewers that satisfy each of a ladder of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohorts {
    /// The item they are about; `None` is everything.
    pub item: Option<(ItemId, Arc<ItemName>)>,
    /// Viewers with a best streak of at least each of [`crate::domain::cohort::STREAK_LADDER`].
    pub by_streak: Vec<Step>,
    /// Viewers with at least each of [`crate::domain::cohort::PLAY_LADDER`] plays.
    pub by_plays: Vec<Step>,
    /// Viewers by the ISO week of their first active day in the window, in time order, weeks
    /// without any included.
    pub by_week: Vec<WeekCohort>,
}

/// The viewers first active in one week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekCohort {
    /// The week's Monday.
    pub monday: Day,
    /// Viewers whose first active day in the window falls into it.
    pub viewers: u32,
    /// How many of them are active again in each later week of the window.
    pub active: Vec<u32>,
}

impl Frame {
    /// Returns whether the week of `monday` is held only in part: cut by the window, or not over
    /// because the day `unfinished`, or an earlier one, is under way.
    #[must_use]
    pub fn holds_a_part_of_week(&self, monday: Day, unfinished: Option<Day>) -> bool {
        let sunday = monday.plus(6);
        let is_running = unfinished.is_some_and(|day| day <= sunday);
        is_running || monday < self.window.from() || sunday > self.window.to()
    }
}

/// Viewers of one item who were active on every one of the window's last days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callout {
    /// Which item.
    pub item: ItemId,
    /// What it is called.
    pub name: Arc<ItemName>,
    /// How many days, ending with the window's last.
    pub days: u32,
    /// Viewers active on each of them.
    pub viewers: u32,
}

/// What the page of one item shows beyond its cohorts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPage {
    /// Which item.
    pub item: ItemId,
    /// What it is called.
    pub name: Arc<ItemName>,
    /// Viewers whose longest streak in the window is at least 1, 2, 3… days, up to the longest.
    pub survival: Vec<u32>,
    /// The same for the comparison window, where there is one.
    pub survival_before: Vec<u32>,
    /// Viewers with exactly 1, 2, 3… plays in the window, up to the most.
    pub plays: Vec<u32>,
    /// Its plays in the window.
    pub counts: PlayCounts,
    /// Its most remarkable running cohort, where it has one of the least size or more.
    pub callout: Option<Callout>,
}
