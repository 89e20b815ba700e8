//! Plays of each item on each day, of one stretch of days.

use super::blob_store::BLOCK_DAYS;
use super::bytes::{Reader, Unreadable, Writer};
use super::cells::{Cells, Differences};
use super::histories::Mismatch;

/// The plays of one page of items and one block of days.
///
/// Most items of a busy log are played on most days: then there is a row of small numbers for each day,
/// and what does not fit stands apart. In other logs, all of it does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayPlays {
    /// How many items a row has; 0 where there are no rows.
    pub width: usize,
    /// Row by row, from the block's first day to the last with plays.
    pub rows: Vec<u8>,
    /// Plays beyond the rows: `(day within the block, item within the page) -> plays`.
    pub more: Cells<2>,
}

/// What a cell takes where it stands apart, in bytes.
const CELL_BYTES: usize = 5;

impl DayPlays {
    /// Lays out cells `(day within the block, item within the page) -> plays`.
    #[must_use]
    pub fn of(cells: Cells<2>) -> Self {
        let width = cells
            .iter()
            .map(|([_, item], _)| usize::from(item) + 1)
            .max();
        let last = cells.iter().last().map(|([day, _], _)| usize::from(day));
        let (Some(width), Some(last)) = (width, last) else {
            return Self::default();
        };
        if width * (last + 1) >= CELL_BYTES * cells.len() {
            return Self {
                more: cells,
                ..Self::default()
            };
        }
        let mut laid = Self {
            width,
            rows: vec![0; width * (last + 1)],
            more: Cells::default(),
        };
        for ([day, item], plays) in cells.iter() {
            let here = u8::try_from(plays).unwrap_or(u8::MAX);
            laid.rows[usize::from(day) * width + usize::from(item)] = here;
            laid.more.push([day, item], plays - u32::from(here));
        }
        laid
    }

    /// Returns the plays as cells.
    #[must_use]
    pub fn cells(&self) -> Cells<2> {
        let mut cells = Cells::default();
        let mut more = self.more.iter().peekable();
        for (day, row) in (0..BLOCK_DAYS).zip(self.rows.chunks(self.width.max(1))) {
            for (item, plays) in (0..=u16::MAX).zip(row) {
                let beyond = more.next_if(|(key, _)| *key == [day, item]);
                let beyond = beyond.map_or(0, |(_, plays)| plays);
                cells.push([day, item], u32::from(*plays) + beyond);
            }
        }
        for (key, plays) in more {
            cells.push(key, plays);
        }
        cells
    }

    /// Returns whether nothing was played.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.more.is_empty()
    }

    /// Returns these plays with the differences added.
    ///
    /// # Errors
    ///
    /// Fails where there would be fewer than none.
    pub fn changed(&self, differences: &Differences<2>) -> Result<Self, Mismatch> {
        Ok(Self::of(self.cells().changed(differences)?))
    }

    /// Returns the plays as they are stored.
    ///
    /// # Panics
    ///
    /// Where a page has four thousand million items, of which it has 65,536.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.longs(&[u32::try_from(self.width).expect("a page has few items")]);
        writer.bytes(&self.rows);
        self.more.write(&mut writer);
        writer.seal()
    }

    /// Reads plays as they were stored.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those that were written.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut reader = Reader::open(bytes)?;
        let mut width = Vec::new();
        reader.longs(&mut width)?;
        let width = width.first().copied().ok_or(Unreadable::Damaged)? as usize;
        let rows = reader.bytes()?.to_vec();
        if rows.len() % width.max(1) != 0 || rows.len() > width * usize::from(BLOCK_DAYS) {
            return Err(Unreadable::Damaged);
        }
        let more = Cells::read_from(&mut reader)?;
        Ok(Self { width, rows, more })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plays_come_back_dense_or_not(
            cells in proptest::collection::btree_map(
                (0_u16..32, prop_oneof![0_u16..9, Just(60_000)]),
                prop_oneof![1_u32..4, Just(255), Just(256), Just(70_000)], 0..200),
        ) {
            let cells: Cells<2> = cells.into_iter().map(|((day, item), n)| ([day, item], n)).collect();
            let laid = DayPlays::of(cells.clone());
            prop_assert_eq!(&laid.cells(), &cells);
            prop_assert_eq!(DayPlays::read(&laid.written()), Ok(laid));
        }
    }

    #[test]
    fn a_busy_block_has_rows_and_an_idle_one_does_not() {
        let busy: Cells<2> = (0..10).map(|item| ([3, item], 300)).collect();
        let laid = DayPlays::of(busy);
        assert_eq!((laid.width, laid.rows.len(), laid.more.len()), (10, 40, 10));
        let idle: Cells<2> = (0..3).map(|item| ([30, item], 1)).collect();
        assert!(DayPlays::of(idle).rows.is_empty());
    }
}
