//! Where the bytes of a live log come from.

use std::time::Duration;
use std::{fs, io};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::tail::Tail;
use crate::formats::input::piped::chunks;
use crate::formats::input::{InputError, Source};

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// The next bytes of the file.
    Bytes(Vec<u8>),
    /// Another file from its start, or this one begun anew: the last line of the old one has ended.
    NextFile,
    /// Nothing, yet.
    Nothing,
    /// Nothing, ever again.
    End,
}

/// A log that is still being written.
pub(super) trait Feed {
    /// Returns what comes next, after at most `wait`.
    ///
    /// # Errors
    ///
    /// Fails where the input cannot be read on.
    fn next(&mut self, wait: Duration) -> io::Result<Piece>;

    /// Keeps up with what becomes of the input while there is no room for more of it.
    fn watch(&mut self) {}
}

/// Opens a live log: a file that grows, or a pipe.
///
/// # Errors
///
/// Fails where there is no such file, or it cannot be read.
pub(super) fn open(source: &Source) -> Result<Box<dyn Feed>, InputError> {
    let Source::File(path) = source else {
        return Ok(Box::new(Pipe(chunks(|| Ok(io::stdin())))));
    };
    let name = source.to_string();
    let unreadable = |source| InputError::unreadable(&name, source);
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(InputError::Folder { name });
    }
    if metadata.is_file() {
        return Ok(Box::new(Tail::open(path.clone()).map_err(unreadable)?));
    }
    let path = path.clone();
    Ok(Box::new(Pipe(chunks(|| fs::File::open(path)))))
}

/// A stream that ends when whoever writes it closes it.
struct Pipe(Receiver<io::Result<Vec<u8>>>);

impl Feed for Pipe {
    fn next(&mut self, wait: Duration) -> io::Result<Piece> {
        match self.0.recv_timeout(wait) {
            Ok(chunk) => chunk.map(Piece::Bytes),
            Err(RecvTimeoutError::Timeout) => Ok(Piece::Nothing),
            Err(RecvTimeoutError::Disconnected) => Ok(Piece::End),
        }
    }
}
