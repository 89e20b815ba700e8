//! What is played again: rewatches per title or show.

use rusqlite::Connection;

use super::hours;
use super::question::Question;
use super::ranking::sort_by_both_falling;
use super::statement::QuestionStatement;
use super::totals::Comparison;
use crate::cube::day_number::Span;
use crate::domain::{Hours, ItemId, Level};
use crate::snapshot::Snapshot;
use crate::snapshot::catalog::Catalog;

/// How often one item was played, and played again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RewatchedRow {
    /// Which item.
    pub item: ItemId,
    /// The item's place among all of its level in the order of name, show and key.
    pub rank: u32,
    /// Plays dated in the window.
    pub plays: u64,
    /// Viewers with at least one of them.
    pub viewers: u32,
    /// Of a title: plays less viewers. Of a show: the sum over its titles, so that eight episodes seen once
    /// are none.
    pub rewatches: u64,
    /// Viewers with two of them or more.
    pub rewatchers: u32,
    /// The length of all rows of plays in the window; `None` where the question does not want it.
    pub hours: Option<Hours>,
}

/// How often one item was played, and played again, in the days compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RewatchedBefore {
    /// Which item.
    pub item: ItemId,
    /// Viewers with at least one play.
    pub viewers: u32,
    /// Viewers with two or more.
    pub rewatchers: u32,
    /// Plays dated in these days.
    pub plays: u64,
    /// As [`RewatchedRow::rewatches`].
    pub rewatches: u64,
}

impl From<&RewatchedRow> for RewatchedBefore {
    fn from(row: &RewatchedRow) -> Self {
        Self {
            item: row.item,
            viewers: row.viewers,
            rewatchers: row.rewatchers,
            plays: row.plays,
            rewatches: row.rewatches,
        }
    }
}

/// Counts the plays of each wanted item that has any, by rewatches, plays (both falling), name,
/// show, number.
pub fn rewatched(
    snapshot: &Snapshot,
    catalog: &Catalog,
    question: &Question,
    is_wanted: &(dyn Fn(ItemId) -> bool + Sync),
) -> Vec<RewatchedRow> {
    let mut found = counted(snapshot, catalog, question, is_wanted, |row| row);
    let narrow = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    sort_by_both_falling(&mut found, |row| (narrow(row.rewatches), narrow(row.plays)));
    found
}

/// Counts what a question's window is compared with, without hours, by name: each wanted item that was played in those
/// days. `None` where nothing can be compared item by item: where no comparison is asked for, where the log does not
/// hold all of those days, or where the window has a day that is not over.
pub fn rewatched_before(
    snapshot: &Snapshot,
    catalog: &Catalog,
    question: &Question,
    (both, is_wanted): (Option<&Comparison>, &(dyn Fn(ItemId) -> bool + Sync)),
) -> Option<Vec<RewatchedBefore>> {
    let both = both.filter(|both| both.window == question.window && both.other.is_some())?;
    let before = Question {
        window: both.other_window,
        wants_hours: false,
        ..question.clone()
    };
    let kept = |row| RewatchedBefore::from(&row);
    Some(counted(snapshot, catalog, &before, is_wanted, kept))
}

/// Counts the plays of each wanted item that has any, by name, show, number, and returns what is `kept` of them.
pub(super) fn counted<T>(
    snapshot: &Snapshot,
    catalog: &Catalog,
    question: &Question,
    is_wanted: &(dyn Fn(ItemId) -> bool + Sync),
    kept: impl Fn(RewatchedRow) -> T,
) -> Vec<T> {
    let span = Span::of(question.window);
    let level = question.levels.rewatched;
    let columns = snapshot.columns(level);
    let of_shows = match level {
        Level::Title => None,
        Level::Show => Some(rewatches_of_shows(snapshot, catalog, span)),
    };
    let plays = columns.plays(span);
    let repeats = columns.repeats(span);
    let third_plays = columns.third_plays(span);
    let hours = hours::of_items(snapshot, catalog, question, level);
    let mut found = Vec::with_capacity(plays.len());
    for (rank, item) in (0..).zip(catalog.in_order(level)) {
        let place = item.0 as usize;
        let plays = plays.get(place).copied().unwrap_or(0);
        if plays > 0 && is_wanted(*item) {
            found.push(kept(RewatchedRow {
                item: *item,
                rank,
                plays: plays.into(),
                viewers: plays - repeats[place],
                rewatches: of_shows.as_ref().map_or_else(
                    || repeats[place].into(),
                    |of_shows| of_shows.get(place).copied().unwrap_or(0),
                ),
                rewatchers: repeats[place] - third_plays[place],
                hours: hours
                    .as_ref()
                    .map(|hours| hours.get(place).copied().unwrap_or_default()),
            }));
        }
    }
    found
}

/// Adds up the rewatches of the titles of each show, by the show's number.
fn rewatches_of_shows(snapshot: &Snapshot, catalog: &Catalog, span: Span) -> Vec<u64> {
    let repeats = snapshot.columns(Level::Title).repeats(span);
    catalog.sums_of_shows(repeats.into_iter().map(u64::from))
}

/// The plays of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlayCounts {
    /// Plays dated in the window.
    pub plays: u64,
    /// Viewers with at least one of them.
    pub viewers: u32,
    /// Of a title: plays less viewers. Of a show: the sum over its titles.
    pub rewatches: u64,
    /// Viewers with two of them or more.
    pub rewatchers: u32,
    /// The most plays by one viewer.
    pub most_by_one: u32,
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("rewatched.sql");

/// Counts the plays of each item by [`SQL`]: the oracle for [`rewatched`].
///
/// Returns item and counts, by item number.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(
    conn: &Connection,
    question: &Question,
) -> rusqlite::Result<Vec<(ItemId, PlayCounts)>> {
    QuestionStatement::new(conn, SQL, question)?
        .by(question.levels.rewatched)?
        .rows(|row| {
            let counts = PlayCounts {
                plays: row.get(1)?,
                viewers: row.get(2)?,
                rewatches: row.get(3)?,
                rewatchers: row.get(4)?,
                most_by_one: row.get(5)?,
            };
            Ok((ItemId(row.get(0)?), counts))
        })
}
