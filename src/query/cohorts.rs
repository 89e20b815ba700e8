//! How many viewers satisfy each of a ladder of rules, for one item or for everything.
//!
//! | module | answers |
//! |---|---|
//! | [`ladders`] | by longest streak, and by number of plays |
//! | [`periods`] | by first active week or month, and by the later ones in which they are active again |

pub mod ladders;
pub mod periods;

use self::periods::PeriodCohort;
use super::distribution::{Cut, by_plays, by_streak, ladder};
use super::item_source::ItemSource;
use crate::cube::day_number::Span;
use crate::domain::cohort::{PLAY_LADDER, STREAK_LADDER, Step};
use crate::domain::threads::both;
use crate::domain::{Item, Period, Window};
use crate::snapshot::Snapshot;
use crate::snapshot::catalog::ItemName;
use crate::snapshot::viewer_cohorts::ViewerCohorts;

/// The distinct viewers that satisfy each of a ladder of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohorts {
    /// The item they are about; `None` is everything.
    pub item: Option<(Item, ItemName)>,
    /// Viewers with a best streak of at least each of [`crate::domain::cohort::STREAK_LADDER`].
    pub by_streak: Vec<Step>,
    /// Viewers with at least each of [`crate::domain::cohort::PLAY_LADDER`] plays.
    pub by_plays: Vec<Step>,
    /// Viewers by the week of their first active day in the window, or by its month where [`Period::of`] says so; in
    /// time order. Those without any are listed, too, unless there are more than [`periods::MOST_MONTHS`].
    pub by_period: Vec<PeriodCohort>,
}

/// With so few histories, a thread of its own takes longer to begin than a ladder takes to count.
const FEW: usize = 4_096;

/// Counts the cohorts of the item with this source.
#[must_use]
pub fn of_item(item: (Item, ItemName), source: &ItemSource, window: Window) -> Cohorts {
    let span = Span::of(window);
    let (by_streak, by_plays, by_period) = match source {
        ItemSource::Histories(histories) => {
            let cut = Cut::new(histories, span);
            let by_period = || periods::of_histories(&cut, window);
            let by_streak = || by_streak(&cut).ladder(&STREAK_LADDER);
            let by_plays = by_plays(&cut).ladder(&PLAY_LADDER);
            let (by_streak, by_period) = if cut.histories.len() < FEW {
                (by_streak(), by_period())
            } else {
                both(by_streak, by_period)
            };
            (by_streak, by_plays, by_period)
        }
        ItemSource::Counts(counts) => {
            let (days, plays) = counts.days_and_plays(span);
            let step = |at_least| Step {
                at_least,
                viewers: plays.viewers(at_least),
            };
            let back = |take: &mut dyn FnMut(u16, u16, u32)| {
                counts.cells.back(Period::of(window), span, take);
            };
            (
                ladder(&days, &STREAK_LADDER),
                PLAY_LADDER.into_iter().map(step).collect(),
                periods::precomputed(&counts.active, window, back),
            )
        }
    };
    Cohorts {
        item: Some(item),
        by_streak,
        by_plays,
        by_period,
    }
}

/// Counts the cohorts of everything.
#[must_use]
pub fn of_everything(snapshot: &Snapshot, window: Window) -> Cohorts {
    let span = Span::of(window);
    let everything = &snapshot.everything;
    let (by_plays, by_period) = match &snapshot.viewer_cohorts {
        ViewerCohorts::FromHistories(histories) => {
            let cut = Cut::new(histories, span);
            let by_plays = by_plays(&cut).ladder(&PLAY_LADDER);
            (by_plays, periods::of_histories(&cut, window))
        }
        ViewerCohorts::Precomputed { lags, returns } => {
            let [weeks, months] = returns.as_ref();
            let returns = match Period::of(window) {
                Period::Week => weeks,
                Period::Month => months,
            };
            (
                ladders::precomputed_by_plays(lags, span),
                periods::precomputed(&everything.active, window, |take| returns.back(span, take)),
            )
        }
    };
    Cohorts {
        item: None,
        by_streak: everything.streaks.ladder(span),
        by_plays,
        by_period,
    }
}
