//! Choosing what to tell, without telling by the choice.
//!
//! The most remarkable of all exact crowds turns on a single viewer more often than not. The exponential mechanism chooses
//! a large crowd nearly always, and each other one with a chance that one viewer changes by a factor of e^0.28 at most.

use super::bernoulli::{Fraction, exp_minus};
use super::count::Crowd;
use super::estimate::{Cost, Seed};
use super::stream::Stream;

/// ε, in hundredths: ρ is ε² / 8 = 0.0098.
const EPSILON: u64 = 28;

/// What a suggestion costs: ρ, rounded up.
pub(super) const COST: Cost = 1_000;

/// Chooses one of the crowds: each with a chance proportional to exp(ε · viewers); `None` where there are none.
///
/// The same crowds are chosen from alike: the choice can be repeated, and is drawn anew where any count differs.
pub(super) fn choose<'a>(seed: Seed<'_>, crowds: &'a [Crowd]) -> Option<&'a Crowd> {
    let most = crowds.iter().map(|crowd| crowd.viewers).max()?;
    let places = u64::try_from(crowds.len()).ok()?;
    let mut stream = Stream::new(
        seed.key,
        &[
            b"bingetop publish suggestion v1",
            seed.log,
            seed.question.as_bytes(),
            &digest(crowds),
        ],
    );
    loop {
        let place = usize::try_from(stream.below(places)).ok()?;
        let crowd = crowds.get(place)?;
        let kept = Fraction {
            over: EPSILON * u64::from(most - crowd.viewers),
            under: 100,
        };
        if exp_minus(&mut stream, kept) {
            return Some(crowd);
        }
    }
}

fn digest(crowds: &[Crowd]) -> [u8; blake3::OUT_LEN] {
    let mut hasher = blake3::Hasher::new();
    for crowd in crowds {
        let viewers = crowd.viewers.to_le_bytes();
        super::stream::absorb(&mut hasher, &[crowd.key.as_bytes(), &viewers]);
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Item, ItemId};

    fn crowds(viewers: &[u32]) -> Vec<Crowd> {
        let crowd = |(id, viewers): (u32, &u32)| Crowd {
            item: Item::show(ItemId(id)),
            key: format!("show {id}"),
            viewers: *viewers,
        };
        (0..).zip(viewers).map(crowd).collect()
    }

    fn chosen(crowds: &[Crowd], times: u32) -> Vec<u32> {
        let mut chosen = vec![0; crowds.len()];
        for time in 0..times {
            let question = format!("suggestion {time}");
            let seed = Seed {
                key: &[8; 32],
                log: b"log",
                question: &question,
            };
            let crowd = choose(seed, crowds).unwrap();
            chosen[crowd.item.id.0 as usize] += 1;
        }
        chosen
    }

    #[test]
    fn the_story_is_found_among_many() {
        let mut viewers = vec![0; 239];
        viewers[7] = 9;
        viewers.push(53);
        let chosen = chosen(&crowds(&viewers), 500);
        assert!(chosen[239] >= 490, "{}", chosen[239]);
    }

    #[test]
    fn chances_are_those_of_the_exponential_mechanism() {
        let viewers = [10, 9, 8, 4];
        let weights = viewers.map(|viewers| (0.28 * f64::from(viewers)).exp());
        let sum: f64 = weights.iter().sum();
        let times = 20_000;
        for (weight, seen) in weights.into_iter().zip(chosen(&crowds(&viewers), times)) {
            let chance = weight / sum;
            let expected = chance * f64::from(times);
            let deviation = (expected * (1.0 - chance)).sqrt();
            let off = (f64::from(seen) - expected).abs();
            assert!(off <= 4.0 * deviation, "{seen} of {expected}");
        }
    }

    #[test]
    fn one_viewer_more_draws_anew() {
        let same = crowds(&[30; 40]);
        let mut more = crowds(&[30; 40]);
        more[0].viewers = 31;
        let choices = |crowds: &[Crowd]| -> Vec<u32> {
            (0..20)
                .map(|time| {
                    let question = format!("{time}");
                    let seed = Seed {
                        key: &[8; 32],
                        log: b"log",
                        question: &question,
                    };
                    choose(seed, crowds).unwrap().item.id.0
                })
                .collect()
        };
        assert_eq!(choices(&same), choices(&same));
        assert_ne!(choices(&same), choices(&more));
        assert!(
            choose(
                Seed {
                    key: &[8; 32],
                    log: b"log",
                    question: "none"
                },
                &[]
            )
            .is_none()
        );
    }
}
