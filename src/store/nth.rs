//! How well a log knows when a row starts: by its day, to the minute, or to the second. `nth` says so.
//!
//! `nth` counts the rows of one viewer and one title that start at one moment from 0, with two numbers of
//! its own to begin with:
//!
//! - From [`FIRST_BY_DAY`] on, only the day is known. `started_at` is noon, UTC, of that date, so that any
//!   tool shows the right date, `day` is the date, and there is no hour of the day.
//! - From [`FIRST_MARKED`] on, the start looks otherwise than its source writes it. A whole minute looks as if
//!   the source left seconds out, but it wrote `21:03:00`. Any other start looks known to the second, but it is
//!   a length before an end that the source gives as `21:03`.

/// The `nth` of the first row of a viewer and a title that is known by that day only.
pub const FIRST_BY_DAY: u32 = 1_000_000_000;

/// The `nth` of the first row of a viewer and a title whose start looks otherwise than it is known.
pub const FIRST_MARKED: u32 = 500_000_000;

/// Seconds in a minute.
const MINUTE: i64 = 60;

/// Returns whether the row whose `nth` this is has no time of day: what counts hours leaves it out.
#[must_use]
pub fn is_by_day(nth: u32) -> bool {
    nth >= FIRST_BY_DAY
}

/// Returns whether a row that starts at `start`, and whose `nth` this is, is known to the second.
///
/// Of rows from sources that always state seconds, or never, it says nothing: they are not marked.
#[must_use]
pub fn is_to_the_second(start: i64, nth: u32) -> bool {
    !is_by_day(nth) && looks_to_the_second(start) != (nth >= FIRST_MARKED)
}

/// Returns the `nth` of the first of several rows that start at `start`, known by their day, or to the second
/// or not.
#[must_use]
pub fn first_nth(start: i64, is_by_day: bool, is_to_the_second: bool) -> u32 {
    if is_by_day {
        FIRST_BY_DAY
    } else if looks_to_the_second(start) == is_to_the_second {
        0
    } else {
        FIRST_MARKED
    }
}

/// Returns whether a start looks known to the second: it is no whole minute.
#[must_use]
pub fn looks_to_the_second(start: i64) -> bool {
    start % MINUTE != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_several_tells_how_well_they_are_known() {
        for start in [120, 121, -60, -61] {
            for (by_day, to_the_second) in [(true, false), (false, true), (false, false)] {
                let first = first_nth(start, by_day, to_the_second);
                for nth in [first, first + 499_999_999] {
                    assert_eq!(is_by_day(nth), by_day);
                    assert_eq!(is_to_the_second(start, nth), to_the_second);
                }
            }
        }
    }

    #[test]
    fn most_rows_need_no_mark() {
        assert_eq!(first_nth(120, false, false), 0);
        assert_eq!(first_nth(121, false, true), 0);
    }
}
