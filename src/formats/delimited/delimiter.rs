//! Finding the delimiter of a table.

use std::io::{self, BufRead, Cursor, Read as _};

use super::header::Header;
use super::rows::CsvRows;
use crate::formats::limits::HEAD_BYTES;

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Returns the delimiter of the table `text` begins: the first whose header `fits`, else the one
/// that makes the most columns.
///
/// The second value says whether it fits.
pub(in crate::formats) fn find_delimiter(text: &str, fits: impl Fn(&Header) -> bool) -> (u8, bool) {
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

    #[test]
    fn the_delimiter_whose_header_fits_outranks_the_one_with_more_columns() {
        let fits = |header: &Header| header.names.iter().any(|name| name == "title");
        assert_eq!(find_delimiter("title;a, b, c\n", fits), (b';', true));
    }
}
