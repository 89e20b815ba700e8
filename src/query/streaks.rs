//! Who keeps coming back: streaks per title or show.

use rusqlite::Connection;

use super::question::Question;
use super::ranking::sort_by_both_falling;
use super::statement::QuestionStatement;
use crate::cube::day_number::Span;
use crate::domain::ItemId;
use crate::snapshot::catalog::Catalog;
use crate::snapshot::columns::Columns;
use crate::snapshot::streak_sums::StreakCounts;

/// How many viewers kept coming back to one item on consecutive days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreakRow {
    /// Which item.
    pub item: ItemId,
    /// The item's place among all of its level in the order of name, show and key.
    pub rank: u32,
    /// The longest streak of any viewer, in days.
    pub longest: u32,
    /// Whether a streak of that length began before the window, which cuts it.
    pub is_cut: bool,
    /// The longest streak that as many viewers have as the log's minimum cohort; 0 where fewer have one of K days
    /// or more.
    pub longest_of_crowd: u32,
    /// Viewers with a streak of K days or more.
    pub viewers: u32,
    /// Viewers with a streak of K days or more that reaches the window's last finished day, counted without
    /// the days after it.
    pub running: u32,
}

/// Counts the streaks of each wanted item that has one of two days or more, by viewers, longest
/// (both falling), name, show, key.
pub fn streaks(
    columns: &Columns,
    catalog: &Catalog,
    question: &Question,
    minimum_cohort: u32,
    is_wanted: &(dyn Fn(ItemId) -> bool + Sync),
) -> Vec<StreakRow> {
    let span = Span::of(question.window);
    let counts = columns.streaks(span, question.threshold, minimum_cohort.max(1));
    let running = running(columns, question);
    let of = |numbers: &[u32], item: ItemId| numbers.get(item.0 as usize).copied().unwrap_or(0);
    let mut found = Vec::with_capacity(counts.len());
    for (rank, item) in (0..).zip(catalog.in_order(question.levels.streaks)) {
        let Some(counts) = counts.get(item.0 as usize) else {
            continue;
        };
        if counts.longest >= 2 && is_wanted(*item) {
            found.push(StreakRow {
                item: *item,
                rank,
                longest: counts.longest,
                is_cut: counts.is_cut,
                longest_of_crowd: counts.longest_of_crowd,
                viewers: counts.viewers,
                running: running
                    .as_ref()
                    .map_or(counts.running, |running| of(running, *item)),
            });
        }
    }
    sort_by_both_falling(&mut found, |row| (row.viewers, row.longest));
    found
}

/// Counts the running streaks of each item where the window ends with days that are not over: they are left
/// out, or no streak would run until somebody has played. `None` where all days of the window are over.
fn running(columns: &Columns, question: &Question) -> Option<Vec<u32>> {
    let finished = question.finished_days();
    if finished == Some(question.window) {
        return None;
    }
    Some(finished.map_or_else(Vec::new, |days| {
        columns.running_viewers(Span::of(days), question.threshold)
    }))
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("streaks.sql");

/// Counts the streaks of each item by [`SQL`]: the oracle for [`streaks`].
///
/// Returns item and counts, by item number.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(
    conn: &Connection,
    question: &Question,
    minimum_cohort: u32,
) -> rusqlite::Result<Vec<(ItemId, StreakCounts)>> {
    let mut statement = QuestionStatement::new(conn, SQL, question)?.by(question.levels.streaks)?;
    statement.bind(":crowd", minimum_cohort.max(1))?;
    statement.rows(|row| {
        let counts = StreakCounts {
            longest: row.get(1)?,
            is_cut: row.get(2)?,
            longest_of_crowd: row.get(3)?,
            viewers: row.get(4)?,
            running: row.get(5)?,
        };
        Ok((ItemId(row.get(0)?), counts))
    })
}
