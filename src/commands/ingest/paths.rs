//! Which paths lead to the same file.

use std::path::{Path, PathBuf};

use super::arguments::Arguments;

/// Returns whether a path leads to what is read or written.
pub(super) fn is_taken(path: &Path, arguments: &Arguments) -> bool {
    let mut others = arguments.inputs.iter().chain([&arguments.into]);
    others.any(|other| place(other) == place(path))
}

/// Returns where a path leads, whether or not there is a file.
pub(super) fn place(path: &Path) -> PathBuf {
    if let Ok(place) = path.canonicalize() {
        return place;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (absolute.parent(), absolute.file_name()) {
        (Some(folder), Some(name)) => place(folder).join(name),
        _ => absolute,
    }
}
