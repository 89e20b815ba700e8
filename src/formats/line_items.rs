//! The lines of a text, one by one, each of them short enough to be held in memory.

use std::io::{BufRead, Read as _};

use super::limits::LONGEST_ROW;
use super::read_error::ReadError;

/// The lines of an input that are more than blanks.
pub(in crate::formats) struct LineItems<R> {
    input: R,
    /// What is said of a line that is too long.
    advice: &'static str,
    /// The number of the line read last.
    line: u64,
    bytes: Vec<u8>,
}

impl<R: BufRead> LineItems<R> {
    /// Returns the lines of `input`; `advice` says of one that is too long what the lines should be.
    pub fn new(input: R, advice: &'static str) -> Self {
        Self {
            input,
            advice,
            line: 0,
            bytes: Vec::new(),
        }
    }

    /// Reads the next line, and returns it with its number, from 1.
    ///
    /// # Errors
    ///
    /// Fails where reading fails, and where a line is longer than [`LONGEST_ROW`].
    pub fn next_item(&mut self) -> Result<Option<(u64, &[u8])>, ReadError> {
        loop {
            self.bytes.clear();
            self.line += 1;
            let mut limited = (&mut self.input).take(LONGEST_ROW as u64 + 1);
            if limited.read_until(b'\n', &mut self.bytes)? == 0 {
                return Ok(None);
            }
            if self.bytes.len() > LONGEST_ROW {
                return Err(ReadError::Malformed {
                    line: self.line,
                    problem: format!("longer than 1 MiB; {}", self.advice),
                });
            }
            if !self.bytes.trim_ascii().is_empty() {
                return Ok(Some((self.line, &self.bytes)));
            }
        }
    }
}
