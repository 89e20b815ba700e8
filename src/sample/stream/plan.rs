//! How large a stream is.

use std::ops::RangeInclusive;

use crate::domain::Day;
use crate::sample::plan::LAST_DAY;

/// How many plays a stream may have. Fewer would leave hardly any room beside the faithful.
pub const PLAYS: RangeInclusive<u64> = 10_000..=10_000_000_000;

/// How many days a stream has, up to and including the last.
pub(super) const DAYS: u32 = 365;

/// Which stream to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamPlan {
    /// How many rows, within [`PLAYS`]. About one in thirty is too short to count as a play.
    pub plays: u64,
    /// The seed: another one makes other rows, and the same 53.
    pub seed: u64,
}

impl StreamPlan {
    /// Returns how many viewers there are: one for every forty rows; a few may play nothing.
    #[must_use]
    pub fn viewers(&self) -> u32 {
        u32::try_from(self.plays / 40).map_or(u32::MAX, |viewers| viewers.max(200))
    }

    /// Returns how many titles there are; in a small stream, some are never played.
    #[must_use]
    pub fn titles(&self) -> u32 {
        u32::try_from(self.plays / 50).map_or(20_000, |titles| titles.clamp(200, 20_000))
    }

    /// Returns the plan with its plays brought within [`PLAYS`].
    pub(super) fn within_bounds(self) -> Self {
        Self {
            plays: self.plays.clamp(*PLAYS.start(), *PLAYS.end()),
            ..self
        }
    }
}

/// Returns the day with a number, the first being 0.
pub(super) fn day(number: u32) -> Day {
    LAST_DAY.plus(i32::try_from(number).unwrap_or(0) - DAYS.cast_signed() + 1)
}
