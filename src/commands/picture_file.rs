//! Where a picture goes: a file, whole or not at all, or standard output.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::new_file::check_place;
use super::output::print;
use crate::runtime::saved::nameless;
use crate::store::place::{is_same_file, place};

/// Where a picture goes.
#[derive(Debug)]
pub(super) struct PictureFile {
    /// `None` for standard output.
    path: Option<PathBuf>,
    /// Whether it takes the place of a file that is there.
    is_forced: bool,
}

impl PictureFile {
    /// Returns the file at `path`, or standard output for `-`; one that is there is replaced only by force, and the `log` never.
    ///
    /// # Errors
    ///
    /// Fails where nothing may be written there.
    pub(super) fn at(path: &Path, is_forced: bool, log: Option<&Path>) -> anyhow::Result<Self> {
        let path = (path != Path::new("-")).then_some(path);
        if let Some(path) = path {
            check(path, is_forced, log)?;
        }
        Ok(Self {
            path: path.map(Path::to_owned),
            is_forced,
        })
    }

    /// Returns its path; `None` is standard output.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Writes the picture.
    ///
    /// # Errors
    ///
    /// Fails where the system does; a file that was there is there still.
    pub(super) fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        match &self.path {
            None => print(|out| Ok(out.write_all(bytes)?)),
            Some(path) => self
                .put(path, bytes)
                .with_context(|| path.display().to_string()),
        }
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
        let path = place(path);
        let file = nameless(path.parent().unwrap_or(Path::new(".")), bytes)?;
        if self.is_forced {
            file.persist(path)?;
        } else {
            file.persist_noclobber(path)?;
        }
        Ok(())
    }
}

/// Makes sure that the picture may be written at `path`.
fn check(path: &Path, is_forced: bool, log: Option<&Path>) -> anyhow::Result<()> {
    let shown = path.display();
    if log.is_some_and(|log| is_same_file(log, path)) {
        bail!("{shown}: is the log itself; name another file");
    }
    if let Ok(there) = path.symlink_metadata() {
        if !is_forced {
            bail!("{shown}: exists already; name a new file, or replace it with --force");
        }
        // Of a link, what it leads to is replaced.
        if !(there.is_file() || path.is_file()) {
            bail!("{shown}: is no ordinary file, and is left as it is; name another");
        }
    }
    check_place(path)
}
