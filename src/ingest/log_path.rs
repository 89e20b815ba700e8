//! Where a log lies: its file, its folder, and the files beside it.

use std::path::Path;

use crate::store::place::number_of;

/// Returns whether there is more at `path` than an empty file.
pub(super) fn has_bytes(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|file| file.is_dir() || file.len() > 0)
}

/// Returns what tells the file at `path` from another that takes its place; `None` where there is none.
pub(super) fn file_number(path: &Path) -> Option<(u64, u64)> {
    path.metadata().ok().map(|file| number_of(&file))
}

/// Returns the folder of the log.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
