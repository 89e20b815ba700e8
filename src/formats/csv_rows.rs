//! Rows of delimited text, with the line each starts on and its text as it stands in the file.

use std::io::{self, BufRead, Cursor, Read};

use super::reader::ReadError;
use super::record::{Entry, Refusal};
use crate::domain::name::shown;

/// The longest row, in bytes; a quote that is never closed stops here and not with the memory.
pub(crate) const LONGEST_ROW: usize = 1 << 20;

/// The longest text kept of a refused row, in characters.
const LONGEST_TEXT: usize = 1000;

/// The bytes read at once.
const BUFFER: usize = 1 << 16;

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The first row of a file: the names of its columns, trimmed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// The line on which it starts, from 1.
    pub line: u64,
    /// The names, in file order.
    pub names: Vec<String>,
}

impl Header {
    /// Returns the place of the column called `name`, blanks around it and ASCII case aside.
    ///
    /// # Errors
    ///
    /// Fails where two columns go by that name.
    pub fn find(&self, name: &str) -> Result<Option<usize>, ReadError> {
        let alike = |found: &String| found.eq_ignore_ascii_case(name.trim());
        let Some(place) = self.names.iter().position(alike) else {
            return Ok(None);
        };
        if self.names[place + 1..].iter().any(alike) {
            return Err(ReadError::Malformed {
                line: self.line,
                problem: format!("two columns are named `{name}`; rename one"),
            });
        }
        Ok(Some(place))
    }

    /// Returns the error that there is no column called `name`.
    pub fn missing(&self, name: &str) -> ReadError {
        let names: Vec<String> = self
            .names
            .iter()
            .take(40)
            .map(|name| shown(&cut(name, 60)).into_owned())
            .collect();
        ReadError::MissingColumn {
            line: self.line,
            column: name.to_owned(),
            hint: format!(
                "there are `{}`; say which holds what with --map, for example --map title=COLUMN",
                names.join("`, `")
            ),
        }
    }
}

/// Returns the delimiter of the table `text` begins: the first whose header `fits`, else the one
/// that makes the most columns.
///
/// The second value says whether it fits.
pub(super) fn find_delimiter(text: &str, fits: impl Fn(&Header) -> bool) -> (u8, bool) {
    let (mut best, mut most) = (b',', 0);
    for delimiter in DELIMITERS {
        let Ok((_, header)) = CsvRows::open(text.as_bytes(), delimiter) else {
            continue;
        };
        if fits(&header) {
            return (delimiter, true);
        }
        if header.names.len() > most {
            (best, most) = (delimiter, header.names.len());
        }
    }
    (best, false)
}

/// Returns at most `length` characters of `text`.
pub(super) fn cut(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}

/// Returns a refusal of the row `text` at `line`.
pub(super) fn refusal(line: u64, reason: &str, text: &[u8]) -> Entry<'static> {
    // Four bytes a character at most: the rest need not be looked at.
    let text = &text[..text.len().min(4 * LONGEST_TEXT)];
    let text = String::from_utf8_lossy(text);
    Entry::Refused(Refusal {
        line,
        // It repeats values of the row, and is printed.
        reason: shown(reason).into_owned(),
        text: cut(text.trim_matches(['\r', '\n']), LONGEST_TEXT),
    })
}

/// Returns the first line of `input` that is not blank, read as text, and an input that begins
/// with it again.
pub(super) fn peek_line(mut input: &mut dyn BufRead) -> io::Result<(String, impl BufRead)> {
    let mut bytes = Vec::new();
    while bytes.trim_ascii().is_empty() && bytes.len() < BUFFER {
        if (&mut input)
            .take(BUFFER as u64)
            .read_until(b'\n', &mut bytes)?
            == 0
        {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok((text, Cursor::new(bytes).chain(input)))
}

/// The rows of delimited text below its header.
///
/// Nearly all rows have neither a quote nor a carriage return of their own: those are cut at their
/// delimiters where they lie. The others are read by `csv_core`, whose rules hold for both.
pub(super) struct CsvRows<R> {
    input: R,
    /// What has been read from the start of the current row on, up to `filled`.
    buffer: Vec<u8>,
    filled: usize,
    /// Where in `buffer` the next row starts, and on which line.
    start: usize,
    line: u64,
    is_at_end: bool,
    delimiter: u8,
    quoted: csv_core::Reader,
    /// The cells of a row with quotes, without them.
    unquoted: Vec<u8>,
    ends: Vec<usize>,
    /// The cells of the current row.
    cells: Vec<Cell>,
    width: usize,
}

/// Where a cell stands in the text of its row.
type Cell = (usize, usize);

/// One row.
pub(super) struct CsvRow<'r> {
    /// The line on which the row starts, from 1.
    pub line: u64,
    /// The row's cells, as many as the header has, or why the row is refused.
    pub cells: Result<Fields<'r>, String>,
    text: &'r [u8],
}

impl CsvRow<'_> {
    /// Returns the row's refusal.
    pub fn refused(&self, reason: &str) -> Entry<'static> {
        refusal(self.line, reason, self.text)
    }
}

/// The cells of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'r> {
    text: &'r str,
    cells: &'r [Cell],
}

impl<'r> Fields<'r> {
    /// Returns the cell at `place`, if there is one.
    pub fn get(self, place: usize) -> Option<&'r str> {
        self.cells
            .get(place)
            .map(|(start, end)| &self.text[*start..*end])
    }

    /// Returns the cells in order.
    pub fn iter(self) -> impl Iterator<Item = &'r str> {
        self.cells
            .iter()
            .map(|(start, end)| &self.text[*start..*end])
    }
}

/// How a row was found.
enum Shape {
    /// Its cells lie in the buffer, which has these bytes of the row without its line end.
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
        let mut quoted = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        // It takes a byte order mark off the first bytes it sees, which are not those of the file.
        let _ = quoted.read_record(b"\n", &mut [], &mut []);
        let mut rows = Self {
            input,
            buffer: vec![0; BUFFER],
            filled: 0,
            start: 0,
            line: 1,
            is_at_end: false,
            delimiter,
            quoted,
            unquoted: vec![0; 1 << 10],
            ends: vec![0; 1 << 6],
            cells: Vec::new(),
            width: 0,
        };
        rows.skip_mark()?;
        let mut header = Header::default();
        if let Some(CsvRow { line, cells, .. }) = rows.next_row()? {
            let cells = cells.map_err(|problem| ReadError::Malformed { line, problem })?;
            let names = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            header = Header { line, names };
        }
        rows.width = header.names.len();
        Ok((rows, header))
    }

    /// Reads the next row; blank lines are none.
    ///
    /// # Errors
    ///
    /// Fails where reading fails, or where a row is longer than [`LONGEST_ROW`].
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
            return self.find_quoted();
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

fn line_feeds(text: &[u8]) -> u64 {
    text.iter().map(|b| u64::from(*b == b'\n')).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// Each row as `line: cells joined by |`, or `line! reason [text]`.
    fn rows(text: &[u8]) -> Vec<String> {
        let (mut rows, _) = CsvRows::open(text, b',').unwrap();
        let mut seen = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            seen.push(match &row.cells {
                Ok(cells) => format!(
                    "{}: {}",
                    row.line,
                    cells.iter().collect::<Vec<_>>().join("|")
                ),
                Err(reason) => match row.refused(reason) {
                    Entry::Refused(Refusal { line, reason, text }) => {
                        format!("{line}! {reason} [{text}]")
                    }
                    other => format!("{other:?}"),
                },
            });
        }
        seen
    }

    #[rstest]
    #[case::plain(b"a,b\n1,2\n3,4", &["2: 1|2", "3: 3|4"])]
    #[case::crlf(b"a,b\r\n1,2\r\n3,4\r\n", &["2: 1|2", "3: 3|4"])]
    #[case::blank_lines(b"\n\na,b\n\n1,2\n\n\n3,4\n\n", &["5: 1|2", "8: 3|4"])]
    #[case::blank_crlf_lines(b"a,b\r\n\r\n1,2\r\n\r\n3,4", &["3: 1|2", "5: 3|4"])]
    #[case::over_lines(b"a,b\n1,\"x\ny\nz\"\n3,4\n", &["2: 1|x\ny\nz", "5: 3|4"])]
    #[case::over_crlf_lines(b"a,b\r\n1,\"x\r\ny\"\r\n3,4\r\n", &["2: 1|x\r\ny", "4: 3|4"])]
    #[case::too_few_and_too_many(
        b"a,b\n1\n\n1,2,3\n3,4\n",
        &["2! has 1 fields instead of 2 [1]", "4! has 3 fields instead of 2 [1,2,3]", "5: 3|4"]
    )]
    #[case::not_utf8(b"a,b\n1,\xff\n3,4\n", &["2! is not UTF-8 text [1,\u{fffd}]", "3: 3|4"])]
    #[case::no_row(b"a,b\n", &[])]
    #[case::nothing(b"", &[])]
    #[case::open_quote(
        b"a,b\n\"1,2\n3,4\n",
        &["2! has 1 fields instead of 2, over several lines; is a quote left open? [\"1,2\n3,4]"]
    )]
    #[case::byte_order_mark(b"\xef\xbb\xbfa,b\n1\n", &["2! has 1 fields instead of 2 [1]"])]
    fn rows_know_their_line(#[case] text: &[u8], #[case] expected: &[&str]) {
        assert_eq!(rows(text), expected);
    }

    /// Gives out a few bytes at a time.
    struct Slowly<'t>(&'t [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(buffer.len());
            self.0.read(&mut buffer[..length])
        }
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate(
            text in proptest::collection::vec(
                proptest::sample::select(&b"aab,,;\"\"\r\n\n\xc3\xa9\xff "[..]), 0..200),
            at_once in 1..40_usize,
        ) {
            // Neither a blank file nor one whose first bytes are a mark.
            let text = [b"h\n".as_slice(), &text].concat();
            let (mut rows, _) = CsvRows::open(Slowly(&text, at_once), b',').unwrap();
            rows.width = 0;
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(&*text);
            for expected in reader.byte_records() {
                let expected = expected.unwrap();
                let row = rows.next_row().unwrap().unwrap();
                let line = expected.position().unwrap().line();
                // csv leaves line ends and blank lines to the row after them.
                prop_assert!(row.line >= line);
                match (csv::StringRecord::from_byte_record(expected), row.cells) {
                    (Ok(expected), Ok(cells)) => {
                        prop_assert!(expected.iter().eq(cells.iter()));
                    }
                    (Err(_), Err(reason)) => prop_assert_eq!(reason, "is not UTF-8 text"),
                    (expected, _) => prop_assert!(false, "{expected:?}"),
                }
            }
            prop_assert!(rows.next_row().unwrap().is_none());
        }
    }

    #[test]
    fn lines_and_texts_hold_across_buffers() {
        let mut text = b"a,b\r\n".to_vec();
        for n in 0..40_000 {
            text.extend(format!("{n},\"two\r\nlines\"\r\n").bytes());
        }
        text.extend(b"last\r\n");
        let seen = rows(&text);
        assert_eq!(seen[39_999], "80000: 39999|two\r\nlines");
        assert_eq!(seen[40_000], "80002! has 1 fields instead of 2 [last]");
    }

    #[test]
    fn a_quote_never_closed_stops_the_reading() {
        let mut text = b"a,b\n1,2\n3,\"4".to_vec();
        text.resize(3 * LONGEST_ROW, b'x');
        let (mut rows, _) = CsvRows::open(text.as_slice(), b',').unwrap();
        assert!(rows.next_row().unwrap().is_some());
        let error = rows.next_row().map(|row| row.is_some()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 3: a row is longer than 1 MiB; is a quote left open?"
        );
    }

    #[rstest]
    #[case("a,b;c,d\n", b',')]
    #[case("a;b;c,d\n", b';')]
    #[case("a\tb\n1,2,3,4\n", b'\t')]
    #[case("\"a;b;c;d\",e\n", b',')]
    #[case("alone\n", b',')]
    #[case("", b',')]
    fn the_delimiter_is_read_off_the_header(#[case] text: &str, #[case] expected: u8) {
        assert_eq!(find_delimiter(text, |_| false), (expected, false));
    }

    #[test]
    fn the_delimiter_whose_header_fits_outranks_the_one_with_more_columns() {
        let fits = |header: &Header| header.names.iter().any(|name| name == "title");
        assert_eq!(find_delimiter("title;a, b, c\n", fits), (b';', true));
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("シーズン", 2), "シー");
        let Entry::Refused(refused) = refusal(1, "", "é".repeat(5000).as_bytes()) else {
            panic!("not refused");
        };
        assert_eq!(refused.text, "é".repeat(1000));
    }
}
