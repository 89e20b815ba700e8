//! `bingetop sample`: a made-up log that looks like life, or one of any size as CSV.

mod stream;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use rusqlite::Connection;

use super::new_file::check_new;
use super::output::print_lines;
use crate::domain::format::thousands;
use crate::ingest::options::Options;
use crate::ingest::pipeline::ingest_records;
use crate::ingest::progress::Progress;
use crate::sample::stream::{PLAYS, StreamPlan};
use crate::sample::{DAYS, Plan, SAMPLE_ZONE, VIEWERS, records};

/// How many rows a stream has unless asked otherwise.
const DEFAULT_PLAYS: u64 = 1_000_000;

/// What every stream holds, for whoever checks a number against it.
const FACTS: &str = "\
With --csv, whatever the size and the seed, with days in UTC (bingetop ingest FILE --time-zone UTC):
  - exactly as many rows as asked for, on each of the 365 days that end with 2017-12-10;
  - 53 viewers play A Christmas Prince on each of the last 18 days, and not on the day before;
  - nobody else plays it on more than five days in a row;
  - one viewer for every 40 rows, and up to 20,000 titles.";

/// What `bingetop sample` is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = FACTS)]
pub struct Arguments {
    /// The log to make; there must be no such file yet
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "csv",
        conflicts_with = "csv"
    )]
    into: Option<PathBuf>,
    /// The CSV to make instead of a log, of any size; `-` is standard output
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// With --csv: how many rows [default: 1000000]
    #[arg(long, value_name = "N", requires = "csv", conflicts_with = "into",
          value_parser = clap::value_parser!(u64).range(*PLAYS.start()..=*PLAYS.end()))]
    plays: Option<u64>,
    /// Which of many such logs: the same number gives the same log
    #[arg(long, value_name = "N", default_value_t = Plan::default().seed)]
    seed: u64,
    /// With --into: how many viewers
    #[arg(long, value_name = "N", default_value_t = Plan::default().viewers, conflicts_with = "csv",
          value_parser = clap::value_parser!(u32).range(i64::from(*VIEWERS.start())..=i64::from(*VIEWERS.end())))]
    viewers: u32,
    /// With --into: how many days, ending with 2017-12-10
    #[arg(long, value_name = "N", default_value_t = Plan::default().days, conflicts_with = "csv",
          value_parser = clap::value_parser!(u32).range(i64::from(*DAYS.start())..=i64::from(*DAYS.end())))]
    days: u32,
}

/// When the sample says it was imported: the morning after its last day, whenever it is made.
const IMPORTED_AT: i64 = 1_512_975_600;

/// Makes the log.
///
/// # Errors
///
/// Fails where the file exists or cannot be written.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if let Some(path) = &arguments.csv {
        let plan = StreamPlan {
            plays: arguments.plays.unwrap_or(DEFAULT_PLAYS),
            seed: arguments.seed,
        };
        stream::run(path, &plan)?;
    }
    if let Some(path) = &arguments.into {
        let plan = Plan {
            seed: arguments.seed,
            viewers: arguments.viewers,
            days: arguments.days,
        };
        make_log(path, &plan)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn make_log(path: &Path, plan: &Plan) -> anyhow::Result<()> {
    check_new(path)?;
    let options = Options {
        is_synthetic: true,
        ..Options::plain(SAMPLE_ZONE, IMPORTED_AT)
    };
    let summary = ingest_records(
        path,
        "sample",
        records(plan),
        &options,
        &Progress::default(),
    )?;
    if let Err(error) = pack(path) {
        // Half a sample would be in the way of the next try.
        let _ = std::fs::remove_file(path);
        return Err(error).with_context(|| path.display().to_string());
    }
    print_lines(&format!(
        "{}: {} made-up plays by {} made-up viewers, {}\nopen it with `bingetop {}`",
        path.display(),
        thousands(summary.plays),
        thousands(summary.viewers),
        summary
            .days
            .map_or_else(String::new, |days| days.to_string()),
        path.display(),
    ))
}

/// Makes a log one dense file, which opens even from a folder that cannot be written.
fn pack(path: &Path) -> rusqlite::Result<()> {
    let conn = Connection::open(path)?;
    conn.pragma_update(None, "journal_mode", "delete")?;
    conn.execute_batch("VACUUM")
}
