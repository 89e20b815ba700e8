//! The bytes of a JSON text, with the line on which the next one stands.

use std::io::{self, BufRead};

use crate::formats::read_error::ReadError;

/// The bytes of an input.
pub(super) struct Bytes<R> {
    pub input: R,
    /// The line of the next byte.
    pub line: u64,
}

impl<R: BufRead> Bytes<R> {
    /// Returns the bytes of `input`, of which none has been read.
    pub fn new(input: R) -> Self {
        Self { input, line: 1 }
    }

    /// Skips blanks and `others`; returns the byte behind them, which is still to be read.
    pub fn skip_blanks(&mut self, others: &[u8]) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.input.fill_buf()?;
            let Some(byte) = bytes.first().copied() else {
                return Ok(None);
            };
            if !byte.is_ascii_whitespace() && !others.contains(&byte) {
                return Ok(Some(byte));
            }
            self.line += u64::from(byte == b'\n');
            self.input.consume(1);
        }
    }

    /// Returns the error that there is `problem` here.
    pub fn malformed(&self, problem: &str) -> ReadError {
        ReadError::Malformed {
            line: self.line,
            problem: problem.to_owned(),
        }
    }
}
