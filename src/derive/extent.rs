//! How much a log holds, by its cubes.

use rusqlite::Connection;

use super::error::DeriveError;
use crate::cube::blob_store;
use crate::cube::cells::Cells;
use crate::cube::day_number;
use crate::cube::kind::CubeKind;
use crate::cube::mismatch::Mismatch;
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
    let rows = per_day(conn, CubeKind::Rows)?;
    let active = blob_store::cells::<2, DeriveError>(conn, CubeKind::Active)?;
    // Each viewer has one active day with none before.
    let first = active
        .iter()
        .filter(|([_, before], _)| *before == day_number::NEVER);
    Ok(Extent {
        rows: total(&rows),
        plays: total(&per_day(conn, CubeKind::Plays)?),
        viewers: first.map(|(_, viewers)| u64::from(viewers)).sum(),
        days: window(&rows),
    })
}

fn per_day(conn: &Connection, kind: CubeKind) -> Result<Cells<1>, DeriveError> {
    let bytes = blob_store::get(conn, kind, 0)?.ok_or(Mismatch)?;
    Ok(Cells::decode(&bytes)?)
}

fn total(per_day: &Cells<1>) -> u64 {
    per_day.iter().map(|(_, count)| u64::from(count)).sum()
}

fn window(per_day: &Cells<1>) -> Option<Window> {
    let days = || per_day.iter().map(|([day], _)| day_number::day(day));
    let (first, last) = days().min().zip(days().max())?;
    Window::new(first, last)
}
