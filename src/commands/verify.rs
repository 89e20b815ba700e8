//! `bingetop verify`: whether a log is sound, and its cubes say what its plays do.
//!
//! | module | holds |
//! |---|---|
//! | `cubes` | whether the cubes can be read, and are those of the plays |
//! | `answers` | whether they answer random questions as SQL does |

mod answers;
mod cubes;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use self::answers::{Wrong, check};
use self::cubes::{unlike_the_plays, unreadable};
use super::output::print_lines;
use crate::domain::format::{counted, thousands};
use crate::query::{LoadError, Log};
use crate::store::open_read;
use crate::store::sqlite_error::DAMAGED;

/// The exit code where something is wrong with the log.
const WRONG: u8 = 1;

/// What `bingetop verify` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
    /// How many ranges of days, drawn by lot, are answered from cubes and by SQL: each for all titles
    /// and shows, or, in a log of more than 300,000 rows, one in a hundred so and the others for one
    /// title or show
    #[arg(long, value_name = "N", default_value_t = 100)]
    windows: u32,
    /// Which of many such lots: the same number draws the same ranges
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Checks the file, the cubes' checksums, and answers against SQL; prints the first thing wrong.
///
/// # Errors
///
/// Fails where the log cannot be opened or read at all.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = &arguments.db;
    let shown = path.display().to_string();
    let conn = open_read(path)?;
    let wrong = |what: String| {
        print_lines(&format!("{shown}: {what}"))?;
        Ok(ExitCode::from(WRONG))
    };
    let verdict: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .with_context(|| shown.clone())?;
    if verdict != "ok" {
        return wrong(DAMAGED.to_owned());
    }
    let log = match Log::load(&conn) {
        Ok(log) => log,
        Err(LoadError::Cubes(error)) => {
            return wrong(format!("{error}; run `bingetop rebuild {shown}`"));
        }
        Err(error) => return Err(error).with_context(|| shown),
    };
    let unreadable = unreadable(&conn).with_context(|| shown.clone())?;
    let unlike = || unlike_the_plays(path).with_context(|| shown.clone());
    if let Some(what) = unreadable.map_or_else(unlike, |what| Ok(Some(what)))? {
        return wrong(format!("{what}; run `bingetop rebuild {shown}`"));
    }
    match check(&conn, &log, arguments.windows, arguments.seed) {
        Ok(whole) => {
            print_lines(&format!(
                "{shown}: the file is whole, its cubes are those of its plays, and {} of days answer as SQL does: \
                 {} for all titles and shows, {} for one",
                counted(arguments.windows.into(), "range", "ranges"),
                thousands(whole.into()),
                thousands((arguments.windows - whole).into()),
            ))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(Wrong::Differs(what)) => wrong(format!("{what}; run `bingetop rebuild {shown}`")),
        Err(Wrong::Failed(error)) => Err(error).context(shown),
    }
}
