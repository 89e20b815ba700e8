//! Where a log lies: its file, its folder, and the files beside it.

use std::path::Path;

/// Returns whether there is more at `path` than an empty file.
pub(super) fn has_bytes(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|file| file.is_dir() || file.len() > 0)
}

/// Returns what tells the file at `path` from another that takes its place; `None` where there is none.
pub(super) fn file_number(path: &Path) -> Option<u64> {
    let file = path.metadata().ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::ino(&file));
    #[cfg(not(unix))]
    return file.created().ok().map(|_| 0);
}

/// Returns the folder of the log.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
