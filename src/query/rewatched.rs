//! What is played again: rewatches per title or show.

use rusqlite::{Connection, named_params};

use super::catalogue::Catalogue;
use super::columns::AllColumns;
use super::frame::RewatchedRow;
use super::question::{ItemId, Question};
use super::streaks::falling;
use crate::cube::item::Item;
use crate::cube::number::Span;
use crate::domain::Level;

/// Counts the plays of each wanted item that has any, by rewatches, plays (both falling), name,
/// show, number.
pub fn rewatched(
    columns: &AllColumns,
    catalogue: &Catalogue,
    question: &Question,
    is_wanted: &(dyn Fn(ItemId) -> bool + Sync),
) -> Vec<RewatchedRow> {
    let level = question.level;
    let span = Span::of(question.window);
    let mut found = Vec::new();
    for (item, cube, stretch) in columns.stretches(level, span) {
        if is_wanted(item) {
            let viewers = cube.viewers(stretch, span);
            let row = RewatchedRow {
                item,
                rank: catalogue.rank(level, item),
                plays: stretch.plays().into(),
                viewers,
                rewatchers: cube.rewatchers(stretch, span, viewers),
            };
            found.push((falling(row.rewatches(), row.plays), row));
        }
    }
    found.sort_unstable_by_key(|(key, row)| (*key, row.rank));
    found.into_iter().map(|(_, row)| row).collect()
}

/// The plays of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlayCounts {
    /// Plays dated in the window.
    pub plays: u64,
    /// Viewers with at least one of them.
    pub viewers: u32,
    /// Viewers with two of them or more.
    pub rewatchers: u32,
    /// The most plays by one viewer.
    pub most_by_one: u32,
}

impl PlayCounts {
    /// Returns plays less viewers.
    #[must_use]
    pub fn rewatches(&self) -> u64 {
        self.plays - u64::from(self.viewers)
    }
}

/// Counts the plays of one item in a window; `None` where there are none.
#[must_use]
pub fn count(item: Item<'_>, span: Span) -> Option<PlayCounts> {
    let stretch = item.stretch(span)?;
    let viewers = item.viewers(stretch, span);
    let rewatchers = item.rewatchers(stretch, span, viewers);
    Some(PlayCounts {
        plays: stretch.plays().into(),
        viewers,
        rewatchers,
        most_by_one: if rewatchers == 0 {
            1
        } else {
            item.most().within(span)
        },
    })
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
    let values = named_params! {
        ":from": question.window.from().0,
        ":to": question.window.to().0,
        ":by_show": question.level == Level::Show,
    };
    conn.prepare_cached(SQL)?
        .query_map(values, |row| {
            let counts = PlayCounts {
                plays: row.get(1)?,
                viewers: row.get(2)?,
                rewatchers: row.get(3)?,
                most_by_one: row.get(4)?,
            };
            Ok((ItemId(row.get(0)?), counts))
        })?
        .collect()
}
