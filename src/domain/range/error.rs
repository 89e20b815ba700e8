//! Why a text is no window.

use std::ops::Range;

/// Why a text is no window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RangeError {
    /// The bytes of the text that are at fault; empty where the text is blank.
    pub at: Range<usize>,
    /// What is wrong with them, quoting them, and what to write instead.
    pub message: String,
}
