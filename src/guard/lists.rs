//! The rows of the lists: those about too few viewers come last, by name, and show nothing but that.

use std::collections::BTreeSet;

use super::Guard;
use super::shown::Shown;
use super::suppression::{self, Part};
use crate::domain::{Hours, ItemId, Level};
use crate::query::Frame;
use crate::query::rewatched::{RewatchedBefore, RewatchedRow};
use crate::query::streaks::StreakRow;

/// A row of a list: an item and its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownRow<N> {
    /// Which item.
    pub item: ItemId,
    /// The item's place among all of its level in the order of name, show and key.
    pub rank: u32,
    /// What may be told of it; `None` where it has too few viewers to tell anything.
    pub numbers: Option<N>,
}

/// What may be told of an item's streaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreakNumbers {
    /// Viewers with a streak of K days or more.
    pub viewers: Shown,
    /// Those whose streak is running.
    pub running: Shown,
    /// The longest streak of any viewer, in days, or the longest that a crowd has.
    pub longest: Shown,
    /// Whether a streak of the longest length began before the window, which cuts it.
    pub is_cut: bool,
}

impl StreakNumbers {
    /// Returns the longest streak as people read it: `30+` where the window cuts it.
    #[must_use]
    pub fn longest_or_more(&self) -> Shown {
        match self.longest {
            Shown::Exact(days) if self.is_cut => Shown::AtLeast(days),
            longest => longest,
        }
    }
}

/// What may be told of an item's plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RewatchedNumbers {
    /// Plays dated in the window.
    pub plays: u64,
    /// Viewers with at least one of them.
    pub viewers: u32,
    /// Of a title: plays less viewers. Of a show: the sum over its titles.
    pub rewatches: u64,
    /// Rewatches in the days compared with, where they may be told; none at all may.
    pub before: Option<u64>,
    /// Viewers with two plays or more.
    pub rewatchers: Shown,
    /// The length of all rows of plays; `None` where it was not asked for.
    pub hours: Option<Hours>,
}

/// Both lists.
#[derive(Debug)]
pub(super) struct Lists {
    pub streaks: Vec<ShownRow<StreakNumbers>>,
    pub rewatched: Vec<ShownRow<RewatchedNumbers>>,
    /// Whether the sums of plays would tell what the list of rewatches hides.
    pub hides_sums: bool,
    /// Items of that list that are hidden though they have enough viewers.
    others: Vec<ItemId>,
}

impl Lists {
    /// Returns both lists of a frame as they may stand beside each other and beside its sums.
    pub(super) fn of(frame: &Frame, guard: Guard) -> Self {
        let Hidden {
            small,
            others,
            hides_sums,
        } = Hidden::of(
            &frame.rewatched.iter().map(RewatchedBefore::from),
            frame.levels.rewatched,
            frame.totals.plays,
            guard,
        );
        let before = Before::of(frame, guard);
        let is_bare_streak = |item| others.iter().any(|other| is_of(frame, item, *other));
        let streaks = frame.streaks.iter();
        let streaks = streaks.map(|row| shown_streak(guard, row, is_bare_streak(row.item)));
        let mut streaks: Vec<_> = streaks.collect();
        let is_bare = |item| small.contains(&item) || others.contains(&item);
        let rewatched = frame.rewatched.iter().map(|row| ShownRow {
            item: row.item,
            rank: row.rank,
            numbers: (!is_bare(row.item))
                .then(|| rewatched_numbers(guard, row, before.rewatches(row.item))),
        });
        let mut rewatched: Vec<_> = rewatched.collect();
        if guard.hides(1) {
            // No two rows have one rank.
            streaks.sort_unstable_by_key(|row| (row.numbers.is_none(), order_of(row), row.rank));
            // By what the list is sorted by already, and those without numbers by name.
            let hidden = rewatched.extract_if(.., |row| row.numbers.is_none());
            let mut hidden: Vec<_> = hidden.collect();
            hidden.sort_unstable_by_key(|row| row.rank);
            rewatched.append(&mut hidden);
        }
        Self {
            streaks,
            rewatched,
            hides_sums,
            others,
        }
    }

    /// Returns whether the lists hide an item of the list of streaks though it has enough viewers.
    pub(super) fn hides_streaks_of(&self, frame: &Frame, item: ItemId) -> bool {
        self.others.iter().any(|other| is_of(frame, item, *other))
    }
}

/// Returns whether an item of the list of streaks is an item of the list of rewatches, its show, or one of its titles.
fn is_of(frame: &Frame, item: ItemId, other: ItemId) -> bool {
    match (frame.levels.streaks, frame.levels.rewatched) {
        (Level::Show, Level::Title) => frame.rewatched_items.show_of(other) == Some(item),
        (Level::Title, Level::Show) => frame.streak_items.show_of(item) == Some(other),
        _ => item == other,
    }
}

/// The items of the list of rewatches of which nothing is told.
struct Hidden {
    /// Those with too few viewers.
    small: BTreeSet<ItemId>,
    /// Those that are hidden so that the small ones cannot be found by subtraction.
    others: Vec<ItemId>,
    /// Whether the sums are hidden instead.
    hides_sums: bool,
}

/// Returns viewers and longest streak, the greatest first: what rows show decides their order, and nothing else.
fn order_of(row: &ShownRow<StreakNumbers>) -> std::cmp::Reverse<Option<(u64, u64)>> {
    let keys = row.numbers.map(|numbers| {
        let Shown::Exact(viewers) = numbers.viewers else {
            return (0, 0);
        };
        (viewers, numbers.longest.sort_key())
    });
    std::cmp::Reverse(keys)
}

fn shown_streak(guard: Guard, row: &StreakRow, is_bare: bool) -> ShownRow<StreakNumbers> {
    // Nobody with a streak of K days is fewer than the minimum, too: the longest streak is then that of a few.
    let is_told = !guard.hides(1) || (row.viewers >= guard.minimum() && !is_bare);
    ShownRow {
        item: row.item,
        rank: row.rank,
        numbers: is_told.then(|| StreakNumbers {
            viewers: guard.viewers(row.viewers),
            running: guard.part(row.viewers, row.running),
            longest: guard.maximum(row.longest, row.longest_of_crowd),
            is_cut: row.is_cut,
        }),
    }
}

fn rewatched_numbers(guard: Guard, row: &RewatchedRow, before: Option<u64>) -> RewatchedNumbers {
    RewatchedNumbers {
        plays: row.plays,
        viewers: row.viewers,
        rewatches: row.rewatches,
        before,
        rewatchers: guard.part(row.viewers, row.rewatchers),
        hours: row.hours,
    }
}

/// The rewatches of items in the days compared with, as a list of those days would tell them beside its own sums: a
/// change gives back what it is a change from.
struct Before {
    /// By the number of the item, none beyond the end; `None` where nothing is told of it. `None` in all where nothing is
    /// compared.
    told: Option<Vec<Option<u64>>>,
}

impl Before {
    fn of(frame: &Frame, guard: Guard) -> Self {
        let other = frame.comparison.as_ref().and_then(|both| both.other);
        let (Some(rows), Some(other)) = (&frame.rewatched_before, other) else {
            return Self { told: None };
        };
        let hidden = Hidden::of(
            &rows.iter().copied(),
            frame.levels.rewatched,
            other.plays,
            guard,
        );
        if hidden.hides_sums {
            // Where a list could not stand beside the sums, none of it does.
            return Self { told: None };
        }
        let places = rows.iter().map(|row| row.item.0 as usize + 1).max();
        let mut told = vec![Some(0); places.unwrap_or(0)];
        for row in rows {
            told[row.item.0 as usize] = Some(row.rewatches);
        }
        for item in hidden.small.iter().chain(&hidden.others) {
            told[item.0 as usize] = None;
        }
        Self { told: Some(told) }
    }

    /// Returns how often an item was rewatched in those days, as far as it may be told: nobody at all is no secret.
    fn rewatches(&self, item: ItemId) -> Option<u64> {
        let told = self.told.as_ref()?;
        told.get(item.0 as usize).copied().unwrap_or(Some(0))
    }
}

impl Hidden {
    /// Returns which rows of a list of a level are hidden, in days with so many plays in all.
    fn of(
        rows: &(impl Iterator<Item = RewatchedBefore> + Clone),
        level: Level,
        all_plays: u64,
        guard: Guard,
    ) -> Self {
        let is_title = level == Level::Title;
        // Of titles, plays less rewatches are viewers: their sum is known where both are. Of shows, plays are.
        let parts = rows.clone().map(|row| Part {
            viewers: row.viewers,
            amount: if is_title {
                row.viewers.into()
            } else {
                row.plays
            },
            is_hidden: tells_of_a_few(guard, row.plays, row.viewers, row.rewatchers),
        });
        let parts: Vec<Part> = parts.collect();
        let items = |is_wanted: &dyn Fn(usize) -> bool| -> Vec<ItemId> {
            let wanted = rows.clone().enumerate();
            let wanted = wanted.filter(|(place, _)| is_wanted(*place));
            wanted.map(|(_, row)| row.item).collect()
        };
        let small = items(&|place| parts[place].is_small(guard));
        let plays: u64 = rows.clone().map(|row| row.plays).sum();
        // The sum of a filtered list stands nowhere.
        let is_whole = plays == all_plays;
        let hidden = is_whole.then(|| suppression::hidden(guard, &parts, is_title));
        Self {
            small: small.into_iter().collect(),
            hides_sums: hidden == Some(None),
            others: hidden.flatten().map_or_else(Vec::new, |hidden| {
                items(&|place| hidden[place] && !parts[place].is_small(guard))
            }),
        }
    }
}

/// Returns whether the numbers of an item leave one answer only for a count of viewers that is hidden: those
/// with a second play, or those without.
pub(super) fn tells_of_a_few(guard: Guard, plays: u64, viewers: u32, rewatchers: u32) -> bool {
    // Each viewer with a second play has at least one of these.
    let more = plays.saturating_sub(viewers.into());
    match guard.part(viewers, rewatchers) {
        Shown::Below(_) => more == 1,
        Shown::Hidden => more == u64::from(viewers - (guard.minimum() - 1).min(viewers)),
        Shown::Exact(_) | Shown::AtLeast(_) => false,
    }
}
