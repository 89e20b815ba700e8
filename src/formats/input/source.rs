//! Where a log comes from.

use std::path::{Path, PathBuf};
use std::{fmt, fs};

use super::folder::files;
use crate::domain::name::shown;

/// Where a log comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file: a play log, or a ZIP of some; or a folder of such files.
    File(PathBuf),
}

impl From<PathBuf> for Source {
    /// Takes `-` for standard input.
    fn from(path: PathBuf) -> Self {
        if path == Path::new("-") {
            Self::Stdin
        } else {
            Self::File(path)
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("standard input"),
            Self::File(path) => f.write_str(&shown(&path.to_string_lossy())),
        }
    }
}

/// Returns how many bytes `sources` have together, as they lie on the disk; `None` where one is neither a
/// plain file nor a folder.
#[must_use]
pub fn total_bytes(sources: &[Source]) -> Option<u64> {
    let bytes = |source: &Source| match source {
        Source::Stdin => None,
        Source::File(path) if path.is_dir() => {
            let files = files(path).ok()?;
            files.iter().map(|path| length(path)).sum()
        }
        Source::File(path) => length(path),
    };
    sources.iter().map(bytes).sum()
}

fn length(path: &Path) -> Option<u64> {
    let metadata = fs::metadata(path).ok()?;
    metadata.is_file().then_some(metadata.len())
}
