//! Why an input holds nothing to import.

use std::io;

use super::columns::unmapped;
use super::looked_at::{columns, rows_within};
use crate::domain::name::shown;
use crate::formats::guess::{Column, Guess, guess};
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
    /// The file is a database that is not looked into.
    #[error("{name}: {problem}")]
    Unopened {
        /// The file.
        name: String,
        /// What is wrong, and what to do.
        problem: String,
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
    #[error("{name}: is in no known format, or lacks a title and a start; it {begins}; {advice}")]
    UnknownFormat {
        /// The file.
        name: String,
        /// How it begins: its first lines, or its keys.
        begins: String,
        /// What to do about it that the user has not done.
        advice: String,
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
    /// A ZIP in a ZIP is too large.
    #[error(
        "{name}: is a ZIP of more than 4 GiB in another; unpack the outer one, and name the files in it"
    )]
    LargeInnerZip {
        /// The ZIPs.
        name: String,
    },
    /// No format takes any member of the ZIP.
    #[error(
        "{name}: no member of the ZIP is a play log ({members}); `bingetop formats` lists the formats known; unpack it, and \
         see --map and --format"
    )]
    NoMember {
        /// The ZIP.
        name: String,
        /// The names of some members.
        members: String,
    },
    /// No format takes any file of the folder.
    #[error(
        "{name}: no file in the folder is a play log ({files}); name one of them to hear why; `bingetop formats` lists the formats known"
    )]
    NoFile {
        /// The folder.
        name: String,
        /// The names of some files.
        files: String,
    },
}

impl InputError {
    /// Returns the error that none of the `files` of the folder `name` is in a known format.
    pub(super) fn no_file(name: &str, files: &[&str]) -> Self {
        Self::NoFile {
            name: name.to_owned(),
            files: looked_at(files),
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

    /// Returns the error that no format is that of the text `name`, which begins with `head`; or, with a
    /// `mapping`, that it lacks a column.
    pub(crate) fn unknown(name: &str, head: &[u8], mapping: &Mapping) -> Self {
        let head = String::from_utf8_lossy(head);
        let is_mapping = !mapping.is_empty();
        if let Some((key, rows)) = rows_within(&head) {
            return Self::within(name, key, rows);
        }
        let columns = columns(&head);
        let guessed = guess(&columns).map(|guess| advised(&guess));
        if is_mapping && let Some(problem) = unmapped(&head, mapping) {
            let guessed = guessed.map(|guessed| format!("; {guessed}"));
            return Self::Unmapped {
                name: name.to_owned(),
                problem: problem + &guessed.unwrap_or_default(),
            };
        }
        Self::UnknownFormat {
            name: name.to_owned(),
            begins: begins(&head, &columns),
            advice: match guessed {
                _ if is_mapping => "name the format with --format".to_owned(),
                Some(guessed) => format!("{guessed}; `bingetop formats` lists the formats known"),
                None => "say which column holds what with --map title=COLUMN,start=COLUMN, or name the format with \
                         --format; `bingetop formats` lists them"
                    .to_owned(),
            },
        }
    }

    /// Returns the error that the rows of the file `name` are the array `rows` under `key`, in an object of its own.
    fn within(name: &str, key: &str, rows: &str) -> Self {
        let columns = columns(rows);
        let guessed = guess(&columns).map(|guess| format!("; {}", advised(&guess)));
        Self::UnknownFormat {
            name: name.to_owned(),
            begins: format!(
                "has objects under `{key}`: the first {}",
                begins(rows, &columns)
            ),
            advice: format!(
                "write them alone, with jq .{key} FILE > {key}.json, and import that{}",
                guessed.unwrap_or_default()
            ),
        }
    }

    /// Returns the error that no format is that of any of the `members` of the ZIP `name`.
    pub(super) fn no_member(name: &str, members: &[&str]) -> Self {
        let name = name.to_owned();
        if members.iter().any(|member| member.starts_with("xl/")) {
            let hint = "; save the spreadsheet as CSV";
            return Self::Binary { name, hint };
        }
        Self::NoMember {
            name,
            members: looked_at(members),
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

/// How many lines of a file are shown, and how many keys.
const LINES: usize = 3;
const KEYS: usize = 20;

/// Says how a file begins: with which keys, where it has objects, else with which lines.
fn begins(head: &str, columns: &[Column]) -> String {
    let lines = head.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).take(LINES).collect();
    let has_objects = head.trim_start().starts_with(['{', '[']);
    if has_objects && !columns.is_empty() {
        let keys = columns
            .iter()
            .take(KEYS)
            .map(|column| match column.values.first() {
                Some(value) => format!("{} (`{}`)", printed(&column.name, 60), printed(value, 40)),
                None => printed(&column.name, 60),
            });
        let keys: Vec<String> = keys.collect();
        return format!("has the keys {}", keys.join(", "));
    }
    let lines: Vec<String> = lines
        .iter()
        .map(|line| format!("`{}`", printed(line, 200)))
        .collect();
    format!("begins with {}", lines.join(", "))
}

/// Says what to try.
fn advised(guess: &Guess) -> String {
    let doubts = guess.doubts();
    let doubts = match doubts.as_slice() {
        [] => String::new(),
        doubts => format!(" (say {})", doubts.join(", and ")),
    };
    format!("perhaps it is read with {guess}{doubts}")
}

fn printed(text: &str, length: usize) -> String {
    shown(&cut(text, length)).into_owned()
}
