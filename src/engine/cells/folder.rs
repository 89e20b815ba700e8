//! The tables of a folder of cells, and the rows of each.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::CellsError;
use super::total::Total;
use crate::formats::parquet_file::{ParquetFile, Rows};

/// A folder of cells.
#[derive(Debug, Clone)]
pub(super) struct CellsFolder {
    pub path: PathBuf,
    /// True once nobody wants to read it any more.
    pub cancelled: Arc<AtomicBool>,
}

/// A table, by its name and its columns; the last one is what its counts are, and is summed up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<const W: usize> {
    pub name: &'static str,
    pub columns: [&'static str; W],
}

/// One row: the texts of the columns, `None` where there is no value.
pub(super) struct TableRow<'r, const W: usize> {
    rows: &'r Rows<'r>,
    places: [usize; W],
    columns: [&'static str; W],
    file: &'r Path,
    number: u64,
}

impl<const W: usize> TableRow<'_, W> {
    /// Returns a value as text.
    pub fn text(&self, column: usize) -> Option<&str> {
        self.rows.text(self.places[column])
    }

    /// Returns a value that is a whole number.
    ///
    /// # Errors
    ///
    /// Fails where it is something else.
    pub fn number(&self, column: usize) -> Result<Option<i64>, CellsError> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| self.fault(column, text))
    }

    /// Returns a value that has to be there.
    ///
    /// # Errors
    ///
    /// Fails where it is not, or does not fit.
    pub fn known<T: TryFrom<i64>>(&self, column: usize) -> Result<T, CellsError> {
        let number = self.number(column)?;
        let known = number.and_then(|number| T::try_from(number).ok());
        known.ok_or_else(|| self.fault(column, self.text(column).unwrap_or("nothing")))
    }

    /// Returns the error of a value that cannot be.
    pub fn fault(&self, column: usize, value: &str) -> CellsError {
        let (row, column) = (self.number, self.columns[column]);
        CellsError::File {
            path: self.file.to_owned(),
            problem: format!(
                "row {row}: `{column}` is {value}, which the script never writes; run it again"
            ),
        }
    }
}

impl CellsFolder {
    /// Returns the files of a table, in the order of their names: one of its own name, or all parts in a folder of its name.
    ///
    /// # Errors
    ///
    /// Fails where there is none.
    pub fn files(&self, table: &'static str) -> Result<Vec<PathBuf>, CellsError> {
        let none = || CellsError::NoTable {
            folder: self.path.clone(),
            table,
        };
        let named = [format!("{table}.parquet"), table.to_owned()];
        let found = named.into_iter().map(|name| self.path.join(name));
        let found = found
            .into_iter()
            .find(|path| path.exists())
            .ok_or_else(none)?;
        if found.is_file() {
            return Ok(vec![found]);
        }
        let entries = found.read_dir().map_err(|source| CellsError::Io {
            path: found.clone(),
            source,
        })?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry
                .map_err(|source| CellsError::Io {
                    path: found.clone(),
                    source,
                })?
                .path();
            // Engines write checksums and marks beside their parts.
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            let is_part = name.is_some_and(|name| {
                !name.starts_with(['_', '.'])
                    && Path::new(&name)
                        .extension()
                        .is_some_and(|end| end == "parquet")
            });
            if is_part {
                files.push(path);
            }
        }
        files.sort();
        if files.is_empty() {
            Err(none())
        } else {
            Ok(files)
        }
    }

    /// Gives each row of a table to `take`; returns how many there were, and the sum of the last column.
    ///
    /// # Errors
    ///
    /// Fails where a file cannot be read or lacks a column, once nobody wants it, and with the first error of `take`.
    pub fn each<const W: usize>(
        &self,
        table: Table<W>,
        mut take: impl FnMut(&TableRow<'_, W>) -> Result<(), CellsError>,
    ) -> Result<Total, CellsError> {
        let mut total = Total::default();
        for path in self.files(table.name)? {
            let fault = |problem: String| CellsError::File {
                path: path.clone(),
                problem,
            };
            let opened = File::open(&path).map_err(|source| CellsError::Io {
                path: path.clone(),
                source,
            })?;
            let file = ParquetFile::open(opened).map_err(fault)?;
            let places = places(&file, table.columns).map_err(fault)?;
            let mut rows = Rows::new(&file, places.to_vec());
            while let Some(number) = rows.next_row().map_err(fault)? {
                let row = TableRow {
                    rows: &rows,
                    places,
                    columns: table.columns,
                    file: &path,
                    number,
                };
                total.rows += 1;
                if let Some(count) = row.text(W - 1).and_then(|text| text.parse::<i64>().ok()) {
                    total.sum += i128::from(count);
                }
                take(&row)?;
                if self.cancelled.load(Ordering::Relaxed) {
                    return Err(CellsError::Cancelled);
                }
            }
        }
        Ok(total)
    }
}

/// Returns the places of columns in a file.
fn places<const W: usize>(file: &ParquetFile, columns: [&str; W]) -> Result<[usize; W], String> {
    let mut places = [0; W];
    for (place, column) in places.iter_mut().zip(columns) {
        let names = &file.columns().names;
        let found = names
            .iter()
            .position(|name| name.eq_ignore_ascii_case(column));
        *place = found.ok_or_else(|| {
            format!(
                "has no column `{column}`; it is not what the script of `bingetop emit-sql` writes"
            )
        })?;
    }
    Ok(places)
}
