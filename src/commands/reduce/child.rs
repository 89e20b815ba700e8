//! A command that runs: its lines, its end, and how it is stopped.

use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, never, select};

/// How often it is looked whether a command has ended whose output goes on: a process that it has left behind may hold that open.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// How long a command may take to end once it is asked to.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many lines wait to be heard.
const WAITING: usize = 256;

/// A line that the command has written.
pub(super) enum Line {
    /// On its standard output.
    Out(String),
    /// On its standard error.
    Error(String),
}

impl Line {
    pub(super) fn text(&self) -> &str {
        let (Self::Out(text) | Self::Error(text)) = self;
        text
    }
}

/// How it ended.
pub(super) enum End {
    /// By itself.
    Itself(ExitStatus),
    /// It was stopped.
    Stopped,
}

/// Runs a command to its end, or until something comes from `stop`; it reads nothing, and `heard` is given each of its lines.
///
/// # Errors
///
/// Fails where it cannot be started or waited for.
pub(super) fn run(
    mut command: Command,
    stop: &Receiver<()>,
    mut heard: impl FnMut(Line),
) -> io::Result<End> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let (sender, lines) = bounded(WAITING);
    if let Some(out) = child.stdout.take() {
        read(out, Line::Out, sender.clone());
    }
    if let Some(error) = child.stderr.take() {
        read(error, Line::Error, sender);
    }
    let (mut lines, mut ended) = (lines, None);
    loop {
        select! {
            recv(lines) -> line => match line {
                Ok(line) => heard(line),
                // Both are closed: there is its end to wait for.
                Err(_) => lines = never(),
            },
            recv(stop) -> _ => {
                end(&mut child, stop)?;
                return Ok(End::Stopped);
            }
            default(LOOK_EVERY) => {
                if let Some(status) = ended {
                    return Ok(End::Itself(status));
                }
                // What it has written before is heard first.
                ended = child.try_wait()?;
            }
        }
    }
}

/// Sends each line to `lines`, until there are no more.
fn read(from: impl Read + Send + 'static, line: fn(String) -> Line, lines: Sender<Line>) {
    thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut bytes = Vec::new();
        while let Ok(1..) = from.read_until(b'\n', &mut bytes) {
            let text = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            if lines.send(line(text)).is_err() {
                break;
            }
            bytes.clear();
        }
    });
}

/// Ends the command: it is asked to, so that it can clear away what it has on disk, and killed where it takes its time or something
/// comes from `hurry`.
fn end(child: &mut Child, hurry: &Receiver<()>) -> io::Result<()> {
    ask(child);
    let asked = Instant::now();
    while asked.elapsed() < PATIENCE {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        if hurry.recv_timeout(LOOK_EVERY / 4).is_ok() {
            break;
        }
    }
    child.kill()?;
    child.wait().map(|_| ())
}

#[cfg(unix)]
fn ask(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process};

    // It has not been waited for: the number is still its own.
    let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if let Some(id) = id {
        let _ = kill_process(id, Signal::TERM);
    }
}

#[cfg(not(unix))]
fn ask(child: &mut Child) {
    let _ = child.kill();
}
