//! Where a picture goes: a file, whole or not at all, or standard output.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::arguments::Arguments;
use crate::commands::new_file::check_place;
use crate::commands::output::print;
use crate::export::picture::Format;
use crate::runtime::saved::nameless;
use crate::store::place::{is_same_file, place};

/// Where a picture goes, and what it is.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) format: Format,
    /// `None` for standard output.
    path: Option<PathBuf>,
    /// Whether it takes the place of a file that is there.
    is_forced: bool,
}

impl Target {
    /// Returns where a picture is asked to go.
    ///
    /// # Errors
    ///
    /// Fails where its format is not said, or nothing may be written there.
    pub(super) fn of(arguments: &Arguments) -> anyhow::Result<Self> {
        let path = arguments.out.as_path();
        let is_stdout = path == Path::new("-");
        let format = arguments.format.or_else(|| Format::of_path(path));
        let Some(format) = format else {
            if is_stdout {
                bail!("--out -: say what it is, with --format svg, png, html, txt or ansi");
            }
            bail!(
                "{}: its end says what it is: .svg, .png, .html, .txt or .ansi; or say it with --format",
                path.display()
            );
        };
        if !is_stdout {
            check(path, arguments)?;
        }
        Ok(Self {
            format,
            path: (!is_stdout).then(|| path.to_owned()),
            is_forced: arguments.force,
        })
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
fn check(path: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let shown = path.display();
    let is_log = arguments.log.db.as_deref();
    if is_log.is_some_and(|log| is_same_file(log, path)) {
        bail!("{shown}: is the log itself; name another file");
    }
    if let Ok(there) = path.symlink_metadata() {
        if !arguments.force {
            bail!("{shown}: exists already; name a new file, or replace it with --force");
        }
        // Of a link, what it leads to is replaced.
        if !(there.is_file() || path.is_file()) {
            bail!("{shown}: is no ordinary file, and is left as it is; name another");
        }
    }
    check_place(path)
}
