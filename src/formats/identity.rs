//! How the rows of a source are told apart.

/// How rows of one source are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// Rows equal in every field may stand in one file more than once, and each counts.
    WholeRow,
    /// One viewer starts one title once a second: of rows alike in viewer, title and start, the
    /// source repeats itself, and the longest one counts.
    Start,
    /// The source repeats itself word by word: rows alike in viewer, title, start, length and
    /// position are one row, as in a live log that is delivered at least once.
    Content,
}
