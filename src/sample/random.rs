//! Seeded random numbers, whole ones only.
//!
//! The generator's bits are stable across its releases, and nothing here rounds: the same seed makes
//! the same log on every machine.

use std::ops::RangeInclusive;

use rand_pcg::{Pcg64, rand_core::Rng};

/// The stream of the generator; any fixed number would do, but this one made the log that ships.
const STREAM: u128 = 0x0a02_bdbf_7bb3_c0a7_ac28_fa16_a64a_bf96;

/// A source of random numbers.
pub(crate) struct Random(Pcg64);

impl Random {
    /// Returns the source of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg64::new(u128::from(seed), STREAM))
    }

    /// Returns a source of its own, so that what one viewer does changes nothing for another.
    pub(crate) fn fork(&mut self) -> Self {
        let high = u128::from(self.0.next_u64());
        Self(Pcg64::new(
            (high << 64) | u128::from(self.0.next_u64()),
            STREAM,
        ))
    }

    /// Returns a number below `end`, or 0 where `end` is 0.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        // The high half of a product: biased by less than one part in four thousand million.
        let product = (self.0.next_u64() >> 32) * u64::from(end);
        u32::try_from(product >> 32).expect("the high half of a product below 2^64 fits")
    }

    /// Returns a number within the range, both ends included.
    pub(crate) fn within(&mut self, range: RangeInclusive<u32>) -> u32 {
        range.start() + self.below(range.end() - range.start() + 1)
    }

    /// Returns one of the `span` numbers from `from` on; those in the middle come up more often.
    pub(crate) fn about_the_middle(&mut self, from: u32, span: u32) -> u32 {
        from + u32::midpoint(self.below(span), self.below(span))
    }

    /// Returns `true` with a probability of `per_mille` in a thousand.
    pub(crate) fn happens(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// Returns one of `items`; `None` where there are none.
    pub(crate) fn one<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        items.get(self.below(count) as usize).copied()
    }

    /// Returns a number with this distribution: each quantile is (how many in a thousand numbers are
    /// below the value, the value), from 0 to 1000; between two quantiles numbers are uniform.
    pub(crate) fn by_quantiles(&mut self, quantiles: &[(u32, u32)]) -> u32 {
        let draw = self.below(1000);
        let pair = quantiles.windows(2).find(|pair| draw < pair[1].0);
        pair.map_or(0, |pair| self.within(pair[0].1..=pair[1].1))
    }

    /// Puts `items` in random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            let other = self.below(u32::try_from(end).unwrap_or(u32::MAX - 1) + 1);
            items.swap(end, other as usize);
        }
    }
}

/// How likely each index is drawn.
pub(crate) struct Weights {
    /// Prefix sums: the sum of the weights before each index, and at the end of all.
    sums: Vec<u32>,
}

impl Weights {
    /// Returns the weights of the indices 0, 1, 2, …; their sum must stay below 2^32.
    pub(crate) fn new(weights: impl IntoIterator<Item = u32>) -> Self {
        let mut sums = vec![0];
        let mut sum = 0;
        for weight in weights {
            sum += weight;
            sums.push(sum);
        }
        Self { sums }
    }

    /// Returns an index, or `None` where every weight is 0.
    pub(crate) fn pick(&self, random: &mut Random) -> Option<usize> {
        self.pick_within(0..=self.sums.len().saturating_sub(2), random)
    }

    /// Returns an index of `range`, or `None` where every weight in it is 0.
    pub(crate) fn pick_within(
        &self,
        range: RangeInclusive<usize>,
        random: &mut Random,
    ) -> Option<usize> {
        let before = *self.sums.get(*range.start())?;
        let after = *self.sums.get(range.end() + 1)?;
        if after <= before {
            return None;
        }
        let draw = before + random.below(after - before);
        Some(self.sums.partition_point(|sum| *sum <= draw) - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_are_the_ones_this_log_was_made_of() {
        let mut random = Random::new(7);
        let drawn: Vec<_> = (0..6).map(|_| random.below(1000)).collect();
        assert_eq!(drawn, [233, 581, 532, 865, 347, 945]);
    }

    #[test]
    fn weights_of_zero_are_never_drawn() {
        let weights = Weights::new([0, 3, 0, 1, 0]);
        let mut random = Random::new(1);
        let mut drawn = [0; 5];
        for _ in 0..400 {
            drawn[weights.pick(&mut random).unwrap()] += 1;
        }
        assert_eq!([drawn[0], drawn[2], drawn[4]], [0; 3]);
        assert!(drawn[1] > 2 * drawn[3] && drawn[3] > 50, "{drawn:?}");
        assert_eq!(weights.pick_within(2..=3, &mut random), Some(3));
        assert_eq!(weights.pick_within(4..=4, &mut random), None);
        assert_eq!(Weights::new([]).pick(&mut random), None);
    }

    #[test]
    fn quantiles_bound_what_is_drawn() {
        let mut random = Random::new(1);
        for _ in 0..200 {
            let drawn = random.by_quantiles(&[(0, 2), (500, 4), (1000, 9)]);
            assert!((2..=9).contains(&drawn));
        }
    }

    #[test]
    fn of_nothing_nothing_is_drawn() {
        assert_eq!(Random::new(1).one::<u8>(&[]), None);
    }

    #[test]
    fn shuffling_loses_nothing() {
        let mut items: Vec<u32> = (0..50).collect();
        Random::new(3).shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
