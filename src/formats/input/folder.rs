//! Folders: the files in them, and in the folders in these.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::litter::is_litter;
use super::natural_order::natural_order;

/// Returns the files in `folder`, in the order of their names with numbers by value; those of a folder stand where it would.
///
/// Left out are hidden files and folders, what macOS adds, what engines write beside their data (`_SUCCESS`, `_metadata`), and
/// whatever is neither a file nor a folder. A link to a folder is not followed: it may lead back.
///
/// # Errors
///
/// Fails where a folder cannot be listed, with its path.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut files = Vec::new();
    // Folders are no calls in each other: they may be as deep as a disk can hold.
    let mut waiting = vec![(folder.to_owned(), true)];
    while let Some((path, is_folder)) = waiting.pop() {
        if is_folder {
            let listed = list(&path).map_err(|error| (path, error))?;
            waiting.extend(listed.into_iter().rev());
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// Returns what is in one folder, in order, each with whether it is a folder.
fn list(folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_folder = entry.file_type()?.is_dir();
        let is_file = || fs::metadata(entry.path()).is_ok_and(|file| file.is_file());
        if !is_litter(&name) && (is_folder || is_file()) {
            found.push((name, entry.path(), is_folder));
        }
    }
    found.sort_by(|(one, ..), (other, ..)| natural_order(one, other));
    let found = found.into_iter();
    Ok(found
        .map(|(_, path, is_folder)| (path, is_folder))
        .collect())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn files_come_in_the_order_of_their_names() {
        let folder = TempDir::new().unwrap();
        let names = [
            "part-10.csv",
            "part-2.csv",
            "b=2/x.csv",
            "b=10/deep/y.csv",
            "_plays.csv",
            "_SUCCESS",
            "_metadata",
            "_temporary/0/part-0.parquet",
            "__MACOSX/part-1.csv",
            ".part-2.csv.crc",
            "part-2.csv.crc",
            ".git/a.csv",
        ];
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("..", folder.path().join("b=2/around")).unwrap();
        let found = files(folder.path()).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap())
            .collect();
        let expected = [
            "_plays.csv",
            "b=2/x.csv",
            "b=10/deep/y.csv",
            "part-2.csv",
            "part-10.csv",
        ];
        assert_eq!(found, expected.map(Path::new));
        assert!(files(&folder.path().join("none")).is_err());
    }
}
