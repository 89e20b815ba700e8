//! Where a picture of the dashboard goes, and what it is.

use std::path::Path;

use anyhow::bail;

use super::arguments::Arguments;
use crate::commands::picture_file::PictureFile;
use crate::export::picture::Format;

/// Where a picture goes, and what it is.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) format: Format,
    pub(super) file: PictureFile,
}

impl Target {
    /// Returns where a picture is asked to go.
    ///
    /// # Errors
    ///
    /// Fails where its format is not said, or nothing may be written there.
    pub(super) fn of(arguments: &Arguments) -> anyhow::Result<Self> {
        let path = arguments.out.as_path();
        let format = arguments.format.or_else(|| Format::of_path(path));
        let Some(format) = format else {
            if path == Path::new("-") {
                bail!("--out -: say what it is, with --format svg, png, html, txt or ansi");
            }
            bail!(
                "{}: its end says what it is: .svg, .png, .html, .txt or .ansi; or say it with --format",
                path.display()
            );
        };
        let log = arguments.log.db.as_deref();
        let file = PictureFile::at(path, arguments.force, log)?;
        Ok(Self { format, file })
    }
}
