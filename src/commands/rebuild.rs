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
use crate::store::settings::TitleHours;

/// What `bingetop rebuild` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
    /// Count no hours of single titles from now on: a smaller log, and faster imports
    #[arg(long)]
    no_hours: bool,
    /// Count the hours of single titles again
    #[arg(long, conflicts_with = "no_hours")]
    hours: bool,
}

impl Arguments {
    /// Returns whether hours of titles are to be counted, where that is said.
    fn title_hours(&self) -> Option<TitleHours> {
        let without = self.no_hours.then_some(TitleHours::NotCounted);
        without.or(self.hours.then_some(TitleHours::Counted))
    }
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
    let kept_names = if rebuild_file_with_names(path, arguments.title_hours())? {
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
