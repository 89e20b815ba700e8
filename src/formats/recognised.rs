//! Why a file is held to be of a format.

use std::borrow::Cow;

/// Why a file is held to be of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The reason, to be read after "because": `its header has a title and a start or an end`.
    pub because: Cow<'static, str>,
}

impl Recognised {
    /// Returns the answer that a file is of a format, because of `reason`.
    #[must_use]
    pub fn because(reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            because: reason.into(),
        }
    }

    /// Returns the answer that a file is of the format that the user has named.
    #[must_use]
    pub fn named() -> Self {
        Self::because("--format says so")
    }
}
