//! `bingetop import-cubes`: what an engine has counted, as a reduced log.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;

use super::new_file::check_new;
use super::output::print_lines;
use crate::domain::format::{counted, thousands};
use crate::engine::cells::{Options, import};
use crate::query::Log;
use crate::store::memory::Memory;
use crate::store::open_read;
use crate::store::reduced::PSEUDONYMOUS;

/// What `bingetop import-cubes` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder that the script of `bingetop emit-sql` has written
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The log to make; there must be no such file yet
    #[arg(long, value_name = "DB")]
    into: PathBuf,
    /// Memory for sorting, 16M or more; what finds no room waits in a file without a name beside the log
    #[arg(long, default_value = "256M", value_parser = super::ingest::parse_memory, value_name = "SIZE")]
    memory: Memory,
    /// How many cells of lists there may be: a dashboard holds them in memory, some 6 bytes each
    #[arg(long, default_value_t = 400_000_000, value_name = "N")]
    most_cells: u64,
}

/// Makes the log, and says what is in it.
///
/// # Errors
///
/// Fails without a log.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = &arguments.into;
    check_new(path)?;
    let began = Instant::now();
    let imported = import(
        &arguments.folder,
        path,
        Options {
            memory: arguments.memory,
            most_cells: arguments.most_cells,
        },
    )?;
    let shown = path.display();
    let log = Log::load(&open_read(path)?).with_context(|| shown.to_string())?;
    let facts = log.facts();
    let mut lines = format!(
        "{shown}: {} of {} by {}, {} cells in {:.1} s{}\n{PSEUDONYMOUS}\nopen it with `bingetop {shown}`",
        counted(facts.plays, "play", "plays"),
        counted(u64::from(imported.titles), "title", "titles"),
        counted(facts.viewers, "viewer", "viewers"),
        thousands(imported.cells),
        began.elapsed().as_secs_f64(),
        facts
            .days
            .map_or_else(String::new, |days| format!(", {days}")),
    );
    if imported.left_out > 0 {
        let _ = write!(
            lines,
            "\n{} of the source left out: without a viewer, a title or a start, of no known kind, or of other days",
            counted(imported.left_out, "row", "rows")
        );
    }
    if imported.alike > 0 {
        let _ = write!(
            lines,
            "\n{} counted apart that differ only in how they are written: spell them alike in the source",
            counted(
                imported.alike.into(),
                "title or show is",
                "titles or shows are"
            )
        );
    }
    print_lines(&lines)?;
    Ok(ExitCode::SUCCESS)
}
