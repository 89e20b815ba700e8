//! The last row of a log's ledger, kept beside the key: a log that lacks it is an older one that was put back.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::entry::{Entry, Hash};
use super::error::PublishError;
use super::refusal::Refusal;
use super::secret::Secret;
use crate::store::owner_only::{make_folder, make_for_owner, write_whole};

/// Where heads are kept, in the folder of the key.
const FOLDER: &str = "ledgers";

/// The last row of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    seq: u32,
    hash: Hash,
}

/// The file that holds the mark of one log.
pub(super) struct Head {
    path: PathBuf,
    /// Where earlier versions kept it: under a name of its own, and not the one that everything else of the log goes by.
    earlier: PathBuf,
}

/// The right to publish of a log, which one process has at a time; given back when it is dropped, or its process ends.
pub(super) struct Turn(#[expect(dead_code, reason = "it is held, and never looked at")] File);

impl Mark {
    /// Returns the mark of a ledger that ends with this row.
    pub(super) fn of(entry: &Entry) -> Self {
        let (seq, hash) = (entry.seq, entry.hash);
        Self { seq, hash }
    }

    /// Makes sure that a ledger holds it.
    pub(super) fn refuse_behind(self, entries: &[Entry]) -> Result<(), Refusal> {
        let mut entries = entries.iter();
        let entry = entries.find(|entry| entry.seq == self.seq);
        let is_there = entry.is_some_and(|entry| entry.hash == self.hash);
        is_there.then_some(()).ok_or(Refusal::Behind(self.seq))
    }

    fn parse(text: &str) -> Option<Self> {
        let (seq, hash) = text.trim_end().split_once(' ')?;
        Some(Self {
            seq: seq.parse().ok()?,
            hash: *blake3::Hash::from_hex(hash).ok()?.as_bytes(),
        })
    }
}

impl Head {
    /// Returns the head of a log, whose file need not be there, in the folder of the key.
    pub(super) fn of(state: &Path, secret: &Secret) -> Self {
        let earlier = blake3::derive_key("bingetop 2026 publish ledger head", &secret.log);
        let earlier = &blake3::Hash::from_bytes(earlier).to_hex()[..32];
        let file = |name: &str| state.join(FOLDER).join(format!("{name}.head"));
        Self {
            path: file(&secret.name),
            earlier: file(earlier),
        }
    }

    /// Waits until no other process publishes of the log.
    pub(super) fn take_turn(&self) -> Result<Turn, PublishError> {
        let path = self.path.with_extension("lock");
        let lock = || -> io::Result<File> {
            make_folder(path.parent().unwrap_or(Path::new(".")))?;
            let file = make_for_owner(OpenOptions::new().create(true).append(true)).open(&path)?;
            file.lock()?;
            Ok(file)
        };
        lock()
            .map(Turn)
            .map_err(|error| PublishError::head(&path, error))
    }

    /// Returns the mark; `None` where nothing was published of the log yet.
    pub(super) fn read(&self) -> Result<Option<Mark>, PublishError> {
        match read(&self.path)? {
            None => read(&self.earlier),
            mark => Ok(mark),
        }
    }

    /// Writes the mark, so that it is there whole or not at all, and on the disk.
    pub(super) fn write(&self, mark: Mark) -> Result<(), PublishError> {
        let hash = blake3::Hash::from_bytes(mark.hash).to_hex();
        let line = format!("{} {hash}\n", mark.seq);
        write_whole(&self.path, line.as_bytes())
            .map_err(|error| PublishError::head(&self.path, error))?;
        match std::fs::remove_file(&self.earlier) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(PublishError::head(&self.earlier, error))
            }
            _ => Ok(()),
        }
    }
}

/// Returns the mark in a file; `None` where there is no such file.
fn read(path: &Path) -> Result<Option<Mark>, PublishError> {
    let failed = |error| PublishError::head(path, error);
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let nonsense = || io::Error::other("not as bingetop wrote it; put back the right file");
            Mark::parse(&text)
                .map(Some)
                .ok_or_else(|| failed(nonsense()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the head of a log of this salt under a key of its own.
    fn head_of(state: &Path, log: &str) -> Head {
        Head::of(state, &Secret::made_up(log))
    }

    #[test]
    fn a_mark_is_read_as_it_was_written_and_is_the_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let head = head_of(folder.path(), "log");
        assert_eq!(head.read().unwrap(), None);
        let _turn = head.take_turn().unwrap();
        let mark = Mark {
            seq: 12,
            hash: [9; 32],
        };
        head.write(mark).unwrap();
        assert_eq!(head.read().unwrap(), Some(mark));
        assert_eq!(head_of(folder.path(), "other").read().unwrap(), None);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&head.path), 0o600);
            assert_eq!(mode(&head.path.with_extension("lock")), 0o600);
            assert_eq!(mode(head.path.parent().unwrap()), 0o700);
        }
    }

    #[test]
    fn the_mark_of_an_earlier_version_is_found_and_moves_to_its_new_name() {
        let folder = tempfile::tempdir().unwrap();
        let head = head_of(folder.path(), "log");
        let _turn = head.take_turn().unwrap();
        // As earlier versions named it.
        assert!(
            head.earlier
                .ends_with("ledgers/4442734b7a974c31e72fc934538d4786.head")
        );
        let line = format!("3 {}\n", "07".repeat(32));
        std::fs::write(&head.earlier, line).unwrap();
        let mark = |seq, digit| Mark {
            seq,
            hash: [digit; 32],
        };
        assert_eq!(head.read().unwrap(), Some(mark(3, 7)));
        head.write(mark(4, 8)).unwrap();
        assert_eq!(head.read().unwrap(), Some(mark(4, 8)));
        assert!(!head.earlier.exists(), "there is one, by one name");
    }

    #[test]
    fn one_turn_is_taken_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let head = head_of(folder.path(), "log");
        let turn = head.take_turn().unwrap();
        let other = File::open(head.path.with_extension("lock")).unwrap();
        assert!(other.try_lock().is_err());
        drop(turn);
        assert!(other.try_lock().is_ok());
    }

    #[test]
    fn what_is_no_mark_is_not_taken_for_one() {
        let folder = tempfile::tempdir().unwrap();
        let head = head_of(folder.path(), "log");
        let _turn = head.take_turn().unwrap();
        for text in ["", "12", "12 00ff\n", "x 00\n"] {
            std::fs::write(&head.path, text).unwrap();
            let error = head.read().unwrap_err().to_string();
            assert!(error.contains("put back the right file"), "{error}");
        }
    }
}
