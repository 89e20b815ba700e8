//! The trait every format implements, and the table of formats.

use std::io::BufRead;

use chrono_tz::Tz;

use super::mapping::Mapping;
use super::record::Entry;
use super::{generic, netflix};

/// How rows of one source are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// Rows equal in every field may stand in one file more than once, and each counts.
    WholeRow,
    /// One viewer starts one title once a second: of rows alike in viewer, title and start, the
    /// source repeats itself, and the longest one counts.
    Start,
    /// The source repeats itself word by word: rows alike in viewer, title, start, length and
    /// position are one row, as in a live log that is delivered at least once.
    Content,
}

/// What a reader may ask about the import it serves.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The zone of times that state none, where the user or the log has named one.
    pub zone: Option<Tz>,
    /// Which columns hold what, where the user has said so.
    pub mapping: Mapping,
}

/// Why a file could not be read on; its rows are not kept.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file lacks a column the format needs.
    #[error("line {line}: no column named `{column}`; {hint}")]
    MissingColumn {
        /// The line the header stands on.
        line: u64,
        /// The missing column.
        column: String,
        /// What to do about it.
        hint: String,
    },
    /// The file as a whole is not what its format promises.
    #[error("line {line}: {problem}")]
    Malformed {
        /// The line at which reading stopped.
        line: u64,
        /// What is wrong and what to do, lower case, no full stop.
        problem: String,
    },
    /// A time states no zone and nobody named one.
    #[error(
        "line {line}: `{value}` states no time zone; name it with --time-zone, for example --time-zone Europe/Rome"
    )]
    NoZone {
        /// The line of the row.
        line: u64,
        /// The time as it stands.
        value: String,
    },
    /// Reading failed.
    #[error("reading failed: {0}")]
    Io(#[from] std::io::Error),
    /// The receiver of the entries asked to stop.
    #[error("stopped")]
    Stopped,
}

/// What takes a reader's entries; returns `false` to stop the reading.
pub type Sink<'a> = dyn FnMut(Entry<'_>) -> bool + 'a;

/// One format of play logs.
pub trait Reader: Sync {
    /// Returns the name for `--format`.
    fn name(&self) -> &'static str;

    /// Returns whether a file that begins with `head` (at most 64 KiB, a byte order mark taken
    /// off, perhaps cut within a line) is of this format.
    fn recognises(&self, head: &str, context: &Context) -> bool;

    /// Returns how the rows of this source are told apart.
    fn identity(&self) -> Identity;

    /// Reads a whole file into `sink`, in file order, in bounded memory.
    ///
    /// # Errors
    ///
    /// Fails where the file as a whole cannot be understood; a single bad row is a
    /// [`super::record::Refusal`] in the sink instead.
    fn read(
        &self,
        input: &mut dyn BufRead,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError>;
}

/// Every format, the most particular first: the first that recognises a file reads it.
pub static READERS: &[&dyn Reader] = &[
    &netflix::ViewingActivity,
    &generic::JsonLines,
    &generic::Table,
];

/// Returns the format called `name`, if there is one.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|reader| reader.name() == name)
}
