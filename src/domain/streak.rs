//! Streaks: runs of consecutive active days, clipped to a window.

use std::fmt;

use super::{Day, Window};

/// The streak threshold K: at least two days, since one day is no streak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Threshold(u32);

impl Threshold {
    /// The threshold a question has unless it says otherwise: 3 days.
    pub const DEFAULT: Self = Self(3);

    /// Returns a threshold of `days`, or `None` below two.
    #[must_use]
    pub fn new(days: u32) -> Option<Self> {
        (days >= 2).then_some(Self(days))
    }

    /// Returns the number of days.
    #[must_use]
    pub fn days(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What one viewer's active days within a window amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Runs {
    /// The length of the longest clipped streak, in days; 0 where no day lies in the window.
    pub longest: u32,
    /// The length of the streak that reaches the window's last day, in days; 0 where none does.
    pub running: u32,
}

/// Measures the runs of one viewer's active `days`, clipped to `window`.
///
/// `days` ascend; equal neighbours count once.
pub fn runs(days: impl IntoIterator<Item = Day>, window: Window) -> Runs {
    let mut longest = 0;
    let mut current = 0;
    let mut last: Option<Day> = None;
    for day in days.into_iter().filter(|day| window.contains(*day)) {
        current = match last {
            Some(previous) if previous == day => current,
            Some(previous) if previous.plus(1) == day => current + 1,
            _ => 1,
        };
        longest = longest.max(current);
        last = Some(day);
    }
    let running = if last == Some(window.to()) {
        current
    } else {
        0
    };
    Runs { longest, running }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::no_day(&[], 0, 0)]
    #[case::one_day_outside(&[1], 0, 0)]
    #[case::a_gap_breaks_the_run(&[10, 12], 1, 0)]
    #[case::equal_days_count_once(&[11, 11, 12, 12], 2, 0)]
    #[case::a_last_day_that_comes_twice(&[19, 20, 20], 2, 2)]
    #[case::clipped_on_the_left(&[7, 8, 9, 10, 11], 2, 0)]
    #[case::running_reaches_the_last_day(&[14, 18, 19, 20], 3, 3)]
    #[case::clipped_on_the_right(&[19, 20, 21, 22], 2, 2)]
    #[case::a_longer_run_before_the_running_one(&[10, 11, 12, 20], 3, 1)]
    fn runs_are_clipped(#[case] days: &[i32], #[case] longest: u32, #[case] running: u32) {
        let window = Window::new(Day(10), Day(20)).unwrap();
        let found = runs(days.iter().copied().map(Day), window);
        assert_eq!(found, Runs { longest, running });
    }

    #[test]
    fn one_day_is_no_streak() {
        assert_eq!(Threshold::new(1), None);
        assert_eq!(Threshold::new(2).map(Threshold::days), Some(2));
    }
}
