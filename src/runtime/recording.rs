//! A recording of what the terminal shows, in asciicast v3: <https://docs.asciinema.org/manual/asciicast/v3/>.
//!
//! A line of JSON says how large the terminal is; each line after it is an event: the seconds since the one before,
//! what it is, and its data.

use std::fs::File;
use std::io::{self, BufWriter, Stdout, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde::Serialize;

/// What the first line of a recording says.
#[derive(Serialize)]
struct Header<'a> {
    version: u8,
    term: Size,
    /// When it began, in Unix seconds.
    timestamp: i64,
    title: &'a str,
}

#[derive(Serialize)]
struct Size {
    cols: u16,
    rows: u16,
}

/// A recording under way. Where it cannot be written any more, it ends, and says why when it is asked.
#[derive(Debug)]
pub struct Recording {
    file: BufWriter<File>,
    size: (u16, u16),
    last: Instant,
    /// What was written since the last event.
    pending: Vec<u8>,
    failure: Option<io::Error>,
}

impl Recording {
    /// Begins a recording in a file that is empty, of a terminal of so many columns and rows, at the moment `now` (Unix
    /// seconds).
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be written.
    pub fn begin(file: File, size: (u16, u16), title: &str, now: i64) -> io::Result<Self> {
        let (cols, rows) = size;
        let mut file = BufWriter::new(file);
        let header = Header {
            version: 3,
            term: Size { cols, rows },
            timestamp: now,
            title,
        };
        serde_json::to_writer(&mut file, &header)?;
        file.write_all(b"\n")?;
        file.flush()?;
        Ok(Self {
            file,
            size,
            last: Instant::now(),
            pending: Vec::new(),
            failure: None,
        })
    }

    /// Takes in that the terminal has this many columns and rows.
    pub fn resized(&mut self, size: (u16, u16)) {
        if self.size != size {
            self.size = size;
            self.event("r", &format!("{}x{}", size.0, size.1));
        }
    }

    /// Ends it with the program's exit code, and returns why it could not be written, if so.
    ///
    /// # Errors
    ///
    /// Fails where part of it could not be written.
    pub fn end(&mut self, code: u8) -> io::Result<()> {
        self.flush_pending();
        self.event("x", &code.to_string());
        self.failure.take().map_or(Ok(()), Err)
    }

    fn flush_pending(&mut self) {
        // A flush comes between two characters.
        let output = String::from_utf8_lossy(&std::mem::take(&mut self.pending)).into_owned();
        if !output.is_empty() {
            self.event("o", &output);
        }
    }

    fn event(&mut self, what: &str, data: &str) {
        if self.failure.is_some() {
            return;
        }
        let now = Instant::now();
        let millis = now.duration_since(self.last).as_millis();
        self.last = now;
        let (seconds, millis) = (millis / 1_000, millis % 1_000);
        let written = serde_json::to_string(&(what, data))
            .map_err(io::Error::from)
            .and_then(|event| writeln!(self.file, "[{seconds}.{millis:03}, {}", &event[1..]))
            .and_then(|()| self.file.flush());
        self.failure = written.err();
    }
}

/// The terminal's output, and the recording that takes it down, if there is one.
#[derive(Debug, Clone, Default)]
pub struct Recorder(Option<Arc<Mutex<Recording>>>);

impl Recorder {
    /// Returns what takes down into a recording.
    #[must_use]
    pub fn of(recording: Recording) -> Self {
        Self(Some(Arc::new(Mutex::new(recording))))
    }

    /// Does something with the recording, if there is one.
    pub fn with<T>(&self, deed: impl FnOnce(&mut Recording) -> T) -> Option<T> {
        let recording = self.0.as_ref()?;
        let mut recording = recording.lock().unwrap_or_else(PoisonError::into_inner);
        Some(deed(&mut recording))
    }
}

/// The terminal's output, taken down on the way.
#[derive(Debug)]
pub struct Recorded {
    stdout: Stdout,
    recorder: Recorder,
}

impl Recorded {
    /// Returns the terminal's output.
    #[must_use]
    pub fn new(recorder: Recorder) -> Self {
        Self {
            stdout: io::stdout(),
            recorder,
        }
    }
}

impl Write for Recorded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.stdout.write(bytes)?;
        let taken = &bytes[..written];
        self.recorder.with(|it| it.pending.extend_from_slice(taken));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.recorder.with(Recording::flush_pending);
        self.stdout.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_a_line_of_its_size_and_a_line_an_event() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a.cast");
        let file = File::create(&path).unwrap();
        let mut recording = Recording::begin(file, (80, 24), "a \"log\"", 5).unwrap();
        recording.pending.extend("▁\x1b[1m".as_bytes());
        recording.flush_pending();
        recording.flush_pending();
        recording.resized((80, 24));
        recording.resized((40, 12));
        recording.end(0).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let header = serde_json::json!({
            "version": 3, "term": {"cols": 80, "rows": 24}, "timestamp": 5, "title": "a \"log\"",
        });
        assert_eq!(lines[0], header);
        let events: Vec<_> = lines[1..]
            .iter()
            .map(|it| (it[1].as_str().unwrap(), it[2].as_str().unwrap()))
            .collect();
        let expected = [("o", "▁\u{1b}[1m"), ("r", "40x12"), ("x", "0")];
        assert_eq!(events, expected);
        assert!(lines[1..].iter().all(|event| event[0].is_f64()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_cannot_be_written_ends_it_and_is_told_once() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        assert!(Recording::begin(full, (1, 1), "", 0).is_err());
        let folder = tempfile::TempDir::new().unwrap();
        let file = File::create(folder.path().join("a.cast")).unwrap();
        let mut recording = Recording::begin(file, (1, 1), "", 0).unwrap();
        let full = File::options().write(true).open("/dev/full").unwrap();
        recording.file = BufWriter::new(full);
        recording.resized((2, 2));
        recording.resized((3, 3));
        assert!(recording.end(0).is_err());
    }
}
