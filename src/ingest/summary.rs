//! What an import did, in numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono_tz::Tz;
use rusqlite::Connection;

use super::error::IngestError;
use super::merge::MergeCounts;
use super::reused_ids::ReusedIds;
use super::writing::RetoldRows;
use crate::derive;
use crate::domain::Window;
use crate::formats::recognised::Recognised;
use crate::formats::record::{DropReason, Record, Refusal};
use crate::formats::unclear::{Measure, Unclear};

/// How many refused rows a summary names; the rest are only counted.
pub const REFUSALS_NAMED: usize = 10;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPart {
    /// What to call it.
    pub name: String,
    /// The name of its format.
    pub format: &'static str,
    /// Why it is held to be of that format.
    pub recognised: Recognised,
}

/// What an import did, and what the log holds after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Rows read, refused and left out ones included.
    pub read: u64,
    /// Rows added to the log.
    pub added: u64,
    /// Rows of the log that became longer.
    pub updated: u64,
    /// Rows of the log that are gone, since they are the same row as another.
    pub joined: u64,
    /// Rows left out on purpose, by reason.
    pub dropped: BTreeMap<DropReason, u64>,
    /// Rows that could not be read.
    pub refused: u64,
    /// The first of them, each with its file.
    pub refusals: Vec<(String, Refusal)>,
    /// Values of rows that were kept without them, with the reason.
    pub unknown: BTreeMap<(Measure, Unclear), u64>,
    /// Rows that were kept and whose day alone is known.
    pub by_day: u64,
    /// Ids of the source under names that are unlike.
    pub reused_ids: ReusedIds,
    /// Whether others could read the log until names were kept in it.
    pub was_open_to_others: bool,
    /// Whether the log has just been marked as one from before logs had a salt.
    pub is_marked_unsalted: bool,
    /// The files that were read.
    pub parts: Vec<ReadPart>,
    /// The formats of all files whose rows are in the log, these among them.
    pub formats: BTreeSet<String>,
    /// What lay beside them and is no play log, or in another format than the one named.
    pub passed_over: Vec<String>,
    /// The zone of the log.
    pub zone: Tz,
    /// When its days start, `HH:MM`.
    pub day_starts: String,
    /// Rows the log holds.
    pub rows: u64,
    /// Plays it holds.
    pub plays: u64,
    /// Viewers with a play.
    pub viewers: u64,
    /// Its first and last day; `None` where it has no row.
    pub days: Option<Window>,
}

impl Summary {
    /// Returns an empty summary of a log with these rules.
    #[must_use]
    pub fn new(zone: Tz, day_starts: String) -> Self {
        Self {
            read: 0,
            added: 0,
            updated: 0,
            joined: 0,
            dropped: BTreeMap::new(),
            refused: 0,
            refusals: Vec::new(),
            unknown: BTreeMap::new(),
            by_day: 0,
            reused_ids: ReusedIds::default(),
            was_open_to_others: false,
            is_marked_unsalted: false,
            parts: Vec::new(),
            formats: BTreeSet::new(),
            passed_over: Vec::new(),
            zone,
            day_starts,
            rows: 0,
            plays: 0,
            viewers: 0,
            days: None,
        }
    }

    /// Counts rows left out on purpose.
    pub(super) fn drop_rows(&mut self, reason: DropReason, rows: u64) {
        if rows > 0 {
            *self.dropped.entry(reason).or_default() += rows;
        }
    }

    /// Counts rows that were merged into the log: some are added, the others left out.
    pub(super) fn count_merged(&mut self, merged: MergeCounts) {
        self.added += merged.added;
        self.updated += merged.updated;
        self.joined += merged.joined;
        self.drop_rows(DropReason::Repeat, merged.repeats);
        self.drop_rows(DropReason::Known, merged.known);
    }

    /// Counts rows that do not count, since another source tells of them, too, by the source that brought them: those of
    /// `sources`, which have just been added, were left out; others that are `gone` from the log are the same as rows that
    /// came.
    pub(super) fn count_retold(&mut self, retold: &RetoldRows, sources: &[u32]) {
        let RetoldRows { gone, kept } = retold;
        for (source, rows) in gone.iter().chain(kept) {
            if sources.contains(source) {
                self.added = self.added.saturating_sub(*rows);
                self.drop_rows(DropReason::Retold, *rows);
            }
        }
        let earlier = gone.iter().filter(|(source, _)| !sources.contains(source));
        self.joined += earlier.map(|(_, rows)| rows).sum::<u64>();
    }

    /// Completes it by what the log at `path` holds, as its cubes say.
    ///
    /// # Errors
    ///
    /// Fails where the cubes cannot be read.
    pub(super) fn describe_log(
        &mut self,
        conn: &Connection,
        path: &Path,
    ) -> Result<(), IngestError> {
        let extent = derive::extent(conn).map_err(|source| IngestError::derive(path, source))?;
        self.rows = extent.rows;
        self.plays = extent.plays;
        self.viewers = extent.viewers;
        self.days = extent.days;
        Ok(())
    }

    /// Counts what a row that is kept does not say: its time of day, or values that are not believed.
    pub(super) fn note_unknown(&mut self, record: &Record<'_>) {
        self.by_day += u64::from(record.is_by_day);
        if record.unknown.is_empty() {
            return;
        }
        for value in record.unknown.each() {
            *self.unknown.entry(value).or_default() += 1;
        }
    }

    /// Counts a refused row of `part`, and names it where it is one of the first.
    pub(super) fn refuse(&mut self, part: &str, refusal: Refusal) {
        self.refused += 1;
        if self.refusals.len() < REFUSALS_NAMED {
            self.refusals.push((part.to_owned(), refusal));
        }
    }
}
