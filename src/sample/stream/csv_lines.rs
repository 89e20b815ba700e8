//! Rows as bytes: lines of CSV, written by hand.

use std::io::{self, Write};

use super::row::Row;
use super::titles::Titles;
use crate::domain::Day;

const HEADER: &[u8] = b"viewer,title,show,kind,started_at,seconds\n";

/// How many bytes are written at once.
const CHUNK: usize = 1 << 20;

/// More than any line has.
const LONGEST_LINE: usize = 256;

/// Scatters the numbers of viewers, so that those who play most are not the first in the file. A
/// prime above every number of viewers: no two viewers get the same number.
const SCATTER: u64 = 2_654_435_761;

/// Writes rows as lines of CSV.
pub(super) struct CsvLines<'a> {
    out: &'a mut dyn Write,
    titles: &'a Titles,
    viewers: u32,
    buffer: Vec<u8>,
    written: u64,
}

impl<'a> CsvLines<'a> {
    /// Begins a file with its header.
    pub(super) fn new(out: &'a mut dyn Write, titles: &'a Titles, viewers: u32) -> Self {
        let mut buffer = Vec::with_capacity(CHUNK);
        buffer.extend_from_slice(HEADER);
        Self {
            out,
            titles,
            viewers,
            buffer,
            written: 0,
        }
    }

    /// Writes the rows of a day.
    pub(super) fn write(&mut self, day: Day, rows: &[Row]) -> io::Result<()> {
        let date = format!(",{day}T");
        for row in rows {
            if self.buffer.len() > CHUNK - LONGEST_LINE {
                self.flush()?;
            }
            let viewer = u64::from(row.viewer) * SCATTER % u64::from(self.viewers);
            let out = &mut self.buffer;
            out.extend_from_slice(b"viewer ");
            push_number(out, viewer + 1, 7);
            out.push(b',');
            out.extend_from_slice(self.titles.cells(row.title));
            out.extend_from_slice(date.as_bytes());
            push_number(out, u64::from(row.at / 3600), 2);
            out.push(b':');
            push_number(out, u64::from(row.at / 60 % 60), 2);
            out.push(b':');
            push_number(out, u64::from(row.at % 60), 2);
            out.extend_from_slice(b"Z,");
            push_number(out, u64::from(row.seconds), 1);
            out.push(b'\n');
        }
        Ok(())
    }

    /// Writes what is left in the buffer, and returns how many bytes the file has.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.flush()?;
        self.out.flush()?;
        Ok(self.written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.written += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }
}

/// Adds a number in decimal, with zeros before it where it has fewer digits than `width`.
fn push_number(out: &mut Vec<u8>, number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut place = digits.len();
    let mut rest = number;
    while rest > 0 {
        place -= 1;
        digits[place] += u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    out.extend_from_slice(&digits[place.min(digits.len() - width)..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, 1, "0")]
    #[case(7, 2, "07")]
    #[case(59, 2, "59")]
    #[case(12_345, 7, "0012345")]
    #[case(123_456_789, 7, "123456789")]
    fn numbers_have_so_many_digits_at_least(
        #[case] number: u64,
        #[case] width: usize,
        #[case] text: &str,
    ) {
        let mut out = Vec::new();
        push_number(&mut out, number, width);
        assert_eq!(String::from_utf8(out).unwrap(), text);
    }
}
