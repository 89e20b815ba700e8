//! Looking at a file before SQLite may touch it, so that the database of another program stays as it was.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::open_error::OpenError;
use super::place::{beside, number_of};
use super::schema::APPLICATION_ID;

/// What a file holds, as far as its first bytes tell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// No bytes.
    Nothing,
    /// A log of this program.
    Log,
}

/// The files that were found to be logs, by device and inode, and by when they were made, where that is known: a file
/// made after a log was deleted may get its inode.
///
/// Closing a file gives up every lock that the program has on it. So a log that SQLite has open must not be
/// opened here a second time, or other programs could change what its connection reads.
static LOGS: Mutex<BTreeSet<FileOfLog>> = Mutex::new(BTreeSet::new());

/// Device and inode, and when the file was made.
type FileOfLog = ((u64, u64), Option<SystemTime>);

/// Returns what a file holds by its header, which is read the first time the file is opened.
///
/// # Errors
///
/// Fails where the file cannot be read, or is no log.
pub(super) fn inspect(path: &Path) -> Result<Content, OpenError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => OpenError::NotFound(path.to_owned()),
        _ => OpenError::Io {
            path: path.to_owned(),
            source,
        },
    };
    let metadata = path.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(OpenError::Directory(path.to_owned()));
    }
    if !metadata.is_file() {
        // A pipe would be waited for, and a device may not forget what is written to it.
        return Err(OpenError::NotFile(path.to_owned()));
    }
    let file_of_log = (number_of(&metadata), metadata.created().ok());
    let mut logs = LOGS.lock().unwrap_or_else(PoisonError::into_inner);
    if cfg!(unix) && metadata.len() > 0 && logs.contains(&file_of_log) {
        return Ok(Content::Log);
    }
    let mut header = Vec::new();
    let mut file = File::open(path).map_err(failed)?;
    file.by_ref()
        .take(100)
        .read_to_end(&mut header)
        .map_err(failed)?;
    if header.is_empty() {
        return Ok(Content::Nothing);
    }
    if header.iter().all(|byte| *byte == 0) && holds_bytes(path, "-journal") {
        // SQLite writes the first page last: a first import was killed before that. SQLite undoes it when it
        // opens the file.
        return Ok(Content::Log);
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(OpenError::NotDatabase(path.to_owned()));
    }
    let Some(id) = header.get(68..72) else {
        return Err(OpenError::Damaged(path.to_owned()));
    };
    if id != APPLICATION_ID.to_be_bytes() {
        return Err(OpenError::Foreign(path.to_owned()));
    }
    logs.insert(file_of_log);
    Ok(Content::Log)
}

/// Returns whether SQLite left something to finish or to undo in the file with this suffix.
pub(crate) fn holds_bytes(path: &Path, suffix: &str) -> bool {
    std::fs::metadata(beside(path, suffix)).is_ok_and(|file| file.is_file() && file.len() > 0)
}
