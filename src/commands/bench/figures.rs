//! What is measured: the figures, and their schema.

use serde::Serialize;

use super::memory::Memory;
use super::timings::Timings;
use crate::domain::Window;
use crate::query::Log;

/// The name of the schema; its number grows with every change that breaks a reader.
pub(super) const SCHEMA: &str = "bingetop.bench/1";

/// The days of the range the dashboard opens with.
pub(super) const FIRST_DAYS: u32 = 30;

/// All figures of one run. Times are in microseconds; memory is that at the end.
#[derive(Debug, Serialize)]
pub(super) struct Bench {
    pub(super) schema: &'static str,
    pub(super) version: &'static str,
    /// What the log is called.
    pub(super) source: String,
    pub(super) cores: usize,
    pub(super) seed: u64,
    pub(super) log: LogFacts,
    /// The cubes held in memory, in bytes.
    pub(super) hot_bytes: usize,
    /// Opening the file and reading it.
    pub(super) open_us: f64,
    #[serde(flatten)]
    pub(super) measured: Measured,
    /// Absent where the system does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) memory: Option<Memory>,
}

/// How large the log is.
#[derive(Debug, Serialize)]
pub(super) struct LogFacts {
    pub(super) rows: u64,
    pub(super) plays: u64,
    pub(super) viewers: u64,
    first_day: String,
    last_day: String,
    pub(super) days: u32,
}

/// The times of everything a dashboard asks of a log; by title, viewers counting from three days on.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Measured {
    /// The first answer of all: the last 30 days, compared with the 30 before.
    pub(super) first_frame_us: f64,
    /// The last 30 days, all five answers.
    pub(super) frame_30_days: Timings,
    /// The same, compared with the 30 days before.
    pub(super) frame_30_days_compared: Timings,
    /// All days of the log.
    pub(super) frame_full: Timings,
    /// The same, compared with as many days before, which no log holds.
    pub(super) frame_full_compared: Timings,
    /// Random ranges.
    pub(super) windows: Timings,
    /// The same ranges, each compared with the one before it.
    pub(super) windows_compared: Timings,
    /// Cohorts, calendar and page of the title of the most plays, in the same ranges.
    pub(super) select_heaviest: Timings,
    /// The same of random titles.
    pub(super) select_any: Timings,
    /// What the viewers of that first title also played, in the first hundred of the ranges; absent of a reduced log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) also_played_heaviest: Option<Timings>,
    /// The same of random titles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) also_played_any: Option<Timings>,
}

impl LogFacts {
    /// Returns how large `log` is, which holds `days`.
    pub(super) fn of(log: &Log, days: Window) -> Self {
        let facts = log.facts();
        Self {
            rows: facts.rows,
            plays: facts.plays,
            viewers: facts.viewers,
            first_day: days.from().to_string(),
            last_day: days.to().to_string(),
            days: days.days(),
        }
    }
}
