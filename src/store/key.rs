//! The secret with which viewers are hashed.
//!
//! The key lives in the user's state directory, never in or beside a database: with only the database,
//! nobody can find out by trying whether a name is in it.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::owner_only::{close_to_others, is_open_to_others, make_folder};
use super::place::place;
use super::salt::Salt;

/// The bytes kept of a viewer's hash.
pub const HASH_BYTES: usize = 16;

/// A viewer's keyed hash.
pub type ViewerHash = [u8; HASH_BYTES];

const KEY_BYTES: usize = 32;

const FILE_NAME: &str = "viewer.key";

/// The secret with which viewers are hashed.
#[derive(Clone)]
pub struct ViewerKey([u8; KEY_BYTES]);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The system names no directory for a program's state.
    #[error("no state directory for the key that hides viewers: set HOME or XDG_STATE_HOME")]
    NoDirectory,
    /// The key file could not be read or made.
    #[error("the key that hides viewers, {path}: {source}")]
    Io {
        /// The key file.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// The key file holds something else.
    #[error("{0} is not a key of bingetop; put back the right file, or move it away to start anew")]
    Invalid(PathBuf),
    /// The key file is open to others than its owner.
    #[error("{0}: others than you may open the key that hides viewers; run `chmod 600 {0}`")]
    Exposed(PathBuf),
}

impl KeyError {
    fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::Io { path, source }
    }
}

impl ViewerKey {
    /// Returns the directory of the user's key.
    ///
    /// # Errors
    ///
    /// Fails where the system names no directory for a program's state.
    pub fn directory() -> Result<PathBuf, KeyError> {
        let strategy = etcetera::choose_base_strategy().map_err(|_| KeyError::NoDirectory)?;
        let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
        Ok(state.join("bingetop"))
    }

    /// Returns the file of the user's key, which need not be there.
    ///
    /// # Errors
    ///
    /// Fails where the system names no directory for a program's state.
    pub fn file() -> Result<PathBuf, KeyError> {
        Ok(Self::directory()?.join(FILE_NAME))
    }

    /// Returns whether `path` lies, or would lie, in the directory of the user's key.
    #[must_use]
    pub fn is_beside(path: &Path) -> bool {
        let directory = Self::directory();
        directory.is_ok_and(|directory| place(path).parent() == Some(&place(&directory)))
    }

    /// Reads the key in `directory`, making both where there are none yet.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read, made or understood, or others may open it.
    pub fn load_or_create_in(directory: &Path) -> Result<Self, KeyError> {
        if let Some(key) = Self::load_in(directory)? {
            return Ok(key);
        }
        let path = directory.join(FILE_NAME);
        create(directory, &path).map_err(|source| KeyError::io(&path, source))?;
        let text = std::fs::read(&path).map_err(|source| KeyError::io(&path, source))?;
        Self::parse(&text, &path)
    }

    /// Reads the key in `directory`, or makes up one that is not kept: for the dry run of an import.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read or understood, others may open it, or the system has no random numbers.
    pub fn load_or_invent_in(directory: &Path) -> Result<Self, KeyError> {
        if let Some(key) = Self::load_in(directory)? {
            return Ok(key);
        }
        let secret = random().map_err(|source| KeyError::io(directory, source))?;
        Ok(Self(secret))
    }

    /// Reads the key in `directory`; `None` where there is none yet.
    fn load_in(directory: &Path) -> Result<Option<Self>, KeyError> {
        let path = directory.join(FILE_NAME);
        match std::fs::read(&path) {
            Ok(text) => {
                let key = Self::parse(&text, &path)?;
                match is_open_to_others(&path) {
                    Ok(false) => Ok(Some(key)),
                    Ok(true) => Err(KeyError::Exposed(path)),
                    Err(source) => Err(KeyError::io(&path, source)),
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyError::io(&path, source)),
        }
    }

    /// Returns the key of made-up logs, the same everywhere.
    #[must_use]
    pub fn of_samples() -> Self {
        Self(blake3::derive_key("bingetop sample log v1", b"made up"))
    }

    fn parse(text: &[u8], path: &Path) -> Result<Self, KeyError> {
        let invalid = || KeyError::Invalid(path.to_owned());
        let text = std::str::from_utf8(text).map_err(|_| invalid())?;
        let hash = blake3::Hash::from_hex(text.trim()).map_err(|_| invalid())?;
        Ok(Self(*hash.as_bytes()))
    }

    /// Returns the hash of the viewer called `name` in `account`, for a log with this salt.
    ///
    /// Logs with a salt of their own have no hash in common, whoever is in both. Logs from before there was a
    /// salt have none.
    #[must_use]
    pub fn hash(&self, salt: Option<&Salt>, account: &str, name: &str) -> ViewerHash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        match salt {
            None => hasher.update(b"bingetop viewer v1\0"),
            Some(salt) => hasher.update(b"bingetop viewer v2\0").update(salt.bytes()),
        };
        hasher.update(&(account.len() as u64).to_le_bytes());
        hasher.update(account.as_bytes());
        hasher.update(name.as_bytes());
        let mut hash = ViewerHash::default();
        hasher.finalize_xof().fill(&mut hash);
        hash
    }

    /// Returns a key for another purpose, which tells nothing of this one: `context` names the purpose, and no other
    /// purpose has it.
    #[must_use]
    pub fn derived(&self, context: &str) -> [u8; KEY_BYTES] {
        blake3::derive_key(context, &self.0)
    }

    /// Returns the name that what is kept of a log with this salt has in the state directory: digits from which
    /// nobody without the key can tell the log.
    #[must_use]
    pub fn name_of_log(&self, salt: Option<&Salt>) -> String {
        let secret = self.derived("bingetop name of a log in the state directory v1");
        let salt = salt.map(Salt::bytes).unwrap_or_default();
        blake3::keyed_hash(&secret, salt).to_hex()[..32].to_owned()
    }

    /// Returns a few digits that tell this key from others and reveal nothing else about it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = blake3::keyed_hash(&self.0, b"bingetop key fingerprint v1");
        digest.to_hex()[..16].to_owned()
    }
}

fn random() -> io::Result<[u8; KEY_BYTES]> {
    let mut secret = [0; KEY_BYTES];
    getrandom::fill(&mut secret).map_err(io::Error::other)?;
    Ok(secret)
}

/// Makes the key file in a folder, both of them their owner's alone; does nothing where another process was quicker to make
/// one.
fn create(directory: &Path, path: &Path) -> io::Result<()> {
    make_folder(directory)?;
    close_to_others(directory)?;
    let secret = random()?;
    // Temporary files are made with mode 0600, and after the rename the key is there whole or not at all.
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    writeln!(file, "{}", blake3::Hash::from_bytes(secret).to_hex())?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => Err(error.error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_kept() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path().join("state");
        let made = ViewerKey::load_or_create_in(&state).unwrap();
        let read = ViewerKey::load_or_create_in(&state).unwrap();
        assert_eq!(made.fingerprint(), read.fingerprint());
        assert_ne!(made.fingerprint(), ViewerKey::of_samples().fingerprint());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_key() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path().join("state/bingetop");
        ViewerKey::load_or_create_in(&state).unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&state.join("viewer.key")), 0o600);
        assert_eq!(mode(&state), 0o700);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_open_to_others_is_closed_when_the_key_is_made() {
        use std::fs::Permissions;
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        std::fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
        ViewerKey::load_or_create_in(path).unwrap();
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn another_file_in_its_place_is_not_overwritten() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("viewer.key");
        std::fs::write(&path, "a shopping list").unwrap();
        let error = ViewerKey::load_or_create_in(directory.path())
            .err()
            .unwrap();
        assert!(matches!(error, KeyError::Invalid(_)));
        assert_eq!(std::fs::read_to_string(path).unwrap(), "a shopping list");
    }

    #[test]
    fn accounts_keep_viewers_of_one_name_apart() {
        let key = ViewerKey::of_samples();
        for salt in [None, Some(&Salt::of_samples())] {
            let hash = |account, name| key.hash(salt, account, name);
            assert_eq!(hash("home", "Ann"), hash("home", "Ann"));
            assert_ne!(hash("home", "Ann"), hash("work", "Ann"));
            assert_ne!(hash("a", "bc"), hash("ab", "c"));
        }
    }

    #[test]
    fn logs_of_one_key_have_no_hash_in_common() {
        let key = ViewerKey::of_samples();
        let salts = [Salt::random().unwrap(), Salt::random().unwrap()];
        let [one, other] = salts.each_ref().map(|salt| key.hash(Some(salt), "", "Ann"));
        assert_ne!(one, other);
        assert_ne!(one, key.hash(None, "", "Ann"));
    }

    #[test]
    fn the_hashes_of_logs_that_exist_never_change() {
        let key = ViewerKey::of_samples();
        let hex = |salt: Option<&Salt>| {
            let hash = key.hash(salt, "home", "Ann");
            hash.map(|byte| format!("{byte:02x}")).concat()
        };
        assert_eq!(hex(None), "6d0728e17abf5b5350bf95912c411a20");
        assert_eq!(
            hex(Some(&Salt::of_samples())),
            "7f4f50a5b829f06b90cdb2cb6e88625f"
        );
    }
}
