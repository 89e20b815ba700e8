//! `bingetop emit-sql`: the script that reduces a log in a data lake.

use std::process::ExitCode;

use anyhow::Context as _;
use chrono_tz::Tz;

use super::output::print;
use crate::domain::{Day, DayRule};
use crate::engine::dialect::Dialect;
use crate::engine::rows_source::{RowsSource, RowsSourceError};
use crate::engine::script::{Plan, days, script};
use crate::formats::mapping::Mapping;
use crate::store::settings::MINIMUM_COHORT;

/// What `bingetop emit-sql` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Which engine runs the script
    #[arg(long, value_enum, value_name = "ENGINE")]
    dialect: Dialect,
    /// Where the rows lie: parquet:PATH, or a table that the engine knows
    #[arg(long, value_parser = parse_source, value_name = "parquet:PATH|TABLE")]
    source: RowsSource,
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
    /// The folder of the cells that the script will write: a path, or what the engine takes for one (s3://…)
    #[arg(long, value_name = "DIR")]
    out: String,
}

fn parse_source(text: &str) -> Result<RowsSource, RowsSourceError> {
    text.parse()
}

/// Prints the script.
///
/// # Errors
///
/// Fails where the mapping does not say enough, or the last day is before the first.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let days = days(arguments.from, arguments.to).context("--to is before --from")?;
    let script = script(&Plan {
        dialect: arguments.dialect,
        source: arguments.source.clone(),
        mapping: arguments.map.clone(),
        rule: DayRule {
            zone: arguments.time_zone,
            starts_minutes: arguments.day_starts,
        },
        minimum_seconds: arguments.minimum_seconds,
        days,
        minimum_cohort: arguments.min_cohort,
        out: arguments.out.clone(),
    })?;
    if arguments.dialect == Dialect::DuckDb && !arguments.out.contains("://") {
        // It writes files, but makes no folders.
        std::fs::create_dir_all(&arguments.out).with_context(|| arguments.out.clone())?;
    }
    print(|out| Ok(out.write_all(script.as_bytes())?))?;
    Ok(ExitCode::SUCCESS)
}
