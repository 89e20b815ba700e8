//! What is kept of viewers who are forgotten or opted out: enough to leave out their rows, and nothing that tells who they
//! are.
//!
//! A tombstone is a keyed hash of a viewer's hash and the log's salt. It lies in the state directory, beside the key: with
//! the log alone nobody can find out whether somebody has been forgotten, and from a tombstone nobody gets back to a
//! hash.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::key::{ViewerHash, ViewerKey};
use super::owner_only::{make_folder, write_whole};
use super::salt::Salt;

const TOMBSTONE_BYTES: usize = 32;

type Tombstone = [u8; TOMBSTONE_BYTES];

/// The tombstones of a log.
#[derive(Clone)]
pub struct Tombstones {
    path: PathBuf,
    secret: [u8; TOMBSTONE_BYTES],
    salt: Option<Salt>,
    all: BTreeSet<Tombstone>,
}

/// Why tombstones could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum TombstoneError {
    /// The file could not be read or written.
    #[error("the list of viewers who are forgotten or opted out, {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// The file holds something else.
    #[error(
        "{path}:{line}: no line of the list of viewers who are forgotten or opted out; put back the right file: \
         without it imports would bring them back"
    )]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line at fault, from 1.
        line: usize,
    },
}

impl Tombstones {
    /// Reads the tombstones in the state directory `state` of the log that has this key and this salt; there may be none.
    ///
    /// # Errors
    ///
    /// Fails where there is a file that cannot be read or understood.
    pub fn load(
        state: &Path,
        key: &ViewerKey,
        salt: Option<&Salt>,
    ) -> Result<Self, TombstoneError> {
        let mut tombstones = Self {
            path: state.join("tombstones").join(key.name_of_log(salt)),
            secret: key.derived("bingetop tombstone of a viewer v1"),
            salt: salt.copied(),
            all: BTreeSet::new(),
        };
        tombstones.reload()?;
        Ok(tombstones)
    }

    /// Reads them again: another process may have changed them.
    ///
    /// # Errors
    ///
    /// Fails as [`Self::load`] does, with what was read before.
    pub fn reload(&mut self) -> Result<(), TombstoneError> {
        let text = match std::fs::read_to_string(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            text => text.map_err(|source| self.failed(source))?,
        };
        let lines = text.lines().enumerate().map(|(place, line)| {
            let hash = blake3::Hash::from_hex(line);
            hash.map_err(|_| TombstoneError::Invalid {
                path: self.path.clone(),
                line: place + 1,
            })
        });
        let all = lines.map(|hash| hash.map(|hash| *hash.as_bytes()));
        self.all = all.collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Returns whether nobody is forgotten or opted out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns how many viewers are forgotten or opted out.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns whether the viewer with this hash is forgotten or opted out.
    #[must_use]
    pub fn have(&self, hash: ViewerHash) -> bool {
        !self.all.is_empty() && self.all.contains(&self.of(hash))
    }

    /// Keeps tombstones of these viewers, lastingly; returns how many of them had none.
    ///
    /// The caller holds the log's lock, so that no two processes write the file at once.
    ///
    /// # Errors
    ///
    /// Fails with the file as it was.
    pub fn add(&mut self, hashes: &[ViewerHash]) -> Result<usize, TombstoneError> {
        self.reload()?;
        let before = self.all.len();
        let added: Vec<Tombstone> = hashes.iter().map(|hash| self.of(*hash)).collect();
        self.all.extend(added);
        let added = self.all.len() - before;
        if added > 0 {
            self.save()?;
        }
        Ok(added)
    }

    /// Takes away the tombstone of a viewer; returns whether there was one. The caller holds the log's lock.
    ///
    /// # Errors
    ///
    /// Fails with the file as it was.
    pub fn remove(&mut self, hash: ViewerHash) -> Result<bool, TombstoneError> {
        self.reload()?;
        let had = self.all.remove(&self.of(hash));
        if had {
            self.save()?;
        }
        Ok(had)
    }

    fn of(&self, hash: ViewerHash) -> Tombstone {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        match &self.salt {
            None => hasher.update(&[0]),
            Some(salt) => hasher.update(&[1]).update(salt.bytes()),
        };
        *hasher.update(&hash).finalize().as_bytes()
    }

    fn save(&self) -> Result<(), TombstoneError> {
        let lines = self.all.iter().map(|tombstone| {
            let hex = blake3::Hash::from_bytes(*tombstone).to_hex();
            format!("{hex}\n")
        });
        let text: String = lines.collect();
        let folder = self.path.parent().unwrap_or(Path::new("."));
        make_folder(folder)
            .and_then(|()| write_whole(&self.path, text.as_bytes()))
            .map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> TombstoneError {
        TombstoneError::Io {
            path: self.path.clone(),
            source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn load(state: &TempDir, salt: &Salt) -> Result<Tombstones, TombstoneError> {
        Tombstones::load(state.path(), &ViewerKey::of_samples(), Some(salt))
    }

    #[test]
    fn what_is_kept_is_found_again_and_what_is_taken_away_is_not() {
        let (state, salt) = (TempDir::new().unwrap(), Salt::of_samples());
        let mut tombstones = load(&state, &salt).unwrap();
        assert!(tombstones.is_empty() && !tombstones.have([1; 16]));
        assert_eq!(tombstones.add(&[[1; 16], [2; 16], [1; 16]]).unwrap(), 2);
        assert_eq!(tombstones.add(&[[2; 16]]).unwrap(), 0);
        let mut again = load(&state, &salt).unwrap();
        assert!(again.have([1; 16]) && again.have([2; 16]) && !again.have([3; 16]));
        assert!(again.remove([1; 16]).unwrap() && !again.remove([1; 16]).unwrap());
        tombstones.reload().unwrap();
        assert_eq!(tombstones.len(), 1);
        assert!(!tombstones.have([1; 16]) && tombstones.have([2; 16]));
    }

    #[test]
    fn another_process_loses_none_of_the_tombstones_kept_meanwhile() {
        let (state, salt) = (TempDir::new().unwrap(), Salt::of_samples());
        let (mut one, mut other) = (load(&state, &salt).unwrap(), load(&state, &salt).unwrap());
        one.add(&[[1; 16]]).unwrap();
        other.add(&[[2; 16]]).unwrap();
        assert_eq!(load(&state, &salt).unwrap().len(), 2);
    }

    #[test]
    fn another_log_has_tombstones_of_its_own() {
        let (state, salt) = (TempDir::new().unwrap(), Salt::of_samples());
        load(&state, &salt).unwrap().add(&[[1; 16]]).unwrap();
        let others = load(&state, &Salt::random().unwrap()).unwrap();
        assert!(others.is_empty());
        let unsalted = Tombstones::load(state.path(), &ViewerKey::of_samples(), None).unwrap();
        assert!(unsalted.is_empty());
    }

    #[test]
    fn nothing_kept_holds_the_hash_and_only_the_owner_may_read_it() {
        let (state, salt) = (TempDir::new().unwrap(), Salt::of_samples());
        let mut tombstones = load(&state, &salt).unwrap();
        tombstones.add(&[[0xab; 16]]).unwrap();
        let text = std::fs::read_to_string(&tombstones.path).unwrap();
        assert!(!text.contains("abab") && !text.contains(&salt.to_string()));
        assert!(!tombstones.path.ends_with(salt.to_string()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&tombstones.path), 0o600);
            assert_eq!(mode(tombstones.path.parent().unwrap()), 0o700);
        }
    }

    #[test]
    fn a_file_that_is_no_list_is_refused_by_line() {
        let (state, salt) = (TempDir::new().unwrap(), Salt::of_samples());
        let mut tombstones = load(&state, &salt).unwrap();
        tombstones.add(&[[1; 16]]).unwrap();
        let text = std::fs::read_to_string(&tombstones.path).unwrap();
        std::fs::write(&tombstones.path, text + "a shopping list\n").unwrap();
        let error = load(&state, &salt).err().unwrap();
        assert!(matches!(error, TombstoneError::Invalid { line: 2, .. }));
    }
}
