//! Who keeps coming back: streaks per title or show.

use rusqlite::{Connection, named_params};

use super::catalogue::Catalogue;
use super::columns::{ActiveDay, AllColumns, visits};
use super::frame::{StreakRow, TREND_CELLS};
use super::question::{ItemId, Question};
use crate::domain::streak::runs;
use crate::domain::{Level, Threshold, Window};

/// Counts the streaks of each wanted item that has one of two days or more, by viewers, longest
/// (both falling), name, show, number.
pub fn streaks(
    columns: &AllColumns,
    catalogue: &Catalogue,
    question: &Question,
    is_wanted: &dyn Fn(ItemId) -> bool,
) -> Vec<StreakRow> {
    let Question {
        window,
        level,
        threshold,
        ..
    } = *question;
    let wanted = columns
        .of(level)
        .items()
        .filter(|(item, _)| is_wanted(*item));
    let mut rows: Vec<StreakRow> = wanted
        .filter_map(|(item, days)| {
            let counts = count(days, window, threshold);
            (counts.longest >= 2).then(|| StreakRow {
                item,
                name: catalogue.name(level, item),
                longest: counts.longest,
                viewers: counts.viewers,
                running: counts.running,
                trend: trend(days, window),
            })
        })
        .collect();
    rows.sort_by(|a, b| {
        (b.viewers, b.longest)
            .cmp(&(a.viewers, a.longest))
            .then_with(|| {
                (&a.name.name, &a.name.show, a.item).cmp(&(&b.name.name, &b.name.show, b.item))
            })
    });
    rows
}

/// The streaks of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StreakCounts {
    /// The longest streak of any viewer, in days.
    pub longest: u32,
    /// Viewers with a streak of K days or more.
    pub viewers: u32,
    /// Viewers whose streak of K days or more reaches the window's last day.
    pub running: u32,
}

/// Counts the streaks of one item, given its active days.
#[must_use]
pub fn count(days: &[ActiveDay], window: Window, threshold: Threshold) -> StreakCounts {
    let mut counts = StreakCounts::default();
    for visit in visits(days, window) {
        let runs = runs(visit.iter().map(|active| active.day), window);
        counts.longest = counts.longest.max(runs.longest);
        counts.viewers += u32::from(runs.longest >= threshold.days());
        counts.running += u32::from(runs.running >= threshold.days());
    }
    counts
}

/// Adds up the plays of each of at most [`TREND_CELLS`] equal parts of the window.
fn trend(days: &[ActiveDay], window: Window) -> Vec<u32> {
    let length = window.days() as usize;
    let mut cells = vec![0; length.min(TREND_CELLS)];
    for active in days.iter().filter(|active| window.contains(active.day)) {
        let place = active.day.since(window.from()).unsigned_abs() as usize;
        cells[place * length.min(TREND_CELLS) / length] += active.plays;
    }
    cells
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
