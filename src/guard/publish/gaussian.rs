//! Draws of the discrete Gaussian: whole numbers, each with the chance that the bell has there. Exact: no number with a
//! point is in it.
//!
//! Canonne, Kamath, Steinke: *The Discrete Gaussian for Differential Privacy* (2020), algorithms 2 and 3.

use super::bernoulli::{Fraction, exp_minus};
use super::stream::Stream;

/// Returns a whole number whose chance is proportional to exp(−number² / (2 · `variance`)); `variance` is at least 1.
pub(super) fn gaussian(stream: &mut Stream, variance: u32) -> i64 {
    let variance = u64::from(variance);
    let scale = variance.isqrt() + 1;
    loop {
        let number = laplace(stream, scale);
        // Kept with the chance exp(−(|number| − variance / scale)² / (2 · variance)).
        let off = (number.unsigned_abs() * scale).abs_diff(variance);
        let kept = Fraction {
            over: off * off,
            under: 2 * variance * scale * scale,
        };
        if exp_minus(stream, kept) {
            return number;
        }
    }
}

/// Returns a whole number whose chance is proportional to exp(−|number| / `scale`).
fn laplace(stream: &mut Stream, scale: u64) -> i64 {
    loop {
        let rest = stream.below(scale);
        let kept = Fraction {
            over: rest,
            under: scale,
        };
        if !exp_minus(stream, kept) {
            continue;
        }
        let mut wholes = 0;
        while exp_minus(stream, Fraction { over: 1, under: 1 }) {
            wholes += 1;
        }
        let size = rest + scale * wholes;
        let is_negative = stream.below(2) == 1;
        // Else 0 would come twice as often, once with either sign.
        if is_negative && size == 0 {
            continue;
        }
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        return if is_negative { -size } else { size };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Sampler = fn(&mut Stream, u32) -> i64;

    /// Returns the chance of each whole number of −`most`..=`most` by the definition.
    fn chances(variance: u32, most: i32) -> Vec<f64> {
        let weight = |n: i32| (-f64::from(n).powi(2) / (2.0 * f64::from(variance))).exp();
        let weights: Vec<f64> = (-most..=most).map(weight).collect();
        let sum: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / sum).collect()
    }

    /// Returns by how many standard deviations chi-square lies above what it should be, for draws of a fixed key.
    fn excess(sampler: Sampler, variance: u32) -> f64 {
        const DRAWS: u32 = 60_000;
        let most = i32::try_from(variance.isqrt() * 8).unwrap();
        let chances = chances(variance, most);
        let mut seen = vec![0_u32; chances.len()];
        let mut stream = Stream::new(&[5; 32], &[b"chi-square", &variance.to_le_bytes()]);
        for _ in 0..DRAWS {
            let place = sampler(&mut stream, variance) + i64::from(most);
            seen[usize::try_from(place).unwrap()] += 1;
        }
        // Cells in which fewer than ten are expected are joined.
        let (mut sum, mut cells) = (0.0, 0.0);
        let (mut expected, mut found) = (0.0, 0.0);
        for (chance, seen) in chances.into_iter().zip(seen) {
            expected += chance * f64::from(DRAWS);
            found += f64::from(seen);
            if expected >= 10.0 {
                sum += (found - expected) * (found - expected) / expected;
                cells += 1.0;
                (expected, found) = (0.0, 0.0);
            }
        }
        let freedom = cells - 1.0;
        (sum - freedom) / (2.0_f64 * freedom).sqrt()
    }

    #[test]
    fn draws_come_as_often_as_the_bell_says() {
        for variance in [1, 3, 16, 400] {
            let excess = excess(gaussian, variance);
            assert!(excess < 4.0, "{variance}: {excess}");
        }
    }

    /// What a slip would make: a bell a little too wide, one that is not in the middle, one with 0 twice as likely.
    #[test]
    fn a_bell_that_is_a_little_off_is_noticed() {
        let wide: Sampler = |stream, variance| gaussian(stream, variance + variance / 8 + 1);
        let aside: Sampler = |stream, variance| gaussian(stream, variance) + 1;
        let zeros: Sampler = |stream, variance| match gaussian(stream, variance) {
            0 => 0,
            _ if stream.below(40) == 0 => 0,
            other => other,
        };
        for (name, sampler) in [("wide", wide), ("aside", aside), ("zeros", zeros)] {
            for variance in [16, 400] {
                let excess = excess(sampler, variance);
                assert!(excess > 6.0, "{name}, {variance}: {excess}");
            }
        }
    }

    #[test]
    fn draws_have_the_mean_and_the_variance_that_are_asked_for() {
        for variance in [16_u32, 400] {
            let mut stream = Stream::new(&[9; 32], &[b"moments", &variance.to_le_bytes()]);
            let n = 40_000;
            let draws = (0..n).map(|_| gaussian(&mut stream, variance));
            let draws: Vec<f64> = draws
                .map(|draw| f64::from(i32::try_from(draw).unwrap()))
                .collect();
            let mean = draws.iter().sum::<f64>() / f64::from(n);
            let spread = draws.iter().map(|draw| draw * draw).sum::<f64>() / f64::from(n);
            let variance = f64::from(variance);
            assert!(
                mean.abs() < 4.0 * (variance / f64::from(n)).sqrt(),
                "{mean}"
            );
            let off = (spread / variance - 1.0).abs();
            assert!(off < 4.0 * (2.0 / f64::from(n)).sqrt(), "{spread}");
        }
    }

    /// A published number must never change with the code that drew it.
    #[test]
    fn the_draws_of_a_known_stream_never_change() {
        let drawn = |variance| -> Vec<i64> {
            let mut stream = Stream::new(&[1; 32], &[b"known answers"]);
            (0..12).map(|_| gaussian(&mut stream, variance)).collect()
        };
        assert_eq!(
            drawn(400),
            [-3, -19, -19, -1, -29, 28, 6, 14, 13, 8, 29, -7]
        );
        assert_eq!(drawn(16), [1, -3, 5, 9, -3, 4, 4, -5, -5, 2, 0, 2]);
    }
}
