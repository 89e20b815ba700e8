//! The screen saved as a picture in a new file.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::still;
use crate::app::App;
use crate::export::picture::Format;
use crate::store::key::ViewerKey;

/// So many pictures of the same days have names of their own in a folder.
const MOST_OF_A_NAME: u32 = 1_000;

/// Saves the screen as a picture of the format with this extension, in a new file of a folder; returns the file. It
/// is whole, or not there.
///
/// # Errors
///
/// Fails where the folder takes no file, or is that of the key that hides viewers.
pub(super) fn save(folder: &Path, app: &App, format: &str) -> io::Result<PathBuf> {
    let kind = Format::of_path(Path::new("picture").with_extension(format).as_path());
    let kind = kind.ok_or_else(|| io::Error::other(format!("{format} is no picture")))?;
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let mut builder = Builder::new();
    builder.prefix(".bingetop-");
    // Pictures are for others to see: as open as the system makes other files.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(here)?;
    file.write_all(&still::picture(app, kind, false))?;
    file.as_file().sync_all()?;
    for number in 1..=MOST_OF_A_NAME {
        let path = folder.join(name(app, number)).with_added_extension(format);
        if ViewerKey::is_beside(&path) {
            let words = "this folder holds the key that hides viewers; start in another";
            return Err(io::Error::other(words));
        }
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
