//! Keeping count of what is written.

use std::collections::{BTreeMap, HashMap};

use super::plays::{HeldRow, PlayRow};
use crate::domain::Day;
use crate::ingest::merge::{Row, Tally};

/// What became of rows so far.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub tally: Tally,
    pub by_source: BySource,
    per_day: PerDay,
}

impl Account {
    /// Counts rows that were written.
    pub fn add(&mut self, rows: &[PlayRow]) {
        for row in rows {
            self.per_day.count(row.day, 1);
        }
    }

    /// Counts rows of the log that others took the place of.
    pub fn take_away(&mut self, rows: &[HeldRow]) {
        for row in rows {
            self.per_day.count(row.day, -1);
        }
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

/// Rows by day: as a list, since there is a day for each row.
#[derive(Debug, Default)]
struct PerDay {
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
    pub fn count(&mut self, rows: &[Row], each: i64) {
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
