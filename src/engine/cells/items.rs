//! The cubes of each title and show by itself: what its page takes beside the cubes of its level.
//!
//! Cells of all tables are sorted by item, outside memory; those of one item at a time become its cube.

use std::io;

use rusqlite::Connection;

use super::error::CellsError;
use super::everything::{day, day_or_never};
use super::folder::{CellsFolder, Table, TableRow};
use super::known::Known;
use super::totals::Totals;
use crate::cube::blob_store;
use crate::cube::blocks::LAGS;
use crate::cube::cells::Cells;
use crate::cube::day_number::{self, NEVER};
use crate::cube::item_cells::{self, ItemCells, LEVEL_LAGS};
use crate::cube::returns::PERIODS;
use crate::domain::{Day, Item, ItemId, Level};
use crate::store::external_sort::Sorter;

const ACTIVE: Table<5> = Table {
    name: "item_active",
    columns: ["lvl", "item", "day_no", "day_before", "viewers"],
};
const CAME_BACK: Table<5> = Table {
    name: "item_came_back",
    columns: ["lvl", "item", "day_no", "day_before", "viewers"],
};
const LAG_PLAYS: Table<6> = Table {
    name: "item_lags",
    columns: ["lvl", "item", "lag_no", "day_no", "day_before", "plays"],
};
const RETURNS: Table<8> = Table {
    name: "item_returns",
    columns: [
        "lvl",
        "item",
        "unit",
        "entered",
        "back_day",
        "period_start",
        "from_day",
        "viewers",
    ],
};

/// The lists of cells of an item, in the order in which they are sorted: active days, days of coming back, plays of each lag,
/// and of each period what is entered and what is left.
const CAME_BACK_LIST: usize = 1;
const FIRST_LAG_LIST: usize = 2;
const FIRST_RETURNS_LIST: usize = FIRST_LAG_LIST + LAGS.len() - LEVEL_LAGS;

/// The bits of the number of a list.
const LIST_BITS: u32 = 5;
const _: () = assert!(FIRST_RETURNS_LIST + 2 * PERIODS.len() <= 1 << LIST_BITS);

/// A cell of one item: of which list, and its key, whose last numbers may be unused.
struct ItemCell {
    item: Item,
    list: usize,
    key: [u16; 3],
    count: u32,
}

impl ItemCell {
    /// Returns the cell as a number whose order is that of cubes: level and item, list, key.
    fn packed(&self) -> u128 {
        let item = u128::from(self.item.level == Level::Show) << 32 | u128::from(self.item.id.0);
        let packed = item << LIST_BITS | self.list as u128;
        let with_key = |packed, number: &u16| packed << 16 | u128::from(*number);
        self.key.iter().fold(packed, with_key) << 32 | u128::from(self.count)
    }

    fn unpacked(packed: u128) -> Self {
        let bits = |from: u32, bits: u32| {
            let number = packed >> from & ((1 << bits) - 1);
            u32::try_from(number).unwrap_or(u32::MAX)
        };
        let number = |from| u16::try_from(bits(from, 16)).unwrap_or(u16::MAX);
        let level = match bits(80 + LIST_BITS + 32, 1) {
            0 => Level::Title,
            _ => Level::Show,
        };
        Self {
            item: Item {
                level,
                id: ItemId(bits(80 + LIST_BITS, 32)),
            },
            list: bits(80, LIST_BITS) as usize,
            key: [number(64), number(48), number(32)],
            count: bits(0, 32),
        }
    }
}

/// What the cells of single items are read from.
pub(super) struct Items<'a> {
    pub folder: &'a CellsFolder,
    pub totals: &'a Totals<'a>,
    pub known: Known,
    /// The error of sorting that failed.
    pub sorting: &'a dyn Fn(io::Error) -> CellsError,
    /// The error of a log that cannot be written.
    pub sqlite: &'a dyn Fn(rusqlite::Error) -> CellsError,
}

impl Items<'_> {
    /// Stores the cubes of each title and show by itself, sorted by an empty `sorter`.
    ///
    /// # Errors
    ///
    /// Fails where a table cannot be read or is not whole, sorting fails, or the log cannot be written.
    pub fn store(&self, conn: &Connection, mut sorter: Sorter<u128>) -> Result<(), CellsError> {
        self.read(&mut sorter)?;
        let put = |of: Item, cells: &ItemCells| {
            let kind = item_cells::kind(of.level);
            blob_store::add(conn, kind, of.id.0, &cells.encode()).map_err(self.sqlite)
        };
        let mut gathered: Option<(Item, ItemCells)> = None;
        for packed in sorter.finish().map_err(self.sorting)? {
            let cell = ItemCell::unpacked(packed.map_err(self.sorting)?);
            match &mut gathered {
                Some((of, cells)) if *of == cell.item => add(cells, &cell),
                other => {
                    if let Some((of, cells)) = other.take() {
                        put(of, &cells)?;
                    }
                    let mut cells = ItemCells::default();
                    add(&mut cells, &cell);
                    *other = Some((cell.item, cells));
                }
            }
        }
        gathered.map_or(Ok(()), |(of, cells)| put(of, &cells))
    }

    fn read(&self, sorter: &mut Sorter<u128>) -> Result<(), CellsError> {
        let known = self.known;
        let mut push = |cell: ItemCell| sorter.push(cell.packed()).map_err(self.sorting);
        for (table, list) in [(ACTIVE, 0), (CAME_BACK, CAME_BACK_LIST)] {
            let found = self.folder.each(table, |row| {
                let (item, day, before) = (item(row, known)?, day(row, 2)?, day_or_never(row, 3)?);
                if before >= day {
                    return Err(row.fault(3, "no earlier day"));
                }
                let (key, count) = ([day, before, 0], row.known(4)?);
                push(ItemCell {
                    item,
                    list,
                    key,
                    count,
                })
            })?;
            self.totals.check(table.name, found)?;
        }
        let found = self
            .folder
            .each(LAG_PLAYS, |row| push(lag_cell(row, known)?))?;
        self.totals.check(LAG_PLAYS.name, found)?;
        let found = self
            .folder
            .each(RETURNS, |row| push(returns_cell(row, known)?))?;
        self.totals.check(RETURNS.name, found)
    }
}

/// Returns the item of a row that begins with one.
fn item<const W: usize>(row: &TableRow<'_, W>, known: Known) -> Result<Item, CellsError> {
    let (level, id) = known.item(row)?.ok_or_else(|| row.fault(0, "0"))?;
    let id = ItemId(id);
    Ok(Item { level, id })
}

fn lag_cell(row: &TableRow<'_, 6>, known: Known) -> Result<ItemCell, CellsError> {
    let lag: u32 = row.known(2)?;
    let place = LAGS.iter().position(|known| *known == lag);
    let place = place.and_then(|place| place.checked_sub(LEVEL_LAGS));
    let place = place.ok_or_else(|| row.fault(2, &lag.to_string()))?;
    let (day, before) = (day(row, 3)?, day(row, 4)?);
    if before > day {
        return Err(row.fault(4, "no earlier day"));
    }
    Ok(ItemCell {
        item: item(row, known)?,
        list: FIRST_LAG_LIST + place,
        key: [day, before, 0],
        count: row.known(5)?,
    })
}

fn returns_cell(row: &TableRow<'_, 8>, known: Known) -> Result<ItemCell, CellsError> {
    let unit: usize = row.known(2)?;
    let place = unit.checked_sub(1).filter(|place| *place < PERIODS.len());
    let place = place.ok_or_else(|| row.fault(2, &unit.to_string()))?;
    let is_entered = row.known::<u8>(3)? == 1;
    // A week or a month may begin before all days.
    let start = day_number::of(Day(row.known(5)?));
    let (back, from) = (day(row, 4)?, day(row, 6)?);
    if start >= back || from > back || from == NEVER {
        return Err(row.fault(6, "no day before"));
    }
    Ok(ItemCell {
        item: item(row, known)?,
        list: FIRST_RETURNS_LIST + 2 * place + usize::from(!is_entered),
        key: [back, start, from],
        count: row.known(7)?,
    })
}

/// Adds a cell to those of its item.
fn add(cells: &mut ItemCells, cell: &ItemCell) {
    let [one, two, three] = cell.key;
    let list: &mut Cells<2> = match cell.list {
        0 => &mut cells.active,
        CAME_BACK_LIST => &mut cells.came_back,
        lag if lag < FIRST_RETURNS_LIST => &mut cells.lags[lag - FIRST_LAG_LIST],
        list => {
            let returns = &mut cells.returns[(list - FIRST_RETURNS_LIST) / 2];
            let is_left = (list - FIRST_RETURNS_LIST) % 2 == 1;
            let list = if is_left {
                &mut returns.left
            } else {
                &mut returns.entered
            };
            return list.push([one, two, three], cell.count);
        }
    };
    list.push([one, two], cell.count);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cell_comes_back(
            is_show in any::<bool>(), id in any::<u32>(), list in 0_usize..1 << LIST_BITS, key in any::<[u16; 3]>(), count in any::<u32>(),
        ) {
            let level = if is_show { Level::Show } else { Level::Title };
            let item = Item { level, id: ItemId(id) };
            let back = ItemCell::unpacked(ItemCell { item, list, key, count }.packed());
            prop_assert_eq!((back.item, back.list, back.key, back.count), (item, list, key, count));
        }
    }
}
