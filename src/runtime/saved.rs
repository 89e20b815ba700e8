//! Pictures in files: each is whole, or not there.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::still;
use crate::app::App;
use crate::export::picture::Format;
use crate::store::key::ViewerKey;

/// So many pictures of the same days have names of their own in a folder.
const MOST_OF_A_NAME: u32 = 1_000;

/// Returns a nameless file of a folder with all of these bytes, for a name to be given to. It is gone where none is.
///
/// # Errors
///
/// Fails where the folder takes no file.
pub fn nameless(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".bingetop-");
    // Pictures are for others to see: as open as the system makes other files.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Saves the screen as a picture of the format with this extension, in a new file of the working directory; returns
/// the file.
///
/// # Errors
///
/// Fails where the directory takes no file, or is that of the key that hides viewers.
pub(super) fn save(app: &App, extension: &str) -> io::Result<PathBuf> {
    let format = Format::of_extension(extension);
    let format = format.ok_or_else(|| io::Error::other(format!("{extension} is no picture")))?;
    let path = |number| PathBuf::from(name(app, number)).with_added_extension(extension);
    if ViewerKey::is_beside(&path(1)) {
        let words = "this folder holds the key that hides viewers; start in another";
        return Err(io::Error::other(words));
    }
    let mut file = nameless(Path::new("."), &still::picture(app, format, false))?;
    for path in (1..=MOST_OF_A_NAME).map(path) {
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => file = taken.file,
            Err(failed) => return Err(failed.error),
        }
    }
    Err(io::Error::other("there are too many pictures here"))
}

/// Returns the name of a picture of the days on the screen, without its end.
fn name(app: &App, number: u32) -> String {
    let days = app.window().map_or_else(String::new, |window| {
        let (from, to) = (window.from(), window.to());
        if from == to {
            format!("-{from}")
        } else {
            format!("-{from}-to-{to}")
        }
    });
    let number = match number {
        1 => String::new(),
        number => format!("-{number}"),
    };
    format!("bingetop{days}{number}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::palette::argument::FORMATS;

    #[test]
    fn every_kind_that_the_palette_offers_is_a_picture() {
        for format in FORMATS {
            assert!(Format::of_extension(format).is_some(), "{format}");
        }
    }
}
