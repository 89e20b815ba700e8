//! The screen in a file, as a picture.

use std::io;
use std::path::PathBuf;

use super::{saved, still};
use crate::app::App;
use crate::export::picture::Format;

/// Saves the screen as a picture of the format with this extension, in a new file of the working directory; returns
/// the file.
///
/// # Errors
///
/// Fails where the directory takes no file, or is that of the key that hides viewers.
pub(super) fn save(app: &App, extension: &str) -> io::Result<PathBuf> {
    let format = Format::of_extension(extension);
    let format = format.ok_or_else(|| io::Error::other(format!("{extension} is no picture")))?;
    let picture = still::picture_for_others(app, format);
    saved::save_as("bingetop", app.window(), (extension, &picture))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::saving::Saving;

    #[test]
    fn every_kind_of_picture_that_the_palette_offers_is_one() {
        let kinds = Saving::ALL.map(|saving| saving.kind);
        for kind in kinds.into_iter().filter(|kind| kind.is_picture()) {
            let extension = kind.extension();
            assert!(Format::of_extension(extension).is_some(), "{extension}");
        }
    }
}
