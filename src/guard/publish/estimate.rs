//! The blurred number of a crowd, and what of it may be said.

use super::gaussian::gaussian;
use super::stream::Stream;

/// What a blur costs: units of 1/100,000 of ρ, as zero-concentrated differential privacy counts.
pub type Cost = u32;

/// What a new number costs at least: that of a large crowd.
pub const LEAST: Cost = FIRST.cost;

/// What a new number costs at most.
pub const MOST: Cost = FIRST.cost + SECOND.cost;

/// The first draw: wide, for large crowds.
const FIRST: Draw = Draw {
    number: 1,
    variance: 400,
    cost: 125,
};

/// The second one, where the first says that the crowd is smaller.
const SECOND: Draw = Draw {
    number: 2,
    variance: 16,
    cost: 3_125,
};

/// From this first estimate on, one draw is enough.
const LARGE: i64 = 400;

/// Estimates below this are not said.
pub const FEWEST: i64 = 40;

/// A draw of noise: ρ is 1 / (2 · variance).
struct Draw {
    number: u64,
    variance: u32,
    cost: Cost,
}

/// What decides the noise beside the count: nobody without the key can find it, and each log, question and count has its own.
#[derive(Clone, Copy)]
pub struct Seed<'a> {
    /// The key of the ledger.
    pub key: &'a [u8; blake3::KEY_LEN],
    /// The log.
    pub log: &'a [u8],
    /// The question in its canonical form.
    pub question: &'a str,
}

/// How many draws an estimate is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draws {
    /// One wide draw.
    One,
    /// Two, joined by inverse variance.
    Two,
}

/// A blurred count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// The count and its noise, to the nearest whole, halves up; perhaps negative.
    pub value: i64,
    /// What it was made with.
    pub draws: Draws,
}

impl Estimate {
    /// Blurs a count of viewers: the same one for the same seed and count, on every machine and for ever.
    #[must_use]
    pub fn of(seed: Seed<'_>, viewers: u32) -> Self {
        let noisy = |draw: &Draw| i64::from(viewers) + noise(seed, draw, viewers);
        let first = noisy(&FIRST);
        if first >= LARGE {
            return Self {
                value: first,
                draws: Draws::One,
            };
        }
        Self {
            value: joined(first, noisy(&SECOND)),
            draws: Draws::Two,
        }
    }

    /// Returns what it costs.
    #[must_use]
    pub fn cost(self) -> Cost {
        match self.draws {
            Draws::One => FIRST.cost,
            Draws::Two => MOST,
        }
    }

    /// Returns the standard deviation of its noise, in hundredths of a viewer.
    #[must_use]
    pub fn deviation(self) -> u32 {
        match self.draws {
            Draws::One => 2_000,
            // √(400 · 16 / 416), to the nearest hundredth.
            Draws::Two => 392,
        }
    }

    /// Returns what may be said of it; `None` where that is too few.
    #[must_use]
    pub fn said(self) -> Option<u32> {
        let step = match self.draws {
            Draws::One => 50,
            Draws::Two => 5,
        };
        let said = (self.value >= FEWEST).then_some((self.value + step / 2) / step * step);
        said.and_then(|said| u32::try_from(said).ok())
    }
}

fn noise(seed: Seed<'_>, draw: &Draw, viewers: u32) -> i64 {
    let mut stream = Stream::new(
        seed.key,
        &[
            b"bingetop publish draw v1",
            seed.log,
            seed.question.as_bytes(),
            &draw.number.to_le_bytes(),
            &u64::from(viewers).to_le_bytes(),
        ],
    );
    gaussian(&mut stream, draw.variance)
}

/// Joins two estimates by inverse variance, to the nearest whole, halves up.
fn joined(first: i64, second: i64) -> i64 {
    let (heavy, light) = (i64::from(FIRST.variance), i64::from(SECOND.variance));
    // Each is weighted with the variance of the other one.
    let (over, under) = (first * light + second * heavy, heavy + light);
    (2 * over + under).div_euclid(2 * under)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimates(viewers: u32, questions: u32) -> impl Iterator<Item = Estimate> {
        (0..questions).map(move |number| {
            let question = format!("question {number} of {viewers}");
            let seed = Seed {
                key: &[42; 32],
                log: b"a log",
                question: &question,
            };
            Estimate::of(seed, viewers)
        })
    }

    /// Returns how many of the estimates of each of these crowds are said, and of how many.
    fn said(crowds: impl IntoIterator<Item = u32>, questions: u32) -> (usize, usize) {
        let all = crowds
            .into_iter()
            .flat_map(|crowd| estimates(crowd, questions));
        let said: Vec<bool> = all.map(|estimate| estimate.said().is_some()).collect();
        (said.iter().filter(|said| **said).count(), said.len())
    }

    #[test]
    fn the_price_of_a_draw_is_that_of_its_variance() {
        for draw in [FIRST, SECOND] {
            assert_eq!(2 * draw.variance * draw.cost, 100_000);
        }
        assert_eq!(MOST, 3_250);
    }

    #[test]
    fn two_estimates_are_joined_by_their_weights_and_halves_go_up() {
        assert_eq!(joined(0, 26), 25);
        assert_eq!(joined(26, 0), 1);
        assert_eq!(joined(13, 0), 1);
        assert_eq!(joined(-13, 0), 0);
        assert_eq!(joined(-14, 0), -1);
        assert_eq!(joined(53, 53), 53);
    }

    #[test]
    fn what_is_said_is_rounded_as_coarsely_as_it_was_blurred() {
        let said = |value, draws| Estimate { value, draws }.said();
        for (value, expected) in [
            (-3, None),
            (39, None),
            (40, Some(40)),
            (42, Some(40)),
            (43, Some(45)),
            (53, Some(55)),
        ] {
            assert_eq!(said(value, Draws::Two), expected, "{value}");
        }
        assert_eq!(said(424, Draws::One), Some(400));
        assert_eq!(said(425, Draws::One), Some(450));
    }

    #[test]
    fn small_crowds_are_never_said() {
        assert_eq!(said(1..=25, 120), (0, 3_000));
        let (said, of) = said([35], 3_000);
        assert!(said * 100 < of * 16, "{said}");
    }

    #[test]
    fn crowds_worth_a_sentence_are_said() {
        let (said_53, of) = said([53], 3_000);
        assert!(said_53 * 100 >= of * 98, "{said_53}");
        let (said_75, of) = said([75, 90, 150, 400], 750);
        assert!(said_75 * 1_000 >= of * 999, "{said_75}");
    }

    #[test]
    fn what_is_said_is_near_the_truth() {
        let error = |crowds: &[u32]| {
            let of_crowd = |crowd: &u32| {
                let crowd = *crowd;
                let said = estimates(crowd, 100).filter_map(Estimate::said);
                let off = said.map(|said| f64::from(said.abs_diff(crowd)) / f64::from(crowd));
                off.collect::<Vec<_>>()
            };
            let mut errors: Vec<f64> = crowds.iter().flat_map(of_crowd).collect();
            errors.sort_by(f64::total_cmp);
            errors[errors.len() / 2]
        };
        let steps = |from: u32, to: u32| (from..=to).collect::<Vec<_>>();
        // Crowds above 250 are spread as they are in life: as many between 250 and 500 as between 500 and 1,000.
        let larger = |crowd: &u32| Some(crowd + crowd / 10);
        let large: Vec<u32> = std::iter::successors(Some(250), larger).take(40).collect();
        for (crowds, most) in [
            (steps(40, 60), 0.08),
            (steps(60, 120), 0.05),
            (large, 0.025),
        ] {
            let error = error(&crowds);
            assert!(error <= most, "{} on: {error}", crowds[0]);
        }
    }

    #[test]
    fn large_crowds_are_cheap_and_small_ones_are_sharp() {
        assert!(estimates(600, 200).all(|estimate| estimate.cost() == 125));
        assert!(estimates(60, 200).all(|estimate| estimate.cost() == 3_250));
        let off = |estimate: Estimate| (estimate.value - 60).pow(2);
        let spread: i64 = estimates(60, 2_000).map(off).sum();
        // The variance is 400 · 16 / 416 = 15.4, and the rounding adds a twelfth.
        assert!((14 * 2_000..=17 * 2_000).contains(&spread), "{spread}");
    }

    /// A published number must never change with the code that drew it.
    #[test]
    fn the_estimates_of_a_known_seed_never_change() {
        let values = |viewers| estimates(viewers, 8).map(|estimate| estimate.value);
        assert_eq!(
            values(53).collect::<Vec<_>>(),
            [58, 48, 56, 51, 50, 54, 51, 54]
        );
        assert_eq!(
            values(1_000).collect::<Vec<_>>(),
            [1033, 987, 1010, 1027, 1017, 1026, 991, 1002]
        );
    }

    #[test]
    fn neighbouring_counts_are_blurred_apart() {
        let question = "q";
        let seed = Seed {
            key: &[42; 32],
            log: b"a log",
            question,
        };
        let noise = |viewers: u32| Estimate::of(seed, viewers).value - i64::from(viewers);
        let noises: std::collections::BTreeSet<i64> = (50..90).map(noise).collect();
        assert!(noises.len() > 8, "{noises:?}");
    }
}
