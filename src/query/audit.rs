//! Holding answers against the SQL statements that document them.
//!
//! The statements read the table `plays`, or a temporary table of that name: a few titles copied there are
//! checked without reading all the others.

use std::collections::BTreeMap;
use std::fmt::Debug;

use rusqlite::Connection;

use super::cohorts::ladders;
use super::cohorts::periods::{self, PeriodCohort};
use super::frame::Frame;
use super::most_by_one::MostByOne;
use super::question::Question;
use super::rewatched::RewatchedRow;
use super::streaks::StreakRow;
use super::{clock, hours, rewatched, streaks, timeline, totals};
use crate::domain::cohort::Step;
use crate::domain::{Day, Hours, ItemId, Period};
use crate::store::Settings;
use crate::store::settings::SettingsError;
use crate::store::sqlite_error::in_words;

/// An answer that is not the one of the statement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{answer}: the cubes say {cubes}, SQL says {sql}")]
pub struct Difference {
    /// Which number of which answer.
    pub answer: String,
    /// What the cubes make it.
    pub cubes: String,
    /// What the statement makes it.
    pub sql: String,
}

/// Why a frame was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The frame is wrong, or the statement is.
    #[error(transparent)]
    Differs(#[from] Difference),
    /// The log's settings cannot be read: its time zone is among them.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// SQLite failed.
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
}

/// Checks every number of a frame that was asked for without a filter, and the most plays by one viewer of
/// each item.
///
/// # Errors
///
/// Fails with the first difference.
pub fn whole(
    conn: &Connection,
    question: &Question,
    frame: &Frame,
    most: &MostByOne,
) -> Result<(), AuditError> {
    let of_streaks = frame.streaks.iter();
    let of_streaks = of_streaks.map(|row| (row.item, streak_numbers(row)));
    let by_sql = streaks_by_sql(conn, question, frame.minimum_cohort)?;
    same_by_item("streaks", of_streaks, &by_sql)?;
    let of_rewatched = frame.rewatched.iter().map(|row| {
        let most = most.of(row.item).map_or(0, |most| most.plays);
        let counts = (row.plays, row.viewers, row.rewatches, row.rewatchers, most);
        (row.item, counts)
    });
    same_by_item(
        "rewatched",
        of_rewatched,
        &rewatched_by_sql(conn, question)?,
    )?;
    let hours = hours::by_sql(conn, question)?.into_iter().collect();
    for row in &frame.rewatched {
        same_hours(row, &hours)?;
    }
    if let Some(settings) = Settings::load(conn)? {
        let by_sql = clock::by_sql(conn, settings.rule, question)?;
        same("weekday and hour", &frame.clock, &by_sql)?;
    }
    let sql = totals::by_sql(conn, question)?;
    same("totals", &frame.totals, &sql)?;
    if question.item.is_none() {
        let days = frame.timeline.iter();
        let active = days.filter(|day| day.plays > 0 || day.viewers > 0);
        let found: Vec<_> = active
            .map(|day| (day.day, day.plays, day.viewers))
            .collect();
        let by_sql = timeline::by_sql(conn, question)?;
        let by_sql: Vec<_> = by_sql
            .iter()
            .map(|day| (day.day, day.plays, day.viewers))
            .collect();
        same("timeline", &found, &by_sql)?;
        let hours = frame.timeline.iter().zip(&frame.timeline_hours);
        let active = hours.filter(|(day, _)| day.viewers > 0);
        let found: Vec<_> = active.map(|(day, hours)| (day.day, *hours)).collect();
        let by_sql = timeline::hours_by_sql(conn, question)?;
        same("hours of days", &found, &by_sql)?;
    }
    of_cohorts(conn, question, frame)
}

/// Checks the numbers of a frame that are about the question's item, all of whose rows must be there, and
/// the most plays of it by one viewer. Both lists are asked for at the item's level.
///
/// # Errors
///
/// Fails with the first difference.
pub fn item(
    conn: &Connection,
    question: &Question,
    frame: &Frame,
    most: &MostByOne,
) -> Result<(), AuditError> {
    let wanted = question.item.map(|item| item.id);
    let row = frame.streaks.iter().find(|row| Some(row.item) == wanted);
    let found = row.map(streak_numbers);
    let by_sql = streaks_by_sql(conn, question, frame.minimum_cohort)?;
    let by_sql = wanted.and_then(|item| by_sql.get(&item).copied());
    same("streaks", &found, &by_sql)?;
    let row = frame.rewatched.iter().find(|row| Some(row.item) == wanted);
    let found = row.map(|row| {
        let most = most.of(row.item).map_or(0, |most| most.plays);
        (row.plays, row.viewers, row.rewatches, row.rewatchers, most)
    });
    let by_sql = rewatched_by_sql(conn, question)?;
    let by_sql = wanted.and_then(|item| by_sql.get(&item).copied());
    same("rewatched", &found, &by_sql)?;
    if let Some(row) = row {
        same_hours(row, &hours::by_sql(conn, question)?.into_iter().collect())?;
    }
    of_cohorts(conn, question, frame)
}

/// Longest, whether the window cuts it, the longest of a crowd, viewers, running.
type StreakNumbers = (u32, bool, u32, u32, u32);
type PlayNumbers = (u64, u32, u64, u32, u32);

fn streak_numbers(row: &StreakRow) -> StreakNumbers {
    let crowd = row.longest_of_crowd;
    (row.longest, row.is_cut, crowd, row.viewers, row.running)
}

fn streaks_by_sql(
    conn: &Connection,
    question: &Question,
    minimum_cohort: u32,
) -> rusqlite::Result<BTreeMap<ItemId, StreakNumbers>> {
    let rows = streaks::by_sql(conn, question, minimum_cohort)?.into_iter();
    let numbers = rows.map(|(item, n)| {
        let numbers = (
            n.longest,
            n.is_cut,
            n.longest_of_crowd,
            n.viewers,
            n.running,
        );
        (item, numbers)
    });
    Ok(numbers.collect())
}

fn rewatched_by_sql(
    conn: &Connection,
    question: &Question,
) -> rusqlite::Result<BTreeMap<ItemId, PlayNumbers>> {
    let rows = rewatched::by_sql(conn, question)?.into_iter();
    let numbers = rows.map(|(item, n)| {
        (
            item,
            (n.plays, n.viewers, n.rewatches, n.rewatchers, n.most_by_one),
        )
    });
    Ok(numbers.collect())
}

/// Compares the hours of an item, where the question wanted them.
fn same_hours(row: &RewatchedRow, sql: &BTreeMap<ItemId, Hours>) -> Result<(), Difference> {
    let answer = format!("hours of item {}", row.item.0);
    let sql = sql.get(&row.item).copied();
    row.hours
        .map_or(Ok(()), |hours| same(&answer, &Some(hours), &sql))
}

/// Compares counts item by item, and names the first item that differs.
fn same_by_item<T: Debug + PartialEq>(
    answer: &str,
    cubes: impl Iterator<Item = (ItemId, T)>,
    sql: &BTreeMap<ItemId, T>,
) -> Result<(), Difference> {
    let cubes: BTreeMap<ItemId, T> = cubes.collect();
    for item in cubes.keys().chain(sql.keys()) {
        let answer = format!("{answer} of item {}", item.0);
        same(&answer, &cubes.get(item), &sql.get(item))?;
    }
    Ok(())
}

/// Checks the cohorts.
fn of_cohorts(conn: &Connection, question: &Question, frame: &Frame) -> Result<(), AuditError> {
    let (by_streak, by_plays) = ladders::by_sql(conn, question)?;
    let steps = |steps: &[Step]| -> Vec<(u32, u32)> {
        let pairs = steps.iter().map(|step| (step.at_least, step.viewers));
        pairs.collect()
    };
    let found = steps(&frame.cohorts.by_streak);
    same("cohorts by streak", &found, &steps(&by_streak))?;
    let found = steps(&frame.cohorts.by_plays);
    same("cohorts by plays", &found, &steps(&by_plays))?;
    let cohorts = frame.cohorts.by_period.iter();
    let found = cohorts.flat_map(|cohort| period_pairs(Period::of(frame.window), cohort));
    let by_sql = periods::by_sql(conn, question)?;
    let by_sql: Vec<_> = by_sql
        .iter()
        .map(|pair| (pair.first, pair.later, pair.viewers))
        .collect();
    let answer = format!("cohorts by {}", Period::of(frame.window).word());
    Ok(same(&answer, &found.collect(), &by_sql)?)
}

/// Returns first week or month, later one and viewers, of each in which there are any.
fn period_pairs(
    period: Period,
    cohort: &PeriodCohort,
) -> impl Iterator<Item = (Day, Day, u32)> + '_ {
    let later = (1..).zip(&cohort.active);
    let later = later.map(move |(place, viewers)| (period.later(cohort.start, place), *viewers));
    let all = std::iter::once((cohort.start, cohort.viewers)).chain(later);
    all.filter(|(_, viewers)| *viewers > 0)
        .map(|(later, viewers)| (cohort.start, later, viewers))
}

/// Compares one answer.
fn same<T: Debug + PartialEq>(answer: &str, cubes: &T, sql: &T) -> Result<(), Difference> {
    if cubes == sql {
        return Ok(());
    }
    Err(Difference {
        answer: answer.to_owned(),
        cubes: format!("{cubes:?}"),
        sql: format!("{sql:?}"),
    })
}
