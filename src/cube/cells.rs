//! Sorted cells `key -> n`, to which signed differences can be added.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::bytes::{Reader, Unreadable, Writer};
use super::histories::Mismatch;

/// Counts by a key of `W` numbers of sixteen bits, in the order of their keys; none is zero.
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
    /// Takes cells in any order; counts of equal keys are added up.
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
    /// Adds a cell whose key is that of the last one, or sorts behind it.
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

    /// Returns every cell.
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

    /// Returns the cells as they are stored.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.write(&mut writer);
        writer.seal()
    }

    /// Writes the cells as a part of what is stored.
    pub fn write(&self, writer: &mut Writer) {
        for place in 0..W {
            let column: Vec<u16> = self.keys.iter().map(|key| key[place]).collect();
            writer.shorts(&column);
        }
        writer.counts(&self.counts);
    }

    /// Reads cells as they were stored.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those that were written.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        Self::read_from(&mut Reader::open(bytes)?)
    }

    /// Reads cells that are a part of what was stored.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those that were written.
    pub fn read_from(reader: &mut Reader<'_>) -> Result<Self, Unreadable> {
        let mut cells = Self::default();
        cells.append(reader)?;
        Ok(cells)
    }

    /// Reads cells that sort behind these, each straight to its place: nothing is copied twice.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those that were written; the cells are of no use then.
    pub fn append(&mut self, reader: &mut Reader<'_>) -> Result<(), Unreadable> {
        let mut columns: [&[[u8; 2]]; W] = [&[]; W];
        for column in &mut columns {
            *column = reader.stored_shorts()?;
        }
        reader.counts(&mut self.counts)?;
        let length = self.counts.len() - self.keys.len();
        if columns.iter().any(|column| column.len() != length) {
            return Err(Unreadable::Damaged);
        }
        let key = |place: usize| columns.map(|column| u16::from_le_bytes(column[place]));
        self.keys.extend((0..length).map(key));
        Ok(())
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
            prop_assert_eq!(Cells::read(&cells(&one).written()), Ok(cells(&one)));
            let too_few = Differences::from_iter([([9, 9], -1)]);
            prop_assert_eq!(cells(&one).changed(&too_few), Err(Mismatch));
        }
    }
}
