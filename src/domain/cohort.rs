//! The ladders on which cohorts are counted.

use super::Threshold;

/// Streak lengths, in days, whose cohorts are always answered.
pub const STREAK_LADDER: [u32; 11] = [2, 3, 5, 7, 10, 14, 18, 21, 30, 60, 90];

/// Numbers of plays whose cohorts are always answered.
pub const PLAY_LADDER: [u32; 8] = [1, 2, 3, 5, 10, 20, 50, 100];

/// Returns the next step up the streak ladder, or `threshold` itself at the top.
#[must_use]
pub fn step_up(threshold: Threshold) -> Threshold {
    let next = STREAK_LADDER
        .into_iter()
        .find(|days| *days > threshold.days());
    next.and_then(Threshold::new).unwrap_or(threshold)
}

/// Returns the next step down the streak ladder, or `threshold` itself at the bottom.
#[must_use]
pub fn step_down(threshold: Threshold) -> Threshold {
    let next = STREAK_LADDER
        .into_iter()
        .rev()
        .find(|days| *days < threshold.days());
    next.and_then(Threshold::new).unwrap_or(threshold)
}

/// Returns the longest step of the streak ladder that is no longer than `threshold`.
#[must_use]
pub fn on_ladder(threshold: Threshold) -> Threshold {
    let step = STREAK_LADDER
        .into_iter()
        .rev()
        .find(|days| *days <= threshold.days());
    step.and_then(Threshold::new).unwrap_or(threshold)
}

/// One step of a ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The rule: this many days, or plays, at least.
    pub at_least: u32,
    /// Distinct viewers that satisfy it.
    pub viewers: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_the_ladder_from_any_length() {
        let at = |days| Threshold::new(days).unwrap();
        assert_eq!(step_up(at(4)), at(5));
        assert_eq!(step_down(at(4)), at(3));
        assert_eq!(step_up(at(5)), at(7));
        assert_eq!(step_down(at(5)), at(3));
        assert_eq!(step_up(at(90)), at(90));
        assert_eq!(step_up(at(400)), at(400));
        assert_eq!(step_down(at(400)), at(90));
        assert_eq!(step_down(at(2)), at(2));
    }

    #[test]
    fn a_length_is_on_the_ladder_or_goes_down_to_it() {
        let at = |days| Threshold::new(days).unwrap();
        for (days, step) in [(2, 2), (4, 3), (18, 18), (20, 18), (90, 90), (400, 90)] {
            assert_eq!(on_ladder(at(days)), at(step));
        }
        assert_eq!(on_ladder(at(u32::MAX)), at(90));
    }
}
