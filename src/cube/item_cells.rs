//! What the page of one title or show is answered from where there are no histories: cells of that item alone.
//!
//! Its plays, runs and pairs of runs lie among those of its level, and so do the plays before each play and before that
//! one. What is left is counted item by item, and read when a page is opened:
//!
//! - active days, by the active day before;
//! - plays, by the day of the play three and more before, for the steps of the ladder of cohorts;
//! - days of coming back, by the day of coming back before;
//! - weeks and months in which viewers are back, see [`ItemCells::back`].
//!
//! There are at most as many cells as pairs of days (of the last, days, periods and days), however many viewers an item has.

use super::blocks::LAGS;
use super::cells::Cells;
use super::day_number::{NEVER, Span};
use super::encoding::{Decoder, Encoder, Unreadable};
use super::kind::CubeKind;
use super::returns::PERIODS;
use super::varint;
use crate::domain::{Level, Period};

/// How many days lie at least between two active days of a viewer who came back.
pub const DAYS_AWAY: u16 = 90;

/// How many of [`LAGS`] lie among the cubes of a level.
pub const LEVEL_LAGS: usize = 2;

/// How many lags an item has cells of.
const ITEM_LAGS: usize = LAGS.len() - LEVEL_LAGS;

/// The cells of one item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemCells {
    /// Active days: cells `(day, active day before) -> viewers`, the day before [`NEVER`] where there is none.
    pub active: Cells<2>,
    /// Of each of [`LAGS`] from the third on, plays: cells `(day, day of the earlier play) -> plays`; those without one are
    /// not counted.
    pub lags: [Cells<2>; ITEM_LAGS],
    /// Days whose active day before lies [`DAYS_AWAY`] or more before: cells `(day, such a day before) -> viewers`, the
    /// day before [`NEVER`] where there is none.
    pub came_back: Cells<2>,
    /// By [`PERIODS`]; see [`ItemCells::back`].
    pub returns: [ItemReturns; PERIODS.len()],
}

/// Who is back in a later week or month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemReturns {
    /// Viewers by the day of being back, the first day of the period in which they are new, and the first day of the first
    /// window for which that holds; those for whom it holds in any earlier window are left out.
    pub entered: Cells<3>,
    /// The same, by the first day of the first window for which that no longer holds.
    pub left: Cells<3>,
}

/// Returns the kind of the cubes of items of a level.
#[must_use]
pub fn kind(level: Level) -> CubeKind {
    match level {
        Level::Title => CubeKind::TitleCells,
        Level::Show => CubeKind::ShowCells,
    }
}

impl ItemCells {
    /// Counts the plays of a window with the play of this lag before them inside it, too; 0 for lags that lie among the cubes
    /// of a level.
    #[must_use]
    pub fn plays_within(&self, lag: u32, span: Span) -> u32 {
        let place = LAGS.iter().position(|known| *known == lag);
        let cells = place.and_then(|place| self.lags.get(place.checked_sub(LEVEL_LAGS)?));
        let inside = |([day, before], _): &([u16; 2], u32)| *day <= span.to && *before >= span.from;
        let cells = cells.map(|cells| cells.from(span.from).filter(inside));
        cells.map_or(0, |cells| cells.map(|(_, plays)| plays).sum())
    }

    /// Counts the viewers who came back on a day of a window: each once, on the first such day.
    #[must_use]
    pub fn came_back_within(&self, span: Span) -> u32 {
        let first = |([day, before], _): &([u16; 2], u32)| *day <= span.to && *before < span.from;
        let cells = self.came_back.from(span.from).filter(first);
        cells.map(|(_, viewers)| viewers).sum()
    }

    /// Gives to `take` the viewers that are back on a day of a window, by the first day of the period in which they are new
    /// and that of being back. A count may fall below zero, and wrap around, until all are added up.
    ///
    /// Who is new in a period is so in windows that begin up to their last active day in it: those leave after the
    /// window's first day. Some of them entered after it, too: they were active before, in the window.
    pub fn back(&self, period: Period, span: Span, mut take: impl FnMut(u16, u16, u32)) {
        let place = PERIODS.iter().position(|known| *known == period);
        let Some(returns) = place.and_then(|place| self.returns.get(place)) else {
            return;
        };
        for (cells, sign) in [(&returns.left, 1), (&returns.entered, u32::MAX)] {
            let of_window = cells
                .from(span.from)
                .take_while(|(key, _)| key[0] <= span.to);
            for ([back, start, from], viewers) in of_window {
                if from > span.from {
                    take(start, back, viewers.wrapping_mul(sign));
                }
            }
        }
    }

    /// Returns the bytes of the cube.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let two = std::iter::once(&self.active).chain(&self.lags);
        for cells in two.chain([&self.came_back]) {
            put_cells(&mut bytes, cells);
        }
        for returns in &self.returns {
            put_cells(&mut bytes, &returns.entered);
            put_cells(&mut bytes, &returns.left);
        }
        let mut encoder = Encoder::default();
        encoder.bytes(&bytes);
        encoder.finish()
    }

    /// Returns the cells in the bytes of a cube.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those of such cells.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut decoder = Decoder::open(bytes)?;
        let mut bytes = decoder.bytes()?;
        let mut cells = Self::default();
        take_cells(&mut bytes, &mut cells.active)?;
        for lag in &mut cells.lags {
            take_cells(&mut bytes, lag)?;
        }
        take_cells(&mut bytes, &mut cells.came_back)?;
        for returns in &mut cells.returns {
            take_cells(&mut bytes, &mut returns.entered)?;
            take_cells(&mut bytes, &mut returns.left)?;
        }
        if bytes.is_empty() {
            Ok(cells)
        } else {
            Err(Unreadable::Damaged)
        }
    }
}

/// Appends cells: each day as the days since that of the cell before, twice that, and one more where its count is not 1;
/// each other number as its distance to the one beside it, which is small; the count, if it is not 1.
fn put_cells<const W: usize>(bytes: &mut Vec<u8>, cells: &Cells<W>) {
    varint::put(bytes, cells.len() as u64);
    let mut before = 0;
    for (key, count) in cells.iter() {
        varint::put(
            bytes,
            u64::from(key[0] - before) << 1 | u64::from(count != 1),
        );
        before = key[0];
        for two in key.windows(2) {
            varint::put(bytes, distance(two[0], two[1]));
        }
        if count != 1 {
            varint::put(bytes, count.into());
        }
    }
}

fn take_cells<const W: usize>(bytes: &mut &[u8], cells: &mut Cells<W>) -> Result<(), Unreadable> {
    let mut number = || varint::take(bytes).ok_or(Unreadable::Damaged);
    let mut before = 0;
    for _ in 0..number()? {
        let day = number()?;
        let mut key = [0; W];
        key[0] = u16::try_from(u64::from(before) + (day >> 1)).map_err(|_| Unreadable::Damaged)?;
        for place in 1..W {
            key[place] = beside(key[place - 1], number()?).ok_or(Unreadable::Damaged)?;
        }
        let count = if day & 1 == 0 { 1 } else { number()? };
        let count = u32::try_from(count).map_err(|_| Unreadable::Damaged)?;
        before = key[0];
        cells.push(key, count);
    }
    Ok(())
}

/// Returns how far a number is from the one beside it, those below it odd; 0 for [`NEVER`].
fn distance(beside: u16, number: u16) -> u64 {
    if number == NEVER {
        return 0;
    }
    match number.checked_sub(beside) {
        Some(above) => u64::from(above) * 2 + 2,
        None => u64::from(beside - number) * 2 - 1,
    }
}

/// Returns the number at a distance.
fn beside(number: u16, distance: u64) -> Option<u16> {
    let number = u64::from(number);
    let found = match distance {
        0 => return Some(NEVER),
        _ if distance.is_multiple_of(2) => number.checked_add(distance / 2 - 1),
        _ => number.checked_sub(distance / 2 + 1),
    };
    u16::try_from(found?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells<const W: usize>() -> impl Strategy<Value = Cells<W>>
    where
        [u16; W]: Arbitrary,
    {
        let day = prop_oneof![8 => 43_000_u16..43_090, 1 => Just(NEVER), 1 => any::<u16>()];
        let key = proptest::collection::vec(day, W)
            .prop_map(|days| -> [u16; W] { std::array::from_fn(|place| days[place]) });
        let count = prop_oneof![4 => Just(1_u32), 1 => 2_u32..9, 1 => 1_u32..100_000_000];
        proptest::collection::vec((key, count), 0..20).prop_map(|cells| cells.into_iter().collect())
    }

    proptest! {
        #[test]
        fn cells_come_back(active in cells::<2>(), last in cells::<2>(), months in cells::<3>()) {
            let mut all = ItemCells { active, ..ItemCells::default() };
            all.lags[ITEM_LAGS - 1] = last.clone();
            all.came_back = last;
            all.returns[1].left = months;
            prop_assert_eq!(ItemCells::decode(&all.encode()), Ok(all));
        }
    }

    #[test]
    fn who_came_back_twice_is_one() {
        let cells = ItemCells {
            came_back: [([100, NEVER], 3), ([200, 100], 2), ([250, NEVER], 5)]
                .into_iter()
                .collect(),
            ..ItemCells::default()
        };
        let back = |from, to| cells.came_back_within(Span { from, to });
        assert_eq!(back(100, 200), 3, "the first of the days is in it");
        assert_eq!(back(101, 200), 2);
        assert_eq!(back(100, 250), 8);
        assert_eq!((back(1, 99), back(201, 249), back(200, 200)), (0, 0, 2));
    }

    #[test]
    fn plays_count_with_the_earlier_one_inside() {
        let mut cells = ItemCells::default();
        cells.lags[0] = [([100, 100], 1), ([110, 100], 2), ([120, 110], 4)]
            .into_iter()
            .collect();
        let plays = |lag, from, to| cells.plays_within(lag, Span { from, to });
        assert_eq!(plays(3, 100, 120), 7);
        assert_eq!((plays(3, 101, 120), plays(3, 100, 119)), (4, 3));
        assert_eq!((plays(2, 100, 120), plays(4, 100, 120)), (0, 0));
    }

    #[test]
    fn a_number_is_found_by_its_distance() {
        for (one, other) in [
            (5, 5),
            (5, 6),
            (6, 5),
            (0, u16::MAX),
            (u16::MAX, 1),
            (9, NEVER),
        ] {
            assert_eq!(
                beside(one, distance(one, other)),
                Some(other),
                "{one} {other}"
            );
        }
        assert_eq!(beside(5, 11), None, "below zero");
        assert_eq!(beside(5, u64::MAX), None);
    }

    #[test]
    fn more_bytes_than_cells_are_damage() {
        let mut encoder = Encoder::default();
        encoder.bytes(&[0; 19]);
        assert_eq!(
            ItemCells::decode(&encoder.finish()),
            Err(Unreadable::Damaged)
        );
    }
}
