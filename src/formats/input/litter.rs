//! Files that nobody exported.

use std::path::Path;

/// Returns whether a file, be it in folders or a member of a ZIP, is hidden, is what macOS adds to folders and ZIPs, or is
/// what engines write beside their data: `_SUCCESS`, `_metadata`, `_temporary/0/part-0.parquet`, checksums.
pub(super) fn is_litter(path: &str) -> bool {
    path.split('/').any(|name| {
        let is_checksum = Path::new(name).extension() == Some("crc".as_ref());
        let is_beside_data = name.starts_with('_') && !name.contains('.');
        let is_hidden = name.starts_with('.') && !matches!(name, "." | "..");
        is_checksum || is_beside_data || is_hidden
    })
}

/// Returns whether a file is what SQLite writes beside a database, and reads with it.
pub(super) fn is_beside_database(path: &str) -> bool {
    let endings = ["-wal", "-shm", "-journal"];
    endings.iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("__MACOSX/x/ViewingActivity.csv", true)]
    #[case("x/._ViewingActivity.csv", true)]
    #[case("x/ViewingActivity.csv", false)]
    #[case("./x/ViewingActivity.csv", false)]
    #[case(".git/a.csv", true)]
    #[case("plays/_SUCCESS", true)]
    #[case("plays/_temporary/0/part-0.parquet", true)]
    #[case("plays/part-0.parquet.crc", true)]
    #[case("plays/_mine.csv", false)]
    fn litter_is_known(#[case] path: &str, #[case] expected: bool) {
        assert_eq!(is_litter(path), expected);
    }

    #[rstest]
    #[case("a/tautulli.db-wal", true)]
    #[case("tautulli.db-shm", true)]
    #[case("tautulli.db", false)]
    #[case("the-wal.csv", false)]
    fn what_lies_beside_a_database_is_known(#[case] path: &str, #[case] expected: bool) {
        assert_eq!(is_beside_database(path), expected);
    }
}
