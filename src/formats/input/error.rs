//! Why an input holds nothing to import.

use std::io;

use super::columns::unmapped;
use crate::domain::name::shown;
use crate::formats::format::Format;
use crate::formats::head::NoText;
use crate::formats::mapping::Mapping;
use crate::formats::refusal::cut;

/// Why an input holds nothing to import.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The file cannot be opened or read.
    #[error("{name}: {source}")]
    Unreadable {
        /// The file.
        name: String,
        /// Why not.
        source: io::Error,
    },
    /// The path leads to a folder, where a file is wanted.
    #[error("{name}: is a folder; name the files in it")]
    Folder {
        /// The folder.
        name: String,
    },
    /// There is nothing in the file.
    #[error("{name}: is empty")]
    Empty {
        /// The file.
        name: String,
    },
    /// The file is UTF-16.
    #[error("{name}: is UTF-16 text; save it as UTF-8")]
    Utf16 {
        /// The file.
        name: String,
    },
    /// The file is a log of this program.
    #[error("{name}: is a log already; open it with `bingetop {name}`")]
    Log {
        /// The file.
        name: String,
    },
    /// The file is an SQLite database, and of no known format.
    #[error(
        "{name}: is a database of another program, in no format known; have that program write its plays as CSV or \
         lines of JSON"
    )]
    Database {
        /// The file.
        name: String,
    },
    /// The file is Parquet, where another format is wanted.
    #[error("{name}: is a Parquet file; say --format parquet, or leave --format out")]
    Parquet {
        /// The file.
        name: String,
    },
    /// The file is HTML.
    #[error("{name}: is a web page; ask its source for CSV or JSON")]
    WebPage {
        /// The file.
        name: String,
    },
    /// The file is no text.
    #[error("{name}: is not text{}", .hint)]
    Binary {
        /// The file.
        name: String,
        /// What to do about it, with the semicolon before it; or nothing.
        hint: &'static str,
    },
    /// The file comes from a source of play logs, and is none itself.
    #[error("{name}: {why}")]
    NoLog {
        /// The file.
        name: String,
        /// Why it is none, and which file is one.
        why: &'static str,
    },
    /// No format takes the file.
    #[error(
        "{name}: is in no known format ({known}), or lacks a title and a start; it begins with `{first_line}`; {advice}"
    )]
    UnknownFormat {
        /// The file.
        name: String,
        /// The formats known, by their names.
        known: String,
        /// How it begins.
        first_line: String,
        /// What to do about it that the user has not done.
        advice: &'static str,
    },
    /// The user has named columns that the file does not have, or too few.
    #[error("{name}: {problem}")]
    Unmapped {
        /// The file.
        name: String,
        /// What is missing, and the columns there are.
        problem: String,
    },
    /// The ZIP, or a member of it, cannot be read.
    #[error("{name}: {source}; is it whole? else unpack it and name the files in it")]
    Zip {
        /// The ZIP, and the member.
        name: String,
        /// Why not.
        source: zip::result::ZipError,
    },
    /// No format takes any member of the ZIP.
    #[error(
        "{name}: no member of the ZIP is a play log ({members}); formats known: {known}; unpack it, and see --map and --format"
    )]
    NoMember {
        /// The ZIP.
        name: String,
        /// The names of some members.
        members: String,
        /// The formats known, by their names.
        known: String,
    },
    /// No format takes any file of the folder.
    #[error(
        "{name}: no file in the folder is a play log ({files}); formats known: {known}; name one of them to hear why, and see --map and --format"
    )]
    NoFile {
        /// The folder.
        name: String,
        /// The names of some files.
        files: String,
        /// The formats known, by their names.
        known: String,
    },
}

impl InputError {
    /// Returns the error that none of `formats` is that of any of the `files` of the folder `name`.
    pub(super) fn no_file(name: &str, files: &[&str], formats: &[&dyn Format]) -> Self {
        Self::NoFile {
            name: name.to_owned(),
            files: looked_at(files),
            known: names(formats),
        }
    }

    /// Returns the error that the file `name` cannot be read.
    pub(crate) fn unreadable(name: &str, source: io::Error) -> Self {
        let name = name.to_owned();
        Self::Unreadable { name, source }
    }

    /// Returns the error that the file `name`, which is no text, is of no known format either.
    pub(crate) fn no_text(name: &str, no_text: NoText) -> Self {
        let name = name.to_owned();
        match no_text {
            NoText::Utf16 => Self::Utf16 { name },
            NoText::Log => Self::Log { name },
            NoText::Database => Self::Database { name },
            NoText::Parquet => Self::Parquet { name },
            NoText::Binary(hint) => Self::Binary { name, hint },
            NoText::Empty => Self::Empty { name },
            NoText::WebPage => Self::WebPage { name },
        }
    }

    /// Returns the error that none of `formats` is that of the text `name`, which begins with `head`;
    /// or, with a `mapping`, that it lacks a column.
    pub(crate) fn unknown(
        name: &str,
        head: &[u8],
        formats: &[&dyn Format],
        mapping: &Mapping,
    ) -> Self {
        let head = String::from_utf8_lossy(head);
        let is_mapping = !mapping.is_empty();
        if is_mapping && let Some(problem) = unmapped(&head, mapping) {
            let name = name.to_owned();
            return Self::Unmapped { name, problem };
        }
        let first = head
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        Self::UnknownFormat {
            name: name.to_owned(),
            known: names(formats),
            first_line: shown(&cut(first.trim(), 200)).into_owned(),
            advice: if is_mapping {
                "name the format with --format"
            } else {
                "say which column holds what with --map title=COLUMN,start=COLUMN, or name the format with --format"
            },
        }
    }

    /// Returns the error that none of `formats` is that of any of the `members` of the ZIP `name`.
    pub(super) fn no_member(name: &str, members: &[&str], formats: &[&dyn Format]) -> Self {
        let name = name.to_owned();
        if members.iter().any(|member| member.starts_with("xl/")) {
            let hint = "; save the spreadsheet as CSV";
            return Self::Binary { name, hint };
        }
        Self::NoMember {
            name,
            members: looked_at(members),
            known: names(formats),
        }
    }
}

/// Returns how many files there were, and what the first are called.
fn looked_at(names: &[&str]) -> String {
    let some: Vec<_> = names.iter().take(5).map(|name| shown(name)).collect();
    match names.len() {
        0 => "it is empty".to_owned(),
        count @ 1..=5 => format!("{count} looked at: {}", some.join(", ")),
        count => format!("{count} looked at: {}, ...", some.join(", ")),
    }
}

fn names(formats: &[&dyn Format]) -> String {
    let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    names.join(", ")
}
