//! One item in any window, out of cells: what histories tell, but for the numbers of plays between the steps of the ladder,
//! and the most plays by one viewer.

use std::sync::OnceLock;

use super::distribution::PlaySteps;
use crate::cube::day_number::{self, Span};
use crate::cube::item_cells::ItemCells;
use crate::cube::previous_days::PreviousDays;
use crate::domain::cohort::{PLAY_LADDER, Step};
use crate::domain::{ItemId, Window};
use crate::snapshot::columns::Columns;
use crate::snapshot::everything::DayCount;

/// The cells of one item, and the columns of its level.
#[derive(Debug)]
pub struct ItemCounts {
    columns: Columns,
    item: ItemId,
    pub(super) active: PreviousDays,
    pub(super) cells: ItemCells,
    /// What was counted of the first window that was asked for: cohorts and page ask for the same.
    counted: OnceLock<(Span, Counted)>,
}

/// What the columns of a level tell of one item in a window.
#[derive(Debug, Clone)]
struct Counted {
    /// Viewers with a streak of 1, 2, 3… days or more.
    at_least_days: Vec<u32>,
    by_plays: PlaySteps,
}

impl ItemCounts {
    /// Returns the counts of an item, of whose level these are the columns.
    #[must_use]
    pub fn new(columns: Columns, item: ItemId, cells: ItemCells) -> Self {
        Self {
            active: PreviousDays::new(cells.active.len(), cells.active.iter()),
            columns,
            item,
            cells,
            counted: OnceLock::new(),
        }
    }

    /// Returns how many viewers have a streak of 1, 2, 3… days or more in a window, up to the longest, and viewers by plays.
    pub(super) fn days_and_plays(&self, span: Span) -> (Vec<u32>, PlaySteps) {
        let count = || Counted {
            at_least_days: self.at_least_days(span),
            by_plays: self.by_plays(span),
        };
        let (of, counted) = self.counted.get_or_init(|| (span, count()));
        let counted = if *of == span {
            counted.clone()
        } else {
            count()
        };
        (counted.at_least_days, counted.by_plays)
    }

    /// Returns how many viewers have a streak of 1, 2, 3… days or more in a window, up to the longest.
    pub(super) fn at_least_days(&self, span: Span) -> Vec<u32> {
        let active = u32::try_from(self.active.within(span)).unwrap_or(u32::MAX);
        let mut at_least = vec![active];
        at_least.extend(self.columns.streaks_of(self.item, span));
        at_least.truncate(at_least.partition_point(|viewers| *viewers > 0));
        at_least
    }

    /// Returns the viewers by plays in a window, at the steps of the ladder.
    ///
    /// The plays with the `n`-th play before them outside the window are each viewer's first `n` in it. So those that have
    /// the play before the `n - 1`-th there and not the `n`-th are the viewers with `n` plays or more.
    fn by_plays(&self, span: Span) -> PlaySteps {
        let plays = self.plays(span);
        let repeats = self.of_item(&self.columns.repeats(span));
        // Most titles of most windows have none.
        let third_plays = match repeats {
            0 => 0,
            _ => self.of_item(&self.columns.third_plays(span)),
        };
        let within = |lag: u32| match lag {
            0 => plays,
            1 => repeats,
            2 => third_plays,
            lag => self.cells.plays_within(lag, span).into(),
        };
        let mut steps = Vec::new();
        for at_least in PLAY_LADDER {
            let viewers = within(at_least - 1).saturating_sub(within(at_least));
            let viewers = u32::try_from(viewers).unwrap_or(u32::MAX);
            if viewers == 0 {
                return PlaySteps {
                    steps,
                    most: Some(at_least - 1),
                };
            }
            steps.push(Step { at_least, viewers });
        }
        PlaySteps { steps, most: None }
    }

    /// Counts the plays of a window.
    pub(super) fn plays(&self, span: Span) -> u64 {
        self.columns.plays_of(self.item, span).into()
    }

    fn of_item(&self, counts: &[u32]) -> u64 {
        let count = counts.get(self.item.0 as usize).copied();
        count.unwrap_or(0).into()
    }

    /// Returns the first days of the streaks of two days or more that reach the window's last day, cut to it, and their viewers.
    pub(super) fn running(&self, span: Span) -> Vec<(u16, u32)> {
        let running = self.columns.running_since(&[self.item.0], span);
        running.into_iter().next().unwrap_or_default()
    }

    /// Returns, of each day of a window, the viewers whose first active day in it that is, and those whose last it is.
    pub(super) fn ends(&self, span: Span) -> [Vec<u32>; 2] {
        let days = span.to - span.from;
        let mut firsts = vec![0_u32; usize::from(days) + 1];
        let mut lasts = firsts.clone();
        let of_window = self.cells.active.from(span.from);
        for ([day, before], viewers) in of_window.take_while(|(key, _)| key[0] <= span.to) {
            let place = |day: u16| usize::from(day - span.from);
            // Whoever is active on a later day of it has not been there for the last time.
            lasts[place(day)] = lasts[place(day)].wrapping_add(viewers);
            if before >= span.from {
                lasts[place(before)] = lasts[place(before)].wrapping_sub(viewers);
            } else {
                firsts[place(day)] += viewers;
            }
        }
        [firsts, lasts]
    }

    /// Counts plays and active viewers of each day of a window, days without any included.
    pub(super) fn timeline(&self, window: Window) -> Vec<DayCount> {
        let count = |day| {
            let number = day_number::of(day);
            let of_day = Span {
                from: number,
                to: number,
            };
            DayCount {
                day,
                plays: self.columns.plays_of(self.item, of_day),
                viewers: self.active.on_day(number),
            }
        };
        window.iter().map(count).collect()
    }
}
