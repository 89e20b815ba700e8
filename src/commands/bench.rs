//! `bingetop bench`: what this machine does with this log.
//!
//! | module | holds |
//! |---|---|
//! | `figures` | what is measured, and its schema |
//! | `measure` | how it is measured |
//! | `timings` | how long something took, over many times |
//! | `memory` | how much memory the program has |
//! | `table` | the figures as a table to read |

mod figures;
mod measure;
mod memory;
mod table;
mod timings;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;
use clap::ValueEnum;

use self::figures::{Bench, LogFacts, SCHEMA};
use self::measure::measure;
use self::memory::Memory;
use self::timings::microseconds;
use super::arguments::LogArgument;
use super::output::{print, say};
use crate::domain::Levels;
use crate::runtime::source::Opened;

/// What `bingetop bench` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    log: LogArgument,
    /// How many ranges of days, and titles, are drawn by lot
    #[arg(long, value_name = "N", default_value_t = 1_000,
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    windows: u32,
    /// Which of many such lots: the same number draws the same ranges and titles
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How it is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

/// How figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// A table to read
    #[default]
    Text,
    /// One JSON object, its schema `bingetop.bench/1`
    Json,
}

/// Measures, and prints the figures.
///
/// # Errors
///
/// Fails where the log cannot be read or holds no rows.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = arguments.log.db.as_deref();
    let shown = path.map_or_else(
        || "the built-in sample".to_owned(),
        |path| path.display().to_string(),
    );
    let began = Instant::now();
    let mut opened = Opened::open(arguments.log.source())?;
    // The dashboard's list of streaks goes by show.
    let read = opened.load(Levels::default());
    let (log, repaired) = read.with_context(|| shown.clone())?;
    if let Some(repaired) = repaired {
        say(&format!("{shown}: {}", repaired.in_words()));
    }
    let open = began.elapsed();
    let days = log.facts().days;
    let days = days.with_context(|| format!("{shown}: the log holds no rows yet"))?;
    let measured = measure(&log, opened.conn(), days, arguments.windows, arguments.seed)?;
    let bench = Bench {
        schema: SCHEMA,
        version: env!("CARGO_PKG_VERSION"),
        source: arguments.log.file_name().unwrap_or(shown),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        seed: arguments.seed,
        log: LogFacts::of(&log, days),
        hot_bytes: log.hot_bytes(),
        open_us: microseconds(open),
        measured,
        memory: Memory::read(),
    };
    print(|out| {
        match arguments.format {
            Format::Text => table::write(&bench, out)?,
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &bench)?;
                writeln!(out)?;
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}
