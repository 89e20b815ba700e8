//! Finding the header and the delimiter of a table.

use std::io::{self, BufRead, Cursor, Read};

use super::header::Header;
use super::rows::CsvRows;
use crate::formats::limits::HEAD_BYTES;
use crate::formats::read_error::ReadError;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many lines a header is looked for in.
const LINES: usize = 10;

/// Where a table begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) struct Opening {
    /// What stands between its cells.
    pub delimiter: u8,
    /// How many lines stand above its header.
    pub above: u64,
    /// Whether its header fits.
    pub fits: bool,
}

/// Returns where the table begins that is somewhere in `text`: at the first of its first lines that is
/// a header which `fits`, else at the first line.
///
/// Spreadsheets write a title above the header, or `sep=;` for the delimiter.
pub(in crate::formats) fn find_table(text: &str, fits: impl Fn(&Header) -> bool) -> Opening {
    find_among(text, &DELIMITERS, fits)
}

/// Does the same where it is known what stands between the cells.
pub(in crate::formats) fn find_table_of(
    text: &str,
    delimiter: u8,
    fits: impl Fn(&Header) -> bool,
) -> Opening {
    find_among(text, &[delimiter], fits)
}

fn find_among(text: &str, delimiters: &[u8], fits: impl Fn(&Header) -> bool) -> Opening {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut delimiters = delimiters.to_vec();
    let (mut from, mut first) = (0, None);
    for (above, line) in (0..).zip(text.split_inclusive('\n').take(LINES)) {
        let start = from;
        from += line.len();
        if line.trim().is_empty() {
            continue;
        }
        if let (None, Some(delimiter)) = (first, named_delimiter(line)) {
            delimiters = vec![delimiter];
            first = Some(Opening {
                delimiter,
                above: above + 1,
                fits: false,
            });
            continue;
        }
        let (delimiter, fits) = best_delimiter(&text[start..], &delimiters, &fits);
        let opening = Opening {
            delimiter,
            above,
            fits,
        };
        if fits {
            return opening;
        }
        first.get_or_insert(opening);
    }
    first.unwrap_or(Opening {
        delimiter: b',',
        above: 0,
        fits: false,
    })
}

/// Returns the delimiter that `line` names, as in `sep=;`.
fn named_delimiter(line: &str) -> Option<u8> {
    let line = line.trim_end_matches(['\r', '\n']);
    let line = line
        .strip_prefix('"')
        .and_then(|line| line.strip_suffix('"'))
        .unwrap_or(line);
    match line.as_bytes() {
        [word @ .., delimiter] if word.eq_ignore_ascii_case(b"sep=") => {
            let is_one = delimiter.is_ascii() && *delimiter != b'"';
            is_one.then_some(*delimiter)
        }
        _ => None,
    }
}

/// Returns the delimiter of the table `text` begins: the first whose header `fits`, else the one
/// that makes the most columns.
///
/// The second value says whether it fits.
pub(in crate::formats) fn find_delimiter(text: &str, fits: impl Fn(&Header) -> bool) -> (u8, bool) {
    best_delimiter(text, &DELIMITERS, fits)
}

fn best_delimiter(text: &str, delimiters: &[u8], fits: impl Fn(&Header) -> bool) -> (u8, bool) {
    let (mut best, mut most) = (delimiters[0], 0);
    for delimiter in delimiters {
        let Ok((_, header)) = CsvRows::open(text.as_bytes(), *delimiter) else {
            continue;
        };
        if fits(&header) {
            return (*delimiter, true);
        }
        if header.names.len() > most {
            (best, most) = (*delimiter, header.names.len());
        }
    }
    (best, false)
}

/// Opens a table whose header is the first line of `input` that is not blank, and returns its rows with the columns that
/// `find` finds in the header.
///
/// # Errors
///
/// Fails where reading fails, and as `find` does.
pub(in crate::formats) fn open_table<C>(
    input: impl BufRead,
    find: impl Fn(&Header) -> Result<C, ReadError>,
) -> Result<(CsvRows<impl Read>, C), ReadError> {
    let (first, input) = peek_line(input)?;
    let (delimiter, _) = find_delimiter(&first, |header| find(header).is_ok());
    let (rows, header) = CsvRows::open(input, delimiter)?;
    Ok((rows, find(&header)?))
}

/// Returns the first lines of `input`, as many as a header is looked for in, read as text, and an
/// input that begins with them again.
pub(in crate::formats) fn peek_lines(
    mut input: impl BufRead,
) -> io::Result<(String, impl BufRead)> {
    let mut bytes = Vec::new();
    let mut lines = 0;
    while (lines < LINES || bytes.trim_ascii().is_empty()) && bytes.len() < HEAD_BYTES {
        let left = (HEAD_BYTES - bytes.len()) as u64;
        if (&mut input).take(left).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        lines += 1;
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok((text, Cursor::new(bytes).chain(input)))
}

/// Returns the first line of `input` that is not blank, read as text, and an input that begins
/// with it again.
pub(in crate::formats) fn peek_line(mut input: impl BufRead) -> io::Result<(String, impl BufRead)> {
    let mut bytes = Vec::new();
    while bytes.trim_ascii().is_empty() && bytes.len() < HEAD_BYTES {
        if (&mut input)
            .take(HEAD_BYTES as u64)
            .read_until(b'\n', &mut bytes)?
            == 0
        {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok((text, Cursor::new(bytes).chain(input)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

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

    #[rstest]
    #[case::first_line("title,x\nA,1\n", b',', 0, true)]
    #[case::blank_lines("\r\n \ntitle;x\n", b';', 2, true)]
    #[case::named("\u{feff}sep=|\r\ntitle|a,b,c\n", b'|', 1, true)]
    #[case::named_in_quotes("\n\"SEP=\t\"\ntitle\tx\n", b'\t', 2, true)]
    #[case::named_and_a_title("sep=,\nMine\ntitle;x,title\n", b',', 2, true)]
    #[case::named_in_vain("sep=|\nname|x\n", b'|', 1, false)]
    #[case::too_long_a_name("sep=ab\ntitle,x\n", b',', 1, true)]
    #[case::below_titles("My plays;;\n\n2024\ntitle;x;y\n", b';', 3, true)]
    #[case::no_header("My plays\n\na,b\n", b',', 0, false)]
    #[case::too_far_down("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\ntitle,x\n", b',', 0, false)]
    #[case::nothing("", b',', 0, false)]
    fn the_header_is_found_below_what_stands_above(
        #[case] text: &str,
        #[case] delimiter: u8,
        #[case] above: u64,
        #[case] fits: bool,
    ) {
        let has_title = |header: &Header| {
            header.names.len() > 1 && header.names.iter().any(|name| name == "title")
        };
        let expected = Opening {
            delimiter,
            above,
            fits,
        };
        assert_eq!(find_table(text, has_title), expected);
    }

    #[test]
    fn the_delimiter_whose_header_fits_outranks_the_one_with_more_columns() {
        let fits = |header: &Header| header.names.iter().any(|name| name == "title");
        assert_eq!(find_delimiter("title;a, b, c\n", fits), (b';', true));
    }
}
