//! Which rows of a log are known by day only, without a time of day.
//!
//! Their `started_at` is noon, UTC, of their date, so that any tool shows the right date, and their
//! `day` is that date. What tells them from rows that do start at noon is `nth`: it counts rows of one
//! second from 0, and those known by day only from [`FIRST_BY_DAY`]. They have no hour of the day.

/// The `nth` of the first row of a viewer and a title that is known by that day only.
pub const FIRST_BY_DAY: u32 = 1_000_000_000;

/// Returns whether the row whose `nth` this is has no time of day: what counts hours leaves it out.
#[must_use]
pub fn is_by_day(nth: u32) -> bool {
    nth >= FIRST_BY_DAY
}

/// Returns the `nth` of the first of several rows that start in one second.
#[must_use]
pub fn first_nth(is_by_day: bool) -> u32 {
    if is_by_day { FIRST_BY_DAY } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_several_tells_how_well_they_are_known() {
        for is_known_by_day in [true, false] {
            let first = first_nth(is_known_by_day);
            assert_eq!(is_by_day(first), is_known_by_day);
            assert_eq!(is_by_day(first + 999_999_999), is_known_by_day);
        }
    }
}
