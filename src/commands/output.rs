//! What commands say: text on standard output, and words about it on standard error.
//!
//! No command prints in another way, so that none breaks down where nobody reads it.

use std::io::{self, BufWriter, ErrorKind, Write};

use anyhow::Context as _;

use crate::domain::name;

/// Has `write` write to standard output.
///
/// A reader that goes away (`| head`) ends the writing and is no failure.
///
/// # Errors
///
/// Fails where `write` does, or standard output takes no more.
pub(super) fn print(
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut out = BufWriter::new(Checked {
        out: io::stdout().lock(),
        failed: None,
    });
    let written = write(&mut out).and_then(|()| Ok(out.flush()?));
    match out.into_parts().0.failed {
        Some(error) => printed(Err(error)),
        None => written,
    }
}

/// Prints whole lines, fit for a terminal.
///
/// # Errors
///
/// Fails where standard output takes no more.
pub(super) fn print_lines(text: &str) -> anyhow::Result<()> {
    print(|out| {
        for line in text.lines() {
            writeln!(out, "{}", name::shown(line))?;
        }
        Ok(())
    })
}

/// Returns what it means that standard output took something, or did not.
///
/// # Errors
///
/// Fails where it did not, unless its reader went away.
pub(super) fn printed(outcome: io::Result<()>) -> anyhow::Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome.context("standard output"),
    }
}

/// Says something on standard error, fit for a terminal; where that is closed, nobody wants to know.
pub(super) fn say(words: &str) {
    let mut said = String::new();
    for line in format!("bingetop: {words}").lines() {
        said.push_str(&name::shown(line));
        said.push('\n');
    }
    let _ = io::stderr().write_all(said.as_bytes());
}

/// Standard output, and why it took no more: what is written by way of other errors is told from
/// them so.
struct Checked<W> {
    out: W,
    failed: Option<io::Error>,
}

impl<W> Checked<W> {
    fn noted<T>(&mut self, outcome: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &outcome
            && error.kind() != ErrorKind::Interrupted
        {
            let number = error.raw_os_error();
            self.failed =
                Some(number.map_or_else(|| error.kind().into(), io::Error::from_raw_os_error));
        }
        outcome
    }
}

impl<W: Write> Write for Checked<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let outcome = self.out.write(bytes);
        self.noted(outcome)
    }

    fn flush(&mut self) -> io::Result<()> {
        let outcome = self.out.flush();
        self.noted(outcome)
    }
}
