//! A stream of bytes: standard input, or a pipe with a name.

use std::io;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::feed::{Feed, Piece};

/// A stream that ends when its writer closes it.
pub(super) struct Pipe(pub Receiver<io::Result<Vec<u8>>>);

impl Feed for Pipe {
    fn next(&mut self, wait: Duration) -> io::Result<Piece> {
        match self.0.recv_timeout(wait) {
            Ok(chunk) => chunk.map(Piece::Bytes),
            Err(RecvTimeoutError::Timeout) => Ok(Piece::Nothing),
            Err(RecvTimeoutError::Disconnected) => Ok(Piece::End),
        }
    }
}
