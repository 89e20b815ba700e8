//! Cells of items, in the order in which cubes lie: by level, page of items, and the numbers of their key.

use std::io;
use std::path::Path;

use crate::cube::blocks;
use crate::domain::Level;
use crate::store::external_sort::{Sorted, Sorter};

/// The most numbers of a key.
const LONGEST_KEY: usize = 5;

/// The bits of a number of a key, of a count, and of a page: what is left beside those and a level.
const NUMBER_BITS: usize = 16;
const COUNT_BITS: usize = 32;
const PAGE_BITS: usize = 14;

/// The bits of all numbers of a key, and of the count.
const KEY_BITS: usize = LONGEST_KEY * NUMBER_BITS + COUNT_BITS;

/// The first number of an item that finds no room.
pub(super) const MOST_ITEMS: u32 = 1 << (PAGE_BITS + NUMBER_BITS);

/// A page of items of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LevelPage {
    pub level: Level,
    pub page: u16,
}

/// Sorts the cells of items; a key has `W` numbers.
pub(super) struct CellSorter<const W: usize>(Sorter<u128>);

impl<const W: usize> CellSorter<W> {
    /// Returns an empty sorter that takes `budget` bytes of memory and keeps the rest in `folder`.
    pub fn new(budget: u64, folder: &Path) -> Self {
        Self(Sorter::new(budget, folder))
    }

    /// Takes a cell of an item, whose number within its page `key` is to hold, below [`MOST_ITEMS`].
    ///
    /// # Errors
    ///
    /// Fails where earlier cells could not be written.
    pub fn push(
        &mut self,
        level: Level,
        item: u32,
        key: impl FnOnce(u16) -> [u16; W],
        count: u32,
    ) -> io::Result<()> {
        let (page, within) = blocks::page_of(item);
        let level = u128::from(level == Level::Show);
        let mut packed = level << PAGE_BITS | u128::from(page);
        let key = key(within);
        for place in 0..LONGEST_KEY {
            packed = packed << NUMBER_BITS | u128::from(key.get(place).copied().unwrap_or(0));
        }
        self.0.push(packed << COUNT_BITS | u128::from(count))
    }

    /// Returns the cells in order.
    ///
    /// # Errors
    ///
    /// Fails where they could not be written, or cannot be read.
    pub fn finish(self) -> io::Result<impl Iterator<Item = io::Result<SortedCell<W>>>> {
        let sorted: Sorted<u128> = self.0.finish()?;
        Ok(sorted.map(|packed| packed.map(unpacked)))
    }
}

/// A cell as it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SortedCell<const W: usize> {
    pub of: LevelPage,
    pub key: [u16; W],
    pub count: u32,
}

fn unpacked<const W: usize>(packed: u128) -> SortedCell<W> {
    let [low, high, page_low, page_high, ..] = (packed >> KEY_BITS).to_le_bytes();
    let above = u16::from_le_bytes([low, high]);
    debug_assert_eq!((page_low, page_high), (0, 0), "all bits are in use");
    let number = |place: usize| {
        let shift = COUNT_BITS + NUMBER_BITS * (LONGEST_KEY - 1 - place);
        let [low, high, ..] = (packed >> shift).to_le_bytes();
        u16::from_le_bytes([low, high])
    };
    let [a, b, c, d, ..] = packed.to_le_bytes();
    SortedCell {
        of: LevelPage {
            level: if above >> PAGE_BITS == 0 {
                Level::Title
            } else {
                Level::Show
            },
            page: above & ((1 << PAGE_BITS) - 1),
        },
        key: std::array::from_fn(number),
        count: u32::from_le_bytes([a, b, c, d]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn cells_come_back_by_level_page_and_key(
            cells in proptest::collection::vec(
                (any::<bool>(), 1_u32..MOST_ITEMS, any::<[u16; 4]>(), 1_u32..), 0..40),
        ) {
            let folder = tempfile::tempdir().expect("a folder");
            let mut sorter = CellSorter::<5>::new(64, folder.path());
            let mut expected = Vec::new();
            for (is_show, item, [a, b, c, d], count) in cells {
                let level = if is_show { Level::Show } else { Level::Title };
                sorter.push(level, item, |item| [a, item, b, c, d], count).expect("room");
                let (page, item) = blocks::page_of(item);
                expected.push((is_show, page, [a, item, b, c, d], count));
            }
            expected.sort_unstable();
            let found = sorter.finish().expect("sorted").map(|cell| {
                let cell = cell.expect("a cell");
                (cell.of.level == Level::Show, cell.of.page, cell.key, cell.count)
            });
            prop_assert_eq!(found.collect::<Vec<_>>(), expected);
        }
    }
}
