//! Which columns a row is read from, and which must be there.

use strum::{EnumCount as _, IntoEnumIterator as _};

use crate::formats::delimited::Header;
use crate::formats::length_unit::LengthUnit;
use crate::formats::mapping::{Field, Mapping};
use crate::formats::read_error::ReadError;

/// The units that the user has stated, by [`Field`].
pub(super) type Units = [Option<LengthUnit>; Field::COUNT];

/// Returns the names under which to look for `field`, best first, each with the unit it states: the
/// mapped one alone, else the usual ones without those that the mapping uses for something else.
pub(super) fn names(
    field: Field,
    mapping: &Mapping,
) -> impl Iterator<Item = (&str, Option<LengthUnit>)> {
    let is_mapped = mapping.column(field).is_some();
    let usual =
        field.names().iter().copied().filter(move |name| {
            !is_mapped && !Field::iter().any(|other| claims(mapping, other, name))
        });
    mapping.columns(field).chain(usual.map(|name| (name, None)))
}

/// Returns whether the mapping uses the column `name` for `field`.
fn claims(mapping: &Mapping, field: Field, name: &str) -> bool {
    let mut columns = mapping.columns(field);
    columns.any(|(column, _)| column.eq_ignore_ascii_case(name))
}

/// Checks that title, start or end, and every mapped column are `there`.
pub(super) fn check_columns(
    mapping: &Mapping,
    header: &Header,
    there: impl Fn(Field) -> bool,
) -> Result<(), ReadError> {
    for field in Field::iter().filter(|field| !there(*field)) {
        if let Some(column) = mapping.column(field) {
            return Err(match mapping.column_and_word(field) {
                Some((column, unit)) if unit.parse::<LengthUnit>().is_ok() => {
                    header.missing(column, true)
                }
                Some((column, unit)) if header.find(column)?.is_some() => {
                    unknown_unit(header, column, unit)
                }
                _ => header.missing(column, true),
            });
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

fn unknown_unit(header: &Header, column: &str, unit: &str) -> ReadError {
    let known: Vec<String> = LengthUnit::iter().map(|unit| unit.to_string()).collect();
    ReadError::Malformed {
        line: header.line,
        problem: format!(
            "`{unit}` is no unit for the column `{column}`; known are {}",
            known.join(", ")
        ),
    }
}
