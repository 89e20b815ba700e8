//! Viewers by the ISO week of their first active day in the window, and by later weeks.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::cube::day_number::{self, Span};
use crate::cube::previous_days::PreviousDays;
use crate::cube::weeks::Weeks;
use crate::domain::{Day, Window};
use crate::query::distribution::Cut;
use crate::query::question::Question;
use crate::query::statement::QuestionStatement;

/// The longest window, in weeks, whose every week is listed; of a longer one, only weeks in which
/// somebody was active first. Each week has an answer for each later one.
pub const MOST_WEEKS: usize = 1_100;

/// The viewers first active in one week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekCohort {
    /// The week's Monday.
    pub monday: Day,
    /// Viewers whose first active day in the window falls into it.
    pub viewers: u32,
    /// How many of them are active again in each later week of the window.
    pub active: Vec<u32>,
}

/// Counts viewers by week from the histories of an item, or of everything.
pub(super) fn of_histories(cut: &Cut<'_>, window: Window) -> Vec<WeekCohort> {
    let list = WeekList::of(window);
    let mut cohorts = BTreeMap::new();
    if list.is_whole() {
        cohorts.extend((0..list.weeks).map(|week| (week, list.empty(week))));
    }
    let week_of = |day: &u16| list.week_of(day_number::day(*day));
    for history in &cut.histories {
        let first = week_of(&history.days[0]);
        let cohort = cohorts.entry(first).or_insert_with(|| list.empty(first));
        cohort.viewers += history.viewers;
        let later = history
            .days
            .chunk_by(|a, b| week_of(a) == week_of(b))
            .skip(1);
        for week in later {
            cohort.active[week_of(&week[0]) - first - 1] += history.viewers;
        }
    }
    cohorts.into_values().collect()
}

/// Counts viewers by week from who was `active`, and from the cube of weeks.
///
/// New in a week are those active on one of its days whose active day before lies before the window.
pub(super) fn precomputed(active: &PreviousDays, weeks: &Weeks, window: Window) -> Vec<WeekCohort> {
    let span = Span::of(window);
    let list = WeekList::of(window);
    let listed = (0..list.weeks).filter_map(|week| {
        let mut cohort = list.empty(week);
        let of_week = Window::new(cohort.monday, cohort.monday.plus(6))?.intersection(window)?;
        let new = active.first_in(Span::of(of_week), span.from);
        cohort.viewers = u32::try_from(new).unwrap_or(u32::MAX);
        if cohort.viewers > 0 {
            let back = weeks.back(span, day_number::of(cohort.monday));
            for (of_week, back) in cohort.active.iter_mut().zip(back) {
                *of_week = back;
            }
        }
        (list.is_whole() || cohort.viewers > 0).then_some(cohort)
    });
    listed.collect()
}

/// The weeks of a window, which are listed or not.
struct WeekList {
    /// The Monday of the first week.
    first: Day,
    /// How many there are.
    weeks: usize,
}

impl WeekList {
    fn of(window: Window) -> Self {
        let first = window.from().monday();
        let weeks = Self { first, weeks: 0 }.week_of(window.to()) + 1;
        Self { first, weeks }
    }

    /// Returns the place of a day's week.
    fn week_of(&self, day: Day) -> usize {
        day.since(self.first).unsigned_abs() as usize / 7
    }

    /// Returns whether every week is listed.
    fn is_whole(&self) -> bool {
        self.weeks <= MOST_WEEKS
    }

    /// Returns the cohort of a week without a viewer.
    fn empty(&self, week: usize) -> WeekCohort {
        WeekCohort {
            monday: self.first.plus(i32::try_from(7 * week).unwrap_or(0)),
            viewers: 0,
            active: vec![0; self.weeks - 1 - week],
        }
    }
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("weeks.sql");

/// One row of [`SQL`]: those first active in the week of `first`, and how many of
/// them were active in the week of `week`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekPair {
    /// The Monday of the first active week.
    pub first: Day,
    /// The Monday of the same week or a later one.
    pub week: Day,
    /// The viewers.
    pub viewers: u32,
}

/// Counts the weeks by [`SQL`]: the oracle for [`super::of_everything`] and [`super::of_item`].
///
/// Returns pairs of weeks that have a viewer, in time order.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<Vec<WeekPair>> {
    QuestionStatement::new(conn, SQL, question)?.rows(|row| {
        Ok(WeekPair {
            first: Day(row.get(0)?),
            week: Day(row.get(1)?),
            viewers: row.get(2)?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;

    #[test]
    fn weeks_begin_on_monday_before_1970_too() {
        let conn = Connection::open_in_memory().unwrap();
        schema::migrate(&conn).unwrap();
        conn.execute_batch(
            "INSERT INTO sources VALUES (1, 'rows', 'csv', '', 0, 1);
             INSERT INTO viewers VALUES (1, x'00', NULL);
             INSERT INTO shows VALUES (1, 'k', 'Dracula', 0);
             INSERT INTO titles VALUES (1, 'k', 1, 1, 'Dracula', 0, NULL, NULL);
             INSERT INTO plays VALUES (1, 1, -432000, 0, -5, 1, NULL, NULL, 0, 1);",
        )
        .unwrap();
        let day = Day(-5);
        let question = Question::about(Window::new(day, day).unwrap());
        let pair = WeekPair {
            first: day.monday(),
            week: day.monday(),
            viewers: 1,
        };
        assert_eq!(by_sql(&conn, &question).unwrap(), [pair]);
    }
}
