//! What the viewers of an item played, too.
//!
//! No cube knows a viewer. Who played the item is asked of its rows, and what else they played of the titles that the log
//! keeps of each viewer; only once somebody wants to see it.

use std::cmp::Reverse;

use rusqlite::{Connection, OptionalExtension, named_params};

use super::cohorts;
use super::error::SelectError;
use super::facts::Facts;
use super::log::Log;
use super::question::Question;
use super::rewatched::{RewatchedRow, counted};
use super::statement::QuestionStatement;
use crate::cube::day_number::Span;
use crate::cube::viewer_titles;
use crate::domain::{Item, ItemId, Level, Levels};
use crate::snapshot::CubeError;
use crate::snapshot::catalog::{Catalog, ItemName};

/// What the viewers of an item played, too, in a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlsoPlayed {
    /// That is not known: the log is from before titles were kept of each viewer, or they are damaged.
    Unkept,
    /// Other items of its level.
    Kept {
        /// Viewers with a play of anything.
        active: u32,
        /// Other items that enough of its viewers played, by lift, then by those viewers (both falling), name.
        rows: Vec<AlsoRow>,
    },
}

/// Another item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlsoRow {
    /// Which one.
    pub item: ItemId,
    /// What it is called.
    pub name: ItemName,
    /// Viewers with a play of it.
    pub viewers: u32,
    /// Those of them with a play of the first item, too.
    pub of_both: u32,
}

/// The answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("also_played.sql");

/// The fewest viewers of both: of fewer, lift says little.
const LEAST_OF_BOTH: u32 = 20;

/// How many viewers are looked up between two checks whether the answer is still wanted.
const VIEWERS_BETWEEN_CHECKS: usize = 256;

/// Titles come first: SQLite would read all rows otherwise.
const ROWS_OF_ITEM: &str = "
    SELECT p.viewer_id
    FROM titles t
    CROSS JOIN plays p ON p.title_id = t.id
    WHERE iif(:by_show, t.show_id, t.id) = :item AND p.role = 1 AND p.day BETWEEN :from AND :to";

const TITLES_OF_VIEWER: &str = "SELECT titles FROM viewer_titles WHERE viewer_id = :viewer_id";

/// Returns the fewest viewers of both items of a row: one in a household's log.
#[must_use]
pub fn least_of_both(facts: &Facts) -> u32 {
    if facts.is_household() {
        1
    } else {
        LEAST_OF_BOTH
    }
}

impl Log {
    /// Answers what the viewers of the question's item played in its window, too; `None` where it `is_stale` before that is
    /// known, or where it asks about everything.
    ///
    /// It reads the rows of the item, and the titles of each of its viewers.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read, or the log has changed since it was loaded.
    pub fn also_played(
        &self,
        conn: &Connection,
        question: &Question,
        is_stale: &dyn Fn() -> bool,
    ) -> Result<Option<AlsoPlayed>, SelectError> {
        let Some(item) = question.item else {
            return Ok(None);
        };
        if self.facts().is_reduced {
            return Err(CubeError::Reduced.into());
        }
        let found = self.read_unchanged(conn, |tx| {
            if !viewer_titles::are_kept(tx)? {
                return Err(CubeError::Missing);
            }
            let by_level = Question {
                levels: Levels::both(item.level),
                wants_hours: false,
                ..question.clone()
            };
            self.snapshot().read_columns(tx, by_level.levels)?;
            let Some(of_both) = self.of_both(tx, question, item, is_stale)? else {
                return Ok(None);
            };
            self.rows(&by_level, item, &of_both).map(Some)
        });
        match found {
            Err(SelectError::Cubes(CubeError::Missing | CubeError::Unreadable(_))) => {
                Ok(Some(AlsoPlayed::Unkept))
            }
            found => found,
        }
    }

    /// Returns the viewers of the item who played each item of its level, by number.
    fn of_both(
        &self,
        conn: &Connection,
        question: &Question,
        item: Item,
        is_stale: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<u32>>, CubeError> {
        let mut viewers: Vec<u32> =
            QuestionStatement::new(conn, ROWS_OF_ITEM, question)?.rows(|row| row.get(0))?;
        viewers.sort_unstable();
        viewers.dedup();
        let mut counts = Counts::new(self.catalog(), item.level, Span::of(question.window));
        let mut statement = conn.prepare_cached(TITLES_OF_VIEWER)?;
        for some in viewers.chunks(VIEWERS_BETWEEN_CHECKS) {
            if is_stale() {
                return Ok(None);
            }
            for viewer in some {
                let counted = statement.query_row(named_params! { ":viewer_id": viewer }, |row| {
                    Ok(counts.add(*viewer, row.get_ref(0)?.as_blob()?))
                });
                // A viewer with a play has titles.
                counted.optional()?.ok_or(CubeError::Missing)??;
            }
        }
        let of_item = counts.viewers.get(item.id.0 as usize).copied();
        if of_item.unwrap_or(0) as usize != viewers.len() {
            // Titles of other plays than the log's.
            return Err(CubeError::Missing);
        }
        Ok(Some(counts.viewers))
    }

    /// Returns the other items that enough viewers played, too, in their order.
    fn rows(
        &self,
        by_level: &Question,
        item: Item,
        of_both: &[u32],
    ) -> Result<AlsoPlayed, CubeError> {
        let least = least_of_both(self.facts());
        let of_both = |other: ItemId| of_both.get(other.0 as usize).copied().unwrap_or(0);
        let is_wanted = |other: ItemId| other != item.id && of_both(other) >= least;
        let found = counted(
            self.snapshot(),
            self.catalog(),
            by_level,
            &is_wanted,
            |row| row,
        );
        let row = |row: RewatchedRow| AlsoRow {
            item: row.item,
            name: self.name(item.level, row.item).clone(),
            viewers: row.viewers,
            of_both: of_both(row.item),
        };
        let mut rows: Vec<AlsoRow> = found.into_iter().map(row).collect();
        if rows.iter().any(|row| row.viewers < row.of_both) {
            return Err(CubeError::Missing);
        }
        // By name they are already. Of two quotients with one factor in common, the others decide.
        let times = |a: u32, b: u32| u64::from(a) * u64::from(b);
        rows.sort_by(|a, b| {
            let by_lift = times(b.of_both, a.viewers).cmp(&times(a.of_both, b.viewers));
            by_lift.then(Reverse(a.of_both).cmp(&Reverse(b.of_both)))
        });
        let all = cohorts::of_everything(self.snapshot(), by_level.window).by_plays;
        let active = all.iter().find(|step| step.at_least == 1);
        let active = active.map_or(0, |step| step.viewers);
        Ok(AlsoPlayed::Kept { active, rows })
    }
}

/// Viewers by each item of a level that they played in a window.
struct Counts<'a> {
    catalog: &'a Catalog,
    level: Level,
    span: Span,
    /// Viewers of each item, by its number.
    viewers: Vec<u32>,
    /// Whom each item was counted for last, by its number: the place of the viewer, from 1 on.
    counted_for: Vec<u32>,
    place: u32,
}

impl<'a> Counts<'a> {
    fn new(catalog: &'a Catalog, level: Level, span: Span) -> Self {
        Self {
            catalog,
            level,
            span,
            viewers: Vec::new(),
            counted_for: Vec::new(),
            place: 0,
        }
    }

    /// Counts a viewer for each item that is among these titles in the window.
    fn add(&mut self, viewer: u32, titles: &[u8]) -> Result<(), CubeError> {
        self.place += 1;
        viewer_titles::each(viewer, titles, |played| {
            if played.day < self.span.from || self.span.to < played.day {
                return;
            }
            let title = ItemId(played.title);
            let item = match self.level {
                Level::Title => Some(title),
                Level::Show => self.catalog.show_of(title),
            };
            let Some(ItemId(item)) = item else { return };
            let item = item as usize;
            if self.viewers.len() <= item {
                self.viewers.resize(item + 1, 0);
                self.counted_for.resize(item + 1, 0);
            }
            if self.counted_for[item] != self.place {
                self.counted_for[item] = self.place;
                self.viewers[item] += 1;
            }
        })?;
        Ok(())
    }
}

/// Counts by [`SQL`]: the oracle for [`Log::also_played`].
///
/// Returns item, viewers of both and viewers of it, by lift, viewers of both (both falling), number.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(
    conn: &Connection,
    question: &Question,
    least_of_both: u32,
) -> rusqlite::Result<Vec<(ItemId, u32, u32)>> {
    let mut statement = QuestionStatement::new(conn, SQL, question)?;
    statement.bind(":least", least_of_both)?;
    statement.rows(|row| Ok((ItemId(row.get(0)?), row.get(1)?, row.get(2)?)))
}
