//! `bingetop ledger`: what was published of a log, and what is left.
//!
//! | module | holds |
//! |---|---|
//! | `text` | for people |
//! | `csv` | for spreadsheets |
//! | `json` | for programs |

mod csv;
mod json;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::ValueEnum;

use super::output::{print, print_lines};
use super::publish::named;
use crate::guard::publish::{Place, listing};
use crate::store::key::ViewerKey;

/// What `bingetop ledger` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Written,
}

/// How the ledger is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Written {
    /// For people.
    #[default]
    Text,
    /// A row of the ledger a line.
    Csv,
    /// For programs.
    Json,
}

/// Prints the ledger of a log, and fails after that where it is not sound.
///
/// # Errors
///
/// Fails where the log cannot be read, or its ledger cannot be believed or verified.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let state = ViewerKey::directory()?;
    let log = arguments.db.as_path();
    let place = Place { log, state: &state };
    let listing = listing(place).with_context(|| named(log))?;
    match arguments.format {
        Written::Text => print_lines(&text::of(&listing))?,
        Written::Csv => print(|out| csv::write(&listing, out))?,
        Written::Json => print(|out| {
            serde_json::to_writer_pretty(&mut *out, &json::of(&listing))?;
            Ok(writeln!(out)?)
        })?,
    }
    match listing.fault {
        Some(fault) => Err(fault).with_context(|| named(log)),
        None => Ok(ExitCode::SUCCESS),
    }
}
