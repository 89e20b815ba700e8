//! What is saved of the screen, in files: each is whole, or not there.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::domain::{Window, name};
use crate::store::key::ViewerKey;

/// So many files of the same days have names of their own in a folder.
const MOST_OF_A_NAME: u32 = 1_000;

/// Returns a nameless file of a folder with all of these bytes, for a name to be given to. It is gone where none is.
///
/// # Errors
///
/// Fails where the folder takes no file.
pub fn nameless(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".bingetop-");
    // These are for others to see: as open as the system makes other files.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Saves the bytes of a file with this extension under a name that says what it is and of which days, in a new file
/// of the working directory; returns the file.
///
/// # Errors
///
/// Fails where the directory takes no file, or is that of the key that hides viewers.
pub(super) fn save_as(
    what: &str,
    days: Option<Window>,
    (extension, bytes): (&str, &[u8]),
) -> io::Result<PathBuf> {
    let path = |number| PathBuf::from(name(what, days, number)).with_added_extension(extension);
    if ViewerKey::is_beside(&path(1)) {
        let words = "this folder holds the key that hides viewers; start in another";
        return Err(io::Error::other(words));
    }
    let mut file = nameless(Path::new("."), bytes)?;
    for path in (1..=MOST_OF_A_NAME).map(path) {
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => file = taken.file,
            Err(failed) => return Err(failed.error),
        }
    }
    Err(io::Error::other(
        "there are too many files of this name here",
    ))
}

/// Returns the words that tell where something was saved, or why it was not. The name comes first, then what is to be minded,
/// then the folder: where there is no room, the rest is left out.
pub(super) fn told<E: std::fmt::Display>(saved: Result<PathBuf, E>, is_revealed: bool) -> String {
    match saved {
        Ok(path) => {
            let small = if is_revealed {
                ", small cohorts in it"
            } else {
                ""
            };
            format!("{} is saved{small}{}", path.display(), in_folder())
        }
        Err(error) => format!("nothing is saved: {error:#}"),
    }
}

/// Returns where the working directory is, in words; nothing where that cannot be known.
fn in_folder() -> String {
    let Ok(folder) = std::env::current_dir() else {
        return String::new();
    };
    let home = std::env::home_dir().filter(|home| home.parent().is_some());
    let within = home.and_then(|home| folder.strip_prefix(home).ok().map(Path::to_owned));
    let folder = within.map_or(folder, |within| Path::new("~").join(within));
    format!(" in {}", name::shown(&folder.to_string_lossy()))
}

/// Returns the name of a file of some days, without its end.
fn name(what: &str, days: Option<Window>, number: u32) -> String {
    let days = days.map_or_else(String::new, |window| {
        let (from, to) = (window.from(), window.to());
        if from == to {
            format!("-{from}")
        } else {
            format!("-{from}..{to}")
        }
    });
    let number = match number {
        1 => String::new(),
        number => format!("-{number}"),
    };
    format!("{what}{days}{number}")
}
