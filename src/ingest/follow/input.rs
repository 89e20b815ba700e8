//! Opening what is followed: a file that grows, or a pipe.

use std::{fs, io};

use super::feed::Feed;
use super::pipe::Pipe;
use super::tail::Tail;
use crate::formats::input::piped::chunks;
use crate::formats::input::{InputError, Source};

/// Opens a live log: a file that grows, or a pipe.
///
/// # Errors
///
/// Fails where there is no such file, or it cannot be read.
pub(super) fn open(source: &Source) -> Result<Box<dyn Feed>, InputError> {
    let Source::File(path) = source else {
        return Ok(Box::new(Pipe(chunks(|| Ok(io::stdin())))));
    };
    let name = source.to_string();
    let unreadable = |source| InputError::Unreadable {
        name: name.clone(),
        source,
    };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(InputError::Folder { name });
    }
    if metadata.is_file() {
        return Ok(Box::new(Tail::open(path.clone()).map_err(unreadable)?));
    }
    let path = path.clone();
    Ok(Box::new(Pipe(chunks(|| fs::File::open(path)))))
}
