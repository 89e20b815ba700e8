//! Why cells did not become a log.

use std::io;
use std::path::PathBuf;

use crate::domain::format::thousands;
use crate::engine::reduction::ContinueError;
use crate::store::OpenError;
use crate::store::sqlite_error::in_words;

/// Why the cells of a folder did not become a log.
#[derive(Debug, thiserror::Error)]
pub enum CellsError {
    /// A table is not there.
    #[error("{folder}: has neither `{table}.parquet` nor a folder `{table}` with Parquet in it; name the folder that the \
             script of `bingetop emit-sql` has written, once it has ended", folder = .folder.display())]
    NoTable {
        /// Where it was looked for.
        folder: PathBuf,
        /// Which.
        table: &'static str,
    },
    /// The rows that days are appended to are not there.
    #[error("{folder}: has no rows in `state/` to append days to; reduce its days once more with --appendable",
            folder = .folder.display())]
    NoState {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// The log in whose place the new one was to be cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It cannot be replaced.
    #[error("{path}: {problem}", path = .path.display())]
    NotReplaced {
        /// The log.
        path: PathBuf,
        /// Why, and what to do.
        problem: String,
    },
    /// The new cells do not go on from those of the log in whose place they were to be.
    #[error("{path}: {source}", path = .path.display())]
    Continue {
        /// The log.
        path: PathBuf,
        /// Why.
        source: ContinueError,
    },
    /// A file cannot be read, or has not what it should have.
    #[error("{path}: {problem}", path = .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        problem: String,
    },
    /// A table is not as the script says that it is.
    #[error("{folder}: `{table}` has {found}, and the script wrote {written}; copy the whole folder again, or run the script \
             again", folder = .folder.display())]
    NotWhole {
        /// Where.
        folder: PathBuf,
        /// Which.
        table: String,
        /// What is there, in words.
        found: String,
        /// What there was, in words.
        written: String,
    },
    /// Two tables of one folder contradict each other.
    #[error("{folder}: {what}; the folder holds the results of more than one run: run the script again", folder = .folder.display())]
    Contradiction {
        /// Where.
        folder: PathBuf,
        /// What they say.
        what: String,
    },
    /// Settings are missing, or mean nothing to this program.
    #[error("{folder}: {problem}", folder = .folder.display())]
    Settings {
        /// Where.
        folder: PathBuf,
        /// What is wrong with them, and what to do.
        problem: String,
    },
    /// There is more than a log can do with.
    #[error("{folder}: {} cells, which is more than the {} that --most-cells allows: a dashboard would hold them all in memory, \
             some {} MB. Reduce fewer days (--from, --to), or allow more",
            thousands(*.cells), thousands(*.most), thousands(.cells * 6 / 1_000_000), folder = .folder.display())]
    TooMany {
        /// Where.
        folder: PathBuf,
        /// How many cells there are.
        cells: u64,
        /// How many there may be.
        most: u64,
    },
    /// The user stopped it.
    #[error("stopped; no log was made")]
    Cancelled,
    /// The new log cannot be written.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The same, by SQLite's word.
    #[error("{path}: {}", in_words(.source), path = .path.display())]
    Sqlite {
        /// Where.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
}
