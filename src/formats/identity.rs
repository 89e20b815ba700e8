//! How the rows of a source are told apart.

use std::fmt;

/// How rows of one source are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// Rows equal in every field may stand in one file more than once, and each counts.
    WholeRow,
    /// One viewer starts one title once a second: rows alike in viewer, title and start are one row,
    /// and the longest is kept. A source repeats itself so, or has exported a play before it ended.
    Start,
    /// The source repeats itself word by word: rows alike in viewer, title, start, length and
    /// position are one row, as in a live log that is delivered at least once.
    Content,
    /// The source numbers its rows ([`Record::row_id`](super::record::Record::row_id)): those of one number are one
    /// row, and the one that ended last is kept. A source goes on with a row so, and moves its start.
    Id,
    /// [`Start`](Self::Start) for rows whose start is known to the second,
    /// [`WholeRow`](Self::WholeRow) for the others: nobody knows how the source writes its times.
    AsTimed,
    /// [`Start`](Self::Start) for rows whose start is known to the second,
    /// [`Content`](Self::Content) for the others: the same of a live log.
    AsTimedLive,
}

impl fmt::Display for Identity {
    /// Says which rows are one row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WholeRow => {
                "each row counts; in another file, the n-th of those alike is the same"
            }
            Self::Start => "alike in viewer, title and start: the longest",
            Self::Content => "alike in viewer, title, start, length and position",
            Self::Id => "of one number: the one that ended last",
            Self::AsTimed => "alike in viewer, title and start, where its second is known",
            Self::AsTimedLive => {
                "alike in viewer, title and start; without seconds, in length and position too"
            }
        })
    }
}

impl Identity {
    /// Returns whether it depends on how well the start of each row is known.
    #[must_use]
    pub fn depends_on_times(self) -> bool {
        matches!(self, Self::AsTimed | Self::AsTimedLive)
    }

    /// Returns how a row of the source is told apart from the others of its start, by how well that is known.
    ///
    /// It is one of the first four.
    #[must_use]
    pub fn of_row(self, is_to_the_second: bool) -> Self {
        match self {
            Self::AsTimed | Self::AsTimedLive if is_to_the_second => Self::Start,
            Self::AsTimed => Self::WholeRow,
            Self::AsTimedLive => Self::Content,
            known => known,
        }
    }
}
