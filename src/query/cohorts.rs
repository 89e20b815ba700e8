//! How many viewers satisfy each of a ladder of rules, for one item or for everything.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};

use super::columns::{ActiveDay, visits};
use super::frame::{Cohorts, ItemName, Step, WeekCohort};
use super::question::{ItemId, Question};
use crate::domain::cohort::{PLAY_LADDER, STREAK_LADDER};
use crate::domain::streak::runs;
use crate::domain::{Day, Level, Window};

/// The longest window, in weeks, whose every week is listed; of a longer one, only weeks in which
/// somebody was active first. Each week has an answer for each later one.
pub const MOST_WEEKS: usize = 1_100;

/// Counts the cohorts of one item, or of everything, given its active days.
#[must_use]
pub fn cohorts(item: Option<(ItemId, ItemName)>, days: &[ActiveDay], window: Window) -> Cohorts {
    let mut streaks = Vec::new();
    let mut plays = Vec::new();
    for visit in visits(days, window) {
        streaks.push(runs(visit.iter().map(|active| active.day), window).longest);
        plays.push(visit.iter().map(|active| active.plays).sum());
    }
    Cohorts {
        item,
        by_streak: ladder(&STREAK_LADDER, streaks),
        by_plays: ladder(&PLAY_LADDER, plays),
        by_week: by_week(days, window),
    }
}

/// Counts the values that reach each step.
fn ladder(steps: &[u32], mut values: Vec<u32>) -> Vec<Step> {
    values.sort_unstable();
    let reached = |at_least: u32| values.len() - values.partition_point(|value| *value < at_least);
    steps
        .iter()
        .map(|at_least| Step {
            at_least: *at_least,
            viewers: u32::try_from(reached(*at_least)).unwrap_or(u32::MAX),
        })
        .collect()
}

fn by_week(days: &[ActiveDay], window: Window) -> Vec<WeekCohort> {
    let first_monday = window.from().monday();
    let week_of = |day: Day| day.since(first_monday).unsigned_abs() as usize / 7;
    let weeks = week_of(window.to()) + 1;
    let empty = |week: usize| WeekCohort {
        monday: first_monday.plus(i32::try_from(7 * week).unwrap_or(0)),
        viewers: 0,
        active: vec![0; weeks - 1 - week],
    };
    let mut cohorts = BTreeMap::new();
    if weeks <= MOST_WEEKS {
        cohorts.extend((0..weeks).map(|week| (week, empty(week))));
    }
    for visit in visits(days, window) {
        let first = week_of(visit[0].day);
        let cohort = cohorts.entry(first).or_insert_with(|| empty(first));
        cohort.viewers += 1;
        let later = visit
            .chunk_by(|a, b| week_of(a.day) == week_of(b.day))
            .skip(1);
        for week in later {
            cohort.active[week_of(week[0].day) - first - 1] += 1;
        }
    }
    cohorts.into_values().collect()
}

/// The ladders in SQL; the text is documentation, too.
pub const LADDERS_SQL: &str = include_str!("cohorts_ladders.sql");

/// The weeks in SQL; the text is documentation, too.
pub const WEEKS_SQL: &str = include_str!("cohorts_weeks.sql");

/// One viewer cohort of [`WEEKS_SQL`]: those first active in the week of `first`, and how many of
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

/// Counts the ladders by [`LADDERS_SQL`]: the oracle for [`cohorts`].
///
/// Returns the steps by streak, then those by plays.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn ladders_by_sql(
    conn: &Connection,
    question: &Question,
) -> rusqlite::Result<(Vec<Step>, Vec<Step>)> {
    let mut statement = conn.prepare_cached(LADDERS_SQL)?;
    let mut one = |rule: &str, steps: &[u32]| -> rusqlite::Result<Vec<Step>> {
        let mut ladder = Vec::with_capacity(steps.len());
        for at_least in steps {
            let values = named_params! {
                ":from": question.window.from().0,
                ":to": question.window.to().0,
                ":by_show": question.level == Level::Show,
                ":item": question.item.map(|item| item.0),
                ":rule": rule,
                ":at_least": at_least,
            };
            let viewers = statement.query_row(values, |row| row.get(0))?;
            ladder.push(Step {
                at_least: *at_least,
                viewers,
            });
        }
        Ok(ladder)
    };
    Ok((one("streak", &STREAK_LADDER)?, one("plays", &PLAY_LADDER)?))
}

/// Counts the weeks by [`WEEKS_SQL`]: the oracle for [`cohorts`].
///
/// Returns pairs of weeks that have a viewer, in time order.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn weeks_by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<Vec<WeekPair>> {
    let values = named_params! {
        ":from": question.window.from().0,
        ":to": question.window.to().0,
        ":by_show": question.level == Level::Show,
        ":item": question.item.map(|item| item.0),
    };
    conn.prepare_cached(WEEKS_SQL)?
        .query_map(values, |row| {
            Ok(WeekPair {
                first: Day(row.get(0)?),
                week: Day(row.get(1)?),
                viewers: row.get(2)?,
            })
        })?
        .collect()
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
        assert_eq!(weeks_by_sql(&conn, &question).unwrap(), [pair]);
    }
}
