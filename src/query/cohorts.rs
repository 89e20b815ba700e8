//! How many viewers satisfy each of a ladder of rules, for one item or for everything.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, named_params};

use super::distribution::{Cut, by_plays, by_streak};
use super::frame::{Cohorts, WeekCohort};
use super::question::Question;
use crate::cube::blob_store::LAGS;
use crate::cube::day_number::{self, Span};
use crate::cube::histories::Histories;
use crate::domain::cohort::{PLAY_LADDER, STREAK_LADDER, Step};
use crate::domain::{Day, ItemId, Level, Window};
use crate::snapshot::catalog::ItemName;
use crate::snapshot::everything::{Everything, Viewers};
use crate::snapshot::load::Snapshot;

/// The longest window, in weeks, whose every week is listed; of a longer one, only weeks in which
/// somebody was active first. Each week has an answer for each later one.
pub const MOST_WEEKS: usize = 1_100;

/// Counts the cohorts of the item with these histories.
#[must_use]
pub fn of_item(item: (ItemId, Arc<ItemName>), histories: &Histories, window: Window) -> Cohorts {
    let cut = Cut::new(histories, Span::of(window));
    Cohorts {
        item: Some(item),
        by_streak: by_streak(&cut).ladder(&STREAK_LADDER),
        by_plays: by_plays(&cut).ladder(&PLAY_LADDER),
        by_week: weeks_of_each(&cut, window),
    }
}

/// Counts the cohorts of everything.
#[must_use]
pub fn of_everything(snapshot: &Snapshot, window: Window) -> Cohorts {
    let span = Span::of(window);
    let everything = &snapshot.everything;
    let (by_plays, by_week) = match &everything.viewers {
        Viewers::Each(histories) => {
            let cut = Cut::new(histories, span);
            (
                by_plays(&cut).ladder(&PLAY_LADDER),
                weeks_of_each(&cut, window),
            )
        }
        Viewers::Ahead { .. } => (
            plays_ahead(everything, span),
            weeks_ahead(everything, window),
        ),
    };
    Cohorts {
        item: None,
        by_streak: everything.streaks.ladder(span),
        by_plays,
        by_week,
    }
}

/// Counts viewers by plays: a viewer's play is the `n`-th in the window where the `n`-th before it lies
/// before the window and the one after that does not.
fn plays_ahead(everything: &Everything, span: Span) -> Vec<Step> {
    let Viewers::Ahead { lags, .. } = &everything.viewers else {
        return Vec::new();
    };
    // Plays that are among the viewer's first `lag`.
    let among = |lag: u32| match LAGS.iter().position(|of| *of == lag) {
        Some(place) => lags[place].within(span),
        None => 0,
    };
    let step = |at_least: &u32| Step {
        at_least: *at_least,
        viewers: u32::try_from(among(*at_least) - among(*at_least - 1)).unwrap_or(u32::MAX),
    };
    PLAY_LADDER.iter().map(step).collect()
}

fn weeks_ahead(everything: &Everything, window: Window) -> Vec<WeekCohort> {
    let Viewers::Ahead { weeks, .. } = &everything.viewers else {
        return Vec::new();
    };
    let span = Span::of(window);
    let list = WeekList::of(window);
    let listed = (0..list.weeks).filter_map(|week| {
        let mut cohort = list.empty(week);
        let of_week = Window::new(cohort.monday, cohort.monday.plus(6))?.intersection(window)?;
        let new = everything.active.first_in(Span::of(of_week), span.from);
        cohort.viewers = u32::try_from(new).unwrap_or(u32::MAX);
        if cohort.viewers > 0 {
            let back = weeks.back(span, day_number::of(cohort.monday));
            for (active, back) in cohort.active.iter_mut().zip(back) {
                *active = back;
            }
        }
        (list.is_whole() || cohort.viewers > 0).then_some(cohort)
    });
    listed.collect()
}

/// The weeks of a window.
struct WeekList {
    first: Day,
    weeks: usize,
}

impl WeekList {
    fn of(window: Window) -> Self {
        let first = window.from().monday();
        let weeks = Self { first, weeks: 0 }.week_of(window.to()) + 1;
        Self { first, weeks }
    }

    fn week_of(&self, day: Day) -> usize {
        day.since(self.first).unsigned_abs() as usize / 7
    }

    /// Returns whether every week is listed.
    fn is_whole(&self) -> bool {
        self.weeks <= MOST_WEEKS
    }

    fn empty(&self, week: usize) -> WeekCohort {
        WeekCohort {
            monday: self.first.plus(i32::try_from(7 * week).unwrap_or(0)),
            viewers: 0,
            active: vec![0; self.weeks - 1 - week],
        }
    }
}

fn weeks_of_each(cut: &Cut<'_>, window: Window) -> Vec<WeekCohort> {
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

/// Counts the ladders by [`LADDERS_SQL`]: the oracle for [`of_everything`] and [`of_item`].
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

/// Counts the weeks by [`WEEKS_SQL`]: the oracle for [`of_everything`] and [`of_item`].
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
