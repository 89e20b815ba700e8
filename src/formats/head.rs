//! What the first bytes of a file say it is.

use std::io::{self, Read};

use super::limits::HEAD_BYTES;
use super::parquet_file::{ENCRYPTED_MAGIC, MAGIC};
use crate::store::schema::APPLICATION_ID;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why a head is no text that a row could stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoText {
    /// It is UTF-16.
    Utf16,
    /// It is a log of this program.
    Log,
    /// It is an SQLite database of another program.
    Database,
    /// It is a Parquet file.
    Parquet,
    /// It is binary; the hint says what to do, with the semicolon before it.
    Binary(&'static str),
    /// There is nothing in it.
    Empty,
    /// It is HTML.
    WebPage,
}

/// Reads the head of `input`: as much of it as there is, up to 64 KiB.
///
/// # Errors
///
/// Fails where reading fails.
pub(super) fn read_head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    input.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// Returns whether `head` begins a ZIP.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    // The second is how a ZIP without members begins.
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Returns whether `head` begins an SQLite database.
pub(super) fn is_database(head: &[u8]) -> bool {
    head.starts_with(b"SQLite format 3\0")
}

/// Returns whether `head` begins a Parquet file, be it an encrypted one.
pub(super) fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(MAGIC) || head.starts_with(ENCRYPTED_MAGIC)
}

/// Returns `head` without its byte order mark.
pub(super) fn without_mark(head: &[u8]) -> &[u8] {
    head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head)
}

/// Returns why `head` is no text, or `None` where it is.
pub(crate) fn no_text(head: &[u8]) -> Option<NoText> {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Some(NoText::Utf16);
    }
    if is_database(head) {
        let is_log = head.get(68..72) == Some(&APPLICATION_ID.to_be_bytes());
        return Some(if is_log {
            NoText::Log
        } else {
            NoText::Database
        });
    }
    if is_unmarked_utf16(head) {
        return Some(NoText::Utf16);
    }
    if is_parquet(head) {
        return Some(NoText::Parquet);
    }
    if let Some(hint) = binary_hint(head) {
        return Some(NoText::Binary(hint));
    }
    let head = without_mark(head);
    let start = head.trim_ascii_start();
    if start.is_empty() && head.len() < HEAD_BYTES - BYTE_ORDER_MARK.len() {
        return Some(NoText::Empty);
    }
    let begins = |tag: &[u8]| {
        start
            .get(..tag.len())
            .is_some_and(|b| b.eq_ignore_ascii_case(tag))
    };
    (begins(b"<!doctype html") || begins(b"<html")).then_some(NoText::WebPage)
}

fn binary_hint(head: &[u8]) -> Option<&'static str> {
    let packed: [&[u8]; 4] = [b"\x1f\x8b", b"BZh", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\0"];
    if packed.iter().any(|magic| head.starts_with(magic)) {
        return Some("; unpack it first");
    }
    let is_binary = head.contains(&0) && !is_damaged_text(head);
    is_binary.then_some("; is it an export of plays?")
}

/// Returns whether every other byte is NUL, as in western UTF-16 without a mark.
fn is_unmarked_utf16(head: &[u8]) -> bool {
    let head = &head[..head.len().min(64) & !1];
    let nuls = |of: usize| head.iter().skip(of).step_by(2).filter(|b| **b == 0).count();
    let (all, first, second) = (head.len() / 2, nuls(0), nuls(1));
    all >= 4 && ((first, second) == (0, all) || (first, second) == (all, 0))
}

/// Returns whether `head` is text below a whole first line, NUL bytes aside: those are for its rows to
/// be refused for, with their lines.
fn is_damaged_text(head: &[u8]) -> bool {
    let is_text = |b: &u8| *b >= b' ' || matches!(b, 0 | b'\t' | b'\r' | b'\n');
    let first = head.iter().position(|b| *b == b'\n');
    first.is_some_and(|end| !head[..end].contains(&0) && str::from_utf8(&head[..end]).is_ok())
        && head.iter().all(is_text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::marked(b"\xff\xfea\0", Some(NoText::Utf16))]
    #[case::marked_big_end(b"\xfe\xff\0a", Some(NoText::Utf16))]
    #[case::unmarked(b"t\0i\0t\0l\0e\0", Some(NoText::Utf16))]
    #[case::unmarked_big_end(b"\0t\0i\0t\0l\0e", Some(NoText::Utf16))]
    #[case::nul_in_a_row(b"title,start\nA\0,1\n", None)]
    #[case::nul_in_the_first_line(
        b"title\0,start\nA,1\n",
        Some(NoText::Binary("; is it an export of plays?"))
    )]
    #[case::other_bytes(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        Some(NoText::Binary("; is it an export of plays?"))
    )]
    #[case::text(b"title,start\n", None)]
    fn what_is_no_text_is_told_apart(#[case] head: &[u8], #[case] expected: Option<NoText>) {
        assert_eq!(no_text(head), expected);
    }
}
