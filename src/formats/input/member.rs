//! Members of a ZIP, and the other members beside them.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fs::File;
use std::io::{self, Seek as _, SeekFrom};
use std::path::Path;

use zip::ZipArchive;

use crate::formats::place::Place;
use crate::formats::spool::spool;

/// A member of a ZIP.
pub(super) struct Member {
    /// Its name there, with its folders.
    pub path: String,
    /// Its number there.
    pub index: usize,
}

/// The place of a member.
pub(super) struct InZip<'a> {
    file: &'a File,
    members: &'a [Member],
    own: &'a Member,
    others: OnceCell<Vec<String>>,
}

impl<'a> InZip<'a> {
    /// Returns the place of the member `own` among the `members` of the ZIP in `file`.
    pub fn new(file: &'a File, members: &'a [Member], own: &'a Member) -> Self {
        Self {
            file,
            members,
            own,
            others: OnceCell::new(),
        }
    }

    /// Returns the folder the member is in, with the slash behind it, and its name there.
    fn split(&self) -> (&str, &str) {
        let path = &self.own.path;
        path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
    }

    /// Copies a member to a nameless file.
    fn copy(&self, member: &Member) -> io::Result<File> {
        let mut archive = ZipArchive::new(self.file)?;
        spool(archive.by_index(member.index)?)
    }
}

impl Place for InZip<'_> {
    fn name(&self) -> &str {
        self.split().1
    }

    fn folders(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.split().0)
    }

    fn path(&self) -> Option<&Path> {
        None
    }

    fn others(&self) -> &[String] {
        self.others.get_or_init(|| {
            let others = self.members.iter();
            let others = others.filter(|member| member.index != self.own.index);
            others.map(|member| member.path.clone()).collect()
        })
    }

    fn open(&self, other: &str) -> io::Result<Option<File>> {
        let mut members = self.members.iter();
        let Some(member) = members.find(|member| member.path == other) else {
            return Ok(None);
        };
        // The member itself may be half read, through the same handle.
        let mut file = self.file;
        let position = file.stream_position()?;
        let copy = self.copy(member);
        file.seek(SeekFrom::Start(position))?;
        copy.map(Some)
    }

    fn open_beside(&self, name: &str) -> io::Result<Option<File>> {
        self.open(&format!("{}{name}", self.split().0))
    }

    fn open_suffixed(&self, suffix: &str) -> io::Result<Option<File>> {
        self.open(&format!("{}{suffix}", self.own.path))
    }
}
