//! The bytes that decide a draw: as good as random to whoever lacks the key, and the same for ever.

use blake3::{Hasher, OutputReader};

/// A stream of bytes that depends on a key and on what is drawn for, and on nothing else.
pub struct Stream(OutputReader);

impl Stream {
    /// Returns the stream of a key for these parts, in this order.
    #[must_use]
    pub fn new(key: &[u8; blake3::KEY_LEN], parts: &[&[u8]]) -> Self {
        let mut hasher = Hasher::new_keyed(key);
        absorb(&mut hasher, parts);
        Self(hasher.finalize_xof())
    }

    /// Returns a number of 0..`n`, each as likely as the others; `n` is at least 1.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        // What lies beyond the last whole multiple of `n` would make small numbers likelier.
        let beyond = (u64::MAX % n + 1) % n;
        loop {
            let mut bytes = [0; 8];
            self.0.fill(&mut bytes);
            let number = u64::from_le_bytes(bytes);
            if number <= u64::MAX - beyond {
                return number % n;
            }
        }
    }
}

/// Hashes parts, each after its length, so that no other parts hash alike.
pub(super) fn absorb(hasher: &mut Hasher, parts: &[&[u8]]) {
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_that_of_its_key_and_its_parts() {
        let first = |key: u8, parts: &[&[u8]]| Stream::new(&[key; 32], parts).below(1 << 60);
        let one = first(1, &[b"ab", b"c"]);
        assert_eq!(one, first(1, &[b"ab", b"c"]));
        assert_ne!(one, first(2, &[b"ab", b"c"]));
        assert_ne!(one, first(1, &[b"a", b"bc"]));
        assert_ne!(one, first(1, &[b"ab", b"c", b""]));
    }

    #[test]
    fn every_number_below_a_bound_comes_as_often() {
        let mut stream = Stream::new(&[7; 32], &[b"uniform"]);
        for n in [1, 2, 3, 10, 21] {
            let mut seen = vec![0_u32; usize::try_from(n).unwrap()];
            for _ in 0..n * 4_000 {
                seen[usize::try_from(stream.below(n)).unwrap()] += 1;
            }
            // Six standard deviations around 4,000.
            assert!(seen.iter().all(|n| (3_620..=4_380).contains(n)), "{seen:?}");
        }
    }

    #[test]
    fn numbers_beyond_the_last_whole_multiple_are_drawn_anew() {
        // Two thirds of 2^64: without drawing anew, the lower half would come twice as often as the upper one.
        let n = u64::MAX / 3 * 2;
        let mut stream = Stream::new(&[7; 32], &[b"rejection"]);
        let low = (0..4_000).filter(|_| stream.below(n) < n / 2).count();
        assert!((1_810..=2_190).contains(&low), "{low}");
    }
}
