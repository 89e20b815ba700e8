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
//! | [`card`] | `bingetop card`: a published number as a picture |
//! | [`callouts`] | `bingetop callouts`: the facts most worth a sentence |
//! | [`snapshot`] | `bingetop snapshot`: the dashboard as a picture |
//! | [`verify`] | `bingetop verify`: whether a log and its cubes are sound |
//! | [`emit_sql`] | `bingetop emit-sql`: the script that reduces a log in a data lake |
//! | [`reduce`] | `bingetop reduce`: that script, run by the engine that is there, and what it has counted |
//! | [`import_cubes`] | `bingetop import-cubes`: what an engine has counted, as a reduced log |
//! | [`rebuild`] | `bingetop rebuild`: a log's cubes, derived anew |
//! | [`sample`] | `bingetop sample`: made-up logs |
//! | [`mod@bench`] | `bingetop bench`: what this machine does with a log |
//! | [`viewers`], [`titles`] | `bingetop viewers`, `bingetop titles`: which count as others |
//! | [`publish`], [`ledger`] | `bingetop publish`, `bingetop ledger`: what the world may read, and what it has been told |
//! | [`whois`], [`forget`], [`optout`] | what people may ask of whoever has a log: all of theirs, gone, and no more |
//! | [`formats`] | `bingetop formats`: what can be read |
//! | [`completions`], [`man`] | `bingetop completions`, `bingetop man`: for shells, and the manual page |
//! | `aliases` | what the two on names have in common |
//! | `script_arguments` | what the two on scripts are asked of them |
//! | `append_arguments`, `engine_path` | what they are asked of an earlier reduction; paths as an engine is told them |
//! | `asked` | what is asked of a log, by a report and by the dashboard |
//! | `config` | the user's configuration |
//! | `examples` | examples at the end of `--help` |
//! | `arguments` | what several of them are asked: a log, a day; and the built-in sample |
//! | `named_viewers` | which viewer a name means |
//! | `new_file` | where they may make files |
//! | `interrupt`, `live_line` | what runs long: how it is stopped, and what is shown meanwhile |
//! | `picture_file` | where pictures go |
//! | `words` | the words of sentences that are named |
//! | `output` | how all of them say it |
//! | `random_window` | random ranges of days, for `verify` and `bench` |
//! | `unsalted` | what is said of a log from before logs had a salt |

mod aliases;
mod append_arguments;
mod arguments;
mod asked;
pub mod bench;
pub mod callouts;
pub mod card;
pub mod completions;
mod config;
pub mod dashboard;
pub mod demo;
pub mod emit_sql;
mod engine_path;
mod examples;
pub mod forget;
pub mod formats;
pub mod import_cubes;
pub mod ingest;
mod interrupt;
pub mod ledger;
mod live_line;
pub mod man;
mod named_viewers;
mod new_file;
mod on_terminal;
pub mod optout;
mod output;
mod picture_file;
pub mod publish;
mod random_window;
pub mod rebuild;
pub mod reduce;
pub mod report;
pub mod sample;
mod script_arguments;
pub mod snapshot;
pub mod titles;
mod unsalted;
pub mod verify;
pub mod viewers;
pub mod whois;
mod words;

use std::ffi::OsStr;
use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{CommandFactory as _, Parser, Subcommand};
use rusqlite::ffi;

pub use self::arguments::{LogArgument, SAMPLE};
use self::output::{printed, say};
use crate::store::sqlite_error::in_words;

/// The exit code of everything that went wrong with a word about it.
const FAILURE: u8 = 2;

/// So many letters may be wrong in the name of a subcommand.
const MOST_SLIPS: usize = 2;

/// Who keeps coming back to what, and how many they are, for any range of days.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    args_conflicts_with_subcommands = true,
    after_help = examples::DASHBOARD
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    dashboard: dashboard::Arguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read exports into a log
    #[command(after_help = examples::INGEST)]
    Ingest(Box<ingest::Arguments>),
    /// List what can be read, and what is to be known of it
    #[command(after_help = examples::FORMATS)]
    Formats(formats::Arguments),
    /// Print the answers for a range of days
    #[command(after_help = examples::REPORT)]
    Report(Box<report::Arguments>),
    /// List the facts of some days that are most worth a sentence
    #[command(after_help = examples::CALLOUTS)]
    Callouts(Box<callouts::Arguments>),
    /// Watch the built-in sample grow day by day, until the 53 stand there
    Demo(demo::Arguments),
    /// Make a picture of the dashboard: SVG, PNG, HTML or text
    Snapshot(Box<snapshot::Arguments>),
    /// Check that a log is sound, and that its cubes say what its plays do
    Verify(verify::Arguments),
    /// Derive a log's cubes anew from its plays
    Rebuild(rebuild::Arguments),
    /// Count a viewer as another, undo it, or list who does
    Viewers(viewers::Arguments),
    /// Count a title as another, undo it, or list which do
    Titles(titles::Arguments),
    /// Publish how many viewers have done something: about so many, written down, the same for ever
    #[command(after_help = examples::PUBLISH)]
    Publish(Box<publish::Arguments>),
    /// List what was published of a log, and what is left to be said
    Ledger(ledger::Arguments),
    /// Make a picture of a published number for the world: SVG or PNG
    Card(Box<card::Arguments>),
    /// Print all that a log holds of a viewer
    Whois(whois::Arguments),
    /// Take a viewer out of a log for good, and have imports leave them out
    Forget(forget::Arguments),
    /// Have imports leave out viewers, or no longer; those in the log are forgotten
    Optout(optout::Arguments),
    /// Make a log of made-up viewers that looks like life
    Sample(sample::Arguments),
    /// Measure what this machine does with a log
    Bench(bench::Arguments),
    /// Print the SQL that reduces a log in a data lake, for the engine that is there
    #[command(after_help = examples::EMIT_SQL)]
    EmitSql(Box<emit_sql::Arguments>),
    /// Run that SQL on the engine that is there, and make a log of what it has counted
    #[command(after_help = examples::REDUCE)]
    Reduce(Box<reduce::Arguments>),
    /// Make a log of what an engine has counted by the script of `emit-sql`
    ImportCubes(import_cubes::Arguments),
    /// Print what a shell needs to complete commands
    Completions(completions::Arguments),
    /// Print the manual page
    Man,
}

/// Runs the program as the words of the command line say, and returns its exit code: 0, or 2 with one
/// line on standard error.
#[must_use]
pub fn run() -> ExitCode {
    let first = std::env::args_os().nth(1);
    let outcome = match (Cli::try_parse(), first.and_then(|word| meant(&word))) {
        (_, Some(answer)) => Err(answer),
        (Ok(cli), None) => obey(cli),
        (Err(answer), None) => explain(&answer),
    };
    outcome.unwrap_or_else(|error| {
        say(&message(&error));
        ExitCode::from(FAILURE)
    })
}

/// Returns the command line as it can be written.
fn program() -> clap::Command {
    Cli::command()
}

fn obey(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        None => dashboard::run(&cli.dashboard),
        Some(Command::Ingest(arguments)) => ingest::run(&arguments),
        Some(Command::Formats(arguments)) => formats::run(&arguments),
        Some(Command::Report(arguments)) => report::run(&arguments),
        Some(Command::Callouts(arguments)) => callouts::run(&arguments),
        Some(Command::Demo(arguments)) => demo::run(&arguments),
        Some(Command::Snapshot(arguments)) => snapshot::run(&arguments),
        Some(Command::Verify(arguments)) => verify::run(&arguments),
        Some(Command::Rebuild(arguments)) => rebuild::run(&arguments),
        Some(Command::Viewers(arguments)) => viewers::run(&arguments),
        Some(Command::Titles(arguments)) => titles::run(&arguments),
        Some(Command::Publish(arguments)) => publish::run(&arguments),
        Some(Command::Ledger(arguments)) => ledger::run(&arguments),
        Some(Command::Card(arguments)) => card::run(&arguments),
        Some(Command::Whois(arguments)) => whois::run(&arguments),
        Some(Command::Forget(arguments)) => forget::run(&arguments),
        Some(Command::Optout(arguments)) => optout::run(&arguments),
        Some(Command::Sample(arguments)) => sample::run(&arguments),
        Some(Command::Bench(arguments)) => bench::run(&arguments),
        Some(Command::EmitSql(arguments)) => emit_sql::run(&arguments),
        Some(Command::Reduce(arguments)) => reduce::run(&arguments),
        Some(Command::ImportCubes(arguments)) => import_cubes::run(&arguments),
        Some(Command::Completions(arguments)) => completions::run(&arguments, program()),
        Some(Command::Man) => man::run(program()),
    }
}

/// Returns what to say where the first word names no file, and is nearly a subcommand; `None` elsewhere.
fn meant(word: &OsStr) -> Option<anyhow::Error> {
    let text = word.to_str()?;
    let is_word = text.chars().all(|c| c.is_ascii_alphabetic());
    if !is_word || Path::new(word).exists() {
        return None;
    }
    let cli = program();
    let commands = cli.get_subcommands().map(clap::Command::get_name);
    let distances = commands.map(|name| (strsim::damerau_levenshtein(text, name), name));
    // One that is spelled rightly needs no answer.
    let (distance, name) = distances.min().filter(|(distance, _)| *distance > 0)?;
    (distance <= MOST_SLIPS && text != "help")
        .then(|| anyhow!("{text}: no such file or command; did you mean `bingetop {name}`?"))
}

/// Prints the help or the version that was asked for, or says what the words of the command line lack.
fn explain(answer: &clap::Error) -> anyhow::Result<ExitCode> {
    let outcome = answer.print();
    if !answer.use_stderr() {
        printed(outcome)?;
    }
    let code = u8::try_from(answer.exit_code());
    Ok(ExitCode::from(code.unwrap_or(FAILURE)))
}

/// Returns an error and its causes, without what has been said already and SQLite's own words.
fn message(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().filter(|cause| !cause.is::<ffi::Error>()) {
        let cause = match cause.downcast_ref::<rusqlite::Error>() {
            Some(error) => in_words(error),
            None => cause.to_string(),
        };
        if cause.starts_with(&message) {
            message = cause;
        } else if !message.contains(&cause) {
            message.push_str(": ");
            message.push_str(&cause);
        }
    }
    message
}
