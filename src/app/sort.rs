//! The order of the lists.

use std::cmp::Ordering;

use strum::{EnumString, IntoStaticStr};

use crate::guard::Shown;
use crate::guard::lists::{RewatchedNumbers, ShownRow, StreakNumbers};

/// A column panel 1 can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
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
    /// Returns the sort by a column, the usual way round.
    #[must_use]
    pub fn by(column: C) -> Self {
        Self {
            column,
            is_reversed: false,
        }
    }

    /// Returns the sort by the column after this one among `columns`, the usual way round.
    #[must_use]
    pub fn next(self, columns: &[C]) -> Self {
        let place = columns
            .iter()
            .position(|column| *column == self.column)
            .unwrap_or(0);
        Self::by(columns[(place + 1) % columns.len()])
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

/// Sorts the rows of panel 1. Ties are in the order of the answer, whatever the rows were sorted by before; rows without
/// numbers come last, by name.
pub fn sort_streaks(rows: &mut [ShownRow<StreakNumbers>], sort: Sort<StreakColumn>) {
    let falling = |a: Shown, b: Shown| b.sort_key().cmp(&a.sort_key());
    sort_by(
        rows,
        sort.is_reversed,
        |(row_a, a), (row_b, b)| match sort.column {
            StreakColumn::Viewers => falling(a.viewers, b.viewers),
            StreakColumn::Running => falling(a.running, b.running),
            StreakColumn::Longest => falling(a.longest, b.longest),
            StreakColumn::Name => row_a.rank.cmp(&row_b.rank),
        },
        |row| (row.viewers.sort_key(), row.longest.sort_key()),
    );
}

/// Sorts the rows of panel 2, as [`sort_streaks`] does.
pub fn sort_rewatched(rows: &mut [ShownRow<RewatchedNumbers>], sort: Sort<RewatchedColumn>) {
    let seconds = |numbers: RewatchedNumbers| numbers.hours.map_or(0, |hours| hours.seconds);
    sort_by(
        rows,
        sort.is_reversed,
        |(row_a, a), (row_b, b)| match sort.column {
            RewatchedColumn::Rewatches => b.rewatches.cmp(&a.rewatches),
            RewatchedColumn::Plays => b.plays.cmp(&a.plays),
            RewatchedColumn::Viewers => b.viewers.cmp(&a.viewers),
            RewatchedColumn::Rewatchers => b.rewatchers.sort_key().cmp(&a.rewatchers.sort_key()),
            RewatchedColumn::Hours => seconds(b).cmp(&seconds(a)),
            RewatchedColumn::Name => row_a.rank.cmp(&row_b.rank),
        },
        |row| (row.rewatches, row.plays),
    );
}

/// Sorts rows by what is told of two of them, ties by what the answer has in falling order, then by name.
fn sort_by<N: Copy>(
    rows: &mut [ShownRow<N>],
    is_reversed: bool,
    compare: impl Fn((&ShownRow<N>, N), (&ShownRow<N>, N)) -> Ordering,
    falling: impl Fn(N) -> (u64, u64),
) {
    let order = |a: &ShownRow<N>, b: &ShownRow<N>| {
        let order = match (a.numbers, b.numbers) {
            (Some(of_a), Some(of_b)) => {
                let order = compare((a, of_a), (b, of_b));
                let order = if is_reversed { order.reverse() } else { order };
                order.then_with(|| falling(of_b).cmp(&falling(of_a)))
            }
            _ => a.numbers.is_none().cmp(&b.numbers.is_none()),
        };
        order.then_with(|| a.rank.cmp(&b.rank))
    };
    // No two rows have one rank, and a stable sort would take as much memory again.
    rows.sort_unstable_by(order);
}
