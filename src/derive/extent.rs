//! How much a log holds, by its cubes.

use rusqlite::Connection;

use super::error::DeriveError;
use crate::cube::cells::Cells;
use crate::cube::kind::CubeKind;
use crate::cube::mismatch::Mismatch;
use crate::cube::{blob_store, day_number};
use crate::domain::Window;

/// How much a log holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub rows: u64,
    pub plays: u64,
    /// Viewers with a play.
    pub viewers: u64,
    /// From the day of the first row to that of the last.
    pub days: Option<Window>,
}

/// Returns how much a log holds, by its cubes.
///
/// # Errors
///
/// Fails where they cannot be read.
pub(crate) fn extent(conn: &Connection) -> Result<Extent, DeriveError> {
    let sum = |kind| -> Result<(u64, Option<Window>), DeriveError> {
        let bytes = blob_store::get(conn, kind, 0)?.ok_or(Mismatch)?;
        let cells = Cells::<1>::decode(&bytes)?;
        let days = || cells.iter().map(|([day], _)| day_number::day(day));
        let window = days().min().zip(days().max());
        let window = window.and_then(|(first, last)| Window::new(first, last));
        Ok((
            cells.iter().map(|(_, count)| u64::from(count)).sum(),
            window,
        ))
    };
    let (rows, days) = sum(CubeKind::Rows)?;
    let active = blob_store::cells::<2, DeriveError>(conn, CubeKind::Active)?;
    let new = active
        .iter()
        .filter(|([_, before], _)| *before == day_number::NEVER);
    Ok(Extent {
        rows,
        plays: sum(CubeKind::Plays)?.0,
        viewers: new.map(|(_, viewers)| u64::from(viewers)).sum(),
        days,
    })
}
