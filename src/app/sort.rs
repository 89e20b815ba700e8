//! The order of the lists.

use std::cmp::Ordering;

use crate::query::rewatched::RewatchedRow;
use crate::query::streaks::StreakRow;

/// A column panel 1 can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StreakColumn {
    /// Viewers with a streak of K days or more.
    #[default]
    Viewers,
    /// Viewers whose streak is running.
    Running,
    /// The longest streak.
    Longest,
    /// The name.
    Name,
}

/// A column panel 2 can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RewatchedColumn {
    /// Plays less viewers.
    #[default]
    Rewatches,
    /// Plays.
    Plays,
    /// Viewers.
    Viewers,
    /// Viewers with two plays or more.
    Rewatchers,
    /// The name.
    Name,
}

/// A column, and which way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort<C> {
    /// The column.
    pub column: C,
    /// Whether the order is the other way round: numbers rise, names fall.
    pub is_reversed: bool,
}

impl<C: Copy + PartialEq + 'static> Sort<C> {
    /// Returns the sort by the column after this one among `columns`, the usual way round.
    #[must_use]
    pub fn next(self, columns: &[C]) -> Self {
        let place = columns
            .iter()
            .position(|column| *column == self.column)
            .unwrap_or(0);
        Self {
            column: columns[(place + 1) % columns.len()],
            is_reversed: false,
        }
    }

    /// Returns whether a column is sorted the other way round; `None` where it is not the sorted one.
    #[must_use]
    pub fn direction_of(self, column: C) -> Option<bool> {
        (self.column == column).then_some(self.is_reversed)
    }

    /// Returns the sort the other way round.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            is_reversed: !self.is_reversed,
            ..self
        }
    }
}

/// The columns of panel 1, in the order `s` takes them.
pub const STREAK_COLUMNS: [StreakColumn; 4] = [
    StreakColumn::Viewers,
    StreakColumn::Running,
    StreakColumn::Longest,
    StreakColumn::Name,
];

/// The columns of panel 2, in the order `s` takes them.
pub const REWATCHED_COLUMNS: [RewatchedColumn; 5] = [
    RewatchedColumn::Rewatches,
    RewatchedColumn::Plays,
    RewatchedColumn::Viewers,
    RewatchedColumn::Rewatchers,
    RewatchedColumn::Name,
];

/// Sorts the rows of panel 1; ties keep the order of the answer.
pub fn sort_streaks(rows: &mut [StreakRow], sort: Sort<StreakColumn>) {
    sort_by(rows, sort.is_reversed, |a, b| match sort.column {
        StreakColumn::Viewers => b.viewers.cmp(&a.viewers),
        StreakColumn::Running => b.running.cmp(&a.running),
        StreakColumn::Longest => b.longest.cmp(&a.longest),
        StreakColumn::Name => a.rank.cmp(&b.rank),
    });
}

/// Sorts the rows of panel 2; ties keep the order of the answer.
pub fn sort_rewatched(rows: &mut [RewatchedRow], sort: Sort<RewatchedColumn>) {
    sort_by(rows, sort.is_reversed, |a, b| match sort.column {
        RewatchedColumn::Rewatches => b.rewatches.cmp(&a.rewatches),
        RewatchedColumn::Plays => b.plays.cmp(&a.plays),
        RewatchedColumn::Viewers => b.viewers.cmp(&a.viewers),
        RewatchedColumn::Rewatchers => b.rewatchers.cmp(&a.rewatchers),
        RewatchedColumn::Name => a.rank.cmp(&b.rank),
    });
}

fn sort_by<T>(rows: &mut [T], is_reversed: bool, compare: impl Fn(&T, &T) -> Ordering) {
    rows.sort_by(|a, b| {
        let order = compare(a, b);
        if is_reversed { order.reverse() } else { order }
    });
}
