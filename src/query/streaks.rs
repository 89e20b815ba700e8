//! Who keeps coming back: streaks per title or show.

use rusqlite::{Connection, named_params};

use super::frame::StreakRow;
use super::question::Question;
use crate::cube::day_number::Span;
use crate::domain::{ItemId, Level};
use crate::snapshot::catalog::Catalog;
use crate::snapshot::level_columns::LevelColumns;
use crate::snapshot::streak_sums::StreakCounts;

/// Counts the streaks of each wanted item that has one of two days or more, by viewers, longest
/// (both falling), name, show, number.
pub fn streaks(
    columns: &LevelColumns,
    catalog: &Catalog,
    question: &Question,
    is_wanted: &(dyn Fn(ItemId) -> bool + Sync),
) -> Vec<StreakRow> {
    let span = Span::of(question.window);
    let counts = columns
        .streaks
        .counts(columns.width(), span, question.threshold);
    let mut found = Vec::with_capacity(counts.len());
    for (rank, item) in (0..).zip(catalog.in_order(question.level)) {
        let Some(counts) = counts.get(item.0 as usize) else {
            continue;
        };
        if counts.longest >= 2 && is_wanted(*item) {
            found.push(StreakRow {
                item: *item,
                rank,
                longest: counts.longest,
                viewers: counts.viewers,
                running: counts.running,
            });
        }
    }
    falling(&found, |row| (row.viewers, row.longest))
}

/// Returns rows by two numbers, both falling; of equal ones, as they are given.
pub(super) fn falling<T: Copy>(rows: &[T], by: impl Fn(&T) -> (u32, u32)) -> Vec<T> {
    // By digits, and keys alone: a quarter of what comparing rows takes. The greater number has the last
    // word, and leaves equal rows as the lesser one has put them.
    let keys = rows.iter().map(|row| !by(row).1);
    let mut places: Vec<(u32, u32)> = keys.zip(0..).collect();
    radsort::sort_by_key(&mut places, |(key, _)| *key);
    for (key, place) in &mut places {
        *key = !by(&rows[*place as usize]).0;
    }
    radsort::sort_by_key(&mut places, |(key, _)| *key);
    let sorted = places.into_iter().map(|(_, place)| rows[place as usize]);
    sorted.collect()
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("streaks.sql");

/// Counts the streaks of each item by [`SQL`]: the oracle for [`streaks`].
///
/// Returns item, longest, viewers and running, by item number.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(
    conn: &Connection,
    question: &Question,
) -> rusqlite::Result<Vec<(ItemId, StreakCounts)>> {
    let values = named_params! {
        ":from": question.window.from().0,
        ":to": question.window.to().0,
        ":by_show": question.level == Level::Show,
        ":at_least": question.threshold.days(),
    };
    conn.prepare_cached(SQL)?
        .query_map(values, |row| {
            let counts = StreakCounts {
                longest: row.get(1)?,
                viewers: row.get(2)?,
                running: row.get(3)?,
            };
            Ok((ItemId(row.get(0)?), counts))
        })?
        .collect()
}
