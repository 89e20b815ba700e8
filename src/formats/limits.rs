//! How much of a file is held at once.

/// How much of a file is looked at to tell its format, in bytes.
pub(crate) const HEAD_BYTES: usize = 1 << 16;

/// The longest row, in bytes; a quote that is never closed stops here and not with the memory.
pub(crate) const LONGEST_ROW: usize = 1 << 20;

/// The largest ZIP in another that is looked into, in bytes: it is copied to the folder for temporary files.
pub(super) const LARGEST_INNER_ZIP: u64 = 4 << 30;

/// The longest text kept of a refused row, in characters.
pub(super) const LONGEST_TEXT: usize = 1000;
