//! Rows of delimited text, with the line each starts on and its text as it stands in the file.

use std::io::{self, BufRead, Cursor, Read};

use csv::StringRecord;

use super::{reader::ReadError, record::Entry, record::Refusal};
use crate::domain::name::shown;

/// The longest row, in bytes; a quote that is never closed stops here and not with the memory.
pub(super) const LONGEST_ROW: usize = 1 << 20;

/// The longest text kept of a refused row, in characters.
const LONGEST_TEXT: usize = 1000;

/// The bytes csv reads at once; a measure of how far it is ahead of the current row.
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
pub(super) fn refusal(line: u64, reason: &str, text: &[u8]) -> Entry {
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

fn builder(delimiter: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BUFFER);
    builder
}

/// The rows of delimited text below its header.
pub(super) struct CsvRows<R> {
    reader: csv::Reader<Kept<R>>,
    record: StringRecord,
    width: usize,
}

/// One row.
pub(super) struct CsvRow<'r> {
    /// The line on which the row starts, from 1.
    pub line: u64,
    /// The row's cells, as many as the header has, or why the row is refused.
    pub cells: Result<&'r StringRecord, String>,
    text: &'r [u8],
}

impl CsvRow<'_> {
    /// Returns the row's refusal.
    pub fn refused(&self, reason: &str) -> Entry {
        refusal(self.line, reason, self.text)
    }
}

impl<R: Read> CsvRows<R> {
    /// Reads the header, and returns the rows below it with the header's cells, trimmed.
    ///
    /// # Errors
    ///
    /// Fails where reading fails or the header is not UTF-8.
    pub fn open(input: R, delimiter: u8) -> Result<(Self, Header), ReadError> {
        let mut rows = Self {
            reader: builder(delimiter).from_reader(Kept::new(input)),
            record: StringRecord::new(),
            width: 0,
        };
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
        let start = self.reader.position().clone();
        self.reader.get_mut().row = start.byte();
        let valid = match self.reader.read_record(&mut self.record) {
            Ok(true) => true,
            Ok(false) => return Ok(None),
            Err(error) => match error.into_kind() {
                csv::ErrorKind::Utf8 { .. } => false,
                csv::ErrorKind::Io(_) if self.reader.get_ref().too_long => {
                    let problem = "a row is longer than 1 MiB; is a quote left open?".to_owned();
                    let line = start.line();
                    return Err(ReadError::Malformed { line, problem });
                }
                csv::ErrorKind::Io(error) => return Err(error.into()),
                other => {
                    let problem = format!("{other:?}");
                    let line = start.line();
                    return Err(ReadError::Malformed { line, problem });
                }
            },
        };
        let end = self.reader.position().byte();
        let text = self.reader.get_ref().since_row(end);
        // csv leaves line ends and blank lines to the row after them.
        let before = text
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        let (blank, text) = text.split_at(before);
        let line = start.line() + line_feeds(blank);
        let cells = if valid {
            self.checked(text)
        } else {
            Err("is not UTF-8 text".to_owned())
        };
        Ok(Some(CsvRow { line, cells, text }))
    }

    fn checked(&self, text: &[u8]) -> Result<&StringRecord, String> {
        let (found, width) = (self.record.len(), self.width);
        if found == width || width == 0 {
            return Ok(&self.record);
        }
        let quote = match line_feeds(text.trim_ascii()) {
            0 => "",
            _ => ", over several lines; is a quote left open?",
        };
        Err(format!("has {found} fields instead of {width}{quote}"))
    }
}

fn line_feeds(text: &[u8]) -> u64 {
    text.iter().map(|b| u64::from(*b == b'\n')).sum()
}

/// What csv reads from: keeps the bytes since the start of the current row.
struct Kept<R> {
    inner: R,
    bytes: Vec<u8>,
    /// Where in the file `bytes` begins.
    first: u64,
    /// Where in the file the current row begins.
    row: u64,
    too_long: bool,
}

impl<R> Kept<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            bytes: Vec::with_capacity(2 * BUFFER),
            first: 0,
            row: 0,
            too_long: false,
        }
    }

    /// Returns the bytes from the start of the current row to the place `end` in the file.
    fn since_row(&self, end: u64) -> &[u8] {
        let place =
            |byte: u64| usize::try_from(byte.saturating_sub(self.first)).unwrap_or(usize::MAX);
        self.bytes.get(place(self.row)..place(end)).unwrap_or(&[])
    }
}

impl<R: Read> Read for Kept<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let done = usize::try_from(self.row - self.first).unwrap_or(usize::MAX);
        self.bytes.drain(..done.min(self.bytes.len()));
        self.first = self.row;
        if self.bytes.len() > LONGEST_ROW {
            self.too_long = true;
            return Err(io::Error::other("a row is too long"));
        }
        let read = self.inner.read(buffer)?;
        self.bytes.extend_from_slice(&buffer[..read]);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
