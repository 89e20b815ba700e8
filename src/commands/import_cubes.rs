//! `bingetop import-cubes`: what an engine has counted, as a reduced log.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::Context as _;

use super::interrupt::{INTERRUPTED, on_interrupt};
use super::new_file::check_new;
use super::output::{print_lines, say};
use crate::domain::format::{counted, thousands};
use crate::engine::cells::{CellsError, Imported, Options, import};
use crate::query::{Facts, Log};
use crate::store::memory::Memory;
use crate::store::open_read;
use crate::store::reduced::PSEUDONYMOUS;

/// What `bingetop import-cubes` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder that the script of `bingetop emit-sql` has written
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Put the log in the place of the one that is there, a reduced one whose cells these go on from, as `--append` of the script
    /// has made them
    #[arg(long)]
    append: bool,
    #[command(flatten)]
    log: LogToMake,
}

/// The log that cells become.
#[derive(Debug, clap::Args)]
pub struct LogToMake {
    /// The log to make; there must be no such file yet, but where days are appended
    #[arg(long, value_name = "DB")]
    pub(super) into: PathBuf,
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
    if !arguments.append {
        check_new(&arguments.log.into)?;
    }
    let cancelled = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&cancelled);
    on_interrupt(move || stopped.store(true, Ordering::Relaxed))?;
    let made = arguments
        .log
        .make(&arguments.folder, arguments.append, cancelled);
    match made {
        Ok(lines) => {
            print_lines(&lines)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) if is_cancelled(&error) => {
            say(&error.to_string());
            Ok(ExitCode::from(INTERRUPTED))
        }
        Err(error) => Err(error),
    }
}

/// Returns whether there is no log because the user wanted none any more.
pub(super) fn is_cancelled(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(CellsError::Cancelled))
}

impl LogToMake {
    /// Makes the log of the cells in a folder, and returns what is in it, in words; with `goes_on` in the place of the log that is there.
    ///
    /// # Errors
    ///
    /// Fails without a log, as it does once `cancelled` is true.
    pub(super) fn make(
        &self,
        folder: &Path,
        goes_on: bool,
        cancelled: Arc<AtomicBool>,
    ) -> anyhow::Result<String> {
        let began = Instant::now();
        let options = Options {
            memory: self.memory,
            most_cells: self.most_cells,
            goes_on,
            cancelled,
        };
        let imported = import(folder, &self.into, options)?;
        let facts = Log::read_facts(&open_read(&self.into)?);
        let facts = facts.with_context(|| self.into.display().to_string())?;
        Ok(self.words(imported, &facts, began))
    }

    /// Returns what is said of a log that was made.
    fn words(&self, imported: Imported, facts: &Facts, began: Instant) -> String {
        let shown = self.into.display();
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
        lines
    }
}
