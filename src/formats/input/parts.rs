//! From a source to the play logs in it.

use std::io::{Cursor, Read as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::archive::each_member;
use super::counted::Counted;
use super::error::InputError;
use super::on_disk::OnDisk;
use super::opened::{Opened, Plain};
use super::part::Take;
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

/// Opens `source` and gives each play log in it to `take`: the file itself, or the members of a
/// ZIP in the order of their names (numbers by value).
///
/// What a file is shows in its content, unless the format is named.
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
    let opened = Opened::open(source, watch.cancelled)?;
    each_part_of(opened, wanted, watch.bytes_read, take)
}

/// Does the same for a source that is open.
pub(super) fn each_part_of<E: From<InputError>>(
    opened: Opened<'_>,
    wanted: Wanted<'_>,
    bytes_read: &AtomicU64,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    let Opened { name, input, plain } = opened;
    let unreadable = |source| InputError::unreadable(&name, source);
    let before = bytes_read.load(Ordering::Relaxed);
    let length = plain.as_ref().map(|plain| plain.length);
    let mut counted = Counted::new(input, bytes_read);
    let head = read_head(&mut counted).map_err(unreadable)?;
    match (is_zip(&head), plain) {
        (false, plain) => {
            let place = place(plain);
            let input = Content::with_head(head, counted, &*place);
            take(wanted.part_of_file(&name, input)?)?;
        }
        (true, Some(plain)) => {
            // The members are read from their place in the file: the head is not counted twice.
            bytes_read.store(before, Ordering::Relaxed);
            each_member(&name, &plain.file, wanted, Some(bytes_read), take)?;
        }
        (true, None) => {
            let whole = Cursor::new(head).chain(counted);
            let file = spool(whole).map_err(unreadable)?;
            each_member(&name, &file, wanted, None, take)?;
        }
    }
    if let Some(length) = length {
        bytes_read.store(before.saturating_add(length), Ordering::Relaxed);
    }
    Ok(())
}

fn place(plain: Option<Plain>) -> Box<dyn Place> {
    match plain {
        Some(plain) => Box::new(OnDisk::new(plain.path)),
        None => Box::new(Nowhere),
    }
}
