//! Noticing a column of milliseconds that is read as one of seconds.

use strum::{EnumCount as _, IntoEnumIterator as _};

use super::row::Cells;
use crate::formats::mapping::{Field, Mapping};
use crate::formats::read_error::ReadError;
use crate::formats::unclear::LONGEST;

/// So few lengths say nothing about their column.
const FEW: u64 = 3;

/// How many lengths a file states, and how many of them are longer than a day.
#[derive(Debug, Default)]
pub(super) struct Lengths([Counts; Field::COUNT]);

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    stated: u64,
    too_long: u64,
}

impl Lengths {
    /// Counts those of a row. A column whose unit the user has stated is left alone.
    pub fn count(&mut self, cells: &Cells<'_>) {
        for field in [Field::Seconds, Field::Position, Field::Length] {
            if cells.units[field as usize].is_none()
                && let Some(value) = cells.get(field)
            {
                let counts = &mut self.0[field as usize];
                counts.stated += 1;
                counts.too_long += u64::from(is_over_a_day(value));
            }
        }
    }

    /// Checks at the end that the lengths of no column look like milliseconds.
    pub fn check(&self, mapping: &Mapping) -> Result<(), ReadError> {
        for field in Field::iter() {
            let Counts { stated, too_long } = self.0[field as usize];
            if stated >= FEW && too_long * 2 > stated {
                let usual = field.names().first();
                let column = mapping.column(field).or(usual.copied());
                return Err(ReadError::Milliseconds {
                    field,
                    column: column.unwrap_or_default().to_owned(),
                    stated,
                    too_long,
                });
            }
        }
        Ok(())
    }
}

/// Returns whether `value` is a bare number of more seconds than a day has.
fn is_over_a_day(value: &str) -> bool {
    // Nearly every length has fewer digits than a day has seconds.
    if value.len() < 5 {
        return false;
    }
    let whole = value.split_once('.').map_or(value, |(whole, _)| whole);
    let is_number = whole.bytes().all(|b| b.is_ascii_digit());
    is_number
        && whole
            .parse()
            .is_ok_and(|seconds: u64| seconds > u64::from(LONGEST))
}
