//! Cells as they are stored: read cell by cell where they lie.

use std::ops::Range;

use super::encoding::{Counts, Decoder, Unreadable};

/// Counts by a key of `W` numbers of sixteen bits, in the order of the keys, in the bytes of a cube. They take half the memory of
/// [`super::cells::Cells`], and no time to decode.
#[derive(Debug)]
pub struct StoredCells<const W: usize> {
    bytes: Vec<u8>,
    length: usize,
    /// Where each column of the keys begins.
    columns: [usize; W],
    counts: StoredCounts,
}

/// Where the counts are.
#[derive(Debug, Clone, Copy)]
enum StoredCounts {
    All(u32),
    /// A byte each, from this place on.
    Bytes(usize),
    /// Four bytes each, from this place on.
    Fours(usize),
}

impl<const W: usize> StoredCells<W> {
    /// Takes the bytes of a cube.
    ///
    /// # Errors
    ///
    /// Fails where they are not those of such cells.
    pub fn new(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        let mut decoder = Decoder::open(&bytes)?;
        let mut columns = [0; W];
        let mut lengths = [0; W];
        for (start, length) in columns.iter_mut().zip(&mut lengths) {
            let column = decoder.raw_u16s()?;
            *length = column.len();
            *start = bytes.len() - decoder.left() - size_of_val(column);
        }
        let (length, counts) = decoder.raw_counts()?;
        let start = |size: usize| bytes.len() - decoder.left() - size;
        let counts = match counts {
            Counts::All(count) => StoredCounts::All(count),
            Counts::Bytes(counts) => StoredCounts::Bytes(start(size_of_val(counts))),
            Counts::Fours(counts) => StoredCounts::Fours(start(size_of_val(counts))),
        };
        if lengths != [length; W] {
            return Err(Unreadable::Damaged);
        }
        Ok(Self {
            bytes,
            length,
            columns,
            counts,
        })
    }

    /// Returns how many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Returns whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Returns one number of the key of each cell, the first at `place` 0.
    #[must_use]
    pub fn column(&self, place: usize) -> StoredColumn<'_> {
        let bytes = &self.bytes[self.columns[place]..][..2 * self.length];
        StoredColumn(bytes.as_chunks().0)
    }

    /// Returns the cells at these places in the order of the keys.
    pub fn within(&self, places: Range<usize>) -> impl Iterator<Item = ([u16; W], u32)> + Clone {
        let columns: [_; W] = std::array::from_fn(|place| self.column(place).0);
        let key = move |cell: usize| columns.map(|column| u16::from_le_bytes(column[cell]));
        places.map(move |cell| (key(cell), self.count(cell)))
    }

    fn count(&self, cell: usize) -> u32 {
        match self.counts {
            StoredCounts::All(count) => count,
            StoredCounts::Bytes(start) => self.bytes[start + cell].into(),
            StoredCounts::Fours(start) => {
                let fours: &[[u8; 4]] = self.bytes[start..].as_chunks().0;
                u32::from_le_bytes(fours[cell])
            }
        }
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// A column of numbers, in the order of the cells.
#[derive(Debug, Clone, Copy)]
pub struct StoredColumn<'a>(&'a [[u8; 2]]);

impl StoredColumn<'_> {
    /// Returns the number of a cell.
    #[must_use]
    pub fn at(self, cell: usize) -> u16 {
        u16::from_le_bytes(self.0[cell])
    }

    /// Returns the first of these places, in which numbers rise, whose number is not less than `least`; else their end.
    #[must_use]
    pub fn place_of(self, places: Range<usize>, least: u16) -> usize {
        let numbers = &self.0[places.clone()];
        let before = numbers.partition_point(|number| u16::from_le_bytes(*number) < least);
        places.start + before
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cube::cells::Cells;

    proptest! {
        #[test]
        fn cells_are_read_where_they_lie_as_they_are_decoded(
            cells in proptest::collection::vec(
                ([0_u16..9, 0..9], prop_oneof![Just(1_u32), 1_u32..300, 1_u32..100_000]), 0..40),
            are_ones in any::<bool>(),
            least in 0_u16..10,
        ) {
            let cells: Cells<2> = cells
                .into_iter()
                .map(|(key, count)| (key, if are_ones { 1 } else { count }))
                .collect();
            let stored = StoredCells::<2>::new(cells.encode()).unwrap();
            let all: Vec<_> = cells.iter().collect();
            prop_assert_eq!(stored.len(), all.len());
            prop_assert_eq!(stored.within(0..all.len()).collect::<Vec<_>>(), all.clone());
            let place = stored.column(0).place_of(0..all.len(), least);
            prop_assert_eq!(place, all.iter().filter(|(key, _)| key[0] < least).count());
        }
    }

    #[test]
    fn bytes_of_other_cells_are_refused() {
        let cells: Cells<2> = [([1, 2], 3)].into_iter().collect();
        assert!(StoredCells::<3>::new(cells.encode()).is_err());
        assert!(StoredCells::<2>::new(Vec::new()).is_err());
    }
}
