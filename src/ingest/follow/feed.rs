//! Bytes of a live log, as they come.

use std::io;
use std::time::Duration;

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
