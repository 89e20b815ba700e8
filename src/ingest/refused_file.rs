//! The file that keeps refused rows.

mod cleaning;

use std::fs::{File, Metadata};
use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::formats::record::Refusal;
use crate::store::owner_only::{close_to_others, make_for_owner};
use crate::store::place::{is_beside_a_database, is_same_file, number_of};

pub use self::cleaning::{Cleaned, clean};

/// The longest line such a file has, in bytes: names of files are short, and refused rows are cut.
const LONGEST_LINE: u64 = 1 << 16;

/// Why a refused row was not kept.
#[derive(Debug, thiserror::Error)]
pub enum RefusedFileError {
    /// The file is none for refused rows, and is left as it is.
    #[error(
        "{path}: refused rows cannot be kept there: {reason}; name another file with --refused"
    )]
    Unfit {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: &'static str,
    },
    /// The file cannot be made, read or written.
    #[error("{path}: refused rows cannot be kept there: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A file that something else is made of, and what it is.
pub type Taken = (PathBuf, &'static str);

/// A file that refused rows are added to: one line each, with file, line, reason and row between tabs.
///
/// A new one is made, or rows are added where every line is such a row already; whatever else is
/// there is left alone. Rows hold names: on Unix, only the owner may read the file.
pub struct RefusedFile {
    path: PathBuf,
    taken: Vec<Taken>,
    file: Option<File>,
}

impl RefusedFile {
    /// Returns the file at `path`, which need not be there yet, and none of those `taken`, by any name.
    ///
    /// # Errors
    ///
    /// Fails where refused rows cannot be added to what is there.
    pub fn new(path: PathBuf, taken: Vec<Taken>) -> Result<Self, RefusedFileError> {
        let mut file = Self {
            path,
            taken,
            file: None,
        };
        if file.is_there() {
            file.open()?;
        } else {
            file.check()?;
        }
        Ok(file)
    }

    /// Returns where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the file, which is made where there is none; it is otherwise with the first row.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be made, or rows cannot be added to what is there.
    pub fn open(&mut self) -> Result<(), RefusedFileError> {
        self.opened().map(|_| ())
    }

    /// Adds a refused row of `part`.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be made or written.
    pub fn keep(&mut self, part: &str, refusal: &Refusal) -> Result<(), RefusedFileError> {
        let line = line_of(part, refusal);
        // In one call: where two sessions add to one file, their lines stay whole.
        let written = self.opened()?.write_all(line.as_bytes());
        written.map_err(|source| self.failed(source))
    }

    fn opened(&mut self) -> Result<&mut File, RefusedFileError> {
        // Forgetting a viewer puts another file in its place.
        if !self.file.as_ref().is_some_and(|file| self.is_at_path(file)) {
            self.file = Some(if self.is_there() {
                self.reopen()?
            } else {
                self.check()?;
                make(&self.path).map_err(|source| self.failed(source))?
            });
        }
        Ok(self.file.as_mut().expect("it was opened just now"))
    }

    /// Returns whether an open file is still the one at the path; it is taken for that where the system does not tell.
    fn is_at_path(&self, file: &File) -> bool {
        match (self.path.metadata(), file.metadata()) {
            (Ok(at_path), Ok(open)) => number_of(&at_path) == number_of(&open),
            (Err(error), _) => error.kind() != ErrorKind::NotFound,
            _ => true,
        }
    }

    /// Returns whether the path is that of anything, a link to nothing included.
    fn is_there(&self) -> bool {
        self.path.symlink_metadata().is_ok()
    }

    /// Opens a file that is there to add to it, once it is certain what it holds.
    fn reopen(&self) -> Result<File, RefusedFileError> {
        let failed = |source| self.failed(source);
        let metadata = match self.path.metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(self.unfit("it is a link to nothing"));
            }
            metadata => metadata.map_err(failed)?,
        };
        // Before it is opened: a pipe would be waited for, and whoever opens and closes a log gives up
        // the locks that SQLite has on it.
        self.check_kind(&metadata)?;
        self.check()?;
        let mut file = File::options()
            .read(true)
            .append(true)
            .open(&self.path)
            .map_err(failed)?;
        // Once more: another file may have come in its place since.
        self.check()?;
        self.check_kind(&file.metadata().map_err(failed)?)?;
        match missing_end(&file).map_err(failed)? {
            Some(end) => file.write_all(end).map_err(failed)?,
            None => return Err(self.unfit("it holds something else than refused rows")),
        }
        // One of another user stays as that user left it.
        let _ = close_to_others(&self.path);
        Ok(file)
    }

    /// Fails where the path leads to a file that is something else, or would be.
    fn check(&self) -> Result<(), RefusedFileError> {
        let mut taken = self.taken.iter();
        if let Some((_, reason)) = taken.find(|(path, _)| is_same_file(path, &self.path)) {
            return Err(self.unfit(reason));
        }
        if is_beside_a_database(&self.path) {
            return Err(self.unfit("it belongs to the database beside it"));
        }
        Ok(())
    }

    fn check_kind(&self, metadata: &Metadata) -> Result<(), RefusedFileError> {
        match metadata {
            folder if folder.is_dir() => Err(self.unfit("it is a folder")),
            file if file.is_file() => Ok(()),
            _ => Err(self.unfit("it is no file")),
        }
    }

    fn unfit(&self, reason: &'static str) -> RefusedFileError {
        RefusedFileError::Unfit {
            path: self.path.clone(),
            reason,
        }
    }

    fn failed(&self, source: io::Error) -> RefusedFileError {
        RefusedFileError::Io {
            path: self.path.clone(),
            source,
        }
    }
}

/// Makes a new file that only its owner may read.
fn make(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.append(true).create_new(true);
    make_for_owner(&mut options).open(path)
}

fn line_of(part: &str, refusal: &Refusal) -> String {
    let Refusal { line, reason, text } = refusal;
    let cell = |text: &str| text.replace(['\n', '\r', '\t'], " ");
    format!("{}\t{line}\t{}\t{}\n", cell(part), cell(reason), cell(text))
}

/// Returns what the last line lacks, mostly nothing; `None` where a line is no refused row.
///
/// A line breaks off where the disk was full, or the power failed; it is then completed.
fn missing_end(file: &File) -> io::Result<Option<&'static [u8]>> {
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    let mut has_rows = false;
    loop {
        line.clear();
        let mut read = reader.by_ref().take(LONGEST_LINE);
        read.read_until(b'\n', &mut line)?;
        let end = match line.split_last() {
            None => return Ok(Some(b"")),
            Some((b'\n', row)) => missing_of(row).filter(|end| *end == b"\n"),
            Some(_) if has_rows && (line.len() as u64) < LONGEST_LINE => {
                return Ok(missing_of(&line));
            }
            Some(_) => None,
        };
        if end.is_none() {
            return Ok(None);
        }
        has_rows = true;
    }
}

/// Returns what a line lacks to be one of refused rows, its end included; `None` where it is none.
fn missing_of(line: &[u8]) -> Option<&'static [u8]> {
    let cells: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
    let is_number = |cell: &[u8]| !cell.is_empty() && cell.iter().all(u8::is_ascii_digit);
    match cells.as_slice() {
        [_] => Some(b"\t0\t\t\n"),
        [_, b""] => Some(b"0\t\t\n"),
        [_, number] if is_number(number) => Some(b"\t\t\n"),
        [_, number, _] if is_number(number) => Some(b"\t\n"),
        [_, number, _, _] if is_number(number) => Some(b"\n"),
        _ => None,
    }
}
