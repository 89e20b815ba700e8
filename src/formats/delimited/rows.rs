//! Rows of delimited text, with the line each starts on and its text as it stands in the file.

use std::io::{self, Read};

use super::header::Header;
use super::quotes::{OpenQuote, ReadAs, open_quote};
use super::row::{Cell, CsvRow, Fields};
use super::spaced::{has_spaced_quote, spaced_cells};
use crate::formats::limits::LONGEST_ROW;
use crate::formats::read_error::ReadError;
use crate::formats::record::Entry;
use crate::formats::sink::{Sink, send};

/// What is wrong with a row of text that is not all text.
pub(in crate::formats) const NUL: &str = "holds a NUL byte; is the file damaged?";

/// The bytes read at once.
const BUFFER: usize = 1 << 16;

/// The rows of delimited text below its header.
///
/// Nearly all rows have neither a quote nor a carriage return of their own, or quotes around whole cells alone: those
/// are cut where they lie. The others are read by `csv_core`, whose rules hold for all.
pub(in crate::formats) struct CsvRows<R> {
    input: R,
    /// What has been read from the start of the current row on, up to `filled`.
    buffer: Vec<u8>,
    filled: usize,
    /// Where in `buffer` the next row starts, and on which line.
    start: usize,
    line: u64,
    is_at_end: bool,
    /// Whether there was a NUL byte so far, as there hardly ever is: else no row need be searched.
    has_nul: bool,
    delimiter: u8,
    quoted: csv_core::Reader,
    /// The cells of a row with quotes, without them.
    unquoted: Vec<u8>,
    ends: Vec<usize>,
    /// The cells of the current row.
    cells: Vec<Cell>,
    width: usize,
}

/// How a row was found.
enum Shape {
    /// Its cells lie in the buffer, perhaps between quotes; it has these bytes of the row without its line end.
    Plain(usize),
    /// Its cells lie in `unquoted`; so many bytes of the buffer were read for it.
    Quoted(usize),
}

impl<R: Read> CsvRows<R> {
    /// Reads the header, and returns the rows below it with the header's cells, trimmed.
    ///
    /// # Errors
    ///
    /// Fails where reading fails or the header is not UTF-8.
    pub fn open(input: R, delimiter: u8) -> Result<(Self, Header), ReadError> {
        Self::open_below(0, input, delimiter)
    }

    /// Does the same where `lines` stand above the header.
    ///
    /// # Errors
    ///
    /// Fails as [`Self::open`] does.
    pub fn open_below(lines: u64, input: R, delimiter: u8) -> Result<(Self, Header), ReadError> {
        let mut rows = Self::of(input, delimiter);
        rows.skip_mark()?;
        rows.skip_lines(lines)?;
        let mut header = Header::default();
        if let Some(CsvRow { line, cells, .. }) = rows.next_row()? {
            let cells = cells.map_err(|problem| ReadError::Malformed { line, problem })?;
            let names = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            header = Header { line, names };
        }
        rows.width = header.names.len();
        Ok((rows, header))
    }

    /// Returns the rows of a table without a header, which has `width` columns.
    ///
    /// # Errors
    ///
    /// Fails where reading fails.
    pub fn open_headless(width: usize, input: R, delimiter: u8) -> Result<Self, ReadError> {
        Self::open_headless_below(0, width, input, delimiter)
    }

    /// Does the same where `lines` stand above the first row.
    ///
    /// # Errors
    ///
    /// Fails where reading fails.
    pub fn open_headless_below(
        lines: u64,
        width: usize,
        input: R,
        delimiter: u8,
    ) -> Result<Self, ReadError> {
        let mut rows = Self::of(input, delimiter);
        rows.skip_mark()?;
        rows.skip_lines(lines)?;
        rows.width = width;
        Ok(rows)
    }

    /// Returns the rows of `input`, with nothing of it read.
    fn of(input: R, delimiter: u8) -> Self {
        let mut quoted = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        // It takes a byte order mark off the first bytes it sees, which are not those of the file.
        let _ = quoted.read_record(b"\n", &mut [], &mut []);
        Self {
            input,
            buffer: vec![0; BUFFER],
            filled: 0,
            start: 0,
            line: 1,
            is_at_end: false,
            has_nul: false,
            delimiter,
            quoted,
            unquoted: vec![0; 1 << 10],
            ends: vec![0; 1 << 6],
            cells: Vec::new(),
            width: 0,
        }
    }

    /// Reads all rows that are left, and sends what `entry_of` makes of each; a row it makes nothing of is refused
    /// for the reason it gives.
    ///
    /// # Errors
    ///
    /// Fails as [`Self::next_row`] and the sink do.
    pub fn send_each(
        &mut self,
        sink: &mut Sink<'_>,
        mut entry_of: impl for<'r> FnMut(Fields<'r>) -> Result<Entry<'r>, String>,
    ) -> Result<(), ReadError> {
        while let Some(row) = self.next_row()? {
            let entry = match &row.cells {
                Ok(cells) => entry_of(*cells),
                Err(reason) => Err(reason.clone()),
            };
            send(sink, entry.unwrap_or_else(|reason| row.refused(&reason)))?;
        }
        Ok(())
    }

    /// Reads the next row; blank lines are none.
    ///
    /// # Errors
    ///
    /// Fails where reading fails, where a row is longer than [`LONGEST_ROW`], or where a quote left
    /// open has swallowed other rows.
    pub fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, ReadError> {
        if !self.skip_line_ends()? {
            return Ok(None);
        }
        let shape = self.find_row()?;
        let (row, line) = (self.start, self.line);
        let (text, cells) = match shape {
            Shape::Plain(length) => {
                self.start += length;
                let text = &self.buffer[row..self.start];
                (text, text)
            }
            Shape::Quoted(length) => {
                self.start += length;
                let text = &self.buffer[row..self.start];
                self.line += line_feeds(text);
                if let Some(open) = self.open_quote(text) {
                    return self.without_quote(open, line, row);
                }
                let length = self.cells.last().map_or(0, |(_, end)| *end);
                (text, &self.unquoted[..length])
            }
        };
        let cells = match str::from_utf8(cells) {
            Ok(cells) if self.are_whole(cells, &shape) => self.checked(cells, text),
            _ => Err("is not UTF-8 text".to_owned()),
        };
        Ok(Some(CsvRow { line, cells, text }))
    }

    fn open_quote(&self, text: &[u8]) -> Option<OpenQuote> {
        // Elsewhere there is nothing that the quote could have swallowed.
        let is_last = self.is_at_end && self.start == self.filled;
        let is_suspect = is_last || memchr::memchr(b'\n', text.trim_ascii_end()).is_some();
        if !is_suspect || self.width == 0 {
            return None;
        }
        let (delimiter, found, width) = (self.delimiter, self.cells.len(), self.width);
        let row = ReadAs {
            delimiter,
            found,
            width,
        };
        open_quote(text, row)
    }

    /// Refuses the row at `line`, whose text starts at `row`, for the quote it leaves open; or the
    /// whole file, where that quote has swallowed others.
    fn without_quote(
        &self,
        open: OpenQuote,
        line: u64,
        row: usize,
    ) -> Result<Option<CsvRow<'_>>, ReadError> {
        let problem = open.problem(line);
        match open {
            OpenQuote::AtEnd => Ok(Some(CsvRow {
                line,
                cells: Err(problem),
                text: &self.buffer[row..self.start],
            })),
            OpenQuote::Lines(_) => Err(ReadError::Malformed { line, problem }),
        }
    }

    /// Returns whether each cell is text by itself, and not only all of them together.
    fn are_whole(&self, text: &str, shape: &Shape) -> bool {
        match shape {
            Shape::Plain(_) => true,
            Shape::Quoted(_) => self
                .cells
                .iter()
                .all(|(start, end)| text.is_char_boundary(*start) && text.is_char_boundary(*end)),
        }
    }

    fn checked<'r>(&'r self, cells: &'r str, text: &[u8]) -> Result<Fields<'r>, String> {
        if self.has_nul && text.contains(&0) {
            return Err(NUL.to_owned());
        }
        let (found, width) = (self.cells.len(), self.width);
        if found == width || width == 0 {
            return Ok(Fields {
                text: cells,
                cells: &self.cells,
            });
        }
        let quote = match line_feeds(text.trim_ascii()) {
            0 => "",
            _ => ", over several lines; is a quote left open?",
        };
        Err(format!("has {found} fields instead of {width}{quote}"))
    }

    /// Takes a byte order mark off the start of the file.
    fn skip_mark(&mut self) -> Result<(), ReadError> {
        while self.filled < 3 && !self.is_at_end {
            self.read_on()?;
        }
        if self.buffer[..self.filled].starts_with(b"\xef\xbb\xbf") {
            self.start = 3;
        }
        Ok(())
    }

    fn skip_lines(&mut self, lines: u64) -> Result<(), ReadError> {
        while self.line <= lines {
            match memchr::memchr(b'\n', &self.buffer[self.start..self.filled]) {
                Some(length) => {
                    self.start += length + 1;
                    self.line += 1;
                }
                None if self.is_at_end => self.line = lines + 1,
                None => self.read_on()?,
            }
        }
        Ok(())
    }

    /// Goes to the first byte of the next row; returns whether there is one.
    fn skip_line_ends(&mut self) -> Result<bool, ReadError> {
        loop {
            while self.start < self.filled {
                match self.buffer[self.start] {
                    b'\n' => self.line += 1,
                    b'\r' => {}
                    _ => return Ok(true),
                }
                self.start += 1;
            }
            if self.is_at_end {
                return Ok(false);
            }
            self.read_on()?;
        }
    }

    /// Finds the end of the row that starts at `start`, and its cells.
    fn find_row(&mut self) -> Result<Shape, ReadError> {
        let mut searched = 0;
        let length = loop {
            let row = &self.buffer[self.start..self.filled];
            if let Some(more) = memchr::memchr(b'\n', &row[searched..]) {
                break searched + more;
            }
            searched = row.len();
            if self.is_at_end {
                break searched;
            }
            if memchr::memchr(b'"', row).is_some() {
                return self.find_quoted();
            }
            self.read_on()?;
        };
        let row = &self.buffer[self.start..self.start + length];
        let row = row.strip_suffix(b"\r").unwrap_or(row);
        if memchr::memchr2(b'"', b'\r', row).is_some() {
            let is_plain = memchr::memchr(b'\r', row).is_none()
                && cut_whole_cells(row, self.delimiter, &mut self.cells);
            return if is_plain {
                Ok(Shape::Plain(row.len()))
            } else {
                self.find_quoted()
            };
        }
        self.cells.clear();
        let mut from = 0;
        for to in memchr::memchr_iter(self.delimiter, row) {
            self.cells.push((from, to));
            from = to + 1;
        }
        self.cells.push((from, row.len()));
        Ok(Shape::Plain(row.len()))
    }

    /// Finds the end of a row that the rules of quoting are needed for.
    fn find_quoted(&mut self) -> Result<Shape, ReadError> {
        let (mut read, mut written, mut count) = (0, 0, 0);
        loop {
            let input = &self.buffer[self.start + read..self.filled];
            // The end of the file is told by an empty input.
            let is_told = input.is_empty() && !self.is_at_end;
            if is_told {
                self.read_on()?;
                continue;
            }
            let (output, ends) = (&mut self.unquoted[written..], &mut self.ends[count..]);
            let (result, taken, made, ended) = self.quoted.read_record(input, output, ends);
            read += taken;
            written += made;
            count += ended;
            match result {
                csv_core::ReadRecordResult::InputEmpty => {}
                csv_core::ReadRecordResult::OutputFull => {
                    self.unquoted.resize(2 * self.unquoted.len(), 0);
                }
                csv_core::ReadRecordResult::OutputEndsFull => {
                    self.ends.resize(2 * self.ends.len(), 0);
                }
                csv_core::ReadRecordResult::Record | csv_core::ReadRecordResult::End => break,
            }
        }
        self.cells.clear();
        let mut from = 0;
        for to in &self.ends[..count] {
            self.cells.push((from, *to));
            from = *to;
        }
        let row = &self.buffer[self.start..self.start + read];
        if has_spaced_quote(row, self.delimiter)
            && let Some((text, cells)) = spaced_cells(row, self.delimiter)
        {
            (self.unquoted, self.cells) = (text, cells);
        }
        Ok(Shape::Quoted(read))
    }

    /// Reads more of the file behind what there is of the current row.
    fn read_on(&mut self) -> Result<(), ReadError> {
        self.buffer.copy_within(self.start..self.filled, 0);
        self.filled -= self.start;
        self.start = 0;
        if self.filled > LONGEST_ROW {
            let problem = "a row is longer than 1 MiB; is a quote left open?".to_owned();
            let line = self.line;
            return Err(ReadError::Malformed { line, problem });
        }
        if self.filled == self.buffer.len() {
            self.buffer.resize(2 * self.filled, 0);
        }
        loop {
            match self.input.read(&mut self.buffer[self.filled..]) {
                Ok(read) => {
                    let more = &self.buffer[self.filled..self.filled + read];
                    self.has_nul = self.has_nul || memchr::memchr(0, more).is_some();
                    self.filled += read;
                    self.is_at_end = read == 0;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Cuts a row into cells, of which each is in quotes as a whole, or has none; returns whether all of them are so.
fn cut_whole_cells(row: &[u8], delimiter: u8, cells: &mut Vec<Cell>) -> bool {
    cells.clear();
    let mut from = 0;
    loop {
        let (cell, behind) = if row.get(from) == Some(&b'"') {
            let inside = from + 1;
            let Some(length) = memchr::memchr(b'"', &row[inside..]) else {
                return false;
            };
            ((inside, inside + length), inside + length + 1)
        } else {
            let end = memchr::memchr2(delimiter, b'"', &row[from..]);
            let end = end.map_or(row.len(), |length| from + length);
            ((from, end), end)
        };
        cells.push(cell);
        match row.get(behind) {
            None => return true,
            Some(byte) if *byte == delimiter => from = behind + 1,
            Some(_) => return false,
        }
    }
}

fn line_feeds(text: &[u8]) -> u64 {
    text.iter().map(|b| u64::from(*b == b'\n')).sum()
}

#[cfg(test)]
mod tests;
