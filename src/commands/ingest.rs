//! `bingetop ingest`: exports and live logs into a log.
//!
//! | module | holds |
//! |---|---|
//! | `arguments` | what is asked |
//! | `options` | how to import, as the arguments, the machine and the viewer key say |
//! | `refused` | the file for refused rows |
//! | `progress_bar` | what is shown while it runs |
//! | `follow` | `--follow`: a live log |
//! | `summary` | what is said when it is done |

mod arguments;
mod follow;
mod options;
mod progress_bar;
mod refused;
mod summary;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

pub use self::arguments::Arguments;
pub(super) use self::arguments::{parse_memory, parse_starts, parse_zone};
use self::options::options;
use self::progress_bar::show_progress;
use self::refused::refused_file;
use self::summary::print_summary;
use super::interrupt::{INTERRUPTED, on_interrupt};
use super::output::{print, say};
use crate::formats::input::{Source, total_bytes};
use crate::ingest::error::IngestError;
use crate::ingest::pipeline;
use crate::ingest::progress::Progress;

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
    let refused = arguments.refused.as_deref();
    let mut refused = refused
        .map(|path| refused_file(path, arguments))
        .transpose()?;
    if let Some(file) = &mut refused {
        // Not an hour later, with the first refused row.
        file.open()?;
    }
    let bar = show_progress(&progress, total_bytes(&sources));
    let outcome = pipeline::ingest(
        &arguments.into,
        &sources,
        &options,
        &progress,
        refused.as_mut(),
    );
    drop(bar);
    match outcome {
        Ok(summary) => {
            let kept = arguments.refused.as_deref();
            print(|out| Ok(print_summary(&summary, arguments, kept, out)?))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(IngestError::Cancelled) => {
            say(&IngestError::Cancelled.to_string());
            Ok(ExitCode::from(INTERRUPTED))
        }
        Err(error) => Err(error.into()),
    }
}
