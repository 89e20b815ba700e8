//! Rows of viewers in the files that keep refused rows: finding them, and taking them out.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::ingest::follow::refused_beside;
use crate::ingest::left_out::{is_word_in, names_in};
use crate::ingest::refused_file::{Cleaned, clean};
use crate::store::key::{ViewerHash, ViewerKey};
use crate::store::place::place;
use crate::store::refused_notes::RefusedNotes;
use crate::store::salt::Salt;

/// What became of the files that keep refused rows of a log.
#[derive(Debug, Default)]
pub struct RefusedRows {
    /// How many rows were taken out.
    pub taken: u64,
    /// Files that were noted and hold something else by now.
    pub others: Vec<PathBuf>,
    /// Files that could not be read or written, and why.
    pub failed: Vec<(PathBuf, io::Error)>,
}

/// Whom a refused row may name.
pub struct Named<'a> {
    /// The key and the salt of the log's hashes.
    pub key: &'a ViewerKey,
    /// See there.
    pub salt: Option<&'a Salt>,
    /// The names that are looked for.
    pub names: &'a [String],
    /// The accounts in which viewers may have names.
    pub accounts: &'a BTreeSet<String>,
    /// Tells whether the viewer with a hash is looked for.
    pub is_meant: &'a dyn Fn(ViewerHash) -> bool,
}

impl Named<'_> {
    /// Returns whether a line of refused rows names somebody who is looked for.
    fn is_in(&self, line: &str) -> bool {
        let is_meant = |name: &str| {
            let hash = |account: &String| self.key.hash(self.salt, account, name);
            self.names.iter().any(|of| of == name)
                || self
                    .accounts
                    .iter()
                    .any(|account| (self.is_meant)(hash(account)))
        };
        self.names.iter().any(|name| is_word_in(name, line))
            || cells(line).any(|cell| names_in(cell).any(|name| is_meant(&name)))
    }
}

/// Takes out of all files that keep refused rows of the log at `path`, as far as this program knows of them, the rows that
/// name somebody.
#[must_use]
pub fn clean_refused(path: &Path, state: &Path, named: &Named<'_>) -> RefusedRows {
    each_file(path, state, named, &mut |_, line| named.is_in(line))
}

/// Returns the lines that name somebody in the files that keep refused rows of the log at `path`, as far as this program
/// knows of them, each with its file.
#[must_use]
pub fn find_refused(path: &Path, state: &Path, named: &Named<'_>) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    each_file(path, state, named, &mut |file, line| {
        if named.is_in(line) {
            found.push((file.to_owned(), line.to_owned()));
        }
        false
    });
    found
}

/// Goes through the files, and takes out the lines that `is_taken` says.
fn each_file(
    path: &Path,
    state: &Path,
    named: &Named<'_>,
    is_taken: &mut dyn FnMut(&Path, &str) -> bool,
) -> RefusedRows {
    let mut rows = RefusedRows::default();
    let notes = RefusedNotes::new(state, named.key, named.salt);
    let listed = notes.files().unwrap_or_else(|error| {
        rows.failed.push((notes.path().to_owned(), error));
        Vec::new()
    });
    let mut files: BTreeSet<PathBuf> = listed.into_iter().collect();
    files.insert(place(&refused_beside(path)));
    for file in files {
        match clean(&file, |line| is_taken(&file, line)) {
            Ok(Cleaned::Rows(taken)) => rows.taken += taken,
            Ok(Cleaned::Gone) => {}
            Ok(Cleaned::Other) => rows.others.push(file),
            Err(error) => rows.failed.push((file, error)),
        }
    }
    rows
}

/// Returns what a line of refused rows says in words: the reason, and the row itself.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split('\t').skip(2)
}
