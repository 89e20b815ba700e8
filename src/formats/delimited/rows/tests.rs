//! Rows of every shape, and where they stand.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::formats::record::{Entry, Refusal};

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
#[case::too_few_over_lines(
    b"a,b\n\"1\n2\"\n3,4\n",
    &["2! has 1 fields instead of 2, over several lines; is a quote left open? [\"1\n2\"]", "4: 3|4"]
)]
#[case::open_at_the_end(b"a,b\n1,2\n3,\"4", &["2: 1|2", "3! leaves a quote open [3,\"4]"])]
#[case::quote_in_a_cell(b"a,b\n5\",7\" \n3,4", &["2: 5\"|7\" ", "3: 3|4"])]
#[case::spaced_quotes(
    b"\"a\" , \"b\"\n\"1\" , \"2, 3\"\n4, \"5\" 6\n \"7\",\"8\n9\"\n",
    &["2: 1|2, 3", "3: 4| \"5\" 6", "4: 7|8\n9"]
)]
#[case::nul(
    b"a,b\n1,2\n3,\0\n\"\0\",5\n6,7",
    &[
        "2: 1|2",
        "3! holds a NUL byte; is the file damaged? [3,\0]",
        "4! holds a NUL byte; is the file damaged? [\"\0\",5]",
        "5: 6|7",
    ]
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
            // Blanks before quotes are read by rules of our own.
            proptest::sample::select(&b"aab,,;\"\"\r\n\n\xc3\xa9\xff"[..]), 0..200),
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

#[rstest]
#[case::to_the_end("a,b\n1,2\n\"3,4\n5,6\n7,8\n", "lines 3 to 5")]
#[case::to_the_end_of_a_cell("a,b\n1,2\n\"3,4\n5,6\n\n\"7\",8\n9,10\n", "lines 3 to 6")]
#[case::carriage_returns("a,b\r\n1,2\r\n3,\"4\r\n5,6\r\n", "lines 3 to 4")]
fn a_quote_left_open_stops_the_reading_before_rows_are_lost(
    #[case] text: &str,
    #[case] lines: &str,
) {
    let (mut rows, _) = CsvRows::open(text.as_bytes(), b',').unwrap();
    assert!(rows.next_row().unwrap().is_some());
    let error = rows.next_row().map(|row| row.is_some()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "line 3: a quote is left open; {lines} would be lost; close the quote or take it out"
        )
    );
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
