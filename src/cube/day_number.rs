//! Day numbers: days as cubes count them, in sixteen bits from the last days of 1899 on.
//!
//! The first day is fixed and not that of the log, so that a log that gains an older play keeps its cubes.
//! Days of rows lie between [`Day::MIN`] and [`Day::LAST_PLAYABLE`], so that 0 is free for "never".

use crate::domain::{Day, Period, Window};

/// Stands for no day; less than the number of any row's day.
pub const NEVER: u16 = 0;

/// The day with number 0: two before the first day of a row, which a time zone may move by one.
const ZERO: i32 = Day::MIN.0 - 2;

/// Returns a day's number; a day out of range has that of the nearest one in range.
#[must_use]
pub fn of(day: Day) -> u16 {
    let number = day.0.saturating_sub(ZERO);
    u16::try_from(number.max(0)).unwrap_or(u16::MAX)
}

/// Returns the day of a number.
#[must_use]
pub fn day(number: u16) -> Day {
    Day(ZERO + i32::from(number))
}

/// A window in day numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: u16,
    /// The last day.
    pub to: u16,
}

impl Span {
    /// Returns a window in day numbers; days out of range are cut off, since no row has them.
    #[must_use]
    pub fn of(window: Window) -> Self {
        Self {
            from: of(window.from()).max(NEVER + 1),
            to: of(window.to()).max(NEVER + 1),
        }
    }

    /// Returns the number of days, at least 1.
    #[must_use]
    pub fn days(self) -> u32 {
        u32::from(self.to - self.from) + 1
    }
}

/// Returns the number of the first day of a day's week or month; [`NEVER`] where that is out of range.
#[must_use]
pub fn start_of(period: Period, number: u16) -> u16 {
    of(period.start(day(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_a_row_can_have_has_a_number_of_its_own() {
        assert!(of(Day::MIN.plus(-1)) > NEVER);
        assert!(of(Day::LAST_PLAYABLE.plus(1)) < u16::MAX);
        for day_of_row in [Day::MIN.plus(-1), Day(0), Day::LAST_PLAYABLE.plus(1)] {
            assert_eq!(day(of(day_of_row)), day_of_row);
        }
        assert_eq!(of(Day::MAX), u16::MAX);
    }
}
