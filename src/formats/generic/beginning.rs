//! Where a table begins, and whether with a header.

use super::facts::FACTS;
use super::places::fits;
use crate::formats::context::Context;
use crate::formats::delimited::{CsvRows, Header, Opening, find_table, find_table_of};
use crate::formats::mapping::{Field, Mapping};
use crate::formats::time::{Clock, MomentError};

/// Where a table begins.
pub(super) struct Beginning {
    /// What stands between its cells, how much stands above it, and whether it has the columns it needs.
    pub opening: Opening,
    /// How many columns it has, where its first row is one already; `None` where that is a header.
    pub headless: Option<usize>,
}

/// Returns where the table begins whose first lines are `text`.
///
/// Where the user gives all columns by number, the first row need be no header: it is one where its time is none.
pub(super) fn beginning(text: &str, context: &Context) -> Beginning {
    let has_columns = |header: &Header| fits(header, &context.mapping);
    let with_header = || Beginning {
        opening: find_table(text, has_columns),
        headless: None,
    };
    let Some(time) = time_by_number(&context.mapping) else {
        return with_header();
    };
    let clock = FACTS.clock(context);
    let is_row = |row: &Header| {
        let cell = row.names.get(time);
        has_columns(row) && cell.is_some_and(|cell| is_time(cell, clock))
    };
    let row = find_table(text, is_row);
    if !row.fits {
        return with_header();
    }
    let opening = find_table_of(text, row.delimiter, has_columns);
    let is_headless = opening.above == row.above;
    Beginning {
        opening,
        headless: is_headless.then(|| width(text, opening)),
    }
}

/// Returns the place of the time where all columns are given by number.
fn time_by_number(mapping: &Mapping) -> Option<usize> {
    let places = mapping.places()?;
    places[Field::Start as usize].or(places[Field::End as usize])
}

/// Returns whether `cell` is meant for a time, be it one that is refused. A small number is more likely a column's.
fn is_time(cell: &str, clock: Clock) -> bool {
    match clock.when(cell) {
        Err(MomentError::Unreadable | MomentError::NoEpoch) => false,
        Err(MomentError::Placeholder) => cell.contains('-'),
        _ => true,
    }
}

fn width(text: &str, opening: Opening) -> usize {
    let rows = CsvRows::open_below(opening.above, text.as_bytes(), opening.delimiter);
    rows.map_or(0, |(_, first)| first.names.len())
}
