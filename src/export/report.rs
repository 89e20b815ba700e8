//! What is written, and for whom.

use clap::ValueEnum;
use strum::IntoStaticStr;

use crate::domain::Day;
use crate::guard::coming_back::ShownBack;
use crate::guard::lists::{RewatchedNumbers, ShownRow};
use crate::guard::{Guard, Shown, ShownFrame};
use crate::query::Facts;
use crate::query::most_by_one::MostByOne;
use crate::query::viewers::ViewerTable;

/// One part of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, ValueEnum)]
#[strum(serialize_all = "lowercase")]
pub enum Panel {
    /// The sums, and what they are compared with
    Totals,
    /// Who keeps coming back, day after day
    Streaks,
    /// What is played again
    Rewatched,
    /// How many viewers satisfy each of a ladder of rules
    Cohorts,
    /// When a title or show was first and last played, and who came back to it
    Back,
    /// Plays and viewers of each day
    Timeline,
    /// Plays by weekday and hour
    Clock,
    /// What each viewer of a household did: with --panel only
    Viewers,
}

impl Panel {
    /// Every panel of a whole report, in its order; one about a title or show is left out where none is asked about. That of
    /// viewers is for those who ask for it.
    pub const ALL: [Self; 7] = [
        Self::Totals,
        Self::Streaks,
        Self::Rewatched,
        Self::Cohorts,
        Self::Back,
        Self::Timeline,
        Self::Clock,
    ];
}

/// What is written, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What the log says about itself.
    pub facts: &'a Facts,
    /// The answers, as they may be shown.
    pub frame: &'a ShownFrame,
    /// How many viewers the log has; `None` where that may not stand beside the frame.
    pub log_viewers: Option<Shown>,
    /// The most plays by one viewer, of the items of the rewatched list that are written.
    pub most: &'a MostByOne,
    /// What each viewer did; `None` where that was not asked for.
    pub viewers: Option<&'a ViewerTable>,
    /// Who came back to the item that the cohorts are about; `None` where there is none, or nothing may be told.
    pub coming_back: Option<ShownBack>,
    /// By which numbers were hidden.
    pub guard: Guard,
    /// How many rows streaks and rewatched have at most; 0 is all.
    pub top: usize,
    /// The panels wanted, in this order; JSON keeps that of its schema, and CSV
    /// writes streaks unless this is exactly one.
    pub panels: &'a [Panel],
    /// What the log is called, safe to show.
    pub source: &'a str,
    /// The text the lists' names were filtered by, safe to show; empty where they were not.
    pub filter: &'a str,
    /// The day still under way, if any.
    pub unfinished: Option<Day>,
    /// The day before the present one.
    pub yesterday: Day,
}

/// Returns the first `top` rows; all where that is 0.
#[must_use]
pub fn first<T>(top: usize, rows: &[T]) -> &[T] {
    if top == 0 {
        rows
    } else {
        &rows[..rows.len().min(top)]
    }
}

impl Report<'_> {
    /// Returns the rows of a list that are written.
    pub(super) fn cut<'r, T>(&self, rows: &'r [T]) -> &'r [T] {
        first(self.top, rows)
    }

    /// Returns the most plays of an item by one viewer; nothing for an item of which nothing is told, and in a reduced log.
    ///
    /// # Panics
    ///
    /// Where they were not counted for an item that is listed: a wrong number would be worse.
    pub(super) fn most(&self, row: &ShownRow<RewatchedNumbers>) -> Option<Shown> {
        row.numbers.as_ref()?;
        if self.facts.is_reduced {
            return None;
        }
        let most = self.most.of(row.item);
        let most = most.expect("they are counted for all items that are listed");
        Some(self.guard.maximum(most.plays, most.of_crowd))
    }

    /// Returns whether no number is hidden, however few viewers it is about.
    pub(super) fn is_exact(&self) -> bool {
        !self.guard.hides(1)
    }

    /// Returns the log's last day that is over.
    pub(super) fn last_finished(&self) -> Day {
        self.facts.last_finished(self.unfinished)
    }

    /// Returns the day that running streaks reach: the last of the window that is over.
    pub(super) fn running_to(&self) -> Day {
        self.frame.window.to().min(self.last_finished())
    }

    /// Returns the first day of the window that is not over yet, if any.
    pub(super) fn unfinished_in_window(&self) -> Option<Day> {
        let window = self.frame.window;
        let first = self.unfinished.map(|day| day.max(window.from()));
        first.filter(|day| window.contains(*day))
    }

    /// Returns whether `day` is not over yet.
    pub(super) fn is_unfinished(&self, day: Day) -> bool {
        self.unfinished.is_some_and(|unfinished| unfinished <= day)
    }

    /// Returns when days start, and in which time zone, as words.
    pub(super) fn day_rule(&self) -> String {
        let rule = self.facts.rule;
        format!("days start at {} in {}", rule.starts(), rule.zone.name())
    }
}
