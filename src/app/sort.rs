//! The order of the lists.

use std::cmp::Reverse;

use crate::guard::lists::{RewatchedNumbers, ShownRow, StreakNumbers};

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
    /// How long it was played.
    Hours,
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
pub const REWATCHED_COLUMNS: [RewatchedColumn; 6] = [
    RewatchedColumn::Rewatches,
    RewatchedColumn::Plays,
    RewatchedColumn::Viewers,
    RewatchedColumn::Rewatchers,
    RewatchedColumn::Hours,
    RewatchedColumn::Name,
];

/// Sorts the rows of panel 1; ties keep the order of the answer, and rows without numbers come last.
pub(super) fn sort_streaks(rows: &mut [ShownRow<StreakNumbers>], sort: Sort<StreakColumn>) {
    sort_by(rows, sort.is_reversed, |row, numbers| match sort.column {
        StreakColumn::Viewers => Reverse(numbers.viewers.sort_key()),
        StreakColumn::Running => Reverse(numbers.running.sort_key()),
        StreakColumn::Longest => Reverse(numbers.longest.sort_key()),
        StreakColumn::Name => Reverse(u64::MAX - u64::from(row.rank)),
    });
}

/// Sorts the rows of panel 2, as [`sort_streaks`] does.
pub(super) fn sort_rewatched(rows: &mut [ShownRow<RewatchedNumbers>], sort: Sort<RewatchedColumn>) {
    sort_by(rows, sort.is_reversed, |row, numbers| match sort.column {
        RewatchedColumn::Rewatches => Reverse(numbers.rewatches),
        RewatchedColumn::Plays => Reverse(numbers.plays),
        RewatchedColumn::Viewers => Reverse(numbers.viewers.into()),
        RewatchedColumn::Rewatchers => Reverse(numbers.rewatchers.sort_key()),
        RewatchedColumn::Hours => Reverse(numbers.hours.map_or(0, |hours| hours.seconds)),
        RewatchedColumn::Name => Reverse(u64::MAX - u64::from(row.rank)),
    });
}

fn sort_by<N: Copy>(
    rows: &mut [ShownRow<N>],
    is_reversed: bool,
    key: impl Fn(&ShownRow<N>, N) -> Reverse<u64>,
) {
    rows.sort_by(|a, b| {
        let (Some(of_a), Some(of_b)) = (a.numbers, b.numbers) else {
            // By name, and so they are already.
            return a.numbers.is_none().cmp(&b.numbers.is_none());
        };
        let order = key(a, of_a).cmp(&key(b, of_b));
        if is_reversed { order.reverse() } else { order }
    });
}
