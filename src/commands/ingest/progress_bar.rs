//! How far an import has got, as a bar.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::commands::live_line::LiveLine;
use crate::domain::format::thousands;
use crate::ingest::progress::Progress;

/// How often the bar is drawn again.
const INTERVAL: Duration = Duration::from_millis(100);

/// Shows the progress on a terminal, and nothing elsewhere; `total` is in bytes, where it is known.
pub(super) fn show_progress(progress: &Arc<Progress>, total: Option<u64>) -> LiveLine {
    let bar = if std::io::stderr().is_terminal() {
        bar_of(total)
    } else {
        ProgressBar::hidden()
    };
    let progress = Arc::clone(progress);
    LiveLine::start(bar, INTERVAL, move |bar| update(bar, &progress))
}

fn bar_of(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(bytes) => (
            ProgressBar::new(bytes),
            "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta} left · {msg}",
        ),
        None => (
            ProgressBar::new_spinner(),
            "{spinner} {bytes} {bytes_per_sec} · {msg}",
        ),
    };
    let style = ProgressStyle::with_template(template).expect("the template is a constant");
    bar.set_style(style.progress_chars("━╸ "));
    bar
}

fn update(bar: &ProgressBar, progress: &Progress) {
    bar.set_position(progress.bytes_read.load(Ordering::Relaxed));
    let (read, written) = (
        progress.rows_read.load(Ordering::Relaxed),
        progress.rows_written.load(Ordering::Relaxed),
    );
    bar.set_message(if written > 0 {
        format!("{} rows written", thousands(written))
    } else {
        format!("{} rows read", thousands(read))
    });
}
