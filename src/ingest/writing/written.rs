//! What writing did, or why it failed.

use std::collections::{BTreeMap, HashMap};
use std::io;

use super::counts::WriteCounts;
use crate::domain::Day;
use crate::ingest::merge::MergeCounts;
use crate::ingest::reused_ids::ReusedIds;
use crate::store::sqlite_error::in_words;

/// What writing did.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Written {
    pub merge_counts: MergeCounts,
    pub reused_ids: ReusedIds,
    /// Rows of the log each source accounts for more, or fewer, than before.
    pub by_source: HashMap<u32, i64>,
    /// Rows each day of the log has more, or fewer, than before, whatever they count as.
    pub rows_per_day: BTreeMap<Day, i64>,
    /// Plays of the viewers and titles written, unchanged ones included.
    pub plays: u64,
    /// Viewers with a play among the rows written.
    pub viewers: u64,
}

impl Written {
    /// Returns it by the counts of its rows and the ids of its titles.
    pub(super) fn new(counts: WriteCounts, reused_ids: ReusedIds) -> Self {
        Self {
            reused_ids,
            merge_counts: counts.merge_counts,
            rows_per_day: counts.rows_per_day(),
            plays: counts.plays,
            viewers: counts.viewers(),
            by_source: counts.by_source.finish(),
        }
    }
}

/// Why rows were not written.
#[derive(Debug, thiserror::Error)]
pub(in crate::ingest) enum WriteError {
    /// SQLite failed.
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
    /// Rows that found no room in memory cannot be read back.
    #[error(transparent)]
    Spill(#[from] io::Error),
    /// The caller said to stop.
    #[error("stopped")]
    Stopped,
}
