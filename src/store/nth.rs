//! How well a log knows when a row starts: by its day, to the minute, or to the second. `nth` says so.
//!
//! `nth` counts the rows of one viewer and one title that start at one moment from 0, with three numbers of
//! its own to begin with:
//!
//! - From [`FIRST_BY_DAY`] on, only the day is known. `started_at` is noon, UTC, of that date, so that any
//!   tool shows the right date, `day` is the date, and there is no hour of the day.
//! - From [`FIRST_MARKED`] on, the start looks otherwise than its source writes it. A whole minute looks as if
//!   the source left seconds out, but it wrote `21:03:00`. Any other start looks known to the second, but it is
//!   a length before an end that the source gives as `21:03`.
//! - From [`FIRST_OF_ID`] on, it counts nothing: it stands for the id that the source has given the row, by which
//!   the same row is known once it has another start.

/// The `nth` of the first row of a viewer and a title that is known by that day only.
pub const FIRST_BY_DAY: u32 = 1_000_000_000;

/// The `nth` of the first row of a viewer and a title whose start looks otherwise than it is known.
pub const FIRST_MARKED: u32 = 500_000_000;

/// The `nth` of the row whose id has the number 0.
pub const FIRST_OF_ID: u32 = 1 << 31;

/// Seconds in a minute.
const MINUTE: i64 = 60;

/// Returns whether the row whose `nth` this is has no time of day: what counts hours leaves it out.
#[must_use]
pub fn is_by_day(nth: u32) -> bool {
    (FIRST_BY_DAY..FIRST_OF_ID).contains(&nth)
}

/// Returns the number that stands for a source's own id of a row; below 2^31.
///
/// Two ids of one viewer and one title have the same number in one of two thousand million cases. Logs hold these
/// numbers: they never change.
#[must_use]
pub fn number_of_id(id: &str) -> u32 {
    // FNV-1a of 32 bits, folded to 31.
    let hash = id.bytes().fold(0x811c_9dc5, |hash: u32, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (hash >> 31) ^ (hash & (FIRST_OF_ID - 1))
}

/// Returns the `nth` of a row whose id has this number.
#[must_use]
pub fn nth_of_id(number: u32) -> u32 {
    FIRST_OF_ID | number
}

/// Returns the number of the id of the row whose `nth` this is, where it has one.
#[must_use]
pub fn id_of(nth: u32) -> Option<u32> {
    (nth >= FIRST_OF_ID).then(|| nth - FIRST_OF_ID)
}

/// Returns whether a row that starts at `start`, and whose `nth` this is, is known to the second.
///
/// Of rows from sources that always state seconds, or never, it says nothing: they are not marked.
#[must_use]
pub fn is_to_the_second(start: i64, nth: u32) -> bool {
    match nth {
        0..FIRST_MARKED | FIRST_OF_ID.. => looks_to_the_second(start),
        FIRST_MARKED..FIRST_BY_DAY => !looks_to_the_second(start),
        FIRST_BY_DAY..FIRST_OF_ID => false,
    }
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
    fn an_id_has_an_nth_of_its_own() {
        assert_eq!(number_of_id(""), 0x011c_9dc5 ^ 1);
        assert_eq!(number_of_id("a"), 0x640c_292c ^ 1);
        for number in [0, 7, FIRST_OF_ID - 1] {
            let nth = nth_of_id(number);
            assert_eq!(id_of(nth), Some(number));
            assert!(!is_by_day(nth));
            assert!(is_to_the_second(121, nth) && !is_to_the_second(120, nth));
        }
        assert_eq!(id_of(FIRST_OF_ID - 1), None);
        assert!(is_by_day(FIRST_OF_ID - 1));
    }

    #[test]
    fn most_rows_need_no_mark() {
        assert_eq!(first_nth(120, false, false), 0);
        assert_eq!(first_nth(121, false, true), 0);
    }
}
