//! What an import changes, kept until its rows are written.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use super::changes::{Change, Changes, PlayedRow};
use crate::cube::day_hours::HoursDifference;
use crate::domain::{ActiveDay, Day};
use crate::store::memory::Memory;

/// The share of an import's memory that its change set may take, and what is found to apply it.
pub(super) const MEMORY_SHARE: u64 = 4;

/// A change as it is kept: its days lie among those of all changes.
#[derive(Debug, Clone, Copy)]
struct KeptChange {
    title: u32,
    viewer: u32,
    /// Where its days begin: first those before the import, then those after it.
    start: usize,
    before: usize,
    after: usize,
}

/// What an import changes: active days of viewers with titles, and rows of days.
#[derive(Debug)]
pub(crate) struct ChangeSet {
    changes: Vec<KeptChange>,
    /// The days of all changes.
    days: Vec<ActiveDay>,
    /// Rows that each day gains or loses.
    rows: BTreeMap<Day, i64>,
    /// Hours that titles gain and lose on each day; by title and day.
    hours: HashMap<(u32, Day), HoursDifference, RandomState>,
    /// Plays that each day gains or loses at each hour.
    clock: BTreeMap<(Day, u8), i64>,
    /// Whether there was more than fits, or a title has moved to another show: then no changes are
    /// kept.
    is_everything: bool,
    /// How many bytes the changes may take.
    most_bytes: u64,
}

impl ChangeSet {
    /// Returns no changes yet.
    pub fn new(memory: Memory) -> Self {
        Self {
            changes: Vec::new(),
            days: Vec::new(),
            rows: BTreeMap::new(),
            hours: HashMap::default(),
            clock: BTreeMap::new(),
            is_everything: false,
            most_bytes: memory.bytes() / MEMORY_SHARE,
        }
    }

    /// Adds rows that a day gains, or loses where they are negative.
    pub fn add_rows(&mut self, day: Day, rows: i64) {
        *self.rows.entry(day).or_default() += rows;
    }

    /// Returns how many changes there are; `None` where everything must be derived anew.
    pub(super) fn len(&self) -> Option<usize> {
        (!self.is_everything).then_some(self.changes.len())
    }

    /// Returns the changes, in the order in which they came.
    pub(super) fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        self.changes.iter().map(|kept| {
            let (before, after) = self.days[kept.start..].split_at(kept.before);
            Change {
                title: kept.title,
                viewer: kept.viewer,
                before,
                after: &after[..kept.after],
            }
        })
    }

    /// Returns the rows that each day gains, negative where it loses them.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Day, i64)> {
        self.rows.iter().map(|(day, rows)| (*day, *rows))
    }

    /// Returns the hours that titles gain and lose on each day, in no order.
    pub(super) fn hours(&self) -> impl Iterator<Item = (u32, Day, HoursDifference)> {
        let hours = self.hours.iter();
        hours.map(|((title, day), difference)| (*title, *day, *difference))
    }

    /// Returns the plays that each day gains or loses at each hour.
    pub(super) fn clock(&self) -> impl Iterator<Item = (Day, u8, i64)> {
        let clock = self.clock.iter();
        clock.map(|((day, hour), plays)| (*day, *hour, *plays))
    }

    /// Returns how many bytes the changes take.
    fn bytes(&self) -> u64 {
        // A change is kept here, and once more while it is applied.
        let change_bytes = size_of::<KeptChange>() + size_of::<Change<'_>>();
        let hour_bytes = size_of::<((u32, Day), HoursDifference)>() + 1;
        let bytes = change_bytes * self.changes.len()
            + size_of_val(self.days.as_slice())
            + hour_bytes * self.hours.capacity();
        bytes as u64
    }

    /// Notes that everything must be derived anew, and drops the changes.
    fn set_everything(&mut self) {
        self.is_everything = true;
        self.changes = Vec::new();
        self.days = Vec::new();
        self.hours = HashMap::default();
    }
}

impl Changes for ChangeSet {
    fn change(&mut self, change: Change<'_>) {
        if self.is_everything || change.before == change.after {
            return;
        }
        if self.bytes() > self.most_bytes {
            self.set_everything();
            return;
        }
        self.changes.push(KeptChange {
            title: change.title,
            viewer: change.viewer,
            start: self.days.len(),
            before: change.before.len(),
            after: change.after.len(),
        });
        self.days.extend_from_slice(change.before);
        self.days.extend_from_slice(change.after);
    }

    fn row(&mut self, row: PlayedRow, is_removed: bool) {
        if self.is_everything {
            return;
        }
        let sign = if is_removed { -1 } else { 1 };
        let hours = self.hours.entry((row.title, row.day)).or_default();
        hours.add_row(row.seconds, sign);
        if let Some(hour) = row.hour {
            *self.clock.entry((row.day, hour)).or_default() += sign;
        }
        if self.bytes() > self.most_bytes {
            self.set_everything();
        }
    }

    fn moved(&mut self) {
        self.set_everything();
    }
}
