//! Which numbers may be shown to whom.
//!
//! A fact about a crowd is fun; a fact about a person is not ours to tell. Every count of viewers
//! passes through a [`Guard`] before it reaches a screen or a file: a cohort below the minimum
//! becomes [`Shown::Below`].

pub mod headline;

use crate::domain::format::{counted, thousands};

/// Who looks: what is hidden from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    minimum_cohort: u32,
}

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

impl Guard {
    /// Returns the analyst's guard: cohorts below `minimum_cohort` viewers are hidden.
    #[must_use]
    pub fn analyst(minimum_cohort: u32) -> Self {
        Self { minimum_cohort }
    }

    /// Returns the guard that hides nothing, for those who asked for exact numbers.
    #[must_use]
    pub fn exact() -> Self {
        Self { minimum_cohort: 0 }
    }

    /// Returns a cohort's size as it may be shown. Nobody at all is no secret.
    #[must_use]
    pub fn viewers(self, viewers: u32) -> Shown {
        if self.hides(viewers) {
            Shown::Below(self.minimum_cohort)
        } else {
            Shown::Exact(u64::from(viewers))
        }
    }

    /// Returns a number that tells something about `viewers` people, as it may be shown.
    #[must_use]
    pub fn about(self, viewers: u32, number: u64) -> Shown {
        if self.hides(viewers) {
            Shown::Hidden
        } else {
            Shown::Exact(number)
        }
    }

    /// Returns the size of a cohort within a greater one, as it may be shown: hidden with the greater,
    /// of which it would tell something even where it is nobody.
    #[must_use]
    pub fn within(self, whole: u32, part: u32) -> Shown {
        if self.hides(whole) {
            Shown::Hidden
        } else {
            self.viewers(part)
        }
    }

    /// Returns whether a cohort of this size is hidden.
    #[must_use]
    pub fn hides(self, viewers: u32) -> bool {
        viewers > 0 && viewers < self.minimum_cohort
    }
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

    /// Returns a count of viewers with its noun. What is hidden has the noun of many: one viewer
    /// would be told by it.
    #[must_use]
    pub fn viewers(self) -> String {
        match self {
            Self::Exact(viewers) => counted(viewers, "viewer", "viewers"),
            hidden => format!("{} viewers", hidden.in_words(thousands)),
        }
    }

    /// Returns the number in the words of `exact`; `<10` for a hidden cohort, and `·` for what is
    /// hidden with it: that is no count of viewers, so that `<10` would be wrong of it.
    #[must_use]
    pub fn in_words(self, exact: impl FnOnce(u64) -> String) -> String {
        match self {
            Self::Exact(number) => exact(number),
            Self::Below(minimum) => format!("<{minimum}"),
            Self::Hidden => "·".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_cohorts_are_hidden_and_empty_ones_are_not() {
        let guard = Guard::analyst(10);
        assert_eq!(guard.viewers(0), Shown::Exact(0));
        assert_eq!(guard.viewers(1), Shown::Below(10));
        assert_eq!(guard.viewers(9), Shown::Below(10));
        assert_eq!(guard.viewers(10), Shown::Exact(10));
        assert_eq!(guard.about(9, 1_000), Shown::Hidden);
        assert_eq!(Guard::exact().viewers(1), Shown::Exact(1));
        let said = [1, 2, 10].map(|viewers| guard.viewers(viewers).viewers());
        assert_eq!(said, ["<10 viewers", "<10 viewers", "10 viewers"]);
        assert_eq!(Guard::exact().viewers(1).viewers(), "1 viewer");
    }
}
