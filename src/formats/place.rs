//! Where a file lies, and what lies beside it.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::path::Path;

/// Where a file lies: on the disk, in a ZIP, or nowhere, as a stream does.
///
/// One format may span several files of an export: it opens the others by their names. Nothing is
/// looked up before a format asks.
pub trait Place {
    /// Returns the name of the file without its folder; empty for a stream.
    fn name(&self) -> &str;

    /// Returns the folders it lies in as far as they are known, with slashes between them; empty for a stream.
    fn folders(&self) -> Cow<'_, str>;

    /// Returns the path of the file, where it lies on the disk as it is.
    fn path(&self) -> Option<&Path>;

    /// Returns the names of the other files, numbers in them by value: of a file on the disk those
    /// in its folder, of a member of a ZIP all other members, with their folders.
    fn others(&self) -> &[String];

    /// Opens one of [`Self::others`] by its name there; `None` where there is no such file.
    ///
    /// # Errors
    ///
    /// Fails where there is one, and it cannot be read.
    fn open(&self, other: &str) -> io::Result<Option<File>>;

    /// Opens the file called `name` in the same folder; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Fails where there is one, and it cannot be read.
    fn open_beside(&self, name: &str) -> io::Result<Option<File>>;

    /// Opens the file in the same folder whose name is this one's with `suffix` behind it.
    ///
    /// # Errors
    ///
    /// Fails where there is one, and it cannot be read.
    fn open_suffixed(&self, suffix: &str) -> io::Result<Option<File>>;
}

/// The place of a stream.
pub struct Nowhere;

impl Place for Nowhere {
    fn name(&self) -> &'static str {
        ""
    }

    fn folders(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn path(&self) -> Option<&Path> {
        None
    }

    fn others(&self) -> &[String] {
        &[]
    }

    fn open(&self, _: &str) -> io::Result<Option<File>> {
        Ok(None)
    }

    fn open_beside(&self, _: &str) -> io::Result<Option<File>> {
        Ok(None)
    }

    fn open_suffixed(&self, _: &str) -> io::Result<Option<File>> {
        Ok(None)
    }
}
