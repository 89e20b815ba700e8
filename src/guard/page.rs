//! The page of one item.

use super::Guard;
use super::also_played::{self, ShownAlso};
use super::cohorts::{ShownCohorts, differs_by_few, tells_step};
use super::coming_back::ShownBack;
use super::episodes::{self, ShownEpisode};
use super::lists::tells_of_a_few;
use super::nested::steps;
use super::shown::Shown;
use super::sittings::{self, ShownSittings};
use crate::domain::cohort::Step;
use crate::domain::{Hours, Item};
use crate::query::callouts::Callout;
use crate::query::distribution::{PlaySteps, reached_by};
use crate::query::page::ItemPage;
use crate::snapshot::catalog::ItemName;

/// The page of one item as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPage {
    /// Which item.
    pub item: Item,
    /// What it is called.
    pub name: ItemName,
    /// Its numbers; `None` where it has too few viewers to tell anything.
    pub numbers: Option<PageNumbers>,
}

/// What may be told of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNumbers {
    /// Plays dated in the window.
    pub plays: u64,
    /// Viewers with at least one of them.
    pub viewers: u32,
    /// Of a title: plays less viewers. Of a show: the sum over its titles.
    pub rewatches: u64,
    /// Viewers with two plays or more.
    pub rewatchers: Shown,
    /// The most plays by one viewer, or the most that a crowd has.
    pub most: Shown,
    /// The length of all rows of plays; `None` where it was not asked for.
    pub hours: Option<Hours>,
    /// The longest streak, in days, or the longest that a crowd has; 0 where nobody was active.
    pub longest: Shown,
    /// Viewers whose longest streak is at least 1, 2, 3… days.
    pub survival: Vec<Shown>,
    /// The same for the comparison window, where there is one.
    pub survival_before: Vec<Shown>,
    /// Viewers by number of plays, the fewest first.
    pub by_plays: Vec<PlaysCell>,
    /// Its most remarkable running cohort.
    pub callout: Option<Callout>,
    /// When it was first and last played, and who came back to it.
    pub coming_back: ShownBack,
    /// Of a show: its titles that were played in the window, by viewers, plays (both falling), name; then those without
    /// numbers, by name.
    pub episodes: Vec<ShownEpisode>,
    /// Of a show: how it is watched, where that was asked for.
    pub sittings: Option<ShownSittings>,
    /// What its viewers played, too, where that was asked for.
    pub also_played: Option<ShownAlso>,
}

/// Viewers with so many plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaysCell {
    /// The fewest plays.
    pub from: u32,
    /// The most; `None` where that is not told.
    pub to: Option<u32>,
    /// How many viewers.
    pub viewers: u32,
}

impl PlaysCell {
    /// Returns the numbers of plays as words: `5`, `6–9`, `10+`.
    #[must_use]
    pub fn rule(&self) -> String {
        match self.to {
            Some(to) if to == self.from => to.to_string(),
            Some(to) => format!("{}–{to}", self.from),
            None => format!("{}+", self.from),
        }
    }
}

impl ShownPage {
    /// Returns a page as it may be shown beside its cohorts.
    ///
    /// A step of the ladder that would tell too much beside the page is hidden.
    pub(super) fn of(page: &ItemPage, cohorts: &mut ShownCohorts, guard: Guard) -> Self {
        Self {
            item: page.item,
            name: page.name.clone(),
            numbers: is_told(page, cohorts, guard).then(|| numbers(page, cohorts, guard)),
        }
    }
}

/// Returns whether anything may be told of a page's item.
pub(super) fn is_told(page: &ItemPage, cohorts: &ShownCohorts, guard: Guard) -> bool {
    let counts = &page.counts;
    // Without a play, there may be active days still: those of plays begun before.
    let active = page.survival.first().copied().unwrap_or(0);
    cohorts.is_told
        && !guard.hides(active)
        && !guard.hides(counts.viewers)
        && !tells_of_a_few(guard, counts.plays, counts.viewers, counts.rewatchers)
}

fn numbers(page: &ItemPage, cohorts: &mut ShownCohorts, guard: Guard) -> PageNumbers {
    let counts = &page.counts;
    let callout = told_callout(page, guard);
    if let Some(callout) = &callout {
        cohorts.stand_beside(callout, guard);
    }
    let mut survival = survival(page, cohorts, guard);
    for (days, step) in (1..).zip(&mut survival) {
        let is_within = |callout: &Callout| {
            days <= callout.days && differs_by_few(guard, *step, callout.viewers)
        };
        if callout.as_ref().is_some_and(is_within) {
            *step = Shown::Hidden;
        }
    }
    let at_least = page.plays.at_least();
    let plays = plays_told(page, cohorts, guard, &at_least);
    for step in &mut cohorts.by_plays {
        let is_told = page.plays.place_of(step.at_least).map(|place| plays[place]);
        if is_told == Some(false) && step.viewers.exact().is_some() {
            step.viewers = Shown::Hidden;
        }
    }
    let crowd = |viewers: &[u32]| reached_by(viewers, guard.minimum());
    let days = u32::try_from(page.survival.len()).unwrap_or(u32::MAX);
    PageNumbers {
        plays: counts.plays,
        viewers: counts.viewers,
        rewatches: counts.rewatches,
        rewatchers: match plays.get(1) {
            Some(true) => Shown::Exact(counts.rewatchers.into()),
            _ => match guard.part(counts.viewers, counts.rewatchers) {
                Shown::Exact(number) if number > 0 => Shown::Hidden,
                shown => shown,
            },
        },
        most: counts
            .most_by_one
            .map_or(Shown::Hidden, |most| guard.maximum(most, crowd(&at_least))),
        hours: page.hours,
        longest: guard.maximum(days, crowd(&page.survival)),
        survival,
        survival_before: before(page, guard),
        by_plays: cells(&page.plays, &plays),
        callout,
        coming_back: ShownBack::of(page, guard),
        episodes: episodes::shown(page, guard),
        sittings: sittings::shown(page, guard),
        also_played: also_played::shown(page, guard),
    }
}

/// Returns the page's sentence, unless those whose streak of as many days has ended could be counted by it.
fn told_callout(page: &ItemPage, guard: Guard) -> Option<Callout> {
    let callout = page.callout.as_ref()?;
    let ever = page.survival.get(callout.days as usize - 1);
    let is_told = ever.is_none_or(|ever| !guard.tells_apart(*ever, callout.viewers));
    is_told.then(|| callout.clone())
}

/// Returns the curve of survival; steps that the ladder shows come first.
fn survival(page: &ItemPage, cohorts: &ShownCohorts, guard: Guard) -> Vec<Shown> {
    let Some((active, longer)) = page.survival.split_first() else {
        return Vec::new();
    };
    let is_on_ladder = |place: usize| tells_step(&cohorts.by_streak, place + 2);
    let longer = steps(guard, *active, longer, is_on_ladder);
    // Of the active, those without a play in the window can be counted.
    let first = if guard.tells_apart(*active, page.counts.viewers) {
        Shown::Hidden
    } else {
        guard.viewers(*active)
    };
    std::iter::once(first).chain(longer).collect()
}

fn before(page: &ItemPage, guard: Guard) -> Vec<Shown> {
    let active = page.survival_before.first().copied().unwrap_or(0);
    steps(guard, active, &page.survival_before, |_| false)
}

/// Returns for each known number of plays whether the viewers with so many or more may be told; those that the ladder shows
/// come first.
fn plays_told(
    page: &ItemPage,
    cohorts: &ShownCohorts,
    guard: Guard,
    at_least: &[u32],
) -> Vec<bool> {
    let is_on_ladder =
        |place: usize| tells_step(&cohorts.by_plays, page.plays.steps[place].at_least as usize);
    let shown = steps(guard, page.counts.viewers, at_least, is_on_ladder);
    let mut is_told: Vec<bool> = shown.iter().map(|shown| shown.exact().is_some()).collect();
    while let Some(plays) = solved(page.counts.plays, guard, &cells(&page.plays, &is_told)) {
        let Some(place) = page.plays.place_of(plays) else {
            break;
        };
        is_told[place] = false;
    }
    is_told
}

/// Returns the number of plays of a step to give up, because the sum of all plays tells of a few viewers between two
/// steps; `None` where it does not.
///
/// Where numbers are open in one cell only, the plays in it are known, and so is how many there are beyond the
/// lowest number for each: one is one viewer's, and between two numbers it is as many as have the higher.
fn solved(plays: u64, guard: Guard, cells: &[PlaysCell]) -> Option<u32> {
    if !guard.hides(1) {
        return None;
    }
    let open = |(_, cell): &(usize, &PlaysCell)| cell.to != Some(cell.from);
    let mut all_open = cells.iter().enumerate().filter(open);
    let (number, cell) = all_open.next()?;
    if all_open.next().is_some() {
        return None;
    }
    let lowest: u64 = cells
        .iter()
        .map(|cell| u64::from(cell.from) * u64::from(cell.viewers))
        .sum();
    let beyond = plays.saturating_sub(lowest);
    let most = cell
        .to
        .map(|to| u64::from(to - cell.from) * u64::from(cell.viewers));
    let is_solved = beyond == 1
        || cell.to == Some(cell.from + 1)
        || most.is_some_and(|most| beyond + 1 == most);
    let given_up = if number > 0 { cell } else { cells.get(1)? };
    is_solved.then_some(given_up.from)
}

/// Returns the viewers between each two steps that are told, and those from the last one on.
fn cells(plays: &PlaySteps, is_told: &[bool]) -> Vec<PlaysCell> {
    let told = plays.steps.iter().zip(is_told).enumerate();
    let told = told.filter(|(_, (_, is_told))| **is_told);
    let told: Vec<_> = told.map(|(place, (step, _))| (place, step)).collect();
    let cell = |(number, (place, step)): (usize, &(usize, &Step))| {
        let next = told.get(number + 1).map(|(_, next)| *next);
        let is_whole = *place + 1 == plays.steps.len();
        PlaysCell {
            from: step.at_least,
            to: match next {
                Some(next) => Some(next.at_least - 1),
                None => plays.most.filter(|_| is_whole),
            },
            viewers: step.viewers - next.map_or(0, |next| next.viewers),
        }
    };
    told.iter().enumerate().map(cell).collect()
}
