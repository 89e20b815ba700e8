//! Files without a name, for what can be read only once.

use std::fs::File;
use std::io::{self, Read, Seek as _};

/// Copies `input` to a nameless file, so that it can be read from any place; the copy is gone with
/// the handle, even where the program is killed.
///
/// # Errors
///
/// Fails where `input` cannot be read, or the folder for temporary files is full.
pub(super) fn spool(mut input: impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut input, &mut file)?;
    file.rewind()?;
    Ok(file)
}
