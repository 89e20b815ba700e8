//! The command line.
//!
//! - In come the words of the command line; out come an exit code, text on standard output, and one
//!   line on standard error where something failed.
//! - It decides nothing about plays: each subcommand calls the rooms to its left and prints what they
//!   return.
//!
//! | module | holds |
//! |---|---|
//! | [`dashboard`] | `bingetop [DB]`: the dashboard |
//! | [`ingest`] | `bingetop ingest`: exports and live logs into a log |
//! | [`report`] | `bingetop report`: the answers for a range of days |
//! | [`verify`] | `bingetop verify`: whether a log and its cubes are sound |
//! | [`rebuild`] | `bingetop rebuild`: a log's cubes, derived anew |
//! | [`sample`] | `bingetop sample`: made-up logs |
//! | [`mod@bench`] | `bingetop bench`: what this machine does with a log |
//! | `arguments` | what several of them are asked: a log, a day; and the built-in sample |
//! | `random_window` | random ranges of days, for `verify` and `bench` |

mod arguments;
pub mod bench;
pub mod dashboard;
pub mod ingest;
mod random_window;
pub mod rebuild;
pub mod report;
pub mod sample;
pub mod verify;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use self::arguments::{LogArgument, SAMPLE};
use crate::domain::name;

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
            for line in format!("bingetop: {}", message(&error)).lines() {
                // Where the terminal is gone, there is nobody left to tell.
                let _ = writeln!(std::io::stderr(), "{}", name::shown(line));
            }
            ExitCode::from(FAILURE)
        }
    }
}

/// Returns an error and its causes, without those whose text is in it already.
fn message(error: &anyhow::Error) -> String {
    let mut message = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !message.contains(&cause) {
            message.push_str(": ");
            message.push_str(&cause);
        }
    }
    message
}

/// Returns whether a reader has closed the pipe (`| head`), which is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>();
        io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
