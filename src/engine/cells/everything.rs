//! The cubes of everything: few enough to lie in memory.

use rusqlite::Connection;

use super::error::CellsError;
use super::folder::{CellsFolder, Table, TableRow};
use super::totals::Totals;
use crate::cube::blocks::LAGS;
use crate::cube::cells::Cells;
use crate::cube::day_number::{self, NEVER};
use crate::cube::kind::CubeKind;
use crate::cube::returns::{self, PERIODS};
use crate::derive::{put_blocks, put_cells};
use crate::domain::Day;

const ACTIVE: Table<3> = Table {
    name: "active",
    columns: ["day_no", "day_before", "viewers"],
};
const TITLE_PLAYS: Table<3> = Table {
    name: "title_plays",
    columns: ["day_no", "day_before", "plays"],
};
const TITLE_DAYS: Table<3> = Table {
    name: "title_days",
    columns: ["day_no", "day_before", "titles"],
};
const LAG_PLAYS: Table<4> = Table {
    name: "lags",
    columns: ["lag_no", "day_no", "day_before", "plays"],
};
const RETURNS: Table<6> = Table {
    name: "returns",
    columns: [
        "unit",
        "entered",
        "back_day",
        "period_start",
        "from_day",
        "viewers",
    ],
};
const ROWS: Table<2> = Table {
    name: "day_rows",
    columns: ["day_no", "row_count"],
};
const CLOCK: Table<3> = Table {
    name: "clock",
    columns: ["day_no", "hour_no", "plays"],
};

/// Cells in no order.
pub(super) type Unsorted<const W: usize> = Vec<([u16; W], u32)>;

/// Returns the number of a day that has to be there.
///
/// # Errors
///
/// Fails where there is none, or no row can have it.
pub(super) fn day<const W: usize>(row: &TableRow<'_, W>, column: usize) -> Result<u16, CellsError> {
    let day = Day(row.known(column)?);
    if (Day::MIN.plus(-1)..=Day::LAST_PLAYABLE.plus(1)).contains(&day) {
        Ok(day_number::of(day))
    } else {
        Err(row.fault(column, &day.0.to_string()))
    }
}

/// Returns the number of a day, [`NEVER`] where there is none.
pub(super) fn day_or_never<const W: usize>(
    row: &TableRow<'_, W>,
    column: usize,
) -> Result<u16, CellsError> {
    match row.number(column)? {
        None => Ok(NEVER),
        Some(_) => day(row, column),
    }
}

/// Returns the rows of each day.
///
/// # Errors
///
/// Fails where their table cannot be read or is not whole.
pub(super) fn rows_of_days(
    folder: &CellsFolder,
    totals: &Totals<'_>,
) -> Result<Cells<1>, CellsError> {
    let mut rows = Unsorted::new();
    let found = folder.each(ROWS, |row| {
        rows.push(([day(row, 0)?], row.known(1)?));
        Ok(())
    })?;
    totals.check(ROWS.name, found)?;
    Ok(rows.into_iter().collect())
}

/// Stores what is counted of everything, but for what lies beside the cells of titles and shows.
///
/// # Errors
///
/// Fails where a table cannot be read or is not whole, or the log cannot be written.
pub(super) fn store(
    conn: &Connection,
    folder: &CellsFolder,
    totals: &Totals<'_>,
    sqlite: &dyn Fn(rusqlite::Error) -> CellsError,
) -> Result<(), CellsError> {
    for (table, kind) in [
        (ACTIVE, CubeKind::Active),
        (TITLE_PLAYS, CubeKind::TitlePlays),
        (TITLE_DAYS, CubeKind::TitleDays),
    ] {
        let mut cells = Unsorted::new();
        let found = folder.each(table, |row| {
            cells.push(([day(row, 0)?, day_or_never(row, 1)?], row.known(2)?));
            Ok(())
        })?;
        totals.check(table.name, found)?;
        put_blocks(conn, kind, 0, &cells.into_iter().collect::<Cells<2>>()).map_err(sqlite)?;
    }
    put_cells(conn, CubeKind::Rows, &rows_of_days(folder, totals)?).map_err(sqlite)?;
    let mut clock = Unsorted::new();
    let found = folder.each(CLOCK, |row| {
        let hour: u16 = row.known(1)?;
        if hour > 23 {
            return Err(row.fault(1, &hour.to_string()));
        }
        clock.push(([day(row, 0)?, hour], row.known(2)?));
        Ok(())
    })?;
    totals.check(CLOCK.name, found)?;
    put_blocks(
        conn,
        CubeKind::Clock,
        0,
        &clock.into_iter().collect::<Cells<2>>(),
    )
    .map_err(sqlite)?;
    store_lags(conn, folder, totals, sqlite)?;
    store_returns(conn, folder, totals, sqlite)
}

fn store_lags(
    conn: &Connection,
    folder: &CellsFolder,
    totals: &Totals<'_>,
    sqlite: &dyn Fn(rusqlite::Error) -> CellsError,
) -> Result<(), CellsError> {
    let mut lags: [Unsorted<2>; LAGS.len()] = Default::default();
    let found = folder.each(LAG_PLAYS, |row| {
        let lag: u32 = row.known(0)?;
        let place = LAGS.iter().position(|known| *known == lag);
        let place = place.ok_or_else(|| row.fault(0, &lag.to_string()))?;
        lags[place].push(([day(row, 1)?, day_or_never(row, 2)?], row.known(3)?));
        Ok(())
    })?;
    totals.check(LAG_PLAYS.name, found)?;
    for (lag, cells) in lags.into_iter().enumerate() {
        let cells: Cells<2> = cells.into_iter().collect();
        put_blocks(conn, CubeKind::Lags, lag, &cells).map_err(sqlite)?;
    }
    Ok(())
}

fn store_returns(
    conn: &Connection,
    folder: &CellsFolder,
    totals: &Totals<'_>,
    sqlite: &dyn Fn(rusqlite::Error) -> CellsError,
) -> Result<(), CellsError> {
    let mut steps: [[Unsorted<3>; 2]; PERIODS.len()] = Default::default();
    let found = folder.each(RETURNS, |row| {
        let unit: usize = row.known(0)?;
        let side = match row.known::<u8>(1)? {
            1 => 0,
            _ => 1,
        };
        let place = unit.checked_sub(1).filter(|place| *place < PERIODS.len());
        let place = place.ok_or_else(|| row.fault(0, &unit.to_string()))?;
        // A week or a month may begin before all days.
        let start = day_number::of(Day(row.known(3)?));
        let from = match row.number(4)? {
            None => NEVER,
            Some(_) => day_number::of(Day(row.known(4)?)),
        };
        steps[place][side].push(([day(row, 2)?, start, from], row.known(5)?));
        Ok(())
    })?;
    totals.check(RETURNS.name, found)?;
    for (period, sides) in PERIODS.into_iter().zip(steps) {
        for (kind, cells) in returns::kinds(period).into_iter().zip(sides) {
            let cells: Cells<3> = cells.into_iter().collect();
            put_blocks(conn, kind, 0, &cells).map_err(sqlite)?;
        }
    }
    Ok(())
}
