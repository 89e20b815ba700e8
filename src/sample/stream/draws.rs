//! Lots that are drawn from a hash: the same place, the same lot, and nothing to remember.

/// `SplitMix64`'s step between two states.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// `SplitMix64`'s finisher: every bit of the outcome depends on every bit of `state`.
fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// The lots of one place.
#[derive(Debug, Clone)]
pub(super) struct Draws(u64);

impl Draws {
    /// Returns the lots that belong to a seed, a matter (what they are about) and a number in it.
    pub(super) fn of(seed: u64, matter: u64, number: u64) -> Self {
        Self(mixed(seed.wrapping_add(mixed(matter.wrapping_add(STEP)))) ^ mixed(number))
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

    /// Returns a number below `end`, small ones far more often: the chance of being below `x` is the
    /// cube root of `x / end`, so that one lot in twenty is the first of eight thousand.
    pub(super) fn steeply_below(&mut self, end: u32) -> u32 {
        let bits = self.bits();
        part((((bits * bits) >> 32) * bits) >> 32, end)
    }

    /// Returns a number below `end`, small ones more often: the first sixteen times as often as they
    /// would be by even lots, the last half as often.
    pub(super) fn gently_below(&mut self, end: u32) -> u32 {
        let bits = self.bits();
        let square = (bits * bits) >> 32;
        part(square - (square >> 4) + (bits >> 4), end)
    }

    /// Returns a second of the day, most often of the evening.
    pub(super) fn second(&mut self) -> u32 {
        let bits = self.bits();
        let hour = HOURS[(bits & 63) as usize];
        u32::from(hour) * 3600 + part(bits, 3600)
    }
}

/// Returns that part of `end` that 32 `bits` are of 2^32.
fn part(bits: u64, end: u32) -> u32 {
    u32::try_from((bits * u64::from(end)) >> 32).expect("less than a 32-bit number")
}

/// The hours in which people start to play, each as often as it stands here.
const HOURS: [u8; 64] = [
    0, 0, 1, 6, 7, 8, 9, 10, 11, 12, 12, 13, 13, 14, 14, 15, 15, 16, 16, 16, 17, 17, 17, 17, 18,
    18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 21, 21, 21,
    21, 21, 21, 21, 21, 21, 21, 22, 22, 22, 22, 22, 22, 23, 23,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_its_own_lots_and_always_the_same() {
        let drawn = |seed, matter, number| {
            let mut draws = Draws::of(seed, matter, number);
            [draws.below(1000), draws.below(1000), draws.below(1000)]
        };
        assert_eq!(drawn(7, 1, 0), drawn(7, 1, 0));
        let places = [
            drawn(7, 1, 0),
            drawn(8, 1, 0),
            drawn(7, 2, 0),
            drawn(7, 1, 1),
        ];
        for (place, draws) in places.iter().enumerate() {
            assert!(!places[place + 1..].contains(draws), "{places:?}");
        }
    }

    #[test]
    fn lots_are_as_uneven_as_they_say() {
        let mut draws = Draws::of(1, 2, 3);
        let mut count = |draw: fn(&mut Draws, u32) -> u32, below: u32| {
            let drawn = (0..100_000).map(|_| draw(&mut draws, 8_000));
            drawn.filter(|lot| *lot < below).count()
        };
        assert!((4_800..5_200).contains(&count(Draws::below, 400)));
        assert!((4_800..5_200).contains(&count(Draws::steeply_below, 1)));
        assert!((49_000..51_000).contains(&count(Draws::steeply_below, 1_000)));
        assert!((26_000..30_000).contains(&count(Draws::gently_below, 800)));
    }

    #[test]
    fn evenings_are_long() {
        let mut draws = Draws::of(1, 2, 3);
        let seconds: Vec<u32> = (0..10_000).map(|_| draws.second()).collect();
        assert!(seconds.iter().all(|second| *second < 86_400));
        let evening = seconds.iter().filter(|second| **second >= 18 * 3600);
        assert!((5_900..6_900).contains(&evening.count()));
    }
}
