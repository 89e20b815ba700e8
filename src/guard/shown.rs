//! A number as it may be shown.

use crate::domain::format::{counted, thousands};

/// A number as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The number itself.
    Exact(u64),
    /// A count of viewers, hidden: it is smaller than this, and not zero.
    Below(u32),
    /// A number about too few viewers, hidden.
    Hidden,
}

impl Shown {
    /// Returns the number, or `None` where it is hidden.
    #[must_use]
    pub fn exact(self) -> Option<u64> {
        match self {
            Self::Exact(number) => Some(number),
            Self::Below(_) | Self::Hidden => None,
        }
    }

    /// Returns a count of viewers with its noun. A hidden count always has the plural: the singular
    /// would tell that it is one.
    #[must_use]
    pub fn viewers(self) -> String {
        match self {
            Self::Exact(viewers) => counted(viewers, "viewer", "viewers"),
            hidden => format!("{} viewers", hidden.in_words(thousands)),
        }
    }

    /// Returns the number as `exact` writes it; `<10` for a hidden cohort, and `·` for a hidden
    /// number about it, which may well be 10 or more.
    #[must_use]
    pub fn in_words(self, exact: impl FnOnce(u64) -> String) -> String {
        match self {
            Self::Exact(number) => exact(number),
            Self::Below(minimum) => format!("<{minimum}"),
            Self::Hidden => "·".to_owned(),
        }
    }
}
