//! Plays of each item on each day, in one block of days.

use super::blocks::BLOCK_DAYS;
use super::cells::{Cells, Differences};
use super::encoding::{Decoder, Encoder, Unreadable};
use super::mismatch::Mismatch;

/// The plays of one page of items and one block of days.
///
/// Most items of a busy log are played on most days: then each day is a row with a byte for each item, and
/// plays beyond 255 are cells. In other logs, where cells take less, all plays are cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayPlays {
    /// How many items a row has; 0 where there are no rows.
    pub width: usize,
    /// Row by row, from the block's first day to the last with plays.
    pub rows: Vec<u8>,
    /// Plays beyond those in the rows: `(day within the block, item within the page) -> plays`.
    pub overflow: Cells<2>,
}

/// What a cell takes, in bytes.
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
                overflow: cells,
                ..Self::default()
            };
        }
        let mut dense = Self {
            width,
            rows: vec![0; width * (last + 1)],
            overflow: Cells::default(),
        };
        for ([day, item], plays) in cells.iter() {
            let here = u8::try_from(plays).unwrap_or(u8::MAX);
            dense.rows[usize::from(day) * width + usize::from(item)] = here;
            dense.overflow.push([day, item], plays - u32::from(here));
        }
        dense
    }

    /// Returns the plays as cells.
    #[must_use]
    pub fn cells(&self) -> Cells<2> {
        let mut cells = Cells::default();
        let mut overflow = self.overflow.iter().peekable();
        for (day, row) in (0..BLOCK_DAYS).zip(self.rows.chunks(self.width.max(1))) {
            for (item, plays) in (0..=u16::MAX).zip(row) {
                let beyond = overflow.next_if(|(key, _)| *key == [day, item]);
                let beyond = beyond.map_or(0, |(_, plays)| plays);
                cells.push([day, item], u32::from(*plays) + beyond);
            }
        }
        for (key, plays) in overflow {
            cells.push(key, plays);
        }
        cells
    }

    /// Returns whether nothing was played.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.overflow.is_empty()
    }

    /// Returns these plays with the differences added.
    ///
    /// # Errors
    ///
    /// Fails where plays would fall below zero.
    pub fn changed(&self, differences: &Differences<2>) -> Result<Self, Mismatch> {
        Ok(Self::of(self.cells().changed(differences)?))
    }

    /// Returns the bytes of the cube.
    ///
    /// # Panics
    ///
    /// Where there are more items than the 65,536 of a page.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::default();
        self.encode_into(&mut encoder);
        encoder.finish()
    }

    /// Encodes the plays as a part of a cube.
    ///
    /// # Panics
    ///
    /// As [`Self::encode`] does.
    pub fn encode_into(&self, encoder: &mut Encoder) {
        encoder.u32s(&[u32::try_from(self.width).expect("a page has few items")]);
        encoder.bytes(&self.rows);
        self.overflow.encode_into(encoder);
    }

    /// Returns the plays in the bytes of a cube.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those of plays.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        Self::decode_from(&mut Decoder::open(bytes)?)
    }

    /// Decodes plays that are a part of a cube.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those of plays.
    pub fn decode_from(decoder: &mut Decoder<'_>) -> Result<Self, Unreadable> {
        let mut width = Vec::new();
        decoder.u32s(&mut width)?;
        let width = width.first().copied().ok_or(Unreadable::Damaged)? as usize;
        let rows = decoder.bytes()?.to_vec();
        if rows.len() % width.max(1) != 0 || rows.len() > width * usize::from(BLOCK_DAYS) {
            return Err(Unreadable::Damaged);
        }
        let overflow = Cells::decode_from(decoder)?;
        Ok(Self {
            width,
            rows,
            overflow,
        })
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
            let plays = DayPlays::of(cells.clone());
            prop_assert_eq!(&plays.cells(), &cells);
            prop_assert_eq!(DayPlays::decode(&plays.encode()), Ok(plays));
        }
    }

    #[test]
    fn a_busy_block_has_rows_and_an_idle_one_does_not() {
        let busy: Cells<2> = (0..10).map(|item| ([3, item], 300)).collect();
        let plays = DayPlays::of(busy);
        assert_eq!(
            (plays.width, plays.rows.len(), plays.overflow.len()),
            (10, 40, 10)
        );
        let idle: Cells<2> = (0..3).map(|item| ([30, item], 1)).collect();
        assert!(DayPlays::of(idle).rows.is_empty());
    }
}
