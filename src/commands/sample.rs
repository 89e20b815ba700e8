//! `bingetop sample`: a made-up log that looks like life.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use rusqlite::Connection;

use crate::domain::format::thousands;
use crate::ingest::mapping::Mapping;
use crate::ingest::memory::Memory;
use crate::ingest::pipeline::{Options, Progress, ingest_records};
use crate::ingest::sample::{DAYS, Plan, SAMPLE_ZONE, VIEWERS, records};
use crate::store::key::ViewerKey;

/// What `bingetop sample` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log to make; there must be no such file yet
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// Which of many such logs: the same number gives the same log
    #[arg(long, value_name = "N", default_value_t = Plan::default().seed)]
    seed: u64,
    /// How many viewers
    #[arg(long, value_name = "N", default_value_t = Plan::default().viewers,
          value_parser = clap::value_parser!(u32).range(i64::from(*VIEWERS.start())..=i64::from(*VIEWERS.end())))]
    viewers: u32,
    /// How many days, ending with 2017-12-10
    #[arg(long, value_name = "N", default_value_t = Plan::default().days,
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
    let path = &arguments.into;
    if path.exists() {
        bail!("{}: exists already; name a new file", path.display());
    }
    let plan = Plan {
        seed: arguments.seed,
        viewers: arguments.viewers,
        days: arguments.days,
    };
    let options = Options {
        format: None,
        time_zone: Some(SAMPLE_ZONE),
        machine_zone: SAMPLE_ZONE,
        day_starts: None,
        minimum_seconds: None,
        account: String::new(),
        keep_names: false,
        mapping: Mapping::default(),
        memory: Memory::default(),
        dry_run: false,
        now: IMPORTED_AT,
        key: ViewerKey::of_samples(),
        is_synthetic: true,
    };
    let summary = ingest_records(
        path,
        "sample",
        records(&plan),
        &options,
        &Progress::default(),
    )?;
    if let Err(error) = pack(path) {
        // Half a sample would be in the way of the next try.
        let _ = std::fs::remove_file(path);
        return Err(error).with_context(|| path.display().to_string());
    }
    println!(
        "{}: {} made-up plays by {} made-up viewers, {}\nopen it with `bingetop {}`",
        path.display(),
        thousands(summary.plays),
        thousands(summary.viewers),
        summary
            .days
            .map_or_else(String::new, |days| days.to_string()),
        path.display(),
    );
    Ok(ExitCode::SUCCESS)
}

/// Makes a log one dense file that opens from a folder nobody may write.
fn pack(path: &std::path::Path) -> rusqlite::Result<()> {
    let conn = Connection::open(path)?;
    conn.pragma_update(None, "journal_mode", "delete")?;
    conn.execute_batch("VACUUM")
}
