//! The command line: one file per subcommand.

pub mod bench;
pub mod dashboard;
pub mod ingest;
mod random;
pub mod rebuild;
pub mod report;
pub mod sample;
pub mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::domain::name;

/// The built-in log that is shown where the user names none.
pub static SAMPLE: &[u8] = include_bytes!("../sample.db");

/// The exit code of everything that went wrong with a word about it.
const FAILURE: u8 = 2;

/// Who keeps coming back to what, and how many they are, for any range of days.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    dashboard: dashboard::Arguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read exports into a log
    Ingest(Box<ingest::Arguments>),
    /// Print the answers for a range of days
    Report(Box<report::Arguments>),
    /// Check that a log is sound, and that its cubes say what its plays do
    Verify(verify::Arguments),
    /// Derive a log's cubes anew from its plays
    Rebuild(rebuild::Arguments),
    /// Make a log of made-up viewers that looks like life
    Sample(sample::Arguments),
    /// Measure what this machine does with a log
    Bench(bench::Arguments),
}

/// What to read: a log, or the built-in sample.
#[derive(Debug, Args)]
pub struct LogArgument {
    /// The log, made by `bingetop ingest`; without it, the built-in sample
    #[arg(value_name = "DB")]
    pub db: Option<PathBuf>,
}

/// Runs the program and returns its exit code: 0, or 2 with one line on standard error.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let outcome = match cli.command {
        None => dashboard::run(&cli.dashboard),
        Some(Command::Ingest(arguments)) => ingest::run(&arguments),
        Some(Command::Report(arguments)) => report::run(&arguments),
        Some(Command::Verify(arguments)) => verify::run(&arguments),
        Some(Command::Rebuild(arguments)) => rebuild::run(&arguments),
        Some(Command::Sample(arguments)) => sample::run(&arguments),
        Some(Command::Bench(arguments)) => bench::run(&arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            for line in format!("bingetop: {}", told_once(&error)).lines() {
                eprintln!("{}", name::shown(line));
            }
            ExitCode::from(FAILURE)
        }
    }
}

/// Returns an error and its causes, without those whose words are in it already.
fn told_once(error: &anyhow::Error) -> String {
    let mut told = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !told.contains(&cause) {
            told.push_str(": ");
            told.push_str(&cause);
        }
    }
    told
}

/// A reader that has seen enough (`| head`) is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>();
        io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

/// Parses a date on the command line.
fn parse_day(text: &str) -> Result<crate::domain::Day, String> {
    crate::domain::Day::parse(text).ok_or_else(|| "write it as YYYY-MM-DD".to_owned())
}
