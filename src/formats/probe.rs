//! What a format may see of a file to tell whether it is one of its own.

use std::borrow::Cow;
use std::fs::File;
use std::io;

use super::database::TableShape;
use super::head::{no_text, without_mark};
use super::place::{Nowhere, Place};

/// What a format sees of a file before it is read.
///
/// The head is there already. The names of other files, and the tables of a database, are looked up
/// when a format first asks, so that nobody pays for them otherwise.
pub struct Probe<'a> {
    place: &'a dyn Place,
    bytes: &'a [u8],
    text: Option<Cow<'a, str>>,
    inside: Option<&'a dyn Inside>,
}

/// What knows a file beyond its head.
pub(super) trait Inside {
    /// Returns the tables, in the order of their names; none where the file is no database.
    fn tables(&self) -> &[TableShape];

    /// Returns all of the file, to be read from any place.
    fn whole(&self) -> io::Result<File>;
}

impl<'a> Probe<'a> {
    /// Returns what there is to see of `text`, which begins a log or is a line of a live one.
    #[must_use]
    pub fn of_text(text: &'a str) -> Self {
        Self {
            place: &Nowhere,
            bytes: text.as_bytes(),
            text: Some(text.into()),
            inside: None,
        }
    }

    /// Returns what there is to see of a file that begins with `head`.
    pub(super) fn of_file(place: &'a dyn Place, head: &'a [u8], inside: &'a dyn Inside) -> Self {
        let bytes = without_mark(head);
        let text = no_text(head).is_none();
        Self {
            place,
            bytes,
            text: text.then(|| String::from_utf8_lossy(bytes)),
            inside: Some(inside),
        }
    }

    /// Returns the name of the file without its folder; empty for a stream.
    ///
    /// People rename files: a name may confirm what the content says, and never stands alone.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.place.name()
    }

    /// Returns the folders of the file, as [`Place::folders`] does.
    pub(super) fn folders(&self) -> Cow<'a, str> {
        self.place.folders()
    }

    /// Returns the first bytes, at most 64 KiB, without a byte order mark.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns the first bytes as text, perhaps cut within a line; `None` where the file is empty,
    /// binary, UTF-16 or a web page.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Returns the names of the other files, as [`Place::others`] does.
    #[must_use]
    pub fn others(&self) -> &'a [String] {
        self.place.others()
    }

    /// Returns the tables of a database, in the order of their names; none of any other file.
    #[must_use]
    pub fn tables(&self) -> &'a [TableShape] {
        self.inside.map_or(&[], Inside::tables)
    }

    /// Returns all of the file, to be read from any place; a stream is put away for that. `None` where there is no file, but a
    /// text that was looked at.
    pub(super) fn whole(&self) -> Option<io::Result<File>> {
        self.inside.map(Inside::whole)
    }

    /// Returns whether the file is a database with a table called `name` that has these columns, ASCII
    /// case aside, as in SQLite.
    #[must_use]
    pub fn has_table(&self, name: &str, columns: &[&str]) -> bool {
        let mut tables = self.tables().iter();
        tables.any(|table| table.is_called(name) && columns.iter().all(|column| table.has(column)))
    }
}
