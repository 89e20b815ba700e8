//! The log in whose place a new one is put.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;

use super::error::CellsError;
use super::folder::CellsFolder;
use super::totals::Totals;
use super::{everything, settings};
use crate::cube::blob_store;
use crate::cube::cells::Cells;
use crate::cube::day_number;
use crate::cube::kind::CubeKind;
use crate::engine::reduction::{ContinueError, Reduction};
use crate::snapshot::CubeError;
use crate::store::open_read;
use crate::store::place::beside;

/// What SQLite keeps beside a database that is being written.
const BEING_WRITTEN: [&str; 2] = ["-wal", "-journal"];

/// A log that cells may go on from.
#[derive(Debug)]
pub struct EarlierLog {
    /// What it is of and by.
    pub reduction: Reduction,
    /// The rows of each of its days.
    rows: Cells<1>,
}

impl EarlierLog {
    /// Makes sure that cells with `rows` on each day have the days of this log as it has them: rows only come on later days.
    ///
    /// # Errors
    ///
    /// Fails where they have not.
    fn has_its_days_in(&self, rows: &Cells<1>) -> Result<(), ContinueError> {
        let last = self.reduction.days.map(|days| day_number::of(days.to()));
        let until_then = |rows: &Cells<1>| -> BTreeSet<(u16, u32)> {
            let days = rows.iter().map(|([day], count)| (day, count));
            days.filter(|(day, _)| Some(*day) <= last).collect()
        };
        let (own, others) = (until_then(&self.rows), until_then(rows));
        let first = own.symmetric_difference(&others).next();
        first.map_or(Ok(()), |(day, _)| {
            let day = day_number::day(*day);
            Err(ContinueError::Rows { day })
        })
    }
}

fn rows_of_days(conn: &Connection) -> Result<Cells<1>, CubeError> {
    let bytes = blob_store::get(conn, CubeKind::Rows, 0)?.ok_or(CubeError::Missing)?;
    Ok(Cells::decode(&bytes)?)
}

/// Returns the log at `path`, which cells may go on from.
///
/// # Errors
///
/// Fails where there is none, it is none of this program or no reduced one, and where a program is writing it.
pub fn earlier_log(path: &Path) -> Result<EarlierLog, CellsError> {
    let not_replaced = |problem: String| CellsError::NotReplaced {
        path: path.to_owned(),
        problem,
    };
    if !path.exists() {
        return Err(not_replaced(
            "there is no log to append to; without --append `bingetop import-cubes` makes one"
                .to_owned(),
        ));
    }
    let conn = open_read(path)?;
    let reduction = Reduction::of_log(&conn).map_err(|error| not_replaced(error.to_string()))?;
    let rows = reduction.map(|_| rows_of_days(&conn)).transpose();
    let rows = rows.map_err(|error| not_replaced(error.to_string()))?;
    // What a killed writer left has been undone by now.
    drop(conn);
    let file = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if BEING_WRITTEN.iter().any(|end| beside(&file, end).exists()) {
        let problem = "another program is writing it; try again once it has ended";
        return Err(not_replaced(problem.to_owned()));
    }
    let log = reduction.zip(rows);
    log.map(|(reduction, rows)| EarlierLog { reduction, rows })
        .ok_or_else(|| {
            not_replaced(
                "is no reduced log: it has its own rows, and takes more by `bingetop ingest`"
                    .to_owned(),
            )
        })
}

/// Makes sure that cells go on from those of the log at `path`.
///
/// # Errors
///
/// Fails where they do not, or there is no such log.
pub(super) fn check_goes_on(cells: &CellsFolder, path: &Path) -> Result<(), CellsError> {
    let earlier = earlier_log(path)?;
    let later = settings::read(cells)?.reduction();
    let refused = |source| CellsError::Continue {
        path: path.to_owned(),
        source,
    };
    earlier.reduction.goes_on_in(&later).map_err(refused)?;
    let rows = everything::rows_of_days(cells, &Totals::read(cells)?)?;
    earlier.has_its_days_in(&rows).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Day, DayRule, Window};
    use rstest::rstest;

    fn reduction(days: Option<Window>) -> Reduction {
        Reduction {
            rule: DayRule::midnight(chrono_tz::UTC),
            minimum_seconds: None,
            minimum_cohort: 10,
            days,
        }
    }

    /// Days from 2017-12-01 on with so many rows; none of 0.
    fn rows(counts: &[u32]) -> Cells<1> {
        let first = day_number::of(Day::parse("2017-12-01").unwrap());
        let days = (first..).zip(counts).filter(|(_, count)| **count > 0);
        days.map(|(day, count)| ([day], *count)).collect()
    }

    #[rstest]
    #[case::with_later_days(&[2, 3, 5, 7, 9], None)]
    #[case::as_it_is(&[2, 3, 5], None)]
    #[case::fewer_rows(&[2, 3, 4, 7], Some("2017-12-03"))]
    #[case::more_rows(&[2, 4, 4, 7], Some("2017-12-02"))]
    #[case::a_day_without_rows(&[2, 0, 5, 7], Some("2017-12-02"))]
    #[case::its_last_days_without_rows(&[2, 0, 0, 7], Some("2017-12-02"))]
    #[case::none_of_its_days(&[0, 0, 0, 7], Some("2017-12-01"))]
    fn cells_go_on_from_a_log_that_has_the_same_rows(
        #[case] later: &[u32],
        #[case] differing: Option<&str>,
    ) {
        let day = |text| Day::parse(text).unwrap();
        let days = Window::new(day("2017-12-01"), day("2017-12-03"));
        let log = EarlierLog {
            reduction: reduction(days),
            rows: rows(&[2, 3, 5]),
        };
        let refused = log.has_its_days_in(&rows(later)).err();
        let expected = differing.map(|text| ContinueError::Rows { day: day(text) });
        assert_eq!(refused, expected);
    }

    #[test]
    fn a_day_that_the_log_has_no_rows_on_is_one_of_its_days() {
        let day = |text| Day::parse(text).unwrap();
        let log = EarlierLog {
            reduction: reduction(Window::new(day("2017-12-01"), day("2017-12-03"))),
            rows: rows(&[2]),
        };
        let refused = log.has_its_days_in(&rows(&[2, 1]));
        let day = day("2017-12-02");
        assert_eq!(refused, Err(ContinueError::Rows { day }));
    }
}
