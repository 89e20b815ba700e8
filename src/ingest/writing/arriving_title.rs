//! What arrives for one title.

use std::collections::BTreeSet;

use super::merged_title::MergedTitle;
use super::plays::PlayRow;
use super::titles::Title;
use crate::ingest::row::Row;
use crate::store::aliases::Aliases;

/// What arrives for one title.
pub(super) struct ArrivingTitle {
    pub title: Title,
    /// The rows, by viewer and start.
    pub rows: Vec<(u32, Row)>,
    /// Viewers who have nothing but what arrives: the rows stored of them are replaced.
    pub composed: BTreeSet<u32>,
}

impl ArrivingTitle {
    /// Returns a title and rows, by viewer and start, to be added to those that the log has.
    pub fn plain(title: Title, rows: Vec<(u32, Row)>) -> Self {
        Self {
            title,
            rows,
            composed: BTreeSet::new(),
        }
    }

    /// Returns whether rows arrive for a viewer or a title that is an alias or has one.
    pub fn is_of_aliases(&self, aliases: &Aliases) -> bool {
        let mut rows = self.rows.iter();
        !aliases.is_empty() && rows.any(|(viewer, _)| aliases.keep(self.title.id, *viewer))
    }

    /// Merges what arrives into rows stored.
    pub fn merged_into<'s>(&self, stored: &'s [PlayRow]) -> MergedTitle<'s> {
        MergedTitle::new(&self.rows, stored, &self.composed)
    }
}
