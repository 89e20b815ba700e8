//! How long each item was played.

use rusqlite::Connection;

use super::question::Question;
use super::statement::QuestionStatement;
use crate::cube::day_number::Span;
use crate::domain::{Hours, Item, ItemId, Level};
use crate::snapshot::Snapshot;
use crate::snapshot::catalog::Catalog;

/// Returns the hours of each item of a level in the question's window, by number; an item beyond the last has
/// none.
///
/// Those of a show are its titles' together. `None` where the question does not want them, the log has none, or
/// [`super::Log::select`] was not asked it.
pub(super) fn of_items(
    snapshot: &Snapshot,
    catalog: &Catalog,
    question: &Question,
    level: Level,
) -> Option<Vec<Hours>> {
    let sums = snapshot.hours().filter(|_| question.wants_hours)?;
    let of_titles = sums.counts(Span::of(question.window));
    if level == Level::Title {
        return Some(of_titles);
    }
    Some(catalog.sums_of_shows(of_titles))
}

/// Returns the hours of one item in the question's window; `None` as [`of_items`] does.
pub(super) fn of_item(
    snapshot: &Snapshot,
    catalog: &Catalog,
    question: &Question,
    item: Item,
) -> Option<Hours> {
    let Item { level, id } = item;
    if level == Level::Title {
        let sums = snapshot.hours().filter(|_| question.wants_hours)?;
        return Some(sums.count(id.0, Span::of(question.window)));
    }
    let of_shows = of_items(snapshot, catalog, question, level)?;
    Some(of_shows.get(id.0 as usize).copied().unwrap_or_default())
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("hours.sql");

/// Adds up the hours of each item of the level of the list of rewatches that has a row of a play by [`SQL`]: the oracle for those of the list of
/// rewatches, and of an item's page.
///
/// Returns item and hours, by item number.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<Vec<(ItemId, Hours)>> {
    let level = question.levels.rewatched;
    let mut statement = QuestionStatement::new(conn, SQL, question)?.by(level)?;
    statement.rows(|row| {
        let hours = Hours {
            seconds: row.get(1)?,
            unknown: row.get(2)?,
        };
        Ok((ItemId(row.get(0)?), hours))
    })
}
