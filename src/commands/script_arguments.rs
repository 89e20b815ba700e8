//! What `emit-sql` and `reduce` are asked of the script: where the rows lie, what they mean, and which of them count.

use std::path::Path;

use anyhow::Context as _;
use chrono_tz::Tz;

use super::append_arguments::AppendArguments;
use crate::domain::{Day, DayRule};
use crate::engine::dialect::{Dialect, STATE};
use crate::engine::reduction::{ContinueError, Reduction};
use crate::engine::rows_source::{RowsSource, RowsSourceError};
use crate::engine::script::{Plan, days};
use crate::formats::mapping::Mapping;
use crate::store::owner_only::make_folder;
use crate::store::settings::MINIMUM_COHORT;

/// What a script is asked, but for its engine and where its cells go.
#[derive(Debug, clap::Args)]
pub struct ScriptArguments {
    /// Where the rows lie: parquet:PATH, or a table that the engine knows
    #[arg(long, value_parser = parse_source, value_name = "parquet:PATH|TABLE")]
    pub(super) source: RowsSource,
    /// Which column holds what, as for `bingetop ingest`; viewer, title and start (or end) have to be named. A start is a
    /// timestamp (without a zone: UTC), or start=COL:s, :ms or :us for numbers since 1970, start=COL:day for dates
    #[arg(long, value_name = "viewer=COL,title=COL,start=COL,...")]
    map: Mapping,
    /// The log's time zone, for example Europe/Rome
    #[arg(long, value_parser = super::ingest::parse_zone, value_name = "ZONE")]
    time_zone: Tz,
    /// When days start: 04:00 puts an episode at one in the morning on the evening before
    #[arg(long, value_parser = super::ingest::parse_starts, default_value = "00:00", value_name = "HH:MM")]
    day_starts: u16,
    /// Seconds a viewing must last to be a play [default: 120 for video, 30 for music]
    #[arg(long, value_name = "N")]
    minimum_seconds: Option<u32>,
    /// Leave out rows that start before this day
    #[arg(long, value_parser = super::arguments::parse_day, value_name = "DATE")]
    from: Option<Day>,
    /// Leave out rows that start after this day
    #[arg(long, value_parser = super::arguments::parse_day, value_name = "DATE")]
    to: Option<Day>,
    /// Cohorts of fewer viewers are hidden until asked for
    #[arg(long, default_value_t = MINIMUM_COHORT, value_name = "N")]
    min_cohort: u32,
    #[command(flatten)]
    pub(super) append: AppendArguments,
}

fn parse_source(text: &str) -> Result<RowsSource, RowsSourceError> {
    text.parse()
}

/// Makes the folder of what later days are appended to, for its owner alone, where the engine makes none.
///
/// # Errors
///
/// Fails where it cannot be made.
pub(super) fn make_state(plan: &Plan, cells: &Path) -> anyhow::Result<()> {
    if plan.is_appendable && plan.dialect == Dialect::DuckDb {
        let state = cells.join(STATE);
        make_folder(&state).with_context(|| state.display().to_string())?;
    }
    Ok(())
}

impl ScriptArguments {
    /// Returns what the script is made for, in an engine's words, with its cells in `out`.
    ///
    /// # Errors
    ///
    /// Fails where the last day is before the first, and where the days cannot be appended to the reduction that they are to be.
    pub(super) fn plan(&self, dialect: Dialect, out: String) -> anyhow::Result<Plan> {
        let rule = DayRule {
            zone: self.time_zone,
            starts_minutes: self.day_starts,
        };
        let wanted = Reduction {
            rule,
            minimum_seconds: self.minimum_seconds,
            minimum_cohort: self.min_cohort,
            days: None,
        };
        let (earlier, days) = match self.append.earlier(&wanted, self.from, &out)? {
            None => {
                let days = days(self.from, self.to).context("--to is before --from")?;
                (None, days)
            }
            Some((earlier, first)) => {
                let last = first.plus(-1);
                let days = days(Some(first), self.to);
                let days = days.with_context(|| {
                    format!("{}: {}", earlier.folder, ContinueError::NoNewDays { last })
                })?;
                (Some(earlier), days)
            }
        };
        Ok(Plan {
            dialect,
            source: self.source.clone(),
            mapping: self.map.clone(),
            rule,
            minimum_seconds: self.minimum_seconds,
            days,
            earlier,
            is_appendable: self.append.is_appendable(),
            minimum_cohort: self.min_cohort,
            out,
        })
    }
}
