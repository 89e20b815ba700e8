//! Paths as an engine is told them.

use std::path::Path;

use anyhow::Context as _;

use crate::engine::dialect::Dialect;

/// Returns whether a path is one that only an engine may know: it begins with a scheme.
pub(super) fn is_elsewhere(path: &str) -> bool {
    // A single letter is a drive.
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// Returns a path as an engine is told it: from the root, and for Spark as a file, whatever its own file system is.
pub(super) fn as_told(path: &Path, dialect: Dialect) -> anyhow::Result<String> {
    let path = std::path::absolute(path).with_context(|| path.display().to_string())?;
    Ok(match dialect {
        Dialect::Spark => format!("file://{}", path.display()),
        Dialect::DuckDb => path.display().to_string(),
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::is_elsewhere;

    #[rstest]
    #[case("s3://lake/cells", true)]
    #[case("hdfs:/cells", true)]
    #[case("file:///mnt/cells", true)]
    #[case("/mnt/lake/cells", false)]
    #[case("cells", false)]
    #[case("C:\\cells", false)]
    #[case("a b:c", false)]
    fn a_scheme_is_for_the_engine(#[case] path: &str, #[case] expected: bool) {
        assert_eq!(is_elsewhere(path), expected);
    }
}
