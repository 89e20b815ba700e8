//! Cells with blanks around their quotes, as people write them: `"A" , "B"`.

use super::row::Cell;

/// Returns whether a quote in `row` has nothing but blanks between it and the start of its cell.
pub(super) fn has_spaced_quote(row: &[u8], delimiter: u8) -> bool {
    memchr::memchr_iter(b'"', row).any(|quote| {
        let before = &row[..quote];
        let blanks = blanks_at_end(before, delimiter);
        let cell = &before[..before.len() - blanks];
        blanks > 0 && cell.last().is_none_or(|last| *last == delimiter)
    })
}

/// Returns the text of the cells of `row`, and where each is in it, blanks around quotes left out.
///
/// `None` where a quote is not closed at the end of its cell: then it is part of the text.
pub(super) fn spaced_cells(row: &[u8], delimiter: u8) -> Option<(Vec<u8>, Vec<Cell>)> {
    let mut rest = row.trim_ascii_end();
    // No cell is longer than the row; and what is read next has to go somewhere.
    let mut text = Vec::with_capacity(row.len().max(1 << 10));
    let mut cells = Vec::new();
    loop {
        let start = text.len();
        let blanks = blanks_at_start(rest, delimiter);
        let length = if rest.get(blanks) == Some(&b'"') {
            let quoted = &rest[blanks + 1..];
            let length = unquote(quoted, &mut text)?;
            let after = &quoted[length..];
            blanks + 1 + length + blanks_at_start(after, delimiter)
        } else {
            let length = memchr::memchr(delimiter, rest).unwrap_or(rest.len());
            text.extend_from_slice(&rest[..length]);
            length
        };
        cells.push((start, text.len()));
        match rest.get(length) {
            None => break,
            Some(next) if *next == delimiter => rest = &rest[length + 1..],
            Some(_) => return None,
        }
    }
    let length = text.capacity();
    text.resize(length, 0);
    Some((text, cells))
}

/// Adds what stands before the closing quote; returns how long it is, that quote included.
fn unquote(quoted: &[u8], text: &mut Vec<u8>) -> Option<usize> {
    let mut from = 0;
    loop {
        let quote = from + memchr::memchr(b'"', &quoted[from..])?;
        text.extend_from_slice(&quoted[from..quote]);
        if quoted.get(quote + 1) != Some(&b'"') {
            return Some(quote + 1);
        }
        text.push(b'"');
        from = quote + 2;
    }
}

/// Returns how many blanks `text` begins with.
pub(super) fn blanks_at_start(text: &[u8], delimiter: u8) -> usize {
    let blanks = text.iter().take_while(|b| is_blank(**b, delimiter));
    blanks.count()
}

fn blanks_at_end(text: &[u8], delimiter: u8) -> usize {
    let blanks = text.iter().rev().take_while(|b| is_blank(**b, delimiter));
    blanks.count()
}

fn is_blank(byte: u8, delimiter: u8) -> bool {
    matches!(byte, b' ' | b'\t') && byte != delimiter
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::around("\"a\" , \"b, c\"\r\n", Some("a|b, c"))]
    #[case::before_the_first(" \"a\",b\n", Some("a|b"))]
    #[case::doubled("x , \t\"a \"\"b\"\"\",", Some("x |a \"b\"|"))]
    #[case::part_of_the_text("a, \"b\" c,d", None)]
    #[case::left_open("a, \"b,c", None)]
    fn blanks_around_quotes_are_nothing(#[case] row: &str, #[case] expected: Option<&str>) {
        assert!(has_spaced_quote(row.as_bytes(), b','));
        let found = spaced_cells(row.as_bytes(), b',').map(|(text, cells)| {
            let cell =
                |(start, end): &Cell| String::from_utf8_lossy(&text[*start..*end]).into_owned();
            cells.iter().map(cell).collect::<Vec<_>>().join("|")
        });
        assert_eq!(found.as_deref(), expected);
    }

    #[rstest]
    #[case("\"a\",\"b\"")]
    #[case("a \"b\",c")]
    #[case("\"a\" ,b")]
    fn other_quotes_are_left_to_the_rules(#[case] row: &str) {
        assert!(!has_spaced_quote(row.as_bytes(), b','));
    }
}
