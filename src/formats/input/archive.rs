//! ZIPs: the members that are play logs.

use std::fs::File;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::{ZipArchive, result::ZipError};

use super::counted::Counted;
use super::error::InputError;
use super::litter::is_litter;
use super::member::{InZip, Member};
use super::natural_order::natural_order;
use super::part::Take;
use super::wanted::Wanted;
use crate::domain::name::shown;
use crate::formats::content::Content;

type Archive<'a> = ZipArchive<Counted<'a, &'a File>>;

/// Gives each play log in the ZIP called `name` to `take`, in the order of their names.
///
/// `bytes_read`, where given, counts what is read of the members, but not the table of contents.
pub(super) fn each_member<E: From<InputError>>(
    name: &str,
    file: &File,
    wanted: Wanted<'_>,
    bytes_read: Option<&AtomicU64>,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    let uncounted = AtomicU64::new(0);
    let bytes_read = bytes_read.unwrap_or(&uncounted);
    let before = bytes_read.load(Ordering::Relaxed);
    let failed = |source| zip_error(name.to_owned(), source);
    let mut archive = ZipArchive::new(Counted::new(file, bytes_read)).map_err(failed)?;
    let members = members(&mut archive).map_err(failed)?;
    bytes_read.store(before, Ordering::Relaxed);
    let mut taken = 0;
    for own in &members {
        let part_name = format!("{name}: {}", shown(&own.path));
        let place = InZip::new(file, &members, own);
        let member = archive
            .by_index(own.index)
            .map_err(|source| zip_error(part_name.clone(), source))?;
        let input = Content::open(member, &place)
            .map_err(|source| InputError::unreadable(&part_name, source))?;
        if let Some(part) = wanted.part_of_member(&part_name, input)? {
            take(part)?;
            taken += 1;
        }
    }
    if taken == 0 {
        let paths: Vec<&str> = members.iter().map(|member| &*member.path).collect();
        return Err(InputError::no_member(name, &paths).into());
    }
    Ok(())
}

/// Returns the files of the export, in the order of their names.
fn members(archive: &mut Archive<'_>) -> Result<Vec<Member>, ZipError> {
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index)?;
        let path = member.name()?.into_owned();
        if member.is_file() && !is_litter(&path) {
            members.push(Member { path, index });
        }
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
