//! Random numbers out of a hash of a key: the same key, the same numbers, and nothing to remember.

/// `SplitMix64`'s step between two states.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// `SplitMix64`'s finisher: every bit of the result depends on every bit of `state`.
fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// The random numbers of one key.
#[derive(Debug, Clone)]
pub(super) struct KeyedRandom(u64);

impl KeyedRandom {
    /// Returns the random numbers of a key: a seed, a topic and a number within it.
    pub(super) fn of(seed: u64, topic: u64, number: u64) -> Self {
        Self(mixed(seed.wrapping_add(mixed(topic.wrapping_add(STEP)))) ^ mixed(number))
    }

    /// Returns 32 random bits.
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0) >> 32
    }

    /// Returns a number below `end`, or 0 where `end` is 0.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        part(self.bits(), end)
    }

    /// Returns a number below `end`, small ones far more often: the probability of being below `x` is
    /// the cube root of `x / end`, so that of eight thousand numbers the first comes up one time in
    /// twenty.
    pub(super) fn steeply_below(&mut self, end: u32) -> u32 {
        let bits = self.bits();
        part((((bits * bits) >> 32) * bits) >> 32, end)
    }

    /// Returns a number below `end`, small ones more often: the first sixteen times as often as if
    /// all were equally likely, the last half as often.
    pub(super) fn gently_below(&mut self, end: u32) -> u32 {
        let bits = self.bits();
        let square = (bits * bits) >> 32;
        part(square - (square >> 4) + (bits >> 4), end)
    }

    /// Returns a second of the day, most often in the evening.
    pub(super) fn second(&mut self) -> u32 {
        let bits = self.bits();
        let hour = HOURS[(bits & 63) as usize];
        u32::from(hour) * 3600 + part(bits, 3600)
    }
}

/// Returns `bits / 2^32` of `end`, for 32 bits.
fn part(bits: u64, end: u32) -> u32 {
    u32::try_from((bits * u64::from(end)) >> 32).expect("less than a 32-bit number")
}

/// The hours in which viewers start to play; each is as likely as it is listed often.
const HOURS: [u8; 64] = [
    0, 0, 1, 6, 7, 8, 9, 10, 11, 12, 12, 13, 13, 14, 14, 15, 15, 16, 16, 16, 17, 17, 17, 17, 18,
    18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 21, 21, 21,
    21, 21, 21, 21, 21, 21, 21, 22, 22, 22, 22, 22, 22, 23, 23,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_its_own_numbers_and_always_the_same() {
        let drawn = |seed, topic, number| {
            let mut random = KeyedRandom::of(seed, topic, number);
            [random.below(1000), random.below(1000), random.below(1000)]
        };
        assert_eq!(drawn(7, 1, 0), drawn(7, 1, 0));
        let keys = [
            drawn(7, 1, 0),
            drawn(8, 1, 0),
            drawn(7, 2, 0),
            drawn(7, 1, 1),
        ];
        for (place, numbers) in keys.iter().enumerate() {
            assert!(!keys[place + 1..].contains(numbers), "{keys:?}");
        }
    }

    #[test]
    fn numbers_are_as_uneven_as_they_say() {
        let mut random = KeyedRandom::of(1, 2, 3);
        let mut count = |draw: fn(&mut KeyedRandom, u32) -> u32, below: u32| {
            let drawn = (0..100_000).map(|_| draw(&mut random, 8_000));
            drawn.filter(|number| *number < below).count()
        };
        assert!((4_800..5_200).contains(&count(KeyedRandom::below, 400)));
        assert!((4_800..5_200).contains(&count(KeyedRandom::steeply_below, 1)));
        assert!((49_000..51_000).contains(&count(KeyedRandom::steeply_below, 1_000)));
        assert!((26_000..30_000).contains(&count(KeyedRandom::gently_below, 800)));
    }

    #[test]
    fn evenings_are_long() {
        let mut random = KeyedRandom::of(1, 2, 3);
        let seconds: Vec<u32> = (0..10_000).map(|_| random.second()).collect();
        assert!(seconds.iter().all(|second| *second < 86_400));
        let evening = seconds.iter().filter(|second| **second >= 18 * 3600);
        assert!((5_900..6_900).contains(&evening.count()));
    }
}
