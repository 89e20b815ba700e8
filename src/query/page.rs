//! What the page of one item shows beyond its cohorts and calendar.

use std::sync::Arc;

use super::also_played::AlsoPlayed;
use super::callouts::{Callout, most_remarkable};
use super::coming_back::{ComingBack, coming_back};
use super::distribution::{Cut, by_plays, by_streak};
use super::question::Question;
use super::rewatched::{self, PlayCounts, RewatchedRow};
use super::sittings::Sittings;
use super::totals::compared_windows;
use crate::cube::day_number::Span;
use crate::cube::histories::Histories;
use crate::domain::{Hours, Item, Window};
use crate::snapshot::catalog::ItemName;

/// What the page of one item shows beyond its cohorts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPage {
    /// Which item.
    pub item: Item,
    /// What it is called.
    pub name: Arc<ItemName>,
    /// Viewers whose longest streak in the window is at least 1, 2, 3… days, up to the longest.
    pub survival: Vec<u32>,
    /// The same for the comparison window, where there is one.
    pub survival_before: Vec<u32>,
    /// Viewers with exactly 1, 2, 3… plays in the window, up to the most.
    pub plays: Vec<u32>,
    /// Its plays in the window.
    pub counts: PlayCounts,
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

/// A title of a show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// What it is called.
    pub name: Arc<ItemName>,
    /// Its plays in the window.
    pub row: RewatchedRow,
}

/// Describes one item but for its hours, episodes, sittings and what its viewers played, too, given its histories, the days of
/// the log, and the least cohort worth a sentence.
#[must_use]
pub fn page(
    (item, name): (Item, Arc<ItemName>),
    histories: &Histories,
    question: &Question,
    log_days: Option<Window>,
    minimum_cohort: u32,
) -> ItemPage {
    let span = Span::of(question.window);
    let other = compared_windows(question).map(|(_, other)| other);
    let other = other.filter(|other| log_days.is_some_and(|days| days.from() <= other.from()));
    let cut = Cut::new(histories, span);
    let before = other.map(|other| Cut::new(histories, Span::of(other)));
    let callout = question.finished_days().and_then(|finished| {
        let span = Span::of(finished);
        let running = running(&Cut::new(histories, span));
        let (days, viewers) = most_remarkable(running, span, minimum_cohort, 1)?;
        Some(Callout {
            item,
            name: name.clone(),
            to: finished.to(),
            days,
            viewers,
        })
    });
    let plays = by_plays(&cut).exactly();
    ItemPage {
        item,
        counts: rewatched::count(&plays),
        hours: None,
        callout,
        coming_back: coming_back(histories, question.window, log_days, minimum_cohort),
        name,
        survival: by_streak(&cut).at_least(),
        survival_before: before.map_or_else(Vec::new, |before| by_streak(&before).at_least()),
        plays,
        episodes: Vec::new(),
        sittings: None,
        also_played: None,
    }
}

/// Returns the first day of each streak of two days or more that reaches the window's last day, and its
/// viewers.
fn running(cut: &Cut<'_>) -> Vec<(u16, u32)> {
    let reaching = cut
        .histories
        .iter()
        .filter(|history| history.days.last() == Some(&cut.span.to));
    let since = |days: &[u16]| {
        let earlier = days.windows(2).rev();
        earlier
            .take_while(|two| two[0] + 1 == two[1])
            .last()
            .map(|two| two[0])
    };
    let running = reaching.filter_map(|history| Some((since(history.days)?, history.viewers)));
    running.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::histories::History;

    #[test]
    fn a_streak_runs_that_reaches_the_last_day() {
        let histories: [&[u16]; 6] = [
            &[3, 4, 5, 6],
            &[2, 4, 5, 6],
            &[5, 6, 7, 8],
            &[4, 6],
            &[6],
            &[4, 5],
        ];
        let histories = histories.iter().map(|days| History {
            days,
            plays: &[1; 4][..days.len()],
            viewers: 2,
        });
        let histories: Histories = histories.collect();
        let in_window = |from, to| {
            let mut found = running(&Cut::new(&histories, Span { from, to }));
            found.sort_unstable();
            found
        };
        assert_eq!(in_window(1, 6), [(3, 2), (4, 2), (5, 2)]);
        assert_eq!(
            in_window(5, 6),
            [(5, 2), (5, 2), (5, 2)],
            "cut to the window"
        );
        assert!(in_window(6, 6).is_empty(), "one day is no streak");
    }
}
