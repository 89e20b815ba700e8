//! The minimum cohort: numbers about fewer viewers are hidden.

use super::shown::Shown;

/// Which numbers are hidden: those about fewer viewers than a minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    minimum_cohort: u32,
}

impl Guard {
    /// Returns the least size of a cohort that is not hidden, at least 1.
    #[must_use]
    pub fn minimum(self) -> u32 {
        self.minimum_cohort.max(1)
    }

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

    /// Returns a cohort's size as it may be shown. An empty cohort is no secret.
    #[must_use]
    pub fn viewers(self, viewers: u32) -> Shown {
        if self.hides(viewers) {
            Shown::Below(self.minimum_cohort)
        } else {
            Shown::Exact(u64::from(viewers))
        }
    }

    /// Returns the size of a cohort within a larger one that is shown, as it may stand beside it.
    ///
    /// Where the larger is hidden, so is this, even an empty one, because it would tell something about the
    /// larger. It is hidden, too, where it leaves out but a few of the larger: they could be counted.
    #[must_use]
    pub fn part(self, whole: u32, part: u32) -> Shown {
        if self.hides(whole) || (!self.hides(part) && part > 0 && self.tells_apart(whole, part)) {
            Shown::Hidden
        } else {
            self.viewers(part)
        }
    }

    /// Returns a maximum as it may be shown: itself where a crowd reaches it, else the most that a crowd
    /// reaches, which `of_crowd` is.
    #[must_use]
    pub fn maximum(self, most: u32, of_crowd: u32) -> Shown {
        if self.hides(1) && of_crowd < most {
            Shown::AtLeast(of_crowd.into())
        } else {
            Shown::Exact(most.into())
        }
    }

    /// Returns whether two cohorts, one within the other, differ by so few that these could be counted.
    #[must_use]
    pub fn tells_apart(self, a: u32, b: u32) -> bool {
        self.hides(a.abs_diff(b))
    }

    /// Returns whether a cohort of this size is hidden.
    #[must_use]
    pub fn hides(self, viewers: u32) -> bool {
        viewers > 0 && viewers < self.minimum_cohort
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
        assert_eq!(guard.part(30, 9), Shown::Below(10));
        assert_eq!(guard.part(30, 20), Shown::Exact(20));
        assert_eq!(guard.part(30, 21), Shown::Hidden);
        assert_eq!(guard.part(30, 30), Shown::Exact(30));
        assert_eq!(guard.part(30, 0), Shown::Exact(0));
        assert_eq!(guard.part(9, 0), Shown::Hidden);
        assert_eq!(guard.maximum(18, 18), Shown::Exact(18));
        assert_eq!(guard.maximum(18, 7), Shown::AtLeast(7));
        assert_eq!(Guard::exact().maximum(18, 7), Shown::Exact(18));
        assert_eq!(Guard::exact().viewers(1), Shown::Exact(1));
        let said = [1, 2, 10].map(|viewers| guard.viewers(viewers).viewers());
        assert_eq!(said, ["<10 viewers", "<10 viewers", "10 viewers"]);
        assert_eq!(Guard::exact().viewers(1).viewers(), "1 viewer");
    }
}
