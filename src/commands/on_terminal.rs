//! A dashboard on the terminal: how it looks, and how it is run.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::new_file::check_new;
use crate::app::{App, ThemeName};
use crate::query::Log;
use crate::runtime::answers::Heard;
use crate::runtime::environment::Environment;
use crate::runtime::event_loop::{End, Ports, run as run_loop};
use crate::runtime::recording::{Recorder, Recording};
use crate::runtime::source::Opened;
use crate::runtime::terminal::Session;
use crate::runtime::worker::Worker;
use crate::runtime::{background, hang_up, input, signals};

/// How a dashboard looks.
#[derive(Debug, clap::Args)]
pub(super) struct Looks {
    /// The colours [default: dark or light, as the terminal's background is]
    #[arg(long, value_enum, value_name = "NAME")]
    pub(super) theme: Option<ThemeName>,
    /// Present at once: one panel at a time under a big headline
    #[arg(long)]
    pub(super) present: bool,
    /// Draw marks and borders with ASCII characters only
    #[arg(long)]
    pub(super) ascii: bool,
    /// Record what is shown in a new file, for asciinema and its players (asciicast v3)
    #[arg(long, value_name = "FILE.cast")]
    pub(super) record: Option<PathBuf>,
}

/// What a dashboard is run with.
pub(super) struct OnTerminal<'a, C> {
    /// How it looks.
    pub(super) looks: &'a Looks,
    /// The theme of the configuration.
    pub(super) theme: Option<ThemeName>,
    /// What is opened, and the log that was read from it, if it was.
    pub(super) log: (Opened, Option<Log>),
    /// Returns the present, in Unix seconds.
    pub(super) clock: C,
}

/// Runs a dashboard until the user quits or a signal ends it.
///
/// # Errors
///
/// Fails where the terminal cannot be taken, the recording not be made, or the dashboard broke down.
pub(super) fn run<C>(app: &mut App, with: OnTerminal<'_, C>) -> anyhow::Result<End>
where
    C: Fn() -> i64 + Send + 'static,
{
    let looks = with.looks;
    let environment = Environment::of_program();
    let signals = signals::start()?;
    let cast = looks.record.as_deref();
    let recorder = cast.map_or_else(|| Ok(Recorder::default()), |file| recorder(file, app))?;
    let mut session = Session::take(environment.depth(), looks.ascii, recorder.clone())?;
    let (opened, read) = with.log;
    // The log is read while the terminal is asked.
    let worker = Worker::start(opened, read, with.clock);
    let mut heard = Heard::default();
    app.theme = looks.theme.unwrap_or_else(|| {
        environment.theme(with.theme, || {
            heard = background::ask();
            heard.background
        })
    });
    app.size = session.size()?;
    let ports = Ports {
        input: input::start(&heard),
        hang_up: hang_up::start(),
        signals,
        worker,
    };
    let outcome = run_loop(app, &mut session, &ports);
    drop(session);
    // Where it panicked, what it said is on the screen by the time it has ended.
    let _has_panicked = ports.worker.end();
    let end = outcome?;
    if let (Some(path), Some(outcome)) = (cast, recorder.with(|it| it.end(end.code()))) {
        outcome.with_context(|| format!("{}: the recording breaks off", path.display()))?;
    }
    Ok(end)
}

/// Begins a recording in a new file.
fn recorder(path: &Path, app: &App) -> anyhow::Result<Recorder> {
    check_new(path)?;
    let begun = File::create_new(path).and_then(|file| {
        let size = crossterm::terminal::size()?;
        let title = format!("bingetop · {}", app.setup.log_name);
        Recording::begin(file, size, &title, chrono::Utc::now().timestamp())
    });
    let recording = begun.with_context(|| path.display().to_string())?;
    Ok(Recorder::of(recording))
}
