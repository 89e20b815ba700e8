//! A log of any size, straight to CSV: `bingetop sample --plays N --csv FILE`.
//!
//! The sample remembers every viewer; a stream remembers nothing but the day it is at. Every random
//! number comes from a hash of the seed, the topic, the day and a number, so that a day can be made
//! again at any time, and a habit that began last week goes on today without being kept anywhere.
//!
//! | module | holds |
//! |---|---|
//! | `plan` | how many plays, viewers, titles and days |
//! | `quotas` | how many rows each day has |
//! | `keyed_random` | random numbers out of a hash |
//! | `topic` | what they are about |
//! | `titles` | what there is to play, and what is chosen on which day |
//! | `row` | one row, and the rows of a day as they fill up |
//! | `days` | which rows a day has: of the faithful, by habit, at random |
//! | `habit` | a title or a series that a viewer plays for some days |
//! | `csv_lines` | rows as bytes |
//!
//! True at every size, for every seed, with days in UTC:
//!
//! - there are exactly as many rows as asked for, some on each of the 365 days that end with
//!   2017-12-10, in the order in which they start;
//! - 53 viewers play *A Christmas Prince* on each of the last 18 days, and not on the day before;
//! - nobody else plays it on more than five days in a row.

mod csv_lines;
mod days;
mod habit;
mod keyed_random;
mod plan;
mod quotas;
mod row;
#[cfg(test)]
mod tests;
mod titles;
mod topic;

use std::io::{self, Write};

use self::csv_lines::CsvLines;
use self::days::Days;
use self::plan::{DAYS, day};
pub use self::plan::{PLAYS, StreamPlan};

/// Writes a stream as CSV, header first, and returns how many bytes it is.
///
/// A plan outside [`PLAYS`] is brought to the nearest bound. Only the rows of one day are in memory
/// at a time: 16 bytes each.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write_csv(plan: &StreamPlan, out: &mut dyn Write) -> io::Result<u64> {
    let plan = plan.within_bounds();
    let days = Days::new(&plan);
    let mut lines = CsvLines::new(out, days.titles(), plan.viewers());
    let mut rows = Vec::new();
    for number in 0..DAYS {
        days.fill(number, &mut rows);
        rows.sort_unstable();
        lines.write(day(number), &rows)?;
    }
    lines.finish()
}
