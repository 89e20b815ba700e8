//! Bytes of a live log, as they come.

use std::io;
use std::time::Duration;

/// What a live log has next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// The next bytes of the file.
    Bytes(Vec<u8>),
    /// Another file begins, or this one was cut short and begins again: the last line has ended.
    NextFile,
    /// Nothing, yet.
    Nothing,
    /// Nothing, ever again.
    End,
}

/// A log that is still being written.
pub(super) trait Feed {
    /// Returns what the log has next, after at most `wait`.
    ///
    /// # Errors
    ///
    /// Fails where the input cannot be read on.
    fn next(&mut self, wait: Duration) -> io::Result<Piece>;

    /// Notices that the input is replaced while there is no room to read more of it.
    fn watch(&mut self) {}
}
