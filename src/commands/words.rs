//! The words of sentences that are named on the command line.

use std::path::Path;

use anyhow::{Context as _, anyhow};

use crate::guard::words::Words;

/// Returns the words that are named: those of a language, or of a file.
///
/// # Errors
///
/// Fails where the file cannot be read, or holds no words.
pub(super) fn named(named: &Path) -> anyhow::Result<Words> {
    if let Some(words) = named.to_str().and_then(Words::built_in) {
        return Ok(words.clone());
    }
    let shown = named.display();
    let text = std::fs::read_to_string(named)
        .with_context(|| format!("{shown}: neither en nor it, nor a file that can be read"))?;
    Words::parse(&text).map_err(|error| anyhow!("{shown}: {error}"))
}
