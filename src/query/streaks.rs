//! Who keeps coming back: streaks per title or show.

use rusqlite::{Connection, named_params};

use super::catalogue::Catalogue;
use super::columns::AllColumns;
use super::frame::{StreakRow, TREND_CELLS};
use super::question::{ItemId, Question};
use crate::cube::item::Item;
use crate::cube::number::Span;
use crate::domain::{Level, Threshold, Window};

/// Counts the streaks of each wanted item that has one of two days or more, by viewers, longest
/// (both falling), name, show, number.
pub fn streaks(
    columns: &AllColumns,
    catalogue: &Catalogue,
    question: &Question,
    is_wanted: &(dyn Fn(ItemId) -> bool + Sync),
) -> Vec<StreakRow> {
    let level = question.level;
    let span = Span::of(question.window);
    let items = columns.items(level);
    let sweep = &columns.at_once(level).sweep;
    let counts = sweep.counts(items.clone().count(), span, question.threshold);
    let mut found = Vec::new();
    for ((item, _), counts) in items.zip(counts) {
        if counts.longest >= 2 && is_wanted(item) {
            let row = StreakRow {
                item,
                rank: catalogue.rank(level, item),
                longest: counts.longest,
                viewers: counts.viewers,
                running: counts.running,
            };
            found.push((falling(counts.viewers.into(), counts.longest.into()), row));
        }
    }
    found.sort_unstable_by_key(|(key, row)| (*key, row.rank));
    found.into_iter().map(|(_, row)| row).collect()
}

/// Returns a key that rises where the first number falls, or, the first being equal, the second does.
pub(super) fn falling(first: u64, second: u64) -> (u64, u64) {
    (u64::MAX - first, u64::MAX - second)
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

/// Counts the streaks of two days or more of one item in a window.
#[must_use]
pub fn count(item: Item<'_>, span: Span, threshold: Threshold) -> StreakCounts {
    let mut counts = StreakCounts::default();
    // A run that ends on the window's first day is one day long there.
    let runs = item.runs_from(span.from.saturating_add(1));
    let at_least = u16::try_from(threshold.days()).unwrap_or(u16::MAX);
    let mut longest = 0_u16;
    for ((end, start), viewers) in runs.ends.iter().zip(runs.starts).zip(runs.viewers) {
        let days = ((*end).min(span.to) + 1).saturating_sub((*start).max(span.from));
        longest = longest.max(days);
        let viewers = if days >= at_least {
            u32::from(*viewers)
        } else {
            0
        };
        counts.viewers += viewers;
        counts.running += if *end >= span.to { viewers } else { 0 };
    }
    counts.longest = u32::from(longest);
    if longest >= at_least {
        counts.viewers -= counted_twice(item, span, at_least);
    }
    counts
}

/// Counts the pairs of runs by which viewers with several runs of `at_least` days are counted too
/// often; the window is no shorter than that.
fn counted_twice(item: Item<'_>, span: Span, at_least: u16) -> u32 {
    let first_end = span.from + (at_least - 1);
    let last_start = span.to - (at_least - 1);
    let pairs = item.pairs_from(first_end);
    let lengths = pairs.lows.iter().zip(pairs.highs);
    let cells = pairs.starts.iter().zip(lengths).zip(pairs.viewers);
    let mut viewers = 0;
    for ((start, (low, high)), of_pair) in cells {
        let is_counted = *start <= last_start && *low < at_least && at_least <= *high;
        viewers += if is_counted { u32::from(*of_pair) } else { 0 };
    }
    viewers
}

/// Counts the viewers with a streak of at least so many days in a window, for each number of days from
/// 0 to the longest; those of fewer than 2 days are 0.
#[must_use]
pub fn survival(item: Item<'_>, span: Span) -> Vec<u32> {
    let runs = item.runs_from(span.from.saturating_add(1));
    // By number of days: how many more, or fewer, viewers there are than with a day less.
    let mut changes = vec![0_i64; span.days() as usize + 2];
    let mut longest = 1;
    for ((end, start), viewers) in runs.ends.iter().zip(runs.starts).zip(runs.viewers) {
        let days = ((*end).min(span.to) + 1).saturating_sub((*start).max(span.from));
        let days = usize::from(days);
        if days >= 2 {
            longest = longest.max(days);
            changes[2] += i64::from(*viewers);
            changes[days + 1] -= i64::from(*viewers);
        }
    }
    let pairs = item.pairs_from(span.from.saturating_add(1));
    for place in 0..pairs.ends.len() {
        let (end, start) = (pairs.ends[place], pairs.starts[place]);
        let days_after = (end + 1).saturating_sub(span.from);
        let days_before = (span.to + 1).saturating_sub(start);
        let high = pairs.highs[place].min(days_after).min(days_before);
        if pairs.lows[place] < high {
            let viewers = i64::from(pairs.viewers[place]);
            changes[usize::from(pairs.lows[place]) + 1] -= viewers;
            changes[usize::from(high) + 1] += viewers;
        }
    }
    let mut viewers = 0;
    let counts = changes[..=longest].iter().map(|change| {
        viewers += change;
        u32::try_from(viewers).unwrap_or(0)
    });
    counts.collect()
}

/// Adds up the plays of each of at most [`TREND_CELLS`] equal parts of the window.
pub(super) fn trend(item: Item<'_>, window: Window) -> Vec<u32> {
    let days = window.days() as usize;
    let cells = days.min(TREND_CELLS);
    let start = |cell: usize| {
        let day = i32::try_from((cell * days).div_ceil(cells)).unwrap_or(i32::MAX);
        window.from().plus(day)
    };
    let plays = |cell| {
        let part = Window::new(start(cell), start(cell + 1).plus(-1))?;
        Some(item.stretch(Span::of(part))?.plays())
    };
    (0..cells).map(|cell| plays(cell).unwrap_or(0)).collect()
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
