//! ZIPs: the members that are play logs.

use std::{
    cmp::Ordering as Order,
    fs::File,
    io::{self, Read, Seek},
    sync::atomic::{AtomicU64, Ordering},
};

use zip::{ZipArchive, result::ZipError};

use super::{Counted, InputError, Part, Wanted, read_head, text_of, with_head};
use crate::domain::name::shown;

/// Copies `input` to a nameless file, so that it can be read from any place.
pub(super) fn spool(mut input: impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut input, &mut file)?;
    file.rewind()?;
    Ok(file)
}

/// Gives each play log in the ZIP called `name` to `take`, in the order of their names.
///
/// `bytes_read`, where given, counts what is read of the members, but not the table of contents.
pub(super) fn each_member<E: From<InputError>>(
    name: &str,
    file: File,
    wanted: Wanted<'_>,
    bytes_read: Option<&AtomicU64>,
    take: &mut dyn FnMut(Part<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |source| zip_error(name.to_owned(), source);
    let uncounted = AtomicU64::new(0);
    let bytes_read = bytes_read.unwrap_or(&uncounted);
    let before = bytes_read.load(Ordering::Relaxed);
    let mut archive = ZipArchive::new(Counted::new(file, bytes_read)).map_err(failed)?;
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(failed)?;
        let member_name = member.name().map_err(failed)?.into_owned();
        if member.is_file() && !is_litter(&member_name) {
            members.push((member_name, index));
        }
    }
    members.sort_by(|one, other| natural_order(&one.0, &other.0));
    bytes_read.store(before, Ordering::Relaxed);
    let mut taken = 0;
    for (member_name, index) in &members {
        let part_name = format!("{name}: {}", shown(member_name));
        let failed = |source| zip_error(part_name.clone(), source);
        let member = archive.by_index(*index).map_err(failed)?;
        if take_member(part_name, member, wanted, take)? {
            taken += 1;
        }
    }
    if taken == 0 {
        return Err(no_member(name, &members).into());
    }
    Ok(())
}

/// Gives `member` to `take` where it is a play log; returns whether it is.
fn take_member<E: From<InputError>>(
    name: String,
    mut member: impl Read,
    wanted: Wanted<'_>,
    take: &mut dyn FnMut(Part<'_>) -> Result<(), E>,
) -> Result<bool, E> {
    let head = read_head(&mut member);
    let head = head.map_err(|source| InputError::unreadable(&name, source))?;
    let Ok(head) = text_of(head, &name) else {
        return Ok(false);
    };
    let Some(reader) = wanted.reader_of_member(&head) else {
        return Ok(false);
    };
    let mut input = with_head(head, member);
    take(Part {
        name,
        reader,
        input: &mut input,
    })?;
    Ok(true)
}

fn no_member(name: &str, members: &[(String, usize)]) -> InputError {
    if members.iter().any(|(member, _)| member.starts_with("xl/")) {
        let hint = "; save the spreadsheet as CSV";
        return InputError::Binary {
            name: name.to_owned(),
            hint,
        };
    }
    let some: Vec<_> = members
        .iter()
        .take(5)
        .map(|(member, _)| shown(member))
        .collect();
    let more = match members.len() {
        0 => "it is empty".to_owned(),
        count @ 1..=5 => format!("{count} looked at: {}", some.join(", ")),
        count => format!("{count} looked at: {}, ...", some.join(", ")),
    };
    InputError::NoMember {
        name: name.to_owned(),
        members: more,
    }
}

fn zip_error(name: String, source: ZipError) -> InputError {
    match source {
        ZipError::Io(source) => InputError::Unreadable { name, source },
        source => InputError::Zip { name, source },
    }
}

/// Returns whether a member is what macOS adds to a ZIP.
fn is_litter(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || base.starts_with("._")
}

/// Compares names with the numbers in them by value: `part_2` is before `part_10`.
fn natural_order(one: &str, other: &str) -> Order {
    let (mut left, mut right) = (one.as_bytes(), other.as_bytes());
    loop {
        let order = match (left.first(), right.first()) {
            (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (number, other_number) = (take_number(&mut left), take_number(&mut right));
                number
                    .len()
                    .cmp(&other_number.len())
                    .then(number.cmp(other_number))
            }
            (Some(a), Some(b)) => {
                (left, right) = (&left[1..], &right[1..]);
                a.cmp(b)
            }
            // Names alike but for leading zeros still have one order.
            (a, b) => return a.cmp(&b).then_with(|| one.cmp(other)),
        };
        if order != Order::Equal {
            return order;
        }
    }
}

/// Takes the digits off the front of `text`, and returns them without leading zeros.
fn take_number<'t>(text: &mut &'t [u8]) -> &'t [u8] {
    let length = text.iter().take_while(|b| b.is_ascii_digit()).count();
    let (number, rest) = text.split_at(length);
    *text = rest;
    let zeros = number.iter().take_while(|b| **b == b'0').count();
    &number[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn numbers_in_names_go_by_value() {
        let mut names = [
            "a10.csv", "a2.csv", "a02.csv", "a.csv", "b1", "a2/9", "a2/10", "a",
        ];
        names.sort_by(|one, other| natural_order(one, other));
        assert_eq!(
            names,
            [
                "a", "a.csv", "a02.csv", "a2.csv", "a2/9", "a2/10", "a10.csv", "b1"
            ]
        );
    }

    #[rstest]
    #[case("__MACOSX/x/ViewingActivity.csv", true)]
    #[case("x/._ViewingActivity.csv", true)]
    #[case("x/ViewingActivity.csv", false)]
    fn litter_is_known(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_litter(name), expected);
    }
}
