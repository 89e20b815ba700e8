//! The file that keeps the rows of a live log that could not be read.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use super::error::FollowError;
use crate::formats::record::Refusal;
use crate::ingest::reading::write_refusal;

/// A file that refused rows are appended to, made with the first of them.
///
/// Rows hold names: on Unix, only the owner may read the file.
pub(super) struct RefusedFile {
    path: PathBuf,
    file: Option<File>,
}

impl RefusedFile {
    /// Returns the file at `path`, which need not be there yet.
    pub fn new(path: PathBuf) -> Self {
        Self { path, file: None }
    }

    /// Appends a refused row of `part`.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be made or written.
    pub fn keep(&mut self, part: &str, refusal: &Refusal) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(open(&self.path)?),
        };
        let mut line = Vec::new();
        write_refusal(&mut line, part, refusal)?;
        // In one call: where two sessions append to one file, their lines stay whole.
        io::Write::write_all(file, &line)
    }

    /// Returns the error that a row could not be kept, because of `source`.
    pub fn error(&self, source: io::Error) -> FollowError {
        FollowError::Refused {
            path: self.path.clone(),
            source,
        }
    }
}

fn open(path: &PathBuf) -> io::Result<File> {
    let mut options = File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
