//! A row of an import in 24 bytes that sort as rows do.

use super::row::Row;
use crate::formats::identity::Identity;
use crate::store::external_sort::Packed;

/// A row with the staged numbers of its title, viewer and source.
///
/// They sort by title, viewer, start, whether only the day is known, length, position and source, as
/// [`super::merge`] needs them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PackedRow {
    /// Title and viewer.
    pair: u64,
    /// Start, whether only its day is known, length, position or id, source, privacy, whether it is known to the
    /// second: one number in two halves.
    high: u64,
    low: u64,
}

/// How many bits a start takes, counted from `EARLIEST`.
const START_BITS: u32 = 36;

/// Long before the first day a log may have, in Unix seconds.
const EARLIEST: i64 = -(1 << (START_BITS - 1));

/// How many bits the flags below it take: privacy, and whether the start is known to the second.
const FLAG_BITS: u32 = 2;

/// How many bits the number of a source takes.
const SOURCE_BITS: u32 = 23;

impl PackedRow {
    /// Packs a row; its source is a staged number.
    ///
    /// # Panics
    ///
    /// Panics for moments a thousand years away, which no reader lets through, and where an import
    /// has eight million files.
    pub fn new(title: u32, viewer: u32, row: &Row) -> Self {
        let start = u64::try_from(row.start - EARLIEST)
            .ok()
            .filter(|start| start >> START_BITS == 0)
            .expect("readers check moments");
        assert!(row.source >> SOURCE_BITS == 0, "too many files");
        let optional = |value: Option<u32>| match value {
            None => 0,
            Some(value) => 1 << 32 | u128::from(value),
        };
        let mut bits = u128::from(start) << 1 | u128::from(row.is_by_day);
        bits = bits << 33 | optional(row.seconds);
        // Where rows have ids, they have no positions.
        bits = bits << 33 | optional(row.id.or(row.position));
        bits = bits << SOURCE_BITS | u128::from(row.source);
        bits = bits << 1 | u128::from(row.is_private);
        bits = bits << 1 | u128::from(row.is_to_the_second);
        Self {
            pair: u64::from(title) << 32 | u64::from(viewer),
            high: (bits >> 64) as u64,
            low: low_half(bits),
        }
    }

    /// Returns the staged number of the title.
    pub fn title(self) -> u32 {
        low_quarter(self.pair >> 32)
    }

    /// Returns the staged number of the viewer.
    pub fn viewer(self) -> u32 {
        low_quarter(self.pair)
    }

    /// Returns whether `other` is a row of the same title and viewer.
    pub fn is_of_pair(self, other: Self) -> bool {
        self.pair == other.pair
    }

    /// Returns the row, with an identity of its own; `source_of` gives the log's number and the identity of its staged source.
    pub fn row(self, source_of: impl FnOnce(u32) -> (u32, Identity)) -> Row {
        let bits = u128::from(self.high) << 64 | u128::from(self.low);
        let optional = |bits: u128| (bits >> 32 & 1 == 1).then(|| low_quarter(low_half(bits)));
        let staged = low_quarter(low_half(bits >> FLAG_BITS)) & ((1 << SOURCE_BITS) - 1);
        let (source, identity) = source_of(staged);
        let when = low_half(bits >> (FLAG_BITS + SOURCE_BITS + 66));
        let is_to_the_second = bits & 1 == 1;
        let place = optional(bits >> (FLAG_BITS + SOURCE_BITS));
        let (id, position) = match identity {
            Identity::Id => (place, None),
            _ => (None, place),
        };
        Row {
            start: (when >> 1).cast_signed() + EARLIEST,
            is_by_day: when & 1 == 1,
            is_to_the_second,
            seconds: optional(bits >> (FLAG_BITS + SOURCE_BITS + 33)),
            position,
            is_private: bits >> 1 & 1 == 1,
            id,
            source,
            identity: identity.of_row(is_to_the_second),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only the low bits are wanted"
)]
fn low_half(bits: u128) -> u64 {
    bits as u64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only the low bits are wanted"
)]
fn low_quarter(bits: u64) -> u32 {
    bits as u32
}

impl Packed for PackedRow {
    const BYTES: usize = 24;

    fn pack(&self, bytes: &mut [u8]) {
        for (part, place) in [self.pair, self.high, self.low]
            .iter()
            .zip(bytes.chunks_exact_mut(8))
        {
            part.pack(place);
        }
    }

    fn unpack(bytes: &[u8]) -> Self {
        Self {
            pair: u64::unpack(&bytes[..8]),
            high: u64::unpack(&bytes[8..16]),
            low: u64::unpack(&bytes[16..]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows() -> impl Strategy<Value = (u32, u32, Row)> {
        let start = -2_300_000_000..7_300_000_000_i64;
        let known = any::<Option<u32>>();
        (
            0..3_u32,
            0..3_u32,
            prop_oneof![start, 0..3_i64],
            known.clone(),
            known,
            any::<[bool; 4]>(),
            0..1_u32 << SOURCE_BITS,
        )
            .prop_map(|(title, viewer, start, seconds, position, flags, source)| {
                let [is_by_day, is_private, is_to_the_second, has_id] = flags;
                let row = Row {
                    start,
                    is_by_day,
                    is_to_the_second,
                    seconds,
                    position: position.filter(|_| !has_id),
                    is_private,
                    id: position.filter(|_| has_id),
                    source,
                    identity: if has_id {
                        Identity::Id
                    } else {
                        Identity::Start
                    },
                };
                (title, viewer, row)
            })
    }

    proptest! {
        #[test]
        fn a_row_comes_out_as_it_went_in((title, viewer, row) in rows()) {
            let packed = PackedRow::new(title, viewer, &row);
            let mut bytes = [0; PackedRow::BYTES];
            packed.pack(&mut bytes);
            prop_assert_eq!(PackedRow::unpack(&bytes), packed);
            prop_assert_eq!((packed.title(), packed.viewer()), (title, viewer));
            prop_assert_eq!(packed.row(|source| (source, row.identity)), row);
        }

        #[test]
        fn packed_rows_sort_as_rows(one in rows(), other in rows()) {
            let key = |(title, viewer, row): &(u32, u32, Row)| {
                (*title, *viewer, row.when(), row.seconds, row.id.or(row.position), row.source, row.is_private)
            };
            let packed = |(title, viewer, row): &(u32, u32, Row)| PackedRow::new(*title, *viewer, row);
            prop_assert_eq!(packed(&one).cmp(&packed(&other)), key(&one).cmp(&key(&other)));
        }
    }
}
