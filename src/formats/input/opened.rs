//! Opening a source.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use super::error::InputError;
use super::piped::Piped;
use super::source::Source;

/// A source that has been opened.
pub(super) struct Opened<'a> {
    /// What to call it.
    pub name: String,
    /// Its bytes.
    pub input: Box<dyn Read + 'a>,
    /// The file, where it is a plain one.
    pub plain: Option<Plain>,
    /// Whether it is one file of a folder, which may hold others that are no play logs.
    pub is_among_others: bool,
}

/// A plain file, which can be read from any place.
pub(super) struct Plain {
    pub path: PathBuf,
    pub file: File,
    /// Its length in bytes.
    pub length: u64,
}

impl<'a> Opened<'a> {
    /// Opens `source`; once `cancelled` is set, one that keeps its reader waiting is not waited for.
    pub fn open(source: &Source, cancelled: &'a AtomicBool) -> Result<Self, InputError> {
        let name = source.to_string();
        let Source::File(path) = source else {
            let input = Piped::new(|| Ok(io::stdin()), cancelled);
            return Ok(Self::stream(name, input));
        };
        let unreadable = |source| InputError::unreadable(&name, source);
        let metadata = fs::metadata(path).map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(InputError::Folder { name });
        }
        let path = path.clone();
        if !metadata.is_file() {
            let input = Piped::new(|| File::open(path), cancelled);
            return Ok(Self::stream(name, input));
        }
        let input = File::open(&path).map_err(unreadable)?;
        let plain = Plain {
            path,
            file: input.try_clone().map_err(unreadable)?,
            length: metadata.len(),
        };
        Ok(Self {
            name,
            input: Box::new(input),
            plain: Some(plain),
            is_among_others: false,
        })
    }

    /// Returns what can be read only once.
    pub fn stream(name: String, input: impl Read + 'a) -> Self {
        Self {
            name,
            input: Box::new(input),
            plain: None,
            is_among_others: false,
        }
    }
}
