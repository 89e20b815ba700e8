//! What a session has read: the rows that wait to be written, and what became of the others.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::error::FollowError;
use super::opening::{Opened, Opening};
use super::status::Status;
use crate::formats::format::Format as _;
use crate::formats::generic::{Ending, JsonLines, Line, LiveRows, Table};
use crate::formats::recognised::Recognised;
use crate::formats::record::{Entry, Record};
use crate::ingest::error::IngestError;
use crate::ingest::left_out::LeftOut;
use crate::ingest::refused_file::RefusedFile;
use crate::ingest::summary::{ReadPart, Summary};

/// What has been read, and what is known of the lines to come.
pub(super) struct LiveReader<'a> {
    /// What the live log is called.
    pub name: String,
    /// When the lines come that are taken next, in Unix seconds.
    pub now: i64,
    /// Whether a line has come of the current file.
    pub has_begun: bool,
    /// The rows that wait to be written.
    pub batch: Vec<Record<'static>>,
    pub summary: Summary,
    pub status: &'a Status,
    rows: Rows,
    refused: RefusedFile,
    /// Whose refused rows are not kept.
    left_out: LeftOut,
}

/// How lines become rows.
enum Rows {
    /// By a format that is not known yet: they wait.
    Unknown(Opening, Vec<Waiting>),
    Known(LiveRows),
}

/// A line that waits for the format to be known.
struct Waiting {
    number: u64,
    bytes: Vec<u8>,
    ending: Ending,
}

impl From<Line<'_>> for Waiting {
    fn from(line: Line<'_>) -> Self {
        Self {
            number: line.number,
            bytes: line.bytes.to_vec(),
            ending: line.ending,
        }
    }
}

impl Waiting {
    fn line(&self) -> Line<'_> {
        Line {
            number: self.number,
            bytes: &self.bytes,
            ending: self.ending,
        }
    }
}

impl<'a> LiveReader<'a> {
    /// Returns a reader that has read nothing of the log called `name`; it keeps refused rows in that file, but for those that
    /// are left out.
    pub fn new(
        name: &str,
        opening: Opening,
        summary: Summary,
        (refused, left_out): (RefusedFile, LeftOut),
        status: &'a Status,
    ) -> Self {
        Self {
            name: name.to_owned(),
            now: 0,
            has_begun: false,
            batch: Vec::new(),
            summary,
            status,
            rows: Rows::Unknown(opening, Vec::new()),
            refused,
            left_out,
        }
    }

    /// Returns the file that keeps refused rows.
    pub fn refused_file(&self) -> &Path {
        self.refused.path()
    }

    /// Looks at the first bytes of all: what is no text may have no line for long.
    ///
    /// # Errors
    ///
    /// Fails where they begin no text.
    pub fn look_at(&self, bytes: &[u8]) -> Result<(), FollowError> {
        match &self.rows {
            Rows::Unknown(opening, _) if !self.has_begun => opening.check(bytes),
            _ => Ok(()),
        }
    }

    /// Reads a line.
    ///
    /// # Errors
    ///
    /// Fails where the log is of no format that can be followed, or a refused row cannot be kept.
    pub fn take(&mut self, line: Line<'_>) -> Result<(), FollowError> {
        if line.is_blank() {
            return Ok(());
        }
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        let (opening, waiting) = match &mut self.rows {
            Rows::Known(rows) => {
                let entry = rows.entry(line, is_first, self.now);
                return self.note(entry);
            }
            Rows::Unknown(opening, waiting) => (opening, waiting),
        };
        match opening.see(line)? {
            Opened::NotYet => waiting.push(line.into()),
            Opened::Table(mut rows, recognised) => {
                if rows.begin_with_a_row() {
                    let entry = rows.entry(line, false, self.now);
                    self.note(entry)?;
                }
                self.know(rows, Table.name(), recognised);
            }
            Opened::Objects(mut rows, recognised) => {
                waiting.push(line.into());
                for waiting in std::mem::take(waiting) {
                    let entry = rows.entry(waiting.line(), false, self.now);
                    self.note(entry)?;
                }
                self.know(rows, JsonLines.name(), recognised);
            }
        }
        Ok(())
    }

    /// Fails where the end has come, and it is still not known what the lines are.
    ///
    /// # Errors
    ///
    /// Says how they begin.
    pub fn check(&self) -> Result<(), FollowError> {
        match &self.rows {
            Rows::Unknown(opening, waiting) if !waiting.is_empty() => Err(opening.unknown()),
            _ => Ok(()),
        }
    }

    fn know(&mut self, rows: LiveRows, format: &'static str, recognised: Recognised) {
        self.rows = Rows::Known(rows);
        self.summary.parts.push(ReadPart {
            name: self.name.clone(),
            format,
            recognised,
        });
    }

    /// Returns an entry, or that it is left out. Of rows that are kept, the commit tells: it knows who is left out by then.
    fn without(&mut self, entry: Entry<'static>) -> Result<Entry<'static>, FollowError> {
        if !matches!(entry, Entry::Refused(_)) {
            return Ok(entry);
        }
        self.left_out.reload().map_err(IngestError::from)?;
        Ok(self.left_out.without(entry))
    }

    fn note(&mut self, entry: Option<Entry<'static>>) -> Result<(), FollowError> {
        let Some(entry) = entry else {
            return Ok(());
        };
        self.summary.read += 1;
        self.status.rows_read.fetch_add(1, Ordering::Relaxed);
        match self.without(entry)? {
            Entry::Row(record) => {
                self.summary.note_unknown(&record);
                self.batch.push(record);
            }
            Entry::Dropped(reason) => self.summary.drop_rows(reason, 1),
            Entry::Refused(refusal) => {
                self.status.rows_refused.fetch_add(1, Ordering::Relaxed);
                let kept = self.refused.keep(&self.name, &refusal);
                self.summary.refuse(&self.name, refusal);
                kept.map_err(IngestError::from)?;
            }
        }
        Ok(())
    }
}
