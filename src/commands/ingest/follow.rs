//! `bingetop ingest --follow`: a live log into a log, until it ends or the user says so.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::bail;
use crossbeam_channel::unbounded;
use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::Arguments;
use super::options::options;
use super::refused::refused_file;
use super::summary::print_summary;
use crate::commands::interrupt::on_interrupt;
use crate::commands::live_line::LiveLine;
use crate::commands::output::print;
use crate::domain::format::thousands;
use crate::formats::input::Source;
use crate::ingest::follow::{Control, Status, follow, refused_beside};

/// How often the status line is drawn again.
const INTERVAL: Duration = Duration::from_millis(200);

/// Over how long the rows per second are counted.
const RATE_OVER: Duration = Duration::from_secs(2);

/// Follows the input into the log and prints what became of its rows.
///
/// # Errors
///
/// Fails with every batch in the log that could be written.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let [input] = arguments.inputs.as_slice() else {
        let count = arguments.inputs.len();
        bail!("--follow takes one input, not {count}; run it once for each, into the same log");
    };
    let kept = match &arguments.refused {
        Some(path) => path.clone(),
        None => refused_beside(&arguments.into),
    };
    let refused = refused_file(&kept, arguments)?;
    let (interrupted, stop) = unbounded();
    on_interrupt(move || {
        let _ = interrupted.send(());
    })?;
    let status = Arc::new(Status::default());
    let view = std::io::stderr()
        .is_terminal()
        .then(|| show_status(&status));
    let options = options(arguments)?;
    let source = Source::from(input.clone());
    let outcome = follow(
        &arguments.into,
        &source,
        &options,
        refused,
        Control {
            stop: &stop,
            status: &status,
        },
    );
    drop(view);
    let summary = outcome?;
    print(|out| Ok(print_summary(&summary, arguments, Some(&kept), out)?))?;
    Ok(ExitCode::SUCCESS)
}

/// Shows a line about the session, on a terminal.
fn show_status(status: &Arc<Status>) -> LiveLine {
    let style = ProgressStyle::with_template("{spinner} {msg}");
    let bar = ProgressBar::new_spinner();
    bar.set_style(style.expect("the template is a constant"));
    let status = Arc::clone(status);
    let started = Instant::now();
    let mut rate = Rate::default();
    LiveLine::start(bar, INTERVAL, move |bar| {
        let now = started.elapsed();
        rate.note(now, status.rows_read.load(Ordering::Relaxed));
        bar.set_message(line(&status, now, rate.per_second));
        bar.tick();
    })
}

/// How many rows come in a second.
#[derive(Debug, Default)]
struct Rate {
    since: Duration,
    rows: u64,
    per_second: u64,
}

impl Rate {
    /// Takes the number of rows so far; the rate changes only once in a while.
    fn note(&mut self, now: Duration, rows: u64) {
        let passed = now.saturating_sub(self.since);
        if passed >= RATE_OVER {
            let millis = u64::try_from(passed.as_millis()).unwrap_or(u64::MAX);
            self.per_second = (rows - self.rows) * 1_000 / millis;
            (self.since, self.rows) = (now, rows);
        }
    }
}

/// Returns the line about a session that began `now` ago.
fn line(status: &Status, now: Duration, per_second: u64) -> String {
    let rows = |count: &AtomicU64| thousands(count.load(Ordering::Relaxed));
    let commit = if status.is_locked.load(Ordering::Relaxed) {
        "the log is locked, trying again".to_owned()
    } else if status.commits.load(Ordering::Relaxed) == 0 {
        "no commit yet".to_owned()
    } else {
        let last = Duration::from_millis(status.last_commit_ms.load(Ordering::Relaxed));
        let ago = now.saturating_sub(last).as_secs();
        format!("last commit {} s ago", thousands(ago))
    };
    format!(
        "{} read · {} added · {} refused · {} rows/s · {commit}",
        rows(&status.rows_read),
        rows(&status.rows_added),
        rows(&status.rows_refused),
        thousands(per_second),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_line_tells_rows_and_the_last_commit() {
        let status = Status::default();
        let at = Duration::from_secs;
        assert_eq!(
            line(&status, at(1), 0),
            "0 read · 0 added · 0 refused · 0 rows/s · no commit yet"
        );
        status.rows_read.store(1_500, Ordering::Relaxed);
        status.rows_added.store(1_400, Ordering::Relaxed);
        status.rows_refused.store(3, Ordering::Relaxed);
        status.commits.store(1, Ordering::Relaxed);
        status.last_commit_ms.store(4_000, Ordering::Relaxed);
        assert_eq!(
            line(&status, at(9), 20),
            "1,500 read · 1,400 added · 3 refused · 20 rows/s · last commit 5 s ago"
        );
        status.is_locked.store(true, Ordering::Relaxed);
        assert!(line(&status, at(9), 20).ends_with("the log is locked, trying again"));
    }

    #[test]
    fn the_rate_is_that_of_the_last_seconds() {
        let mut rate = Rate::default();
        rate.note(Duration::from_secs(1), 500);
        assert_eq!(rate.per_second, 0, "too early to tell");
        rate.note(Duration::from_secs(2), 1_000);
        assert_eq!(rate.per_second, 500);
        rate.note(Duration::from_secs(4), 1_000);
        assert_eq!(rate.per_second, 0);
    }
}
