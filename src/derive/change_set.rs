//! What an import has touched: each viewer and title with the active days before and after.

use std::collections::BTreeMap;

use super::changes::{Change, Changes};
use crate::domain::{ActiveDay, Day};
use crate::store::memory::Memory;

/// Into how many parts the memory of an import is cut, of which one holds what it has touched.
const PARTS: u64 = 4;

/// Where a change lies in the change set.
#[derive(Debug, Clone, Copy)]
struct Span {
    title: u32,
    viewer: u32,
    /// Where its days begin: first those before, then those after.
    start: usize,
    before: usize,
    after: usize,
}

/// What an import has touched.
#[derive(Debug)]
pub(crate) struct ChangeSet {
    changes: Vec<Span>,
    /// The days of all changes.
    days: Vec<ActiveDay>,
    /// Rows that came to each day, or left it.
    rows: BTreeMap<Day, i64>,
    /// Whether more was touched than fits here, or titles have moved to other shows.
    is_everything: bool,
    /// What changes and their days may take, in bytes.
    most: u64,
}

impl ChangeSet {
    /// Returns a change set without changes; it may take a part of `memory`.
    pub fn new(memory: Memory) -> Self {
        Self {
            changes: Vec::new(),
            days: Vec::new(),
            rows: BTreeMap::new(),
            is_everything: false,
            most: memory.bytes() / PARTS,
        }
    }

    /// Returns whether so much was touched that everything must be derived anew.
    pub fn is_everything(&self) -> bool {
        self.is_everything
    }

    /// Returns how many viewers and titles were touched, in pairs.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Returns by how many rows each day has grown, or shrunk.
    pub fn rows_of_days(&self) -> impl Iterator<Item = (Day, i64)> + '_ {
        self.rows.iter().map(|(day, rows)| (*day, *rows))
    }

    /// Notes that everything must be derived anew.
    fn everything(&mut self) {
        self.is_everything = true;
        self.changes = Vec::new();
        self.days = Vec::new();
    }

    /// Returns every change, in the order it came; none where everything must be derived anew.
    pub fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        self.changes.iter().map(|span| {
            let (before, after) = self.days[span.start..].split_at(span.before);
            Change {
                title: span.title,
                viewer: span.viewer,
                before,
                after: &after[..span.after],
            }
        })
    }

    /// Notes rows that came to a day, or left it.
    pub fn rows(&mut self, day: Day, rows: i64) {
        *self.rows.entry(day).or_default() += rows;
    }
}

impl Changes for ChangeSet {
    fn change(&mut self, change: Change<'_>) {
        if self.is_everything || change.before == change.after {
            return;
        }
        let bytes = size_of::<Span>() + size_of::<Change<'_>>();
        let days = size_of_val(self.days.as_slice());
        if (bytes * self.changes.len() + days) as u64 > self.most {
            self.everything();
            return;
        }
        self.changes.push(Span {
            title: change.title,
            viewer: change.viewer,
            start: self.days.len(),
            before: change.before.len(),
            after: change.after.len(),
        });
        self.days.extend_from_slice(change.before);
        self.days.extend_from_slice(change.after);
    }

    fn moved(&mut self) {
        self.everything();
    }
}
