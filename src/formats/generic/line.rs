//! A line of a log that is still being written.

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With a line feed.
    Whole,
    /// Without one: whoever wrote it stopped there.
    Broken,
    /// Beyond the longest row; only its beginning is kept.
    TooLong,
}

/// A line of a live log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// Its number in its file, from 1.
    pub number: u64,
    /// Its bytes, the line feed included.
    pub bytes: &'a [u8],
    /// How it ends.
    pub ending: Ending,
}

impl Line<'_> {
    /// Returns whether there is nothing to see on it.
    pub fn is_blank(&self) -> bool {
        self.text().trim_ascii().is_empty()
    }

    /// Returns its bytes, without a byte order mark on the first of a file.
    pub(super) fn text(&self) -> &[u8] {
        let mark = if self.number == 1 {
            BYTE_ORDER_MARK
        } else {
            b""
        };
        self.bytes.strip_prefix(mark).unwrap_or(self.bytes)
    }
}
