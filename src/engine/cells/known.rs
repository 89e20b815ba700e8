//! The numbers that items may have in a table.

use super::error::CellsError;
use super::folder::TableRow;
use super::names::Counts;
use crate::domain::Level;

/// The numbers that items may have.
#[derive(Clone, Copy)]
pub(super) struct Known(pub Counts);

impl Known {
    /// Returns level and item of a row that begins with them; `None` for everything.
    pub fn item<const W: usize>(
        self,
        row: &TableRow<'_, W>,
    ) -> Result<Option<(Level, u32)>, CellsError> {
        let (level, most) = match row.known::<u8>(0)? {
            0 => return Ok(None),
            1 => (Level::Title, self.0.titles),
            2 => (Level::Show, self.0.shows),
            other => return Err(row.fault(0, &other.to_string())),
        };
        let item: u32 = row.known(1)?;
        if item == 0 || item > most {
            return Err(row.fault(1, &item.to_string()));
        }
        Ok(Some((level, item)))
    }
}
