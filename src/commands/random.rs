//! Ranges of days and titles, drawn by lot.

use rand_pcg::{Pcg64, rand_core::Rng};

use crate::domain::Window;

/// The stream the generator runs on; a fixed odd-looking number is all it has to be.
const STREAM: u128 = 0x0a02_bdbf_7bb3_c0a7_ac28_fa16_a64a_bf96;

/// A source of lots: the same for the same seed, on every machine.
pub(super) struct RandomQuestions(Pcg64);

impl RandomQuestions {
    /// Returns the source that belongs to `seed`.
    pub(super) fn new(seed: u64) -> Self {
        Self(Pcg64::new(u128::from(seed), STREAM))
    }

    /// Returns a number below `end`, or 0 where `end` is 0.
    fn below(&mut self, end: u32) -> u32 {
        let product = (self.0.next_u64() >> 32) * u64::from(end);
        u32::try_from(product >> 32).expect("the high half of a product below 2^64 fits")
    }

    /// Returns a range of days within `days`: from one of them, drawn evenly, to another.
    pub(super) fn window(&mut self, days: Window) -> Window {
        let mut day = || {
            let number = self.below(days.days());
            days.from().plus(i32::try_from(number).unwrap_or(0))
        };
        let (one, other) = (day(), day());
        Window::new(one.min(other), one.max(other)).unwrap_or(days)
    }

    /// Returns one of `items`, drawn evenly.
    pub(super) fn one<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        items.get(self.below(count) as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;

    #[test]
    fn ranges_lie_within_the_log_and_reach_its_ends() {
        let days = Window::ending(Day(17_510), 7);
        let mut random = RandomQuestions::new(1);
        let drawn: Vec<Window> = (0..200).map(|_| random.window(days)).collect();
        assert!(drawn.iter().all(|w| days.intersection(*w) == Some(*w)));
        assert!(drawn.contains(&days));
        assert!(drawn.iter().any(|w| w.days() == 1));
        let mut same = RandomQuestions::new(1);
        assert_eq!(drawn[0], same.window(days));
    }

    #[test]
    fn of_nothing_nothing_is_drawn() {
        assert_eq!(RandomQuestions::new(1).one::<u8>(&[]), None);
    }
}
