//! Files that nobody exported.

/// Returns whether a file, or a member of a ZIP, is what macOS adds to folders and ZIPs.
pub(super) fn is_litter(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || base.starts_with("._")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("__MACOSX/x/ViewingActivity.csv", true)]
    #[case("x/._ViewingActivity.csv", true)]
    #[case("x/ViewingActivity.csv", false)]
    fn litter_is_known(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_litter(name), expected);
    }
}
