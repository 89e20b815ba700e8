//! The file for refused rows, which is none of those that are read, written or kept secret.

use std::path::{Path, PathBuf};

use super::arguments::Arguments;
use crate::ingest::refused_file::{RefusedFile, RefusedFileError, Taken};
use crate::store::key::ViewerKey;
use crate::store::place::{BESIDE, beside};

/// Standard input and what is printed, where the system names them: each may be a file.
const STREAMS: [(&str, &str); 3] = [
    ("/dev/stdin", "it is an input"),
    ("/dev/stdout", "it is standard output"),
    ("/dev/stderr", "it is standard error"),
];

/// Returns the file for refused rows at `path`.
///
/// # Errors
///
/// Fails where it is anything but such a file, or a new one.
pub(super) fn refused_file(path: &Path, arguments: &Arguments) -> anyhow::Result<RefusedFile> {
    if ViewerKey::is_beside(path) {
        return Err(RefusedFileError::Unfit {
            path: path.to_owned(),
            reason: "the key that hides viewers has that folder for itself",
        }
        .into());
    }
    Ok(RefusedFile::new(path.to_owned(), taken(arguments))?)
}

/// Returns the files that an import reads and writes.
fn taken(arguments: &Arguments) -> Vec<Taken> {
    let into = &arguments.into;
    let mut taken = vec![(into.clone(), "it is the log")];
    let besides = BESIDE.iter().map(|suffix| beside(into, suffix));
    taken.extend(besides.map(|path| (path, "it belongs to the log")));
    let inputs = arguments.inputs.iter().cloned();
    taken.extend(inputs.map(|path| (path, "it is an input")));
    if let Ok(key) = ViewerKey::file() {
        taken.push((key, "it is the key that hides viewers"));
    }
    taken.extend(STREAMS.map(|(path, reason)| (PathBuf::from(path), reason)));
    taken
}
