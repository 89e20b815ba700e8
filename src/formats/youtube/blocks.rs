//! The activities on a page, one by one: a page of any size, with one of them in memory.

use std::io::BufRead;

use memchr::memmem;

use crate::formats::limits::LONGEST_ROW;
use crate::formats::read_error::ReadError;

/// How each begins. The styles above them name the class in other words.
const MARK: &[u8] = b"class=\"outer-cell";

/// How the page ends.
const END: &[u8] = b"</html>";

/// The activities on a page.
pub(super) struct Blocks<R> {
    input: R,
    /// What has been read and is not dropped yet.
    buffer: Vec<u8>,
    /// Where in it the current activity starts, or what may be the first, and on which line.
    start: usize,
    line: u64,
    /// Where in it the next one starts.
    next: usize,
    is_open: bool,
    is_at_end: bool,
}

impl<R: BufRead> Blocks<R> {
    /// Returns the activities of the page in `input`.
    pub fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            start: 0,
            line: 1,
            next: 0,
            is_open: false,
            is_at_end: false,
        }
    }

    /// Reads the next activity, and returns it with the line on which it starts.
    ///
    /// # Errors
    ///
    /// Fails where reading fails, where the page breaks off, and where an activity is longer than [`LONGEST_ROW`].
    pub fn next_block(&mut self) -> Result<Option<(u64, &[u8])>, ReadError> {
        self.go_to(self.next);
        if !self.is_open {
            self.skip_to_first()?;
        }
        if self.rest().is_empty() {
            return Ok(None);
        }
        let mut searched = MARK.len();
        let length = loop {
            if let Some(found) = memmem::find(&self.rest()[searched..], MARK) {
                break searched + found;
            }
            if self.is_at_end {
                if !self.is_whole() {
                    return Err(self.broken());
                }
                break self.rest().len();
            }
            // A mark may be half read.
            searched = (self.rest().len() + 1)
                .saturating_sub(MARK.len())
                .max(searched);
            self.read_on()?;
            if searched > LONGEST_ROW {
                return Err(self.malformed("an activity is longer than 1 MiB"));
            }
        };
        self.next = self.start + length;
        Ok(Some((self.line, &self.buffer[self.start..self.next])))
    }

    /// Skips what stands above the first activity; where there is none, all of the page.
    fn skip_to_first(&mut self) -> Result<(), ReadError> {
        loop {
            if let Some(found) = memmem::find(self.rest(), MARK) {
                self.go_to(self.start + found);
                self.is_open = true;
                return Ok(());
            }
            if self.is_at_end {
                let is_whole = self.is_whole();
                self.go_to(self.buffer.len());
                return is_whole.then_some(()).ok_or_else(|| self.broken());
            }
            let kept = self.rest().len().min(MARK.len() - 1);
            self.go_to(self.buffer.len() - kept);
            self.read_on()?;
        }
    }

    /// Returns what has been read from the current activity on.
    fn rest(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    fn is_whole(&self) -> bool {
        memmem::rfind(self.rest(), END).is_some()
    }

    fn broken(&self) -> ReadError {
        self.malformed("the page breaks off; is the file whole?")
    }

    /// Goes on to a place in the buffer, from which the next one is searched.
    fn go_to(&mut self, place: usize) {
        let passed = &self.buffer[self.start..place];
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.start = place;
        self.next = place;
    }

    /// Reads on, in the place of what has been passed.
    fn read_on(&mut self) -> Result<(), ReadError> {
        self.buffer.drain(..self.start);
        (self.start, self.next) = (0, 0);
        let bytes = self.input.fill_buf()?;
        self.is_at_end = bytes.is_empty();
        self.buffer.extend_from_slice(bytes);
        let count = bytes.len();
        self.input.consume(count);
        Ok(())
    }

    fn malformed(&self, problem: &str) -> ReadError {
        ReadError::Malformed {
            line: self.line,
            problem: problem.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;
    use rstest::rstest;

    fn blocks(text: &[u8], buffer: usize) -> Result<Vec<String>, String> {
        let mut blocks = Blocks::new(BufReader::with_capacity(buffer, text));
        let mut found = Vec::new();
        loop {
            match blocks.next_block().map_err(|error| error.to_string())? {
                Some((line, text)) => {
                    found.push(format!("{line}: {}", String::from_utf8_lossy(text)));
                }
                None => return Ok(found),
            }
        }
    }

    #[rstest]
    #[case::none("<html>\n</html>", Ok(&[][..]))]
    #[case::some(
        "<html>.outer-cell{}\n<div class=\"outer-cell x\">a\n</div><div class=\"outer-cell\">b</html>",
        Ok(&["2: class=\"outer-cell x\">a\n</div><div ", "3: class=\"outer-cell\">b</html>"][..])
    )]
    #[case::broken(
        "<html>\n<div class=\"outer-cell\">a",
        Err("line 2: the page breaks off; is the file whole?")
    )]
    #[case::broken_early("<html>\n<div", Err("line 2: the page breaks off; is the file whole?"))]
    fn activities_come_one_by_one_whatever_is_read_at_once(
        #[case] text: &str,
        #[case] expected: Result<&[&str], &str>,
    ) {
        for buffer in [1, 3, 17, 1 << 10] {
            let found = blocks(text.as_bytes(), buffer);
            let found = found
                .as_ref()
                .map(|found| found.iter().map(|s| &**s).collect());
            let expected = expected.map(<[&str]>::to_vec);
            assert_eq!(found.map_err(|s| &**s), expected);
        }
    }

    #[test]
    fn an_activity_without_end_stops_at_the_longest_row() {
        let text = [b"<html>", MARK, &vec![b'a'; LONGEST_ROW + (1 << 12)][..]].concat();
        let error = blocks(&text, 1 << 10).unwrap_err();
        assert_eq!(error, "line 1: an activity is longer than 1 MiB");
    }
}
