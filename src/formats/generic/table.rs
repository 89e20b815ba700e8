//! Tables: CSV and TSV with a header.

use std::io::BufRead;

use strum::{EnumCount, IntoEnumIterator};

use super::{Cells, Fault, check_columns, names, record};
use crate::formats::csv_rows::{CsvRows, Fields, Header, find_delimiter, peek_line};
use crate::formats::mapping::{Field, Mapping};
use crate::formats::reader::{Context, Identity, ReadError, Reader, Sink};
use crate::formats::record::Entry;

/// A table with a header, its columns split by commas, semicolons or tabs.
pub struct Table;

/// Where the values of a row stand.
#[derive(Debug)]
pub(super) struct Places([Option<usize>; Field::COUNT]);

impl Places {
    /// Finds the columns in a header.
    ///
    /// # Errors
    ///
    /// Fails where a column that must be there is not, or is there twice.
    pub fn find(header: &Header, mapping: &Mapping) -> Result<Self, ReadError> {
        let mut places = [None; Field::COUNT];
        for field in Field::iter() {
            for name in names(field, mapping) {
                if places[field as usize].is_none() {
                    places[field as usize] = header.find(name)?;
                }
            }
        }
        check_columns(mapping, header, |field| places[field as usize].is_some())?;
        Ok(Self(places))
    }

    fn cells<'r>(&self, row: Fields<'r>) -> Cells<'r> {
        self.cells_of(|place| row.get(place))
    }

    /// Returns the cells of the row whose columns `get` knows.
    pub fn cells_of<'r>(&self, get: impl Fn(usize) -> Option<&'r str>) -> Cells<'r> {
        Cells(self.0.map(|place| get(place?)))
    }

    /// Returns whether there is a column for the viewer.
    pub fn name_viewers(&self) -> bool {
        self.0[Field::Viewer as usize].is_some()
    }
}

/// Returns whether `header` has a title and a start or end: then the file is of this format, and
/// what else is wrong with its columns is an error of reading it.
pub(super) fn fits(header: &Header, mapping: &Mapping) -> bool {
    let has = |field| names(field, mapping).any(|name| !matches!(header.find(name), Ok(None)));
    has(Field::Title) && (has(Field::Start) || has(Field::End))
}

impl Reader for Table {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn recognises(&self, head: &str, context: &Context) -> bool {
        find_delimiter(head, |header| fits(header, &context.mapping)).1
    }

    fn identity(&self) -> Identity {
        Identity::WholeRow
    }

    fn read(
        &self,
        input: &mut dyn BufRead,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let (first, input) = peek_line(input)?;
        let (delimiter, _) = find_delimiter(&first, |header| fits(header, &context.mapping));
        let (mut rows, header) = CsvRows::open(input, delimiter)?;
        let places = Places::find(&header, &context.mapping)?;
        let names_viewers = places.name_viewers();
        while let Some(row) = rows.next_row()? {
            let line = row.line;
            let entry = match &row.cells {
                Err(reason) => row.refused(reason),
                Ok(cells) => match record(&places.cells(*cells), names_viewers, context.zone) {
                    Ok(record) => Entry::Row(record),
                    Err(Fault::Refused(reason)) => row.refused(&reason),
                    Err(Fault::NoZone(value)) => return Err(ReadError::NoZone { line, value }),
                },
            };
            if !sink(entry) {
                return Err(ReadError::Stopped);
            }
        }
        Ok(())
    }
}
