//! `bingetop ingest`: exports and live logs into a log.
//!
//! | module | holds |
//! |---|---|
//! | `arguments` | what is asked |
//! | `options` | how to import, as the arguments, the machine and the viewer key say |
//! | `paths` | which paths lead to the same file |
//! | `interrupt` | Ctrl-C and SIGTERM |
//! | `live_line`, `progress_bar` | what is shown while it runs |
//! | `follow` | `--follow`: a live log |
//! | `summary` | what is said when it is done |

mod arguments;
mod follow;
mod interrupt;
mod live_line;
mod options;
mod paths;
mod progress_bar;
mod summary;

use std::fs::File;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::{Context as _, bail};

pub use self::arguments::Arguments;
use self::interrupt::on_interrupt;
use self::options::options;
use self::paths::is_taken;
use self::progress_bar::show_progress;
use self::summary::print_summary;
use crate::formats::input::{Source, total_bytes};
use crate::ingest::error::IngestError;
use crate::ingest::pipeline;
use crate::ingest::progress::Progress;

/// The exit code of an import the user stopped.
const INTERRUPTED: u8 = 130;

/// Reads the inputs into the log and prints what became of their rows.
///
/// # Errors
///
/// Fails with the log as it was.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.follow {
        return follow::run(arguments);
    }
    let sources: Vec<Source> = arguments.inputs.iter().cloned().map(Source::from).collect();
    let progress = Arc::new(Progress::default());
    let stopped = Arc::clone(&progress);
    on_interrupt(move || stopped.cancelled.store(true, Ordering::Relaxed))?;
    let options = options(arguments)?;
    let mut refused = refused_file(arguments)?;
    let bar = show_progress(&progress, total_bytes(&sources));
    let outcome = pipeline::ingest(
        &arguments.into,
        &sources,
        &options,
        &progress,
        refused.as_mut().map(|file| file as &mut dyn Write),
    );
    drop(bar);
    match outcome {
        Ok(summary) => {
            let kept = arguments.refused.as_deref();
            print_summary(&summary, arguments, kept, &mut std::io::stdout().lock())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(IngestError::Cancelled) => {
            eprintln!("bingetop: {}", IngestError::Cancelled);
            Ok(ExitCode::from(INTERRUPTED))
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes the file for refused rows, unless that would empty what is read or written.
fn refused_file(arguments: &Arguments) -> anyhow::Result<Option<File>> {
    let Some(path) = &arguments.refused else {
        return Ok(None);
    };
    if is_taken(path, arguments) {
        let path = path.display();
        bail!("{path}: would be emptied to keep refused rows in; name another file");
    }
    let file = File::create(path).with_context(|| path.display().to_string())?;
    Ok(Some(file))
}
