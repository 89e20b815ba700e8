//! Where paths lead: whether two of them are the same file, and whether one is a database's own.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// What SQLite adds to the name of a database for the files that it keeps beside it.
pub const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Returns where a path leads, whether or not there is a file.
#[must_use]
pub fn place(path: &Path) -> PathBuf {
    if let Ok(place) = path.canonicalize() {
        return place;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (absolute.parent(), absolute.file_name()) {
        (Some(folder), Some(name)) => place(folder).join(name),
        _ => absolute,
    }
}

/// Returns what tells a file from another that takes its place, the same for all of its names: device and
/// inode.
#[cfg(unix)]
pub(crate) fn number_of(file: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (file.dev(), file.ino())
}

/// Elsewhere files have no such number; the time they were made stands in for it.
#[cfg(not(unix))]
pub(crate) fn number_of(file: &Metadata) -> (u64, u64) {
    let made = file.created().ok();
    let since = made.and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or((0, 0), |since| {
        (since.as_secs(), u64::from(since.subsec_nanos()))
    })
}

/// Returns whether two paths lead to the same file, through links of either kind, or would if there
/// were one. Neither is opened.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let is_linked = match (one.metadata(), other.metadata()) {
        (Ok(one), Ok(other)) => cfg!(unix) && number_of(&one) == number_of(&other),
        _ => false,
    };
    is_linked || place(one) == place(other)
}

/// Returns the path of a file beside another one, named as that one with `suffix` after it.
#[must_use]
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut file = path.as_os_str().to_owned();
    file.push(suffix);
    PathBuf::from(file)
}

/// Returns whether a path is that of a file which SQLite keeps, or would keep, beside a file that is
/// there.
#[must_use]
pub fn is_beside_a_database(path: &Path) -> bool {
    let path = place(path);
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    let mut owners = BESIDE.iter().filter_map(|suffix| name.strip_suffix(suffix));
    owners.any(|owner| !owner.is_empty() && path.with_file_name(owner).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn links_of_both_kinds_are_the_same_file() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("file"), "").unwrap();
        std::fs::write(at("other"), "").unwrap();
        std::fs::hard_link(at("file"), at("hard")).unwrap();
        std::os::unix::fs::symlink(at("file"), at("soft")).unwrap();
        assert!(is_same_file(&at("file"), &at("hard")));
        assert!(is_same_file(&at("soft"), &at("hard")));
        assert!(!is_same_file(&at("file"), &at("other")));
    }

    #[test]
    fn files_that_are_not_there_are_told_apart_by_where_they_would_be() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(is_same_file(&at("none"), &at("./none")));
        assert!(!is_same_file(&at("none"), &at("nothing")));
    }

    #[test]
    fn a_file_beside_a_database_is_known_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("log.db"), "").unwrap();
        for suffix in BESIDE {
            assert!(is_beside_a_database(&beside(&at("log.db"), suffix)));
            assert!(!is_beside_a_database(&beside(&at("none.db"), suffix)));
        }
        assert!(!is_beside_a_database(&at("log.db")));
    }
}
