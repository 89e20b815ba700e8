//! Which columns a row is read from, and which must be there.

use strum::IntoEnumIterator as _;

use crate::formats::delimited::Header;
use crate::formats::mapping::{Field, Mapping};
use crate::formats::read_error::ReadError;

/// Returns the names under which to look for `field`, best first: the mapped one alone, else the
/// usual ones without those that the mapping uses for something else.
pub(super) fn names(field: Field, mapping: &Mapping) -> impl Iterator<Item = &str> {
    let mapped = mapping.column(field).map(str::trim);
    let usual = field.names().iter().copied().filter(move |name| {
        mapped.is_none()
            && !Field::iter().any(|other| {
                let claimed = mapping.column(other).map(str::trim);
                claimed.is_some_and(|claimed| claimed.eq_ignore_ascii_case(name))
            })
    });
    mapped.into_iter().chain(usual)
}

/// Checks that title, start or end, and every mapped column are `there`.
pub(super) fn check_columns(
    mapping: &Mapping,
    header: &Header,
    there: impl Fn(Field) -> bool,
) -> Result<(), ReadError> {
    for field in Field::iter().filter(|field| !there(*field)) {
        if let Some(column) = mapping.column(field) {
            return Err(header.missing(column, true));
        }
    }
    let is_mapping = !mapping.is_empty();
    if !there(Field::Title) {
        return Err(header.missing("title", is_mapping));
    }
    if !there(Field::Start) && !there(Field::End) {
        return Err(header.missing("started_at", is_mapping));
    }
    Ok(())
}
