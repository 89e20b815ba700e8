//! Why the reading of a file ends early.

use std::fmt;

use rusqlite::ErrorCode;

use super::mapping::Field;

/// Where a row stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// On a line of a text, from 1.
    Line(u64),
    /// In a file without lines: its number, from 1.
    Row(u64),
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Row(row) => write!(f, "row {row}"),
        }
    }
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
    /// A file without lines cannot be read on.
    #[error("{problem}")]
    Unreadable {
        /// What is wrong and what to do, with the row and the column where that is known; lower case, no full stop.
        problem: String,
    },
    /// A time states no zone and nobody named one.
    #[error(
        "{at}: `{value}` states no time zone; name it with --times-in, for example --times-in Europe/Rome, or with --time-zone where it is that of the log too"
    )]
    NoZone {
        /// Where the row stands.
        at: At,
        /// The time as it stands.
        value: String,
    },
    /// Most lengths of a column are longer than a day.
    #[error(
        "column `{column}`: {too_long} of {stated} values are over 24 hours; these look like milliseconds; say {field}={column}:ms in --map, or {field}={column}:s where they are seconds"
    )]
    Milliseconds {
        /// What the column holds.
        field: Field,
        /// Its name.
        column: String,
        /// How many rows state a value.
        stated: u64,
        /// How many of these are longer than a day.
        too_long: u64,
    },
    /// Reading failed.
    #[error("reading failed: {0}")]
    Io(#[from] std::io::Error),
    /// SQLite could not read a database.
    #[error("reading failed: {0}")]
    Database(#[source] rusqlite::Error),
    /// Another program wrote to its database while that was read.
    #[error("its program wrote to it while it was read; import it again")]
    Changed,
    /// The receiver of the entries asked to stop.
    #[error("stopped")]
    Stopped,
}

impl From<rusqlite::Error> for ReadError {
    /// Says in other words what SQLite is stopped at.
    fn from(error: rusqlite::Error) -> Self {
        let problem = match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => {
                "takes more steps to read than its size is worth; it is damaged, or made to be read without end"
            }
            Some(ErrorCode::TooBig) => "holds a value of more than 16 MiB, which no play log does",
            _ => return Self::Database(error),
        };
        Self::Unreadable {
            problem: problem.to_owned(),
        }
    }
}
