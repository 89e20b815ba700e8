//! Draws of yes or no with an exact chance, in whole numbers alone.
//!
//! Canonne, Kamath, Steinke: *The Discrete Gaussian for Differential Privacy* (2020), algorithm 1.

use super::stream::Stream;

/// A fraction that is not negative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fraction {
    /// Its numerator.
    pub(super) over: u64,
    /// Its denominator, not 0.
    pub(super) under: u64,
}

/// Returns yes with the chance exp(−`x`), whatever `x` is.
pub(super) fn exp_minus(stream: &mut Stream, x: Fraction) -> bool {
    // exp(−x) is exp(−1) for each whole of `x`, and then exp(−rest).
    for _ in 0..x.over / x.under {
        if !exp_minus_part(stream, Fraction { over: 1, under: 1 }) {
            return false;
        }
    }
    let rest = Fraction {
        over: x.over % x.under,
        ..x
    };
    exp_minus_part(stream, rest)
}

/// Returns yes with the chance exp(−`x`), where `x` is at most 1.
fn exp_minus_part(stream: &mut Stream, x: Fraction) -> bool {
    // Von Neumann: the number of trials x, x/2, x/3, … until the first that fails is odd with this chance.
    let mut trial = 1;
    while stream.below(x.under * trial) < x.over {
        trial += 1;
    }
    trial % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_comes_as_often_as_the_exponential_says() {
        let mut stream = Stream::new(&[3; 32], &[b"bernoulli"]);
        let n = 40_000;
        for (over, under) in [(0, 5), (1, 7), (1, 2), (1, 1), (7, 5), (28, 10)] {
            let x = Fraction { over, under };
            let yes = (0..n).filter(|_| exp_minus(&mut stream, x)).count();
            #[expect(clippy::cast_precision_loss, reason = "small numbers of a test")]
            let (share, chance, trials) = (
                yes as f64 / f64::from(n),
                (-(over as f64) / under as f64).exp(),
                f64::from(n),
            );
            let deviation = (chance * (1.0 - chance) / trials).sqrt();
            assert!((share - chance).abs() <= 4.5 * deviation, "{x:?}: {share}");
        }
    }
}
