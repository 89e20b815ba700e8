//! Counts of what is written: rows by source and day, plays, viewers.

use std::collections::{BTreeMap, HashMap};

use super::plays::PlayRow;
use crate::domain::Day;
use crate::domain::viewing::Role;
use crate::ingest::merge::MergeCounts;
use crate::ingest::row::Row;

/// Counts of the rows merged so far.
#[derive(Debug, Default)]
pub(super) struct WriteCounts {
    pub merge_counts: MergeCounts,
    pub by_source: BySource,
    /// Plays added.
    pub plays: u64,
    per_day: PerDay,
    /// A bit for each viewer of the log, set where rows written for them make a day active.
    viewers: Vec<u64>,
}

impl WriteCounts {
    /// Counts all rows of a viewer and a title of which some are others than before.
    pub fn add(&mut self, viewer: u32, rows: &[PlayRow]) {
        let mut is_active = false;
        for row in rows {
            self.per_day.count(row.day, 1);
            self.plays += u64::from(row.role == Role::Play);
            is_active |= row.role != Role::Short;
        }
        if is_active {
            let place = (viewer / u64::BITS) as usize;
            if place >= self.viewers.len() {
                self.viewers.resize(2 * place + 1, 0);
            }
            self.viewers[place] |= 1 << (viewer % u64::BITS);
        }
    }

    /// Takes the rows that the log had of them off the counts by day.
    pub fn subtract(&mut self, rows: &[PlayRow]) {
        for row in rows {
            self.per_day.count(row.day, -1);
        }
    }

    /// Returns how many viewers have a play among the rows counted.
    pub fn viewers(&self) -> u64 {
        let ones = self.viewers.iter().map(|word| u64::from(word.count_ones()));
        ones.sum()
    }

    /// Returns the rows that each day has more, or fewer, than before.
    pub fn rows_per_day(&self) -> BTreeMap<Day, i64> {
        let counted = (self.per_day.first..).zip(&self.per_day.rows);
        counted
            .filter(|(_, rows)| **rows != 0)
            .map(|(day, rows)| (Day(day), *rows))
            .collect()
    }
}

/// Rows by day, in one vector: looked up for every row, and days follow each other.
#[derive(Debug, Default)]
struct PerDay {
    /// The day of the first count.
    first: i32,
    rows: Vec<i64>,
}

impl PerDay {
    fn count(&mut self, day: Day, rows: i64) {
        if self.rows.is_empty() {
            self.first = day.0;
        }
        if day.0 < self.first {
            let missing = usize::try_from(self.first - day.0).unwrap_or(0);
            self.rows.splice(0..0, std::iter::repeat_n(0, missing));
            self.first = day.0;
        }
        let place = usize::try_from(day.0 - self.first).unwrap_or(0);
        if place >= self.rows.len() {
            self.rows.resize(place + 1, 0);
        }
        self.rows[place] += rows;
    }
}

/// Rows by source; most rows are of the same source as the one before.
#[derive(Debug, Default)]
pub(super) struct BySource {
    last: (u32, i64),
    others: HashMap<u32, i64>,
}

impl BySource {
    /// Counts each of `rows` as so many.
    pub fn count<'r>(&mut self, rows: impl IntoIterator<Item = &'r Row>, each: i64) {
        for row in rows {
            if row.source != self.last.0 {
                let (source, count) = std::mem::replace(&mut self.last, (row.source, 0));
                *self.others.entry(source).or_default() += count;
            }
            self.last.1 += each;
        }
    }

    /// Returns the counts that are not zero.
    pub fn finish(self) -> HashMap<u32, i64> {
        let mut counts = self.others;
        *counts.entry(self.last.0).or_default() += self.last.1;
        counts.retain(|_, rows| *rows != 0);
        counts
    }
}
