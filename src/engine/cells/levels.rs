//! The cubes of titles and shows: cells in order, cut into pages of items and blocks of days.

use std::io;

use rusqlite::Connection;

use super::sorted_cells::{CellSorter, LevelPage, SortedCell};
use crate::cube::blob_store;
use crate::cube::blocks::{self, BLOCK_DAYS};
use crate::cube::cells::Cells;
use crate::cube::day_plays::DayPlays;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelKinds;
use crate::cube::tiles::Tiles;

/// What went wrong while cubes were stored.
pub(super) enum StoreError {
    /// Sorting outside memory.
    Sorting(io::Error),
    /// Writing the log.
    Sqlite(rusqlite::Error),
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        Self::Sorting(error)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Stores the plays of each day; keys are day, item.
pub(super) fn store_plays(conn: &Connection, sorter: CellSorter<2>) -> Result<(), StoreError> {
    each_block(sorter, 0, |of, block, cells| {
        let within = cells
            .iter()
            .map(|cell| ([cell.key[0] % BLOCK_DAYS, cell.key[1]], cell.count));
        let plays = DayPlays::of(within.collect());
        put(
            conn,
            LevelKinds::of(of.level).plays,
            of,
            block,
            &plays.encode(),
        )
    })
}

/// Stores runs; keys are last day, first day, item.
pub(super) fn store_runs(conn: &Connection, sorter: CellSorter<3>) -> Result<(), StoreError> {
    store_cells(conn, sorter, |kinds| kinds.runs)
}

/// Stores pairs of runs; keys are first day of the later run, item, last day of the earlier one, low, high.
pub(super) fn store_pairs(conn: &Connection, sorter: CellSorter<5>) -> Result<(), StoreError> {
    store_cells(conn, sorter, |kinds| kinds.pairs)
}

/// Stores repeats and third plays; keys are lag (1 or 2), day, day before, item.
pub(super) fn store_repeats(conn: &Connection, sorter: CellSorter<4>) -> Result<(), StoreError> {
    each_block(sorter, 1, |of, block, cells| {
        let kinds = LevelKinds::of(of.level);
        let is_first_lag = cells.first().is_some_and(|cell| cell.key[0] == 1);
        let kind = if is_first_lag {
            kinds.repeats
        } else {
            kinds.third_plays
        };
        let mut tiles = Tiles::default();
        for cell in cells {
            let [_, day, before, item] = cell.key;
            tiles.add(item, day, before, cell.count);
        }
        tiles.merge_counts();
        put(conn, kind, of, block, &tiles.encode())
    })
}

/// Stores cells as they are; the first number of a key is the day.
fn store_cells<const W: usize>(
    conn: &Connection,
    sorter: CellSorter<W>,
    kind: impl Fn(LevelKinds) -> CubeKind,
) -> Result<(), StoreError> {
    each_block(sorter, 0, |of, block, cells| {
        let cells: Cells<W> = cells.iter().map(|cell| (cell.key, cell.count)).collect();
        let kind = kind(LevelKinds::of(of.level));
        put(conn, kind, of, block, &cells.encode())
    })
}

fn put(
    conn: &Connection,
    kind: CubeKind,
    of: LevelPage,
    block: u16,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    blob_store::add(conn, kind, blocks::page_block(of.page, block), bytes)
}

/// Gives the cells of each page and block of days to `store`; a key's number at `day` is the day, and those before it are the
/// same for all cells that it is given at once.
fn each_block<const W: usize>(
    sorter: CellSorter<W>,
    day: usize,
    mut store: impl FnMut(LevelPage, u16, &[SortedCell<W>]) -> rusqlite::Result<()>,
) -> Result<(), StoreError> {
    let group = |cell: &SortedCell<W>| {
        let before: [u16; W] =
            std::array::from_fn(|place| if place < day { cell.key[place] } else { 0 });
        (cell.of, before, blocks::block_of(cell.key[day]))
    };
    let mut cells: Vec<SortedCell<W>> = Vec::new();
    for cell in sorter.finish()? {
        let cell = cell?;
        if let Some(first) = cells.first()
            && group(first) != group(&cell)
        {
            store(first.of, group(first).2, &cells)?;
            cells.clear();
        }
        cells.push(cell);
    }
    match cells.first() {
        Some(first) => Ok(store(first.of, group(first).2, &cells)?),
        None => Ok(()),
    }
}
