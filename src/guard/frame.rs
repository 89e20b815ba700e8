//! A frame as it may be shown: everything that one screen, or one report, says.

use super::Guard;
use super::clock::{self, ShownHour};
use super::cohorts::{ShownCohorts, hide_if_few};
use super::coming_back::ShownBack;
use super::days::{self, ShownDay};
use super::lists::{Lists, RewatchedNumbers, ShownRow, StreakNumbers};
use super::page::{self, ShownPage};
use super::shown::Shown;
use super::totals::{ShownComparison, ShownTotals};
use crate::domain::cohort::Step;
use crate::domain::{Day, Item, Levels, Period, Threshold, Window};
use crate::query::callouts::Callout;
use crate::query::items::Items;
use crate::query::page::ItemPage;
use crate::query::stories::Story;
use crate::query::{Facts, Frame};

/// A frame as it may be shown. No number in it can be completed to one that is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFrame {
    /// The days answered for.
    pub window: Window,
    /// Whether each list counts by title or by show.
    pub levels: Levels,
    /// The streak length K.
    pub threshold: Threshold,
    /// The sums of the window.
    pub totals: ShownTotals,
    /// The sums it is compared with, where a comparison was asked for.
    pub comparison: Option<ShownComparison>,
    /// Items with a streak of two days or more: by viewers, longest (both falling), name; then those without
    /// numbers, by name.
    pub streaks: Vec<ShownRow<StreakNumbers>>,
    /// Items with a play: by rewatches, plays (both falling), name; then those without numbers, by name.
    pub rewatched: Vec<ShownRow<RewatchedNumbers>>,
    /// The cohorts of the question's item, or of everything.
    pub cohorts: ShownCohorts,
    /// Each day of the window, of everything.
    pub timeline: Vec<ShownDay>,
    /// Plays by weekday and hour; nothing where the sum of all plays is hidden.
    pub clock: Vec<ShownHour>,
    /// Whether plays are left out of the hours because only their day is known.
    pub has_plays_without_hour: bool,
    /// The running cohorts most worth a sentence, the most remarkable first.
    pub callouts: Vec<Callout>,
    /// Whether items without numbers are left out, for people in a room.
    pub is_for_room: bool,
    /// Names and trends of the items of `streaks`.
    pub streak_items: Items,
    /// Names and trends of the items of `rewatched`.
    pub rewatched_items: Items,
}

impl ShownFrame {
    /// Returns a frame as it may be shown.
    #[must_use]
    pub fn of(frame: &Frame, guard: Guard) -> Self {
        let lists = Lists::of(frame, guard);
        let hides_sums = lists.hides_sums;
        let mut timeline = days::shown(guard, &frame.timeline, &frame.timeline_hours);
        let totals = ShownTotals::of(&frame.totals, guard, hides_sums);
        let mut clock = clock::shown(guard, &frame.clock);
        if totals.plays.exact().is_none() {
            clock.clear();
            // Each hour and each day is a part of a sum that is hidden.
            timeline.iter_mut().for_each(ShownDay::hide);
        }
        let with_hour: u64 = frame.clock.cells().map(|(.., plays)| plays).sum();
        let has_plays_without_hour = totals.plays.exact().is_some_and(|plays| plays > with_hour);
        let comparison = frame.comparison.as_ref();
        let is_told = |callout: &&Callout| {
            is_told(frame, guard, callout) && !lists.hides_streaks_of(frame, callout.item.id)
        };
        let callouts: Vec<Callout> = frame.callouts.iter().filter(is_told).cloned().collect();
        let cohorts = cohorts_beside(frame, guard, (&lists.rewatched, &callouts));
        Self {
            window: frame.window,
            levels: frame.levels,
            threshold: frame.threshold,
            totals,
            comparison: comparison
                .map(|both| ShownComparison::of(both, &frame.totals, guard, hides_sums)),
            streaks: lists.streaks,
            rewatched: lists.rewatched,
            cohorts,
            timeline,
            clock,
            has_plays_without_hour,
            callouts,
            is_for_room: false,
            streak_items: frame.streak_items.clone(),
            rewatched_items: frame.rewatched_items.clone(),
        }
    }

    /// Returns the frame with the cohorts of another one that has the same overview.
    #[must_use]
    pub fn with_cohorts_of(self, frame: &Frame, guard: Guard) -> Self {
        let cohorts = cohorts_beside(frame, guard, (&self.rewatched, &self.callouts));
        Self { cohorts, ..self }
    }

    /// Hides of the cohorts and of the lists what a story on the same item, which stands above them, would make tell of too few;
    /// returns whether something of the lists was hidden.
    pub fn stand_below(&mut self, story: &Story, guard: Guard) -> bool {
        let subject = self.cohorts.item.as_ref().map(|(item, _)| *item);
        if subject == Some(story.item) {
            self.cohorts.stand_below(story, guard);
        }
        let mut told = Vec::new();
        if self.levels.streaks == story.item.level
            && let Some(row) = numbers_of(&mut self.streaks, story.item)
        {
            told.extend([&mut row.viewers, &mut row.running]);
        }
        if self.levels.rewatched == story.item.level
            && let Some(row) = numbers_of(&mut self.rewatched, story.item)
        {
            told.push(&mut row.rewatchers);
        }
        let mut is_changed = false;
        for told in told {
            is_changed |= hide_if_few(told, story.viewers, guard);
        }
        is_changed
    }

    /// Returns the page of the item that the cohorts are about, as it may be shown beside them; hides what it
    /// would make them tell.
    #[must_use]
    pub fn page(&mut self, page: &ItemPage, guard: Guard) -> ShownPage {
        ShownPage::of(page, &mut self.cohorts, guard)
    }

    /// Returns what may be told of who came back to the item that the cohorts are about; `None` where nothing may.
    #[must_use]
    pub fn coming_back(&self, page: &ItemPage, guard: Guard) -> Option<ShownBack> {
        page::is_told(page, &self.cohorts, guard).then(|| ShownBack::of(page, guard))
    }

    /// Returns whether viewers are grouped by week or by month.
    #[must_use]
    pub fn period(&self) -> Period {
        Period::of(self.window)
    }

    /// Returns whether the frame has only a part of one of so many weeks or months from the one that begins on
    /// `start`: the window cuts it, or it is not over, because the day `unfinished` of it, or of an earlier
    /// one, is under way.
    #[must_use]
    pub fn holds_a_part_of(&self, start: Day, periods: usize, unfinished: Option<Day>) -> bool {
        let last = self.period().later(start, periods).plus(-1);
        let is_running = unfinished.is_some_and(|day| day <= last);
        is_running || start < self.window.from() || last > self.window.to()
    }
}

/// Returns the numbers of an item in a list, where it has any.
fn numbers_of<N>(rows: &mut [ShownRow<N>], item: Item) -> Option<&mut N> {
    let row = rows.iter_mut().find(|row| row.item == item.id)?;
    row.numbers.as_mut()
}

/// Returns a frame's cohorts as they may stand beside the list of rewatches and the callouts.
fn cohorts_beside(
    frame: &Frame,
    guard: Guard,
    (rewatched, callouts): (&[ShownRow<RewatchedNumbers>], &[Callout]),
) -> ShownCohorts {
    let subject = frame.cohorts.item.as_ref().map(|(item, _)| *item);
    let is_bare = subject.is_some_and(|item| {
        let mut rows = rewatched.iter();
        item.level == frame.levels.rewatched
            && rows.any(|row| row.item == item.id && row.numbers.is_none())
    });
    let told = step_told(frame, subject);
    let mut cohorts = ShownCohorts::of(&frame.cohorts, told, guard, is_bare);
    let about_it = callouts
        .iter()
        .filter(|callout| Some(callout.item) == subject);
    about_it.for_each(|callout| cohorts.stand_beside(callout, guard));
    cohorts
}

/// Returns the viewers of the cohorts' subject with a streak of K days, which stand among the figures, or in the
/// list of streaks.
fn step_told(frame: &Frame, subject: Option<Item>) -> Option<Step> {
    let viewers = match subject {
        None => Some(frame.totals.streakers),
        Some(item) if item.level == frame.levels.streaks => {
            let row = frame.streaks.iter().find(|row| row.item == item.id);
            row.map(|row| row.viewers)
        }
        Some(_) => None,
    };
    viewers.map(|viewers| Step {
        at_least: frame.threshold.days(),
        viewers,
    })
}

/// Returns how many plays a log has, as it may stand beside a frame; hidden where the sum of the window's is.
#[must_use]
pub fn plays_of_log(facts: &Facts, shown: &ShownFrame) -> Shown {
    match shown.totals.plays {
        Shown::Exact(_) => Shown::Exact(facts.plays),
        hidden => hidden,
    }
}

/// Returns how many viewers a log has, as it may stand beside a frame; `None` where those outside the window
/// could be counted by it.
#[must_use]
pub fn viewers_of_log(facts: &Facts, frame: &Frame, guard: Guard) -> Option<Shown> {
    let viewers = u32::try_from(facts.viewers).unwrap_or(u32::MAX);
    let tells = guard.tells_apart(viewers, frame.totals.viewers);
    (!tells).then(|| guard.viewers(viewers))
}

/// Returns whether a callout may stand beside the row of its item: those of the row who are not in it, or those
/// of it who are not in the row, could be counted.
fn is_told(frame: &Frame, guard: Guard, callout: &Callout) -> bool {
    let row = frame.streaks.iter().find(|row| row.item == callout.item.id);
    row.is_none_or(|row| {
        let others = [row.viewers, row.running];
        let tells = |other: &u32| *other > 0 && guard.tells_apart(*other, callout.viewers);
        !others.iter().any(tells)
    })
}
