//! A number as it may be shown.

use crate::domain::format::{counted, thousands};

/// A number as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The number itself.
    Exact(u64),
    /// A maximum that is this or more.
    AtLeast(u64),
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
            Self::AtLeast(_) | Self::Below(_) | Self::Hidden => None,
        }
    }

    /// Returns the number that lists are sorted by: nothing that is hidden decides the order.
    #[must_use]
    pub fn sort_key(self) -> u64 {
        match self {
            Self::Exact(number) | Self::AtLeast(number) => number,
            Self::Below(_) | Self::Hidden => 0,
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

    /// Returns the number as `exact` writes it; `10+` for a maximum that may be more, `<10` for a hidden
    /// cohort, and `·` for a hidden number about it, which may well be 10 or more.
    #[must_use]
    pub fn in_words(self, exact: impl FnOnce(u64) -> String) -> String {
        match self {
            Self::Exact(number) => exact(number),
            Self::AtLeast(number) => format!("{}+", exact(number)),
            Self::Below(minimum) => format!("<{minimum}"),
            Self::Hidden => "·".to_owned(),
        }
    }
}
