//! The rows of a title, viewer by viewer: those that arrive merged into those the log has.

use std::collections::BTreeSet;
use std::ops::Range;

use super::plays::PlayRow;
use super::viewings::viewing_row;
use crate::domain::viewing;
use crate::ingest::merge::{self, MergeCounts};
use crate::ingest::row::Row;

/// The rows of a title after the import, by viewer, beside those before it.
pub(super) struct MergedTitle<'s> {
    /// What became of the rows that arrived.
    pub merge_counts: MergeCounts,
    stored: &'s [PlayRow],
    rows: Vec<Row>,
    pairs: Vec<PairRanges>,
}

/// Where the rows of one viewer stand.
struct PairRanges {
    viewer: u32,
    stored: Range<usize>,
    rows: Range<usize>,
    is_changed: bool,
    is_composed: bool,
}

/// The rows of one viewer, in time order.
pub(super) struct MergedPair<'m> {
    pub viewer: u32,
    /// Before the import.
    pub stored: &'m [PlayRow],
    /// After it.
    pub rows: &'m [Row],
    /// Whether they are others than before.
    pub is_changed: bool,
    /// Whether they are made of rows that are kept elsewhere, and counted there.
    pub is_composed: bool,
}

impl<'s> MergedTitle<'s> {
    /// Merges the rows arriving for a title into rows of it that the log has; both come by viewer.
    ///
    /// Those that arrive for viewers in `composed` are all that these have: none is kept of the rows stored of them.
    pub fn new(arriving: &[(u32, Row)], stored: &'s [PlayRow], composed: &BTreeSet<u32>) -> Self {
        let mut title = Self {
            merge_counts: MergeCounts::default(),
            stored,
            rows: Vec::new(),
            pairs: Vec::new(),
        };
        let (mut stored_done, mut arriving_done) = (0, 0);
        let (mut before, mut incoming) = (Vec::new(), Vec::new());
        while stored_done < stored.len() || arriving_done < arriving.len() {
            let (stored_rest, arriving_rest) = (&stored[stored_done..], &arriving[arriving_done..]);
            let viewers = [
                stored_rest.first().map(|stored| stored.viewer),
                arriving_rest.first().map(|(viewer, _)| *viewer),
            ];
            let Some(viewer) = viewers.into_iter().flatten().min() else {
                break;
            };
            let of_viewer = stored_rest.iter().take_while(|row| row.viewer == viewer);
            before.clear();
            before.extend(of_viewer.map(|stored| stored.row));
            let of_viewer = arriving_rest.iter().take_while(|(of, _)| *of == viewer);
            incoming.clear();
            incoming.extend(of_viewer.map(|(_, row)| *row));
            let is_composed = composed.contains(&viewer);
            title.add_pair((viewer, is_composed), stored_done, &before, &incoming);
            stored_done += before.len();
            arriving_done += incoming.len();
        }
        title
    }

    /// Merges the rows of the next viewer, whose stored rows start at `stored_from`.
    fn add_pair(
        &mut self,
        (viewer, is_composed): (u32, bool),
        stored_from: usize,
        before: &[Row],
        incoming: &[Row],
    ) {
        let rows = if is_composed {
            merge::merged(&[], incoming, &mut MergeCounts::default())
        } else {
            merge::merged(before, incoming, &mut self.merge_counts)
        };
        let from = self.rows.len();
        self.rows.extend_from_slice(&rows);
        self.pairs.push(PairRanges {
            viewer,
            stored: stored_from..stored_from + before.len(),
            rows: from..self.rows.len(),
            is_changed: rows != before,
            is_composed,
        });
    }

    /// Returns the rows viewer by viewer, in the order of their numbers.
    pub fn pairs(&self) -> impl Iterator<Item = MergedPair<'_>> {
        self.pairs.iter().map(|pair| MergedPair {
            viewer: pair.viewer,
            stored: &self.stored[pair.stored.clone()],
            rows: &self.rows[pair.rows.clone()],
            is_changed: pair.is_changed,
            is_composed: pair.is_composed,
        })
    }

    /// Returns the furthest position of its rows after the import.
    pub fn furthest(&self) -> Option<u32> {
        viewing::furthest(self.rows.iter().map(|row| row.position))
    }

    /// Returns the furthest position of its rows before the import.
    pub fn furthest_stored(&self) -> Option<u32> {
        viewing::furthest(self.stored.iter().map(|stored| stored.row.position))
    }

    /// Returns whether a row might continue the one before it, were the title of another length, or of none
    /// that is known.
    pub fn may_continue(&self) -> bool {
        let may_continue = |previous, row| {
            let (previous, row) = (viewing_row(previous), viewing_row(row));
            let mut lengths = [None, Some(u32::MAX)].into_iter();
            lengths.any(|length| viewing::continues(&previous, &row, length, u32::MAX))
        };
        self.pairs().any(|pair| {
            let mut neighbours = pair.rows.windows(2);
            neighbours.any(|two| may_continue(&two[0], &two[1]))
        })
    }
}
