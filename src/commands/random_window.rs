//! Random ranges of days.

use crate::domain::Window;
use crate::sample::random::Random;

/// Returns a range of days within `days`: from one of them to another, each equally likely.
pub(super) fn random_window(random: &mut Random, days: Window) -> Window {
    let mut day = || {
        let number = random.below(days.days());
        days.from().plus(i32::try_from(number).unwrap_or(0))
    };
    let (one, other) = (day(), day());
    Window::new(one.min(other), one.max(other)).unwrap_or(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;

    #[test]
    fn ranges_lie_within_the_log_and_reach_its_ends() {
        let days = Window::ending(Day(17_510), 7);
        let mut random = Random::new(1);
        let drawn: Vec<Window> = (0..200).map(|_| random_window(&mut random, days)).collect();
        assert!(drawn.iter().all(|w| days.intersection(*w) == Some(*w)));
        assert!(drawn.contains(&days));
        assert!(drawn.iter().any(|w| w.days() == 1));
        let mut same = Random::new(1);
        assert_eq!(drawn[0], random_window(&mut same, days));
    }
}
