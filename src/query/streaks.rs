//! Who keeps coming back: streaks per title or show.

use std::ops::Range;

use rusqlite::{Connection, named_params};

use super::catalogue::Catalogue;
use super::frame::StreakRow;
use super::lists::Lists;
use super::question::{ItemId, Question};
use crate::cube::cells::Cells;
use crate::cube::number::Span;
use crate::cube::runs;
use crate::cube::visits::Visits;
use crate::domain::{Level, Threshold};

/// Counts the streaks of each wanted item that has one of two days or more, by viewers, longest
/// (both falling), name, show, number.
pub fn streaks(
    lists: &Lists,
    catalogue: &Catalogue,
    question: &Question,
    is_wanted: &(dyn Fn(ItemId) -> bool + Sync),
) -> Vec<StreakRow> {
    let span = Span::of(question.window);
    let counts = lists.sweep.counts(lists.width(), span, question.threshold);
    let mut found = Vec::with_capacity(counts.len());
    for (rank, item) in (0..).zip(catalogue.in_order(question.level)) {
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
    // By digits, and keys alone: a third of what comparing rows takes.
    let key = |row| {
        let (first, second) = by(row);
        u64::from(!first) << 32 | u64::from(!second)
    };
    let mut places: Vec<(u64, u32)> = rows.iter().map(key).zip(0..).collect();
    radsort::sort_by_key(&mut places, |(key, _)| *key);
    let sorted = places.into_iter().map(|(_, place)| rows[place as usize]);
    sorted.collect()
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

/// The runs of one item, or of everything, and the pairs of them that must not count twice.
#[derive(Debug, Default)]
pub struct RunList {
    /// `(end, start) -> viewers`
    runs: Cells<2>,
    /// By the shorter of the two, and the first day of the later.
    pairs: Vec<Pair>,
    /// Where those of each length of the shorter one lie.
    by_high: Vec<(u16, Range<usize>)>,
}

/// Viewers with a pair of runs; see [`runs::Pair`].
#[derive(Debug, Clone, Copy)]
struct Pair {
    start: u16,
    end: u16,
    low: u16,
    high: u16,
    viewers: u32,
}

impl RunList {
    /// Returns the list of these cells: `(end, start)` of runs and `(end, start, low, high)` of pairs.
    #[must_use]
    pub fn new(runs: Cells<2>, pairs: &Cells<4>) -> Self {
        let pairs = pairs.iter().map(|([end, start, low, high], viewers)| Pair {
            start,
            end,
            low,
            high,
            viewers,
        });
        let mut pairs: Vec<Pair> = pairs.collect();
        radsort::sort_by_key(&mut pairs, |pair| (pair.high, pair.start));
        let mut by_high = Vec::new();
        let mut from = 0;
        for alike in pairs.chunk_by(|a, b| a.high == b.high) {
            by_high.push((alike[0].high, from..from + alike.len()));
            from += alike.len();
        }
        Self {
            runs,
            pairs,
            by_high,
        }
    }

    /// Returns the pairs of which the shorter run is so long or longer, and the later one starts on one of
    /// these days.
    fn pairs(&self, high: u16, first: u16, last: u16) -> impl Iterator<Item = &Pair> {
        let from = self.by_high.partition_point(|(of, _)| *of < high);
        self.by_high[from..].iter().flat_map(move |(_, range)| {
            let pairs = &self.pairs[range.clone()];
            let pairs = &pairs[pairs.partition_point(|pair| pair.start < first)..];
            &pairs[..pairs.partition_point(|pair| pair.start <= last)]
        })
    }

    /// Returns the runs that reach a window's last day, of two days or more in it: first day and viewers.
    pub fn running_since(&self, span: Span) -> impl Iterator<Item = (u16, u32)> + '_ {
        let runs = self.runs.iter();
        let running = runs.filter(move |([end, start], _)| *end >= span.to && *start < span.to);
        running.map(move |([_, start], viewers)| (start.max(span.from), viewers))
    }

    /// Counts the viewers with a streak of at least so many days in a window.
    #[must_use]
    pub fn count(&self, span: Span, at_least: Threshold) -> u32 {
        if at_least.days() > span.days() {
            return 0;
        }
        let more = u16::try_from(at_least.days() - 1).unwrap_or(u16::MAX);
        let (first_end, last_start) = (span.from + more, span.to - more);
        let runs = self.runs.from(first_end);
        let runs = runs.filter(|([end, start], _)| *start <= last_start && end - start >= more);
        let runs: u32 = runs.map(|(_, viewers)| viewers).sum();
        let pairs = self.pairs(more + 1, first_end, last_start);
        let pairs = pairs.filter(|pair| pair.end >= first_end && pair.low <= more);
        runs - pairs.map(|pair| pair.viewers).sum::<u32>()
    }

    /// Counts the viewers with a streak of at least so many days in a window, for each number of days
    /// from 0 to the longest; those of fewer than 2 days are 0.
    #[must_use]
    pub fn survival(&self, span: Span) -> Vec<u32> {
        // By number of days: how many more, or fewer, viewers there are than with a day less.
        let mut changes = vec![0_i64; span.days() as usize + 2];
        let mut longest = 1;
        for ([end, start], viewers) in self.runs.from(span.from.saturating_add(1)) {
            let days = (end.min(span.to) + 1).saturating_sub(start.max(span.from));
            let days = usize::from(days);
            if days >= 2 {
                longest = longest.max(days);
                changes[2] += i64::from(viewers);
                changes[days + 1] -= i64::from(viewers);
            }
        }
        for pair in self.pairs(2, span.from, span.to) {
            let days_after = (pair.end + 1).saturating_sub(span.from);
            let days_before = span.to + 1 - pair.start;
            let high = pair.high.min(days_after).min(days_before);
            if pair.low < high {
                changes[usize::from(pair.low) + 1] -= i64::from(pair.viewers);
                changes[usize::from(high) + 1] += i64::from(pair.viewers);
            }
        }
        let mut viewers = 0;
        let counts = changes[..=longest].iter().map(|change| {
            viewers += change;
            u32::try_from(viewers).unwrap_or(0)
        });
        counts.collect()
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        8 * self.runs.len() + size_of::<Pair>() * self.pairs.len()
    }
}

impl From<&Visits> for RunList {
    fn from(visits: &Visits) -> Self {
        let of_runs = visits.iter().flat_map(|visit| {
            runs::runs(visit.days).map(move |run| ([run.end, run.start], visit.viewers))
        });
        let mut pairs = Vec::new();
        for visit in visits.iter() {
            runs::pairs(visit.days, |pair| {
                pairs.push(([pair.end, pair.start, pair.low, pair.high], visit.viewers));
            });
        }
        Self::new(of_runs.collect(), &pairs.into_iter().collect())
    }
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
