//! From a source to the play logs in it.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::archive::each_member;
use super::counted::Counted;
use super::error::InputError;
use super::folder::files;
use super::litter::is_beside_database;
use super::on_disk::OnDisk;
use super::opened::{Opened, Plain};
use super::part::{Found, Take};
use super::source::Source;
use super::wanted::Wanted;
use crate::formats::content::Content;
use crate::formats::head::{is_zip, read_head};
use crate::formats::place::{Nowhere, Place};
use crate::formats::spool::spool;

/// What whoever shows or stops a reading shares with it.
#[derive(Debug, Clone, Copy)]
pub struct Watch<'a> {
    /// Counts the bytes of the sources themselves, packed as they may be, as they are read, one source
    /// at a time; after success it has grown by the whole size of a plain file.
    pub bytes_read: &'a AtomicU64,
    /// Once it is set, a source that keeps its reader waiting is not waited for.
    pub cancelled: &'a AtomicBool,
}

/// Opens `source` and gives what is in it to `take`: the file itself, the members of a ZIP or the files of a folder, in
/// the order of their names (numbers by value).
///
/// What a file is shows in its content, unless the format is named. Among others, one may be no play log.
///
/// # Errors
///
/// Fails with the first error of `take`, or where the source holds no play log.
pub fn each_part<E: From<InputError>>(
    source: &Source,
    wanted: Wanted<'_>,
    watch: Watch<'_>,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    if let Source::File(path) = source
        && path.is_dir()
    {
        return each_in_folder(path, wanted, watch, take);
    }
    let opened = Opened::open(source, watch.cancelled)?;
    each_part_of(opened, wanted, watch.bytes_read, take)
}

/// Does the same for the files in `folder`.
fn each_in_folder<E: From<InputError>>(
    folder: &Path,
    wanted: Wanted<'_>,
    watch: Watch<'_>,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    let unreadable = |(path, error): (PathBuf, _)| {
        InputError::unreadable(&Source::File(path).to_string(), error)
    };
    let files = files(folder).map_err(unreadable)?;
    let mut reasons = Vec::new();
    for path in &files {
        if watch.cancelled.load(Ordering::Relaxed) {
            break;
        }
        let source = Source::File(path.clone());
        let mut opened = Opened::open(&source, watch.cancelled)?;
        opened.is_among_others = true;
        if let Some(reason) = parts_of(opened, wanted, watch.bytes_read, take)? {
            reasons.push(reason);
            let name = source.to_string();
            if !is_beside_database(&name) {
                take(Found::Other(name))?;
            }
        }
    }
    if reasons.len() < files.len() {
        return Ok(());
    }
    if let (1, Some(reason)) = (files.len(), reasons.pop()) {
        return Err(reason.into());
    }
    let within = |path: &PathBuf| {
        let path = path.strip_prefix(folder).unwrap_or(path);
        path.to_string_lossy().into_owned()
    };
    let paths: Vec<String> = files.iter().map(within).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let name = Source::File(folder.to_owned()).to_string();
    Err(InputError::no_file(&name, &paths).into())
}

/// Does the same for a source that is open.
pub(super) fn each_part_of<E: From<InputError>>(
    opened: Opened<'_>,
    wanted: Wanted<'_>,
    bytes_read: &AtomicU64,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    match parts_of(opened, wanted, bytes_read, take)? {
        Some(reason) => Err(reason.into()),
        None => Ok(()),
    }
}

/// Does the same; returns why nothing of it was taken, if so.
fn parts_of<E: From<InputError>>(
    opened: Opened<'_>,
    wanted: Wanted<'_>,
    bytes_read: &AtomicU64,
    take: &mut Take<'_, E>,
) -> Result<Option<InputError>, E> {
    let Opened {
        name,
        input,
        plain,
        is_among_others,
    } = opened;
    let unreadable = |source| InputError::unreadable(&name, source);
    let before = bytes_read.load(Ordering::Relaxed);
    let length = plain.as_ref().map(|plain| plain.length);
    let mut counted = Counted::new(input, bytes_read);
    let head = read_head(&mut counted).map_err(unreadable)?;
    let reason = match (is_zip(&head), plain) {
        (false, plain) => {
            let place = place(plain);
            let input = Content::with_head(head, counted, &*place);
            match wanted.part_of_file(&name, input, is_among_others)? {
                Ok(part) => take(Found::Log(part)).map(|()| None)?,
                Err(reason) => Some(reason),
            }
        }
        (true, Some(plain)) => {
            // The members are read from their place in the file: the head is not counted twice.
            bytes_read.store(before, Ordering::Relaxed);
            each_member(&name, &plain.file, wanted, Some(bytes_read), take)?
        }
        (true, None) => {
            let whole = Cursor::new(head).chain(counted);
            let file = spool(whole).map_err(unreadable)?;
            each_member(&name, &file, wanted, None, take)?
        }
    };
    if let Some(length) = length {
        bytes_read.store(before.saturating_add(length), Ordering::Relaxed);
    }
    Ok(reason)
}

fn place(plain: Option<Plain>) -> Box<dyn Place> {
    match plain {
        Some(plain) => Box::new(OnDisk::new(plain.path)),
        None => Box::new(Nowhere),
    }
}
