//! The rows of a title, viewer by viewer: those that arrive merged into those the log holds.

use std::ops::Range;

use super::plays::StoredRow;
use crate::domain::viewing;
use crate::ingest::merge::{self, MergeCounts, Row};

/// The rows of a title after the import, by viewer.
#[derive(Default)]
pub(super) struct MergedTitle {
    pub pairs: Vec<MergedPair>,
    pub rows: Vec<Row>,
    pub merge_counts: MergeCounts,
}

/// Where the rows of one viewer stand.
pub(super) struct MergedPair {
    pub viewer: u32,
    /// Among the rows held.
    pub stored: Range<usize>,
    /// Among the rows merged.
    pub rows: Range<usize>,
    /// Whether they are others than those held.
    pub is_changed: bool,
}

impl MergedTitle {
    /// Returns the furthest position of its rows.
    pub fn furthest(&self) -> Option<u32> {
        self.rows.iter().filter_map(|row| row.position).max()
    }

    /// Returns whether a row might continue the one before it, were the title long enough.
    pub fn may_continue(&self) -> bool {
        let plain = |row: &Row| viewing::Row {
            start: row.start,
            seconds: row.seconds,
            position: row.position,
        };
        self.pairs.iter().any(|pair| {
            self.rows[pair.rows.clone()]
                .windows(2)
                .any(|two| viewing::continues(&plain(&two[0]), &plain(&two[1]), Some(u32::MAX)))
        })
    }
}

/// Merges the rows arriving for a title into rows of it that the log holds; both come by viewer.
pub(super) fn merge_title(arriving: &[(u32, Row)], stored: &[StoredRow]) -> MergedTitle {
    let mut title = MergedTitle::default();
    let (mut held_done, mut arriving_done) = (0, 0);
    let (mut before, mut incoming) = (Vec::new(), Vec::new());
    while held_done < stored.len() || arriving_done < arriving.len() {
        let (held_rest, arriving_rest) = (&stored[held_done..], &arriving[arriving_done..]);
        let viewers = [
            held_rest.first().map(|stored| stored.viewer),
            arriving_rest.first().map(|(viewer, _)| *viewer),
        ];
        let Some(viewer) = viewers.into_iter().flatten().min() else {
            break;
        };
        let of_viewer = held_rest
            .iter()
            .take_while(|stored| stored.viewer == viewer);
        before.clear();
        before.extend(of_viewer.map(|stored| stored.row));
        let of_viewer = arriving_rest.iter().take_while(|(of, _)| *of == viewer);
        incoming.clear();
        incoming.extend(of_viewer.map(|(_, row)| *row));
        let rows = merge::merged(&before, &incoming, &mut title.merge_counts);
        let from = title.rows.len();
        title.rows.extend_from_slice(&rows);
        title.pairs.push(MergedPair {
            viewer,
            stored: held_done..held_done + before.len(),
            rows: from..title.rows.len(),
            is_changed: rows != before,
        });
        held_done += before.len();
        arriving_done += incoming.len();
    }
    title
}
