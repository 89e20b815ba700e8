//! What the page of one item shows beyond its cohorts and calendar.

use super::also_played::AlsoPlayed;
use super::callouts::{Callout, most_remarkable};
use super::coming_back::{ComingBack, coming_back};
use super::distribution::PlaySteps;
use super::item_source::ItemSource;
use super::question::Question;
use super::rewatched::RewatchedRow;
use super::sittings::Sittings;
use super::totals::compared_windows;
use crate::cube::day_number::Span;
use crate::domain::{Hours, Item, Window};
use crate::snapshot::catalog::ItemName;

/// What the page of one item shows beyond its cohorts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPage {
    /// Which item.
    pub item: Item,
    /// What it is called.
    pub name: ItemName,
    /// Viewers whose longest streak in the window is at least 1, 2, 3… days, up to the longest.
    pub survival: Vec<u32>,
    /// The same for the comparison window, where there is one.
    pub survival_before: Vec<u32>,
    /// Viewers by plays in the window, as far as that is known.
    pub plays: PlaySteps,
    /// Its plays in the window.
    pub counts: PageCounts,
    /// Its hours in the window; `None` where the question does not want them.
    pub hours: Option<Hours>,
    /// Its most remarkable running cohort, where it has one of the least size or more.
    pub callout: Option<Callout>,
    /// When it was first and last played, and who came back to it.
    pub coming_back: ComingBack,
    /// Of a show: its titles that were played in the window, by name.
    pub episodes: Vec<Episode>,
    /// Of a show: how it is watched, where that was asked for.
    pub sittings: Option<Sittings>,
    /// What its viewers played, too, where that was asked for.
    pub also_played: Option<AlsoPlayed>,
}

/// The plays of the item of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageCounts {
    /// Plays dated in the window.
    pub plays: u64,
    /// Viewers with at least one of them.
    pub viewers: u32,
    /// Of a title: plays less viewers. Of a show: the sum over its titles.
    pub rewatches: u64,
    /// Viewers with two of them or more.
    pub rewatchers: u32,
    /// The most plays by one viewer; `None` where that is not known.
    pub most_by_one: Option<u32>,
}

/// A title of a show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// What it is called.
    pub name: ItemName,
    /// Its plays in the window.
    pub row: RewatchedRow,
}

/// Describes one item but for its hours, episodes, sittings and what its viewers played, too, given what it is answered from,
/// the days of the log, and the least cohort worth a sentence.
#[must_use]
pub fn page(
    (item, name): (Item, ItemName),
    source: &ItemSource,
    question: &Question,
    log_days: Option<Window>,
    minimum_cohort: u32,
) -> ItemPage {
    let span = Span::of(question.window);
    let other = compared_windows(question).map(|(_, other)| other);
    let other = other.filter(|other| log_days.is_some_and(|days| days.from() <= other.from()));
    let before = other.map(|other| source.at_least_days(Span::of(other)));
    let callout = question.finished_days().and_then(|finished| {
        let span = Span::of(finished);
        let running = source.running(span);
        let (days, viewers) = most_remarkable(running, span, minimum_cohort, 1)?;
        Some(Callout {
            item,
            name: name.clone(),
            to: finished.to(),
            days,
            viewers,
        })
    });
    let (survival, by_plays, plays) = source.days_and_plays(span);
    ItemPage {
        item,
        counts: PageCounts {
            plays,
            viewers: by_plays.viewers(1),
            rewatches: plays - u64::from(by_plays.viewers(1)),
            rewatchers: by_plays.viewers(2),
            most_by_one: by_plays.most_by_one(),
        },
        hours: None,
        callout,
        coming_back: coming_back(source, question.window, log_days, minimum_cohort),
        name,
        survival,
        survival_before: before.unwrap_or_default(),
        plays: by_plays,
        episodes: Vec::new(),
        sittings: None,
        also_played: None,
    }
}
