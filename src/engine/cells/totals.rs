//! What the script says of its tables, held against what was read.

use std::collections::HashMap;

use super::error::CellsError;
use super::folder::{CellsFolder, Table};
use super::total::Total;

/// The table of totals: of each table the rows, and the sum of its counts.
const TOTALS: Table<3> = Table {
    name: "totals",
    columns: ["cells", "row_count", "total"],
};

/// What the script says of all its tables.
pub(super) struct Totals<'f> {
    folder: &'f CellsFolder,
    written: HashMap<String, Total>,
}

impl<'f> Totals<'f> {
    /// Reads what the script says.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read.
    pub fn read(folder: &'f CellsFolder) -> Result<Self, CellsError> {
        let mut written = HashMap::new();
        folder.each(TOTALS, |row| {
            let total = Total {
                rows: row.known(1)?,
                sum: row.known::<i64>(2)?.into(),
            };
            written.insert(row.text(0).unwrap_or_default().to_owned(), total);
            Ok(())
        })?;
        Ok(Self { folder, written })
    }

    /// Returns what the script says of a table; nothing where it says nothing.
    pub fn of(&self, table: &str) -> Total {
        self.written.get(table).copied().unwrap_or_default()
    }

    /// Makes sure that all of a table was read.
    ///
    /// # Errors
    ///
    /// Fails where there is more or less of it than was written.
    pub fn check(&self, table: &str, found: Total) -> Result<(), CellsError> {
        let written = self.of(table);
        if found == written {
            return Ok(());
        }
        Err(CellsError::NotWhole {
            folder: self.folder.path.clone(),
            table: table.to_owned(),
            found: found.in_words(),
            written: written.in_words(),
        })
    }
}
