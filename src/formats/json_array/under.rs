//! The way to the arrays under a key, through whatever else a file holds.

use std::io::BufRead;

use super::bytes::Bytes;
use crate::formats::read_error::ReadError;

/// How deep arrays and objects may lie in each other; deeper ones are no export of anybody.
const DEEPEST: usize = 100;

/// The arrays that are the values of one key, however deep they lie.
pub(super) struct Under {
    key: &'static str,
    /// The brackets that are open, as they were opened.
    open: Vec<u8>,
    /// Whether there has been such an array.
    has_found: bool,
}

impl Under {
    /// Returns the arrays under `key`; none has been found yet.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            open: Vec::new(),
            has_found: false,
        }
    }

    /// Takes a bracket; returns what is wrong with it.
    fn bracket(&mut self, byte: u8) -> Option<&'static str> {
        let opened = match byte {
            b']' => b'[',
            b'}' => b'{',
            _ if self.open.len() == DEEPEST => return Some("is nested too deep"),
            _ => {
                self.open.push(byte);
                return None;
            }
        };
        (self.open.pop() != Some(opened)).then_some("a bracket closes nothing")
    }

    /// Goes on to the next array under the key, and into it; returns `false` at the end of the input.
    ///
    /// # Errors
    ///
    /// Fails where reading fails, where the input breaks off, and where there was no such array in all of it.
    pub fn enter<R: BufRead>(&mut self, bytes: &mut Bytes<R>) -> Result<bool, ReadError> {
        let mut is_under_key = false;
        while let Some(byte) = bytes.skip_blanks(b",")? {
            bytes.input.consume(1);
            match byte {
                b'"' => {
                    let is_it = is_text(bytes, self.key.as_bytes())?;
                    is_under_key = is_it && bytes.skip_blanks(b"")? == Some(b':');
                    continue;
                }
                b':' => continue,
                b'[' | b'{' | b']' | b'}' => {
                    if let Some(problem) = self.bracket(byte) {
                        return Err(bytes.malformed(problem));
                    }
                    if byte == b'[' && is_under_key {
                        self.has_found = true;
                        return Ok(true);
                    }
                }
                _ => {}
            }
            is_under_key = false;
        }
        if !self.open.is_empty() {
            return Err(bytes.malformed("the file breaks off; is it whole?"));
        }
        if !self.has_found {
            return Err(bytes.malformed(&format!("there is no array of `{}`", self.key)));
        }
        Ok(false)
    }

    /// Leaves the array that was entered, whose last bracket has been read.
    pub fn leave(&mut self) {
        self.open.pop();
    }
}

/// Reads a text whose first quote has been read, and returns whether it is `text`.
fn is_text<R: BufRead>(bytes: &mut Bytes<R>, text: &[u8]) -> Result<bool, ReadError> {
    let (mut place, mut is_it, mut is_escaped) = (0, true, false);
    loop {
        let Some(byte) = bytes.input.fill_buf()?.first().copied() else {
            return Err(bytes.malformed("the file breaks off; is it whole?"));
        };
        bytes.input.consume(1);
        bytes.line += u64::from(byte == b'\n');
        match byte {
            b'"' if !is_escaped => return Ok(is_it && place == text.len()),
            _ => is_it = is_it && text.get(place) == Some(&byte),
        }
        is_escaped = byte == b'\\' && !is_escaped;
        place += 1;
    }
}
