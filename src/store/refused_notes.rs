//! Which files keep refused rows of a log, so that forgetting a viewer finds the rows there.
//!
//! A JSON list of paths in the state directory, one file a log.

use std::io;
use std::path::{Path, PathBuf};

use super::key::ViewerKey;
use super::owner_only::{make_folder, write_whole};
use super::place::place;
use super::salt::Salt;

/// The note of the files that keep refused rows of a log.
pub struct RefusedNotes {
    path: PathBuf,
}

impl RefusedNotes {
    /// Returns the note in the state directory `state` of the log that has this key and this salt.
    #[must_use]
    pub fn new(state: &Path, key: &ViewerKey, salt: Option<&Salt>) -> Self {
        Self {
            path: state.join("refused").join(key.name_of_log(salt)),
        }
    }

    /// Returns the file of the note, which need not be there.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the files noted, in order; some may be gone by now.
    ///
    /// # Errors
    ///
    /// Fails where there is a note that cannot be read or understood.
    pub fn files(&self) -> io::Result<Vec<PathBuf>> {
        let text = match std::fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            text => text?,
        };
        Ok(serde_json::from_slice(&text)?)
    }

    /// Notes a file, unless it is noted already.
    ///
    /// # Errors
    ///
    /// Fails with the note as it was, also where the path is no text.
    pub fn add(&self, file: &Path) -> io::Result<()> {
        let mut files = self.files()?;
        let file = place(file);
        if files.contains(&file) {
            return Ok(());
        }
        files.push(file);
        files.sort();
        make_folder(self.path.parent().unwrap_or(Path::new(".")))?;
        write_whole(&self.path, &serde_json::to_vec(&files)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_noted_once_however_it_is_written() {
        let state = tempfile::TempDir::new().unwrap();
        let notes = RefusedNotes::new(state.path(), &ViewerKey::of_samples(), None);
        assert!(notes.files().unwrap().is_empty());
        let file = |name: &str| state.path().join(name);
        notes.add(&file("b.tsv")).unwrap();
        notes.add(&file("./b.tsv")).unwrap();
        notes.add(&file("a.tsv")).unwrap();
        let expected = [place(&file("a.tsv")), place(&file("b.tsv"))];
        assert_eq!(notes.files().unwrap(), expected);
        let salt = Salt::of_samples();
        let others = RefusedNotes::new(state.path(), &ViewerKey::of_samples(), Some(&salt));
        assert!(others.files().unwrap().is_empty());
    }

    #[test]
    fn a_note_that_is_none_is_told() {
        let state = tempfile::TempDir::new().unwrap();
        let notes = RefusedNotes::new(state.path(), &ViewerKey::of_samples(), None);
        notes.add(Path::new("a.tsv")).unwrap();
        std::fs::write(&notes.path, "{").unwrap();
        assert!(notes.files().is_err());
    }
}
