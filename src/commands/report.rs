//! `bingetop report`: the answers for a range of days, on standard output.
//!
//! | module | holds |
//! |---|---|
//! | `arguments` | what is asked |
//! | `answered` | the answers, all of one state of the log |

mod answered;
mod arguments;

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use self::answered::Answered;
pub use self::arguments::Arguments;
use self::arguments::Written;
use super::arguments::LogArgument;
use super::asked::{self, Asked};
use super::output::{print, say};
use crate::derive::Repaired;
use crate::export::Panel;
use crate::runtime::reported::Style;
use crate::runtime::source::Opened;

/// What the built-in sample is called.
const SAMPLE_NAME: &str = "The built-in sample";

/// Prints a report.
///
/// # Errors
///
/// Fails where the log cannot be read, or a range or name means nothing in it.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (config, _) = arguments.config.load()?;
    let asked = (&arguments.asked, &arguments.written);
    print_report(&arguments.log, asked, config.minimum_cohort)
}

/// Prints the report that the dashboard becomes where it has no terminal to draw on, or the one panel
/// of it that is wanted.
///
/// # Errors
///
/// Fails where the log cannot be read, or a range or name means nothing in it.
pub(super) fn run_plainly(
    log: &LogArgument,
    asked: &Asked,
    panel: Option<Panel>,
    minimum_cohort: u32,
) -> anyhow::Result<ExitCode> {
    print_report(log, (asked, &Written::plainly(panel)), minimum_cohort)
}

/// Prints a report in which cohorts of fewer viewers than a minimum are hidden, whatever the log says.
fn print_report(
    log: &LogArgument,
    (asked, written): (&Asked, &Written),
    minimum_cohort: u32,
) -> anyhow::Result<ExitCode> {
    let (opened, source) = open(log)?;
    let mut opened = opened.with_minimum_cohort(minimum_cohort);
    let now = chrono::Utc::now().timestamp();
    print(|out| write((asked, written), &mut opened, &source, now, out))?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the log, or else the built-in sample, and returns what it is called.
fn open(log: &LogArgument) -> anyhow::Result<(Opened, String)> {
    let name = if log.db.is_some() {
        log.file_name().unwrap_or_default()
    } else {
        say(
            "no log named, so this is the built-in sample, all made up; for your own: \
             bingetop ingest FILE --into LOG.db, then bingetop report LOG.db",
        );
        SAMPLE_NAME.to_owned()
    };
    Ok((Opened::open(log.source())?, name))
}

/// Writes what is asked of a log, at the moment `now` (Unix seconds).
fn write(
    (asked, written): (&Asked, &Written),
    opened: &mut Opened,
    source: &str,
    now: i64,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    if written.panel == Some(Panel::Back) && asked.title.is_none() {
        bail!("--panel back is about one title or show: add --title NAME");
    }
    let tell = |repaired: &Repaired| say(&format!("{source}: {}", repaired.in_words()));
    let read = opened.load(asked.levels().unwrap_or_default());
    let (log, repaired) = read.with_context(|| source.to_owned())?;
    repaired.iter().for_each(tell);
    asked::refuse_empty(&log, source)?;
    let Answered { facts, answers } =
        Answered::of((asked, written), (opened, log), now, source, &tell)?;
    let style = Style {
        format: written.format,
        panels: written
            .panel
            .as_ref()
            .map_or(&Panel::ALL, std::slice::from_ref),
        source,
        filter: &asked.filter,
    };
    answers.write(&facts, style, now, out)?;
    Ok(())
}
