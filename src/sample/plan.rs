//! Which sample to make, and what is the same in every one of them.

use std::ops::RangeInclusive;

use chrono_tz::Tz;

use crate::domain::Day;

/// The time zone of the sample; its days start at midnight.
pub const SAMPLE_ZONE: Tz = chrono_tz::Europe::Rome;

/// The last day of every sample: 2017-12-10.
pub const LAST_DAY: Day = Day(17_510);

/// How many viewers play *A Christmas Prince* on each of the last [`FAITHFUL_DAYS`] days.
pub const FAITHFUL: u32 = 53;

/// For how many days they do so, up to and including the last day.
pub const FAITHFUL_DAYS: u32 = 18;

/// How many viewers a sample may have. With fewer than sixty, hardly anybody but the faithful would
/// be left.
pub const VIEWERS: RangeInclusive<u32> = 60..=1_000_000;

/// How many days a sample may have: at least those of the faithful.
pub const DAYS: RangeInclusive<u32> = FAITHFUL_DAYS..=10_000;

/// Which sample to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The seed: another one makes other viewers, and the same 53.
    pub seed: u64,
    /// How many viewers, within [`VIEWERS`]; a few of them may play nothing.
    pub viewers: u32,
    /// How many days, within [`DAYS`]; the last is always [`LAST_DAY`].
    pub days: u32,
}

impl Default for Plan {
    /// Returns the plan of the log that the documentation shows: 2017-01-01 to 2017-12-10.
    fn default() -> Self {
        Self {
            seed: 20_171_210,
            viewers: 9_120,
            days: 344,
        }
    }
}

impl Plan {
    /// Returns the plan with its numbers brought within [`VIEWERS`] and [`DAYS`].
    pub(super) fn within_bounds(self) -> Self {
        Self {
            viewers: self.viewers.clamp(*VIEWERS.start(), *VIEWERS.end()),
            days: self.days.clamp(*DAYS.start(), *DAYS.end()),
            ..self
        }
    }
}
