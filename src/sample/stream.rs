//! A log of any size, straight to CSV: `bingetop sample --plays N --csv FILE`.
//!
//! The life-like sample remembers every viewer; this one remembers nothing but the day it is at.
//! Whatever happens is drawn from a hash of the seed, the day and a number, so that a day
//! is made again by whoever asks for it, and a spell that began last week is alive today without
//! being kept anywhere.
//!
//! | module | holds |
//! |---|---|
//! | `draws` | drawing lots |
//! | `titles` | what there is to play, and what is chosen on which day |
//! | `day` | the rows of one day: the faithful, spells and chance |
//! | `lines` | rows as bytes |
//!
//! True at every size, for every seed, with days in UTC:
//!
//! - there are exactly as many rows as asked for, some on each of the 365 days that end with
//!   2017-12-10, in the order in which they start;
//! - [`FAITHFUL`] viewers play *A Christmas Prince* on each of the last [`FAITHFUL_DAYS`] days, and
//!   not on the day before;
//! - nobody else plays it on more than five days in a row.

mod day;
mod draws;
mod lines;
mod titles;

use std::io::{self, Write};
use std::ops::RangeInclusive;

use self::day::World;
use self::lines::Lines;
use super::LAST_DAY;
use super::calendar::busy;
use crate::domain::Day;

/// How many plays a stream may have. Fewer would hardly leave room for the faithful.
pub const PLAYS: RangeInclusive<u64> = 10_000..=10_000_000_000;

/// How many viewers play *A Christmas Prince* every day.
pub const FAITHFUL: u32 = 53;

/// For how many days they do, up to the last.
pub const FAITHFUL_DAYS: u32 = 18;

/// How many days a stream has, up to the last.
const DAYS: u32 = 365;

/// What stream to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamPlan {
    /// How many rows, of [`PLAYS`]. About one in thirty is too short to count as a play.
    pub plays: u64,
    /// The seed: another one makes other rows, and the same 53.
    pub seed: u64,
}

impl StreamPlan {
    /// Returns how many viewers there are: one for each forty rows; a few may play nothing.
    #[must_use]
    pub fn viewers(&self) -> u32 {
        u32::try_from(self.plays / 40).map_or(u32::MAX, |viewers| viewers.max(200))
    }

    /// Returns how many titles there are; in a small stream, some are never played.
    #[must_use]
    pub fn titles(&self) -> u32 {
        u32::try_from(self.plays / 50).map_or(20_000, |titles| titles.clamp(200, 20_000))
    }
}

/// Writes a stream as CSV, header first, and returns how many bytes it is.
///
/// A plan outside [`PLAYS`] is brought to the nearest bound. Only the rows of one day are in memory
/// at a time: 16 bytes each.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write_csv(plan: &StreamPlan, out: &mut dyn Write) -> io::Result<u64> {
    let plan = StreamPlan {
        plays: plan.plays.clamp(*PLAYS.start(), *PLAYS.end()),
        ..*plan
    };
    let world = World::new(&plan);
    let mut lines = Lines::new(out, world.titles(), plan.viewers());
    let mut rows = Vec::new();
    for number in 0..DAYS {
        world.fill(number, &mut rows);
        rows.sort_unstable();
        lines.write(day(number), &rows)?;
    }
    lines.finish()
}

/// Returns the day with a number, the first being 0.
fn day(number: u32) -> Day {
    LAST_DAY.plus(i32::try_from(number).unwrap_or(0) - DAYS.cast_signed() + 1)
}

/// The rows of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quota {
    /// Those of the faithful.
    faithful: u32,
    /// All others.
    ordinary: u64,
}

/// Returns how many rows each day has: the faithful's, and a share of the rest by how busy it is.
fn quotas(plays: u64) -> Vec<Quota> {
    let weights: Vec<u64> = (0..DAYS).map(|number| busy(day(number)).into()).collect();
    let all: u64 = weights.iter().sum();
    let ordinary = plays - u64::from(FAITHFUL * FAITHFUL_DAYS);
    let mut before = 0;
    let share = |weight| {
        // Differences of one rounded sum: all of them together are the whole.
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

/// One row, ordered by when it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// Seconds after midnight, UTC.
    at: u32,
    /// The viewer, from 0.
    viewer: u32,
    /// The title, from 0.
    title: u32,
    /// How long it lasted.
    seconds: u32,
}

#[cfg(test)]
mod tests;
