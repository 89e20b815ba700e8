//! Sorted cells `key -> n`, to which signed differences can be added.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::encoding::{Decoder, Encoder, Unreadable};
use super::mismatch::Mismatch;

/// Counts by a key of `W` numbers of sixteen bits, in the order of the keys; no count is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells<const W: usize> {
    keys: Vec<[u16; W]>,
    counts: Vec<u32>,
}

/// Signed differences to cells, in no order.
pub type Differences<const W: usize> = HashMap<[u16; W], i64, RandomState>;

impl<const W: usize> Default for Cells<W> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            counts: Vec::new(),
        }
    }
}

impl<const W: usize> FromIterator<([u16; W], u32)> for Cells<W> {
    /// Takes cells in any order and merges counts of equal keys.
    fn from_iter<I: IntoIterator<Item = ([u16; W], u32)>>(cells: I) -> Self {
        let mut all: Vec<([u16; W], u32)> = cells.into_iter().collect();
        all.sort_unstable();
        let mut sorted = Self::default();
        for (key, count) in all {
            sorted.push(key, count);
        }
        sorted
    }
}

impl<const W: usize> Cells<W> {
    /// Adds a cell whose key is that of the last one, or greater.
    pub fn push(&mut self, key: [u16; W], count: u32) {
        match (self.keys.last(), self.counts.last_mut()) {
            _ if count == 0 => {}
            (Some(last), Some(stored)) if *last == key => *stored += count,
            _ => {
                self.keys.push(key);
                self.counts.push(count);
            }
        }
    }

    /// Returns every cell, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = ([u16; W], u32)> + '_ {
        self.keys.iter().copied().zip(self.counts.iter().copied())
    }

    /// Returns the cells whose key begins with `first` or more.
    pub fn from(&self, first: u16) -> impl Iterator<Item = ([u16; W], u32)> + '_ {
        let place = self.keys.partition_point(|key| key[0] < first);
        let keys = self.keys[place..].iter().copied();
        keys.zip(self.counts[place..].iter().copied())
    }

    /// Returns how many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Returns whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of_val(self.keys.as_slice()) + size_of_val(self.counts.as_slice())
    }

    /// Returns these cells with the differences added.
    ///
    /// # Errors
    ///
    /// Fails where a count would fall below zero.
    pub fn changed(&self, differences: &Differences<W>) -> Result<Self, Mismatch> {
        let mut changed = Self::default();
        let differences = differences
            .iter()
            .filter(|(_, difference)| **difference != 0);
        let mut differences: Vec<_> = differences.collect();
        differences.sort_unstable();
        let mut differences = differences.into_iter().peekable();
        let add = |changed: &mut Self, key, count: i64| -> Result<(), Mismatch> {
            changed.push(key, u32::try_from(count).map_err(|_| Mismatch)?);
            Ok(())
        };
        for (key, count) in self.iter() {
            while let Some((key, difference)) = differences.next_if(|(new, _)| **new < key) {
                add(&mut changed, *key, *difference)?;
            }
            let difference = differences.next_if(|(same, _)| **same == key);
            let difference = difference.map_or(0, |(_, difference)| *difference);
            add(&mut changed, key, i64::from(count) + difference)?;
        }
        for (key, difference) in differences {
            add(&mut changed, *key, *difference)?;
        }
        Ok(changed)
    }

    /// Returns the bytes of a cube that is these cells.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::default();
        self.encode_into(&mut encoder);
        encoder.finish()
    }

    /// Encodes the cells as a part of a cube.
    pub fn encode_into(&self, encoder: &mut Encoder) {
        for place in 0..W {
            let column: Vec<u16> = self.keys.iter().map(|key| key[place]).collect();
            encoder.u16s(&column);
        }
        encoder.counts(&self.counts);
    }

    /// Returns the cells in the bytes of a cube.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those of such cells.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        Self::decode_from(&mut Decoder::open(bytes)?)
    }

    /// Decodes cells that are a part of a cube.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those of such cells.
    pub fn decode_from(decoder: &mut Decoder<'_>) -> Result<Self, Unreadable> {
        let mut columns: [&[[u8; 2]]; W] = [&[]; W];
        for column in &mut columns {
            *column = decoder.raw_u16s()?;
        }
        let counts = decoder.counts()?;
        let length = counts.len();
        if columns.iter().any(|column| column.len() != length) {
            return Err(Unreadable::Damaged);
        }
        let key = |place: usize| columns.map(|column| u16::from_le_bytes(column[place]));
        Ok(Self {
            keys: (0..length).map(key).collect(),
            counts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn differences_added_are_the_difference(
            one in proptest::collection::vec((0_u16..6, 0_u16..3), 0..30),
            other in proptest::collection::vec((0_u16..6, 0_u16..3), 0..30),
        ) {
            let cells = |keys: &[(u16, u16)]| -> Cells<2> {
                keys.iter().map(|(a, b)| ([*a, *b], 1)).collect()
            };
            let mut differences = Differences::default();
            for (a, b) in &one {
                *differences.entry([*a, *b]).or_default() -= 1;
            }
            for (a, b) in &other {
                *differences.entry([*a, *b]).or_default() += 1;
            }
            prop_assert_eq!(cells(&one).changed(&differences), Ok(cells(&other)));
            prop_assert_eq!(Cells::decode(&cells(&one).encode()), Ok(cells(&one)));
            let too_few = Differences::from_iter([([9, 9], -1)]);
            prop_assert_eq!(cells(&one).changed(&too_few), Err(Mismatch));
        }
    }
}
