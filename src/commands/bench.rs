//! `bingetop bench`: what this machine does with this log.

mod measure;
mod memory;
mod table;
mod timings;

use std::ffi::OsStr;
use std::io::{BufWriter, Write};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;
use clap::ValueEnum;

use self::measure::{Bench, measure};
use super::{LogArgument, SAMPLE};
use crate::domain::name;
use crate::runtime::source::{Opened, Source};

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
    let source = match path {
        Some(path) => Source::File(path.to_owned()),
        None => Source::Builtin(SAMPLE),
    };
    let mut opened = Opened::open(source)?;
    let (log, repaired) = opened.load().with_context(|| shown.clone())?;
    if let Some(repaired) = repaired {
        eprintln!("bingetop: {shown}: {}", repaired.in_words());
    }
    let open = began.elapsed();
    let days = log.facts().days;
    let days = days.with_context(|| format!("{shown}: the log holds no rows yet"))?;
    let file = path.and_then(|path| path.file_name());
    let file = file.map(OsStr::to_string_lossy);
    let source = file.map_or(shown.clone(), |file| name::shown(&file).into_owned());
    let measured = measure(&log, opened.conn(), days, arguments.windows, arguments.seed)?;
    let bench = Bench::new(source, &log, days, open, &measured, arguments.seed);
    let mut out = BufWriter::new(std::io::stdout().lock());
    match arguments.format {
        Format::Text => table::write(&bench, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &bench)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
