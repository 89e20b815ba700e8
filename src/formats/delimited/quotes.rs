//! What a quote that is left open would take with it.

use super::spaced::blanks_at_start;

/// What is wrong with a row over several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenQuote {
    /// It is one line, the last of the file, and ends inside a quote.
    AtEnd,
    /// It has taken so many lines more than its own with it.
    Lines(u64),
}

impl OpenQuote {
    /// Returns what to say of it where its row starts at `line`.
    pub fn problem(self, line: u64) -> String {
        match self {
            Self::AtEnd => "leaves a quote open".to_owned(),
            // Where lines end with a carriage return they are not counted.
            Self::Lines(0) => "a quote is left open; all lines from it on would be lost; close the quote or take it out".to_owned(),
            Self::Lines(more) => format!(
                "a quote is left open; lines {line} to {} would be lost; close the quote or take it out",
                line + more
            ),
        }
    }
}

/// How a row with quotes was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReadAs {
    pub delimiter: u8,
    /// How many cells it has, and how many the header has.
    pub found: usize,
    pub width: usize,
}

/// How the quotes of a row are closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closed {
    /// Where the cell is over.
    Well,
    /// One at least within its cell.
    Early,
    /// The last one not at all: the file ends first.
    Never,
}

/// Returns what a quote left open in the row `text` has swallowed, if there is one.
///
/// A quote may also be closed by the next one of another row. Then cells are too few or too many, or
/// text goes on right behind the quote; and lines that were swallowed are rows by themselves. The
/// lines of a cell that is meant to have several are not.
pub(super) fn open_quote(text: &[u8], row: ReadAs) -> Option<OpenQuote> {
    let text = text.trim_ascii_end();
    let closed = closed(text, row.delimiter);
    let more = text.iter().map(|b| u64::from(*b == b'\n')).sum();
    let is_one = more == 0 && !text.contains(&b'\r');
    match closed {
        Closed::Never if is_one => return Some(OpenQuote::AtEnd),
        Closed::Never => return Some(OpenQuote::Lines(more)),
        Closed::Well if row.found == row.width => return None,
        Closed::Well | Closed::Early => {}
    }
    let mut others = text.split(|b| *b == b'\n').skip(1);
    let is_lost = |line| is_row(line, row) || closed == Closed::Early && would_be_row(line, row);
    others.any(is_lost).then_some(OpenQuote::Lines(more))
}

fn closed(text: &[u8], delimiter: u8) -> Closed {
    let (mut rest, mut closed) = (text, Closed::Well);
    loop {
        let mut end = 0;
        if rest.first() == Some(&b'"') {
            let Some(length) = quoted_length(rest) else {
                return Closed::Never;
            };
            end = length + blanks_at_start(&rest[length..], delimiter);
            if rest.get(end).is_some_and(|next| *next != delimiter) {
                closed = Closed::Early;
            }
        }
        match memchr::memchr(delimiter, &rest[end..]) {
            Some(more) => rest = &rest[end + more + 1..],
            None => return closed,
        }
    }
}

/// Returns how long the quoted cell is that `text` begins with, both quotes included.
fn quoted_length(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr(b'"', text.get(at..)?)? + 1;
        if text.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

/// Returns whether `line` by itself is a row as wide as the header.
fn is_row(line: &[u8], row: ReadAs) -> bool {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let mut reader = csv_core::ReaderBuilder::new()
        .delimiter(row.delimiter)
        .build();
    let (mut output, mut ends) = (vec![0; line.len() + 1], vec![0; line.len() + 2]);
    let (result, read, written, count) = reader.read_record(line, &mut output, &mut ends);
    if result != csv_core::ReadRecordResult::InputEmpty || read != line.len() {
        return false;
    }
    let (result, _, _, last) =
        reader.read_record(b"\n", &mut output[written..], &mut ends[count..]);
    result == csv_core::ReadRecordResult::Record && count + last == row.width
}

/// Returns whether `line` is a row as wide as the header where quotes are text.
fn would_be_row(line: &[u8], row: ReadAs) -> bool {
    memchr::memchr_iter(row.delimiter, line).count() + 1 == row.width
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::to_the_end("\"a,b,c\nd,e,f\ng,h,i\n", 1, Some(OpenQuote::Lines(2)))]
    #[case::carriage_returns("a,b,\"c\rd,e,f\r", 3, Some(OpenQuote::Lines(0)))]
    #[case::in_the_last_line("a,b,\"c\n", 3, Some(OpenQuote::AtEnd))]
    #[case::closed_by_another("\"a,b,c\nd,e,f\n\"g\",h,i\n", 3, Some(OpenQuote::Lines(2)))]
    #[case::closed_at_once("a,b,\"c\nd,e,\"f\n", 3, Some(OpenQuote::Lines(1)))]
    #[case::all_quoted(
        "\"a\",\"b\",\"c\r\n\"d\",\"e\",\"f\"\r\n",
        5,
        Some(OpenQuote::Lines(1))
    )]
    #[case::two_lines("\"a\nb\",c,d\n", 3, None)]
    #[case::rows_in_a_cell("\"a,b,c\nd,e,f\" ,c,\"\"\"d\"\n", 3, None)]
    #[case::too_few("\"a\nb\",c\n", 2, None)]
    #[case::one_line("\"a\",\"b\"c,d\n", 3, None)]
    fn what_a_quote_swallows_is_counted(
        #[case] text: &str,
        #[case] found: usize,
        #[case] expected: Option<OpenQuote>,
    ) {
        let row = ReadAs {
            delimiter: b',',
            found,
            width: 3,
        };
        assert_eq!(open_quote(text.as_bytes(), row), expected);
    }
}
