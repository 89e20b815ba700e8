//! What an error of SQLite means to whoever asked: one sentence, without SQL.
//!
//! Every error that holds one of SQLite's says it in these words; whoever has the path puts it before
//! them.

use rusqlite::{Error, ErrorCode, ffi};

pub(super) const LOCKED: &str = "locked by another program; close it, or try again when it is done";
/// What is said of a file that SQLite finds at odds with itself.
pub const DAMAGED: &str =
    "damaged or cut short; restore it from a copy, or ingest its sources into a new log";
pub(super) const UNWRITABLE: &str =
    "cannot be written; check the permissions of the file and its folder";

/// Returns what went wrong and what to do, to follow the name of a log.
#[must_use]
pub fn in_words(error: &Error) -> String {
    let words = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LOCKED,
        Some(ErrorCode::DatabaseCorrupt) => DAMAGED,
        Some(ErrorCode::NotADatabase) => {
            "not a SQLite database; name a log made by `bingetop ingest`"
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            UNWRITABLE
        }
        Some(ErrorCode::DiskFull) => "there is no room left on the disk; make some, and try again",
        Some(ErrorCode::SystemIoFailure) => {
            "the system failed to read or write it; check the disk, and try again"
        }
        Some(ErrorCode::OutOfMemory) => {
            "there is not enough memory; close other programs, and try again"
        }
        Some(ErrorCode::OperationInterrupted) => "reading was broken off",
        _ => {
            return format!(
                "not as bingetop makes logs ({}); restore it from a copy, or ingest its sources into a new log",
                name(error)
            );
        }
    };
    words.to_owned()
}

/// Returns what SQLite calls the error, without the statement it was found in.
fn name(error: &Error) -> String {
    match error {
        Error::SqliteFailure(_, Some(name)) => name.clone(),
        Error::SqliteFailure(error, None) => ffi::code_to_str(error.extended_code).to_owned(),
        Error::SqlInputError { msg, .. } => msg.clone(),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn a_missing_table_is_told_without_the_statement() {
        let conn = Connection::open_in_memory().unwrap();
        let error = conn.prepare("SELECT 1 FROM plays").err().unwrap();
        assert_eq!(
            in_words(&error),
            "not as bingetop makes logs (no such table: plays); restore it from a copy, or ingest its sources into a new log"
        );
    }

    #[test]
    fn no_code_of_sqlite_is_told_as_a_number() {
        for code in [
            ffi::SQLITE_BUSY,
            ffi::SQLITE_LOCKED,
            ffi::SQLITE_CORRUPT,
            ffi::SQLITE_NOTADB,
            ffi::SQLITE_READONLY,
            ffi::SQLITE_FULL,
            ffi::SQLITE_IOERR_WRITE,
            ffi::SQLITE_NOMEM,
            ffi::SQLITE_INTERRUPT,
            ffi::SQLITE_MISMATCH,
        ] {
            let words = in_words(&Error::SqliteFailure(ffi::Error::new(code), None));
            assert!(!words.contains("rror code"), "{words}");
        }
    }
}
