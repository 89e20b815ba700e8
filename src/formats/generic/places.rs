//! Where in a table the values of a row stand.

use strum::{EnumCount as _, IntoEnumIterator as _};

use super::columns::{Units, check_columns, names};
use super::row::Cells;
use crate::formats::delimited::{Fields, Header};
use crate::formats::mapping::{Field, Mapping};
use crate::formats::read_error::ReadError;

/// Where the values of a row stand, and in which units the user has said they are.
#[derive(Debug)]
pub(super) struct Places {
    places: [Option<usize>; Field::COUNT],
    units: Units,
}

impl Places {
    /// Finds the columns in a header.
    ///
    /// # Errors
    ///
    /// Fails where a column that must be there is not, or is there twice.
    pub fn find(header: &Header, mapping: &Mapping) -> Result<Self, ReadError> {
        let mut places = [None; Field::COUNT];
        let mut units = Units::default();
        for field in Field::iter() {
            for (name, unit) in names(field, mapping) {
                if places[field as usize].is_none() {
                    places[field as usize] = header.place(name)?;
                    units[field as usize] = unit;
                }
            }
        }
        let lost = |field: &Field| places[*field as usize].is_none();
        let mut lost = Field::iter()
            .filter(lost)
            .flat_map(|field| mapping.columns(field));
        if let Some(problem) = lost.find_map(|(name, _)| header.beyond(name)) {
            let line = header.line;
            return Err(ReadError::Malformed { line, problem });
        }
        check_columns(mapping, header, |field| places[field as usize].is_some())?;
        Ok(Self { places, units })
    }

    /// Returns the places in a table of `width` columns without names, all of which are given by number.
    ///
    /// # Errors
    ///
    /// Fails where there are not so many.
    pub fn by_number(line: u64, width: usize, mapping: &Mapping) -> Result<Self, ReadError> {
        let names = vec![String::new(); width];
        Self::find(&Header { line, names }, mapping)
    }

    /// Returns the cells of a row.
    pub fn cells<'r>(&self, row: Fields<'r>) -> Cells<'r> {
        self.cells_of(|place| row.get(place))
    }

    /// Returns the cells of the row whose columns `get` knows.
    pub fn cells_of<'r>(&self, get: impl Fn(usize) -> Option<&'r str>) -> Cells<'r> {
        Cells {
            values: self.places.map(|place| get(place?)),
            units: self.units,
        }
    }

    /// Returns the places of all columns that rows are read from.
    pub fn all(&self) -> impl Iterator<Item = usize> {
        self.places.into_iter().flatten()
    }

    /// Returns whether there is a column for the viewer.
    pub fn name_viewers(&self) -> bool {
        self.places[Field::Viewer as usize].is_some()
    }
}

/// Returns whether `header` has a title and a start or end: then the file is of this format, and
/// what else is wrong with its columns is an error of reading it.
pub(super) fn fits(header: &Header, mapping: &Mapping) -> bool {
    let has =
        |field| names(field, mapping).any(|(name, _)| !matches!(header.place(name), Ok(None)));
    has(Field::Title) && (has(Field::Start) || has(Field::End))
}
