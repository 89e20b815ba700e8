//! Repeats, by the day of the play and an earlier day: cells `(day, day before, item) -> n` of one block
//! of days.
//!
//! Cells lie in *tiles*: one for all cells with the day in one block of days and the day before in another.
//! A window covers most of its tiles whole; only those at its edges are read cell by cell.
//!
//! A cell is one number: the day and the day before within their blocks, the item within its page, and a
//! count. The cells of a tile are in the order of these numbers, so that those of consecutive days lie
//! together. Neighbours are hardly ever of the same item, so that no addition to an item's sum waits for the one
//! before.

use super::blocks::{self, BLOCK_DAYS};
use super::encoding::{Decoder, Encoder, Unreadable};
use super::mismatch::Mismatch;

/// The bits of a count in a cell; a greater count takes several cells.
const COUNT_BITS: u32 = 6;
const MOST: u32 = 1 << COUNT_BITS;

/// The bits of an item within its page.
const ITEM_BITS: u32 = 16;

/// The bits of a day within its block.
const DAY_BITS: u32 = 5;
const DAY_MASK: u32 = (1 << DAY_BITS) - 1;

const _: () = assert!(BLOCK_DAYS == 1 << DAY_BITS);

/// One cell of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(pub u32);

impl Cell {
    fn key(item: u16, day: u16, before: u16) -> u32 {
        let days = u32::from(day % BLOCK_DAYS) << DAY_BITS | u32::from(before % BLOCK_DAYS);
        (days << ITEM_BITS | u32::from(item)) << COUNT_BITS
    }

    /// Returns the item's number within its page.
    #[must_use]
    pub fn item(self) -> usize {
        (self.0 >> COUNT_BITS) as usize & ((1 << ITEM_BITS) - 1)
    }

    /// Returns the day within its block.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0 >> (DAY_BITS + ITEM_BITS + COUNT_BITS)
    }

    /// Returns the day before within its block.
    #[must_use]
    pub fn before(self) -> u32 {
        self.0 >> (ITEM_BITS + COUNT_BITS) & DAY_MASK
    }

    /// Returns the count, at least 1.
    #[must_use]
    pub fn count(self) -> u32 {
        (self.0 & (MOST - 1)) + 1
    }
}

/// The cells of one page of items and one block of days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tiles {
    /// By how many blocks earlier the day before is.
    tiles: Vec<Vec<u32>>,
}

impl Tiles {
    /// Adds `count` to an item's day and day before, neither of which is "never"; the cells are sorted by
    /// [`Self::merge_counts`].
    pub fn add(&mut self, item: u16, day: u16, before: u16, count: u32) {
        let place = usize::from(blocks::block_of(day) - blocks::block_of(before));
        if self.tiles.len() <= place {
            self.tiles.resize(place + 1, Vec::new());
        }
        let tile = &mut self.tiles[place];
        if tile.len() >= MANY && tile.len() == tile.capacity() {
            // Before the tile takes twice the memory.
            merge_counts(tile);
            tile.reserve(tile.len().max(MANY));
        }
        let key = Cell::key(item, day, before);
        let mut left = count;
        while left > 0 {
            let here = left.min(MOST);
            tile.push(key | (here - 1));
            left -= here;
        }
    }

    /// Sorts the cells that were added, and merges counts of equal ones.
    pub fn merge_counts(&mut self) {
        self.tiles.iter_mut().for_each(merge_counts);
        self.trim();
    }

    /// Drops empty tiles at the end: there are none in what is stored.
    fn trim(&mut self) {
        while self.tiles.last().is_some_and(Vec::is_empty) {
            self.tiles.pop();
        }
    }

    /// Returns whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tiles.is_empty()
    }

    /// Returns each tile's cells, with how many blocks earlier the day before is.
    pub fn into_tiles(self) -> impl Iterator<Item = (u16, Vec<u32>)> {
        (0..).zip(self.tiles)
    }

    /// Returns these cells without those `removed` and with those `added`; the counts of all three are
    /// merged.
    ///
    /// # Errors
    ///
    /// Fails where a cell of those `removed` is not among them.
    pub fn changed(mut self, removed: &Self, added: &Self) -> Result<Self, Mismatch> {
        let length = self
            .tiles
            .len()
            .max(removed.tiles.len())
            .max(added.tiles.len());
        self.tiles.resize(length, Vec::new());
        for (place, stored) in self.tiles.iter_mut().enumerate() {
            let [removed, added] =
                [removed, added].map(|tiles| tiles.tiles.get(place).map_or(&[][..], Vec::as_slice));
            if !removed.is_empty() || !added.is_empty() {
                *stored = changed(stored, removed, added)?;
            }
        }
        self.trim();
        Ok(self)
    }

    /// Returns the bytes of the cube.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::default();
        let lengths = self.tiles.iter().map(|tile| as_length(tile.len()));
        encoder.counts(&lengths.collect::<Vec<_>>());
        for tile in &self.tiles {
            encoder.u32s(tile);
        }
        encoder.finish()
    }

    /// Returns the cells in the bytes of a cube.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those of tiles.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut decoder = Decoder::open(bytes)?;
        let lengths = decoder.counts()?;
        let mut tiles = Vec::with_capacity(lengths.len());
        for length in lengths {
            let mut tile = Vec::new();
            if decoder.u32s(&mut tile)? != length as usize {
                return Err(Unreadable::Damaged);
            }
            tiles.push(tile);
        }
        Ok(Self { tiles })
    }
}

/// From so many cells on, a tile that is full merges counts before it grows; few in tests.
const MANY: usize = if cfg!(test) { 4 } else { 1 << 14 };

/// Sorts cells, and merges counts of equal ones.
fn merge_counts(cells: &mut Vec<u32>) {
    cells.sort_unstable();
    let mut merged = Vec::new();
    for equal in cells.chunk_by(|a, b| a >> COUNT_BITS == b >> COUNT_BITS) {
        push(&mut merged, equal[0] >> COUNT_BITS, total(equal));
    }
    *cells = merged;
}

/// Returns the sum of the counts of equal cells.
fn total(cells: &[u32]) -> u32 {
    cells.iter().map(|cell| Cell(*cell).count()).sum()
}

/// Appends the cells of a key and its count: first the one that is not full, as cells are in the order of
/// their numbers, whose last bits are the count.
fn push(cells: &mut Vec<u32>, key: u32, count: u32) {
    let (full, rest) = (count / MOST, count % MOST);
    if rest > 0 {
        cells.push(key << COUNT_BITS | (rest - 1));
    }
    cells.resize(cells.len() + full as usize, key << COUNT_BITS | (MOST - 1));
}

/// Returns the stored cells of a tile without those `removed` and with those `added`.
fn changed(stored: &[u32], removed: &[u32], added: &[u32]) -> Result<Vec<u32>, Mismatch> {
    let mut cells = Vec::with_capacity(stored.len() + added.len());
    let mut all = [stored, removed, added];
    loop {
        let keys = all.iter().filter_map(|cells| cells.first());
        let Some(key) = keys.map(|cell| cell >> COUNT_BITS).min() else {
            return Ok(cells);
        };
        let counts = all.each_mut().map(|cells| {
            let equal = cells.iter().take_while(|cell| **cell >> COUNT_BITS == key);
            let (equal, rest) = cells.split_at(equal.count());
            *cells = rest;
            total(equal)
        });
        let [stored, removed, added] = counts;
        let left = (stored + added).checked_sub(removed).ok_or(Mismatch)?;
        push(&mut cells, key, left);
    }
}

fn as_length(length: usize) -> u32 {
    u32::try_from(length).expect("a tile has less than four thousand million cells")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Entry = (u16, u16, u16, u32);

    fn entries() -> impl Strategy<Value = Vec<Entry>> {
        let entry = (
            0_u16..4,
            0_u16..3,
            1_u16..70,
            prop_oneof![1_u32..4, Just(200)],
        );
        proptest::collection::vec(entry, 0..40).prop_map(|entries| {
            let days = |(item, day, back, count): Entry| (item, 96 + day, 96 + day - back, count);
            entries.into_iter().map(days).collect()
        })
    }

    fn merged(entries: &[Entry]) -> Tiles {
        let mut tiles = Tiles::default();
        for (item, day, before, count) in entries {
            tiles.add(*item, *day, *before, *count);
        }
        tiles.merge_counts();
        tiles
    }

    proptest! {
        #[test]
        fn cells_come_back_and_change(one in entries(), other in entries(), kept in entries()) {
            let both = |a: &[Entry], b: &[Entry]| merged(&[a, b].concat());
            let tiles = both(&one, &kept);
            prop_assert_eq!(Tiles::decode(&tiles.encode()), Ok(tiles.clone()));
            prop_assert_eq!(tiles.clone().changed(&merged(&one), &merged(&other)), Ok(both(&other, &kept)));
            let far = merged(&[(9, 100, 90, 1)]);
            prop_assert_eq!(tiles.changed(&far, &merged(&other)), Err(Mismatch));
        }
    }

    #[test]
    fn a_cell_says_what_was_added() {
        let tiles = merged(&[(7, 100, 60, 65)]);
        let found: Vec<_> = tiles.into_tiles().collect();
        let cells = found
            .iter()
            .flat_map(|(blocks, cells)| cells.iter().map(move |cell| (*blocks, Cell(*cell))));
        let cells: Vec<_> = cells
            .map(|(blocks, cell)| (blocks, cell.item(), cell.day(), cell.before(), cell.count()))
            .collect();
        assert_eq!(cells, [(2, 7, 4, 28, 1), (2, 7, 4, 28, 64)]);
    }
}
