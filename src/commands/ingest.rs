//! `bingetop ingest`: exports and live logs into a log.

mod follow;
mod summary;

use std::fs::File;
use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context as _, bail};
use chrono_tz::Tz;
use indicatif::{ProgressBar, ProgressStyle};

use crate::domain::DayRule;
use crate::domain::format::thousands;
use crate::formats::format::Format;
use crate::formats::input::{Source, total_bytes};
use crate::formats::mapping::Mapping;
use crate::formats::registry::{self, FORMATS};
use crate::ingest::pipeline::{self, IngestError, Options, Progress};
use crate::store::key::ViewerKey;
use crate::store::memory::{Memory, MemoryError};
use summary::print_summary;

/// The exit code of an import the user stopped.
const INTERRUPTED: u8 = 130;

/// What `bingetop ingest` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files to read, ZIPs as sent by the service included; `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The log to write, made where there is none
    #[arg(long, value_name = "DB")]
    into: PathBuf,
    /// The format of the inputs; found by content where left out
    #[arg(long, value_parser = parse_format, value_name = "NAME")]
    format: Option<FormatName>,
    /// The log's time zone, and that of times that state none, for example Europe/Rome
    #[arg(long, value_parser = parse_zone, value_name = "ZONE")]
    time_zone: Option<Tz>,
    /// When days start: 04:00 puts an episode at one in the morning on the evening before
    #[arg(long, value_parser = parse_starts, value_name = "HH:MM")]
    day_starts: Option<u16>,
    /// Seconds a viewing must last to be a play [default: 120 for video, 30 for music]
    #[arg(long, value_name = "N")]
    minimum_seconds: Option<u32>,
    /// Keeps apart viewers of the same name in exports of different accounts
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "NAME"
    )]
    account: String,
    /// Keep viewers' names, for one's own household; they are hashed otherwise
    #[arg(long)]
    keep_names: bool,
    /// Which column holds what: viewer, title, show, kind, start, end, seconds, id, position, length
    #[arg(long, value_name = "viewer=COL,title=COL,...")]
    map: Option<Mapping>,
    /// Memory for rows, 16M or more, for example 2G; what finds no room waits in a file without a
    /// name beside the log
    #[arg(long, default_value = "512M", value_parser = parse_memory, value_name = "SIZE")]
    memory: Memory,
    /// Go on reading a pipe, or a file that grows, and add what comes every second
    #[arg(long)]
    follow: bool,
    /// Say what would be done, and change nothing
    #[arg(long, conflicts_with = "follow")]
    dry_run: bool,
    /// Keep every refused row in this file: file, line, reason, row, separated by tabs
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
}

#[derive(Clone)]
struct FormatName(&'static dyn Format);

impl std::fmt::Debug for FormatName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name())
    }
}

fn parse_format(name: &str) -> Result<FormatName, String> {
    registry::named(name).map(FormatName).ok_or_else(|| {
        let known: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
        format!("formats known: {}", known.join(", "))
    })
}

fn parse_zone(name: &str) -> Result<Tz, String> {
    name.parse()
        .map_err(|_| "no such time zone; write it like Europe/Rome or UTC".to_owned())
}

fn parse_starts(text: &str) -> Result<u16, String> {
    DayRule::parse_starts(text).ok_or_else(|| "write it as HH:MM, for example 04:00".to_owned())
}

fn parse_memory(text: &str) -> Result<Memory, MemoryError> {
    text.parse()
}

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
    stop_on_interrupt(&progress)?;
    let options = options(arguments)?;
    let mut refused = refused_file(arguments)?;
    let bar = ProgressView::start(&progress, total_bytes(&sources));
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

fn options(arguments: &Arguments) -> anyhow::Result<Options> {
    Ok(Options {
        format: arguments.format.as_ref().map(|format| format.0),
        time_zone: arguments.time_zone,
        machine_zone: machine_zone(),
        day_starts: arguments.day_starts,
        minimum_seconds: arguments.minimum_seconds,
        account: arguments.account.clone(),
        keep_names: arguments.keep_names,
        mapping: arguments.map.clone().unwrap_or_default(),
        memory: arguments.memory,
        dry_run: arguments.dry_run,
        now: chrono::Utc::now().timestamp(),
        key: key(arguments)?,
        is_synthetic: false,
    })
}

/// Returns the key that hides viewers; to change nothing, none is made where there is none.
fn key(arguments: &Arguments) -> anyhow::Result<ViewerKey> {
    let directory = ViewerKey::directory()?;
    let into = place(&arguments.into);
    if into.parent() == Some(&place(&directory)) {
        let into = arguments.into.display();
        bail!("{into}: beside the key that hides its viewers; put the log in another folder");
    }
    Ok(if arguments.dry_run {
        ViewerKey::load_or_invent_in(&directory)?
    } else {
        ViewerKey::load_or_create_in(&directory)?
    })
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

/// Returns whether a path leads to what is read or written.
fn is_taken(path: &Path, arguments: &Arguments) -> bool {
    let mut others = arguments.inputs.iter().chain([&arguments.into]);
    others.any(|other| place(other) == place(path))
}

/// Returns where a path leads, whether or not there is a file.
fn place(path: &Path) -> PathBuf {
    if let Ok(place) = path.canonicalize() {
        return place;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (absolute.parent(), absolute.file_name()) {
        (Some(folder), Some(name)) => place(folder).join(name),
        _ => absolute,
    }
}

/// Returns the machine's time zone; UTC where it names none.
fn machine_zone() -> Tz {
    let name = iana_time_zone::get_timezone().unwrap_or_default();
    match name.parse() {
        // Machines say it at length; people who ingest again say UTC.
        Ok(Tz::Etc__UTC) | Err(_) => Tz::UTC,
        Ok(zone) => zone,
    }
}

/// Lets Ctrl-C and SIGTERM stop the import between two rows.
fn stop_on_interrupt(progress: &Arc<Progress>) -> anyhow::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([
        signal_hook::consts::SIGINT,
        signal_hook::consts::SIGTERM,
    ])?;
    let progress = Arc::clone(progress);
    std::thread::spawn(move || {
        for _ in signals.forever() {
            progress.cancelled.store(true, Ordering::Relaxed);
        }
    });
    Ok(())
}

/// A progress bar on a terminal, and nothing elsewhere; gone when dropped.
struct ProgressView {
    bar: ProgressBar,
    stop: crossbeam_channel::Sender<()>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl ProgressView {
    fn start(progress: &Arc<Progress>, total: Option<u64>) -> Self {
        let bar = if std::io::stderr().is_terminal() {
            bar_of(total)
        } else {
            ProgressBar::hidden()
        };
        let (stop, stopped) = crossbeam_channel::bounded::<()>(0);
        let (shown, progress) = (bar.clone(), Arc::clone(progress));
        let thread = std::thread::spawn(move || {
            while stopped.recv_timeout(Duration::from_millis(100))
                == Err(crossbeam_channel::RecvTimeoutError::Timeout)
            {
                show(&shown, &progress);
            }
        });
        Self {
            bar,
            stop,
            thread: Some(thread),
        }
    }
}

impl Drop for ProgressView {
    fn drop(&mut self) {
        // Closing the channel ends the thread; the message itself is of no interest.
        let (closed, _) = crossbeam_channel::bounded(0);
        self.stop = closed;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
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

fn show(bar: &ProgressBar, progress: &Progress) {
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
