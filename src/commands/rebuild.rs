//! `bingetop rebuild`: derives a log's cubes anew from its plays.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;

use super::output::print_lines;
use crate::derive::rebuild_file_with_names;
use crate::domain::format::counted;
use crate::query::Log;
use crate::store::open_read;

/// What `bingetop rebuild` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
}

/// Derives the cubes, and says of how many plays.
///
/// # Errors
///
/// Fails with the cubes as they were.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = &arguments.db;
    let shown = || path.display().to_string();
    let began = Instant::now();
    // A log that is not there is not made.
    drop(open_read(path)?);
    let kept_names = if rebuild_file_with_names(path)? {
        "; the names of its titles or shows were damaged, and are kept as they are"
    } else {
        ""
    };
    let log = Log::load(&open_read(path)?).with_context(shown)?;
    print_lines(&format!(
        "{}: derived anew from {} in {:.1} s{kept_names}",
        shown(),
        counted(log.facts().plays, "play", "plays"),
        began.elapsed().as_secs_f64(),
    ))?;
    Ok(ExitCode::SUCCESS)
}
