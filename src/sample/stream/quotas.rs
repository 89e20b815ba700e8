//! How many rows each day has.

use super::plan::{DAYS, day};
use crate::sample::calendar::busy;
use crate::sample::plan::{FAITHFUL, FAITHFUL_DAYS};

/// How many rows a day has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quota {
    /// Those of the faithful.
    pub(super) faithful: u32,
    /// All others.
    pub(super) ordinary: u64,
}

/// Returns the quota of each day: the faithful's rows, and a share of all others by how busy it is.
pub(super) fn quotas(plays: u64) -> Vec<Quota> {
    let weights: Vec<u64> = (0..DAYS).map(|number| busy(day(number)).into()).collect();
    let all: u64 = weights.iter().sum();
    let ordinary = plays - u64::from(FAITHFUL * FAITHFUL_DAYS);
    let mut before = 0;
    let share = |weight| {
        // Differences of one rounded prefix sum: together they are exactly the whole.
        let from = ordinary * before / all;
        before += weight;
        ordinary * before / all - from
    };
    let shares = weights.into_iter().map(share);
    (0..DAYS)
        .zip(shares)
        .map(|(number, ordinary)| Quota {
            faithful: if number < DAYS - FAITHFUL_DAYS {
                0
            } else {
                FAITHFUL
            },
            ordinary,
        })
        .collect()
}
