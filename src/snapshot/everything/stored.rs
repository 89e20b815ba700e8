//! The cubes of everything as they lie in the database: read first, readied while other cubes are read.

use rusqlite::Connection;

use super::{Everything, HOURS_OF_DAY};
use crate::cube::blob_store;
use crate::cube::blocks::{self, BLOCK_DAYS};
use crate::cube::cell_blocks::CellBlocks;
use crate::cube::cells::Cells;
use crate::cube::day_hours::DayHours;
use crate::cube::day_number;
use crate::cube::kind::CubeKind;
use crate::cube::stored_cells::StoredCells;
use crate::domain::Hours;
use crate::snapshot::error::CubeError;
use crate::snapshot::overall_streaks::OverallStreaks;

/// The cubes of everything as they are stored.
pub struct StoredEverything {
    rows: Cells<1>,
    plays: Cells<1>,
    /// Hours by day.
    hours: Vec<(u16, Hours)>,
    clock: CellBlocks<2>,
    active: CellBlocks<2>,
    title_plays: CellBlocks<2>,
    title_days: CellBlocks<2>,
    runs: Cells<2>,
    pairs: StoredCells<4>,
}

impl StoredEverything {
    /// Reads the cubes of everything.
    ///
    /// # Errors
    ///
    /// Fails where one is missing or unreadable.
    pub fn read(conn: &Connection) -> Result<Self, CubeError> {
        let pairs = blob_store::get_large(conn, CubeKind::Pairs, 0)?;
        Ok(Self {
            rows: whole(conn, CubeKind::Rows)?,
            plays: whole(conn, CubeKind::Plays)?,
            hours: hours(conn)?,
            clock: blob_store::cells::<2, CubeError>(conn, CubeKind::Clock)?,
            title_plays: blob_store::cells::<2, CubeError>(conn, CubeKind::TitlePlays)?,
            title_days: blob_store::cells::<2, CubeError>(conn, CubeKind::TitleDays)?,
            runs: whole(conn, CubeKind::Runs)?,
            pairs: StoredCells::new(pairs.ok_or(CubeError::Missing)?)?,
            active: blob_store::cells::<2, CubeError>(conn, CubeKind::Active)?,
        })
    }

    /// Returns the active days of all viewers.
    #[must_use]
    pub fn active_days(&self) -> u64 {
        let active = self.active.iter();
        active.map(|(_, viewers)| u64::from(viewers)).sum()
    }

    /// Readies the cubes to count.
    #[must_use]
    pub fn ready(self) -> Everything {
        let first = self.rows.iter().next();
        let first = first.map_or(day_number::NEVER, |([day], _)| day);
        let by_day = |cells: &Cells<1>| {
            let mut counts = Vec::with_capacity(cells.len());
            for ([day], count) in cells.iter() {
                counts.resize(usize::from(day - first) + 1, 0);
                counts[usize::from(day - first)] = count;
            }
            counts
        };
        Everything {
            first,
            rows: by_day(&self.rows).into_iter().map(u64::from).collect(),
            plays: by_day(&self.plays),
            hours: hours_by_day(first, &self.hours),
            clock: clock_by_day(first, &self.clock),
            title_plays: self.title_plays.into(),
            title_days: self.title_days.into(),
            streaks: OverallStreaks::new(self.runs, self.pairs),
            active: self.active.into(),
        }
    }
}

/// Reads the hours of each day.
fn hours(conn: &Connection) -> Result<Vec<(u16, Hours)>, CubeError> {
    let mut hours = Vec::new();
    let kind = CubeKind::Hours;
    blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
        let (_, block) = blocks::page_and_block(number);
        let days = DayHours::decode(bytes)?.cells().into_iter();
        hours.extend(days.map(|([day, _], hours)| (block * BLOCK_DAYS + day, hours)));
        Ok(())
    })?;
    Ok(hours)
}

/// Returns the hours of each day from `first` on.
fn hours_by_day(first: u16, days: &[(u16, Hours)]) -> Vec<Hours> {
    let mut hours = Vec::with_capacity(days.len());
    for (day, of_day) in days {
        hours.resize(usize::from(day - first) + 1, Hours::default());
        hours[usize::from(day - first)] = *of_day;
    }
    hours
}

/// Returns the plays of each day from `first` on, by hour.
fn clock_by_day(first: u16, cells: &CellBlocks<2>) -> Vec<[u32; HOURS_OF_DAY]> {
    let mut clock = Vec::with_capacity(cells.len() / HOURS_OF_DAY);
    for ([day, hour], plays) in cells.iter() {
        clock.resize(usize::from(day - first) + 1, [0; HOURS_OF_DAY]);
        clock[usize::from(day - first)][usize::from(hour) % HOURS_OF_DAY] = plays;
    }
    clock
}

/// Reads the one cube of a kind from where it lies: copying the largest would take as long as reading it.
fn whole<const W: usize>(conn: &Connection, kind: CubeKind) -> Result<Cells<W>, CubeError> {
    let mut found = None;
    blob_store::each(conn, kind, |_, bytes| -> Result<(), CubeError> {
        found = Some(Cells::decode(bytes)?);
        Ok(())
    })?;
    found.ok_or(CubeError::Missing)
}
