//! ZIPs: the members that are play logs.

use std::fs::File;
use std::io::Read;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::{ZipArchive, result::ZipError};

use super::counted::Counted;
use super::error::InputError;
use super::litter::{is_beside_database, is_litter};
use super::member::{InZip, Member};
use super::natural_order::natural_order;
use super::part::{Found, Take};
use super::wanted::Wanted;
use crate::domain::name::shown;
use crate::formats::content::Content;
use crate::formats::head::is_zip;
use crate::formats::limits::LARGEST_INNER_ZIP;
use crate::formats::spool::spool;

type Archive<'a> = ZipArchive<Counted<'a, &'a File>>;

/// Gives what is in the ZIP called `name` to `take`, in the order of the names; a ZIP in it is looked into as well.
/// Returns the error that there is no play log, if so, and gives nothing.
///
/// `bytes_read`, where given, counts what is read of the members, but not the table of contents.
pub(super) fn each_member<E: From<InputError>>(
    name: &str,
    file: &File,
    wanted: Wanted<'_>,
    bytes_read: Option<&AtomicU64>,
    take: &mut Take<'_, E>,
) -> Result<Option<InputError>, E> {
    let uncounted = AtomicU64::new(0);
    let bytes_read = bytes_read.unwrap_or(&uncounted);
    let zip = Zip {
        name,
        file,
        is_within: false,
    };
    let (taken, paths) = zip.each_member(wanted, bytes_read, take)?;
    if taken == 0 {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        return Ok(Some(InputError::no_member(name, &paths)));
    }
    Ok(None)
}

/// A ZIP, or one in another.
struct Zip<'a> {
    name: &'a str,
    file: &'a File,
    /// Whether it lies in another: those in it are left alone.
    is_within: bool,
}

impl Zip<'_> {
    /// Gives what is in it to `take`; returns how many play logs there were, and the names of all members. Where there was
    /// none, nothing is given: whoever asked names the ZIP.
    fn each_member<E: From<InputError>>(
        &self,
        wanted: Wanted<'_>,
        bytes_read: &AtomicU64,
        take: &mut Take<'_, E>,
    ) -> Result<(usize, Vec<String>), E> {
        let before = bytes_read.load(Ordering::Relaxed);
        let failed = |source| zip_error(self.name.to_owned(), source);
        let counted = Counted::new(self.file, bytes_read);
        let mut archive = ZipArchive::new(counted).map_err(failed)?;
        let members = members(&mut archive).map_err(failed)?;
        bytes_read.store(before, Ordering::Relaxed);
        let mut taken = 0;
        let mut others = Vec::new();
        for own in &members {
            let part_name = format!("{}: {}", self.name, shown(&own.path));
            let unreadable = |source| InputError::unreadable(&part_name, source);
            let member = archive
                .by_index(own.index)
                .map_err(|source| zip_error(part_name.clone(), source))?;
            let place = InZip::new(self.file, &members, own);
            let input = Content::open(member, &place).map_err(unreadable)?;
            if is_zip(input.head()) && !self.is_within {
                let inner = spooled(&part_name, input.stream().map_err(unreadable)?)?;
                let inner = Zip {
                    name: &part_name,
                    file: &inner,
                    is_within: true,
                };
                // Its bytes were counted while it was copied.
                match inner.each_member(wanted, &AtomicU64::new(0), take)?.0 {
                    0 => others.push(part_name),
                    within => taken += within,
                }
                continue;
            }
            if let Some(part) = wanted.part_of_member(&part_name, input)? {
                take(Found::Log(part))?;
                taken += 1;
            } else if !is_beside_database(&part_name) {
                others.push(part_name);
            }
        }
        if taken > 0 {
            let mut others = others.into_iter();
            others.try_for_each(|name| take(Found::Other(name)))?;
        }
        let paths = members.into_iter().map(|member| member.path).collect();
        Ok((taken, paths))
    }
}

/// Copies a ZIP in another to a nameless file, if it is not too large for that.
fn spooled(name: &str, whole: impl Read) -> Result<File, InputError> {
    let mut whole = whole.take(LARGEST_INNER_ZIP + 1);
    let file = spool(&mut whole).map_err(|source| InputError::unreadable(name, source))?;
    match whole.limit() {
        0 => Err(InputError::LargeInnerZip {
            name: name.to_owned(),
        }),
        _ => Ok(file),
    }
}

/// Returns the files of the export, in the order of their names.
///
/// # Errors
///
/// Fails where members lie on each other, too: a few bytes could be unpacked thousands of times.
fn members(archive: &mut Archive<'_>) -> Result<Vec<Member>, ZipError> {
    let mut members = Vec::new();
    let mut places = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index)?;
        let start = member.header_start();
        places.push((start, start.saturating_add(member.compressed_size())));
        let path = member.name()?.into_owned();
        if member.is_file() && !is_litter(&path) {
            members.push(Member { path, index });
        }
    }
    places.sort_unstable();
    // What an empty one lies on does not matter.
    places.retain(|(start, end)| end > start);
    if places.windows(2).any(|two| two[0].1 > two[1].0) {
        return Err(ZipError::InvalidArchive(
            "its members lie on each other".into(),
        ));
    }
    members.sort_by(|one, other| natural_order(&one.path, &other.path));
    Ok(members)
}

fn zip_error(name: String, source: ZipError) -> InputError {
    match source {
        ZipError::Io(source) => InputError::Unreadable { name, source },
        source => InputError::Zip { name, source },
    }
}
