//! A row of one viewer and one title, as it is merged and written.

use crate::domain::viewing::FIRST_NAMED;
use crate::formats::identity::Identity;
use crate::store::nth::{first_nth, nth_of_id};

/// A row of one viewer and one title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// When it starts, in Unix seconds.
    pub start: i64,
    /// Whether only its day is known: `start` is then noon, UTC, of that date.
    pub is_by_day: bool,
    /// Whether its start is known to the second. Where [`Identity`] does not depend on it, it is what the
    /// start looks like, so that such rows need no mark ([`nth`](crate::store::nth)).
    pub is_to_the_second: bool,
    /// How long it lasted, where known.
    pub seconds: Option<u32>,
    /// Where it stopped, in seconds, where known; or the viewing it is part of
    /// ([`FIRST_NAMED`]).
    pub position: Option<u32>,
    /// Whether the viewer hid it.
    pub is_private: bool,
    /// What stands for its source's id of it, where that tells its rows apart by them.
    pub id: Option<u32>,
    /// The source that brought it.
    pub source: u32,
    /// How that source tells this row from the others of its start: never one of the identities that
    /// depend on the row.
    pub identity: Identity,
}

impl Row {
    /// Returns what rows are told apart by first: a row known by day only is never one with a row that
    /// starts at that very second.
    pub fn when(&self) -> (i64, bool) {
        (self.start, self.is_by_day)
    }

    /// Returns its `nth`, where it is the first of several that start at one moment; one with an id has its own.
    pub fn first_nth(&self) -> u32 {
        match self.id {
            Some(id) => nth_of_id(id),
            None => first_nth(self.start, self.is_by_day, self.is_to_the_second),
        }
    }

    /// Returns when it ends, for all that is known.
    pub fn end(&self) -> i64 {
        self.start + i64::from(self.seconds.unwrap_or(0))
    }

    /// Returns what tells rows of one start apart: length and position. Of two that are else alike the one with a
    /// position says more than the one that names its viewing.
    pub fn content(&self) -> (Option<u32>, Option<u32>) {
        (
            self.seconds,
            self.position.map(|position| position ^ FIRST_NAMED),
        )
    }
}
