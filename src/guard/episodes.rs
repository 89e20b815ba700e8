//! The titles of a show on its page: those that would tell of a few viewers come last, by name, and show nothing.

use std::cmp::Reverse;

use super::Guard;
use super::lists::tells_of_a_few;
use super::suppression::{self, Part};
use crate::query::page::{Episode, ItemPage};
use crate::snapshot::catalog::ItemName;

/// A title of a show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownEpisode {
    /// What it is called.
    pub name: ItemName,
    /// What may be told of it.
    pub numbers: Option<EpisodeNumbers>,
}

/// What may be told of a title of a show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpisodeNumbers {
    /// Viewers with at least one play in the window.
    pub viewers: u32,
    /// Plays dated in the window.
    pub plays: u64,
}

/// Returns the titles of a page's show as they may stand beside its numbers: by viewers, plays (both falling), name. A
/// single one is the show itself, and not listed.
pub(super) fn shown(page: &ItemPage, guard: Guard) -> Vec<ShownEpisode> {
    if page.episodes.len() < 2 {
        return Vec::new();
    }
    let hidden = hidden(page, guard);
    let shown = |(place, episode): (usize, &Episode)| ShownEpisode {
        name: episode.name.clone(),
        numbers: (!hidden[place]).then_some(EpisodeNumbers {
            viewers: episode.row.viewers,
            plays: episode.row.plays,
        }),
    };
    let mut all: Vec<_> = page.episodes.iter().enumerate().map(shown).collect();
    // By name they are already.
    all.sort_by_key(|episode| {
        let numbers = episode.numbers;
        Reverse(numbers.map(|numbers| (numbers.viewers, numbers.plays)))
    });
    all
}

/// Returns which episodes are hidden: the page tells plays, rewatches and viewers of the show, and so the sum of the
/// viewers of all of them.
pub(super) fn hidden(page: &ItemPage, guard: Guard) -> Vec<bool> {
    let all = page.counts.viewers;
    let rows = page.episodes.iter().map(|episode| episode.row);
    let parts: Vec<Part> = rows
        .map(|row| Part {
            viewers: row.viewers,
            amount: row.viewers.into(),
            // Those of the show's viewers who did not play it can be counted, too.
            is_hidden: guard.tells_apart(all, row.viewers)
                || tells_of_a_few(guard, row.plays, row.viewers, row.rewatchers),
        })
        .collect();
    let hidden = suppression::hidden(guard, &parts, true);
    let nothing = vec![true; parts.len()];
    match hidden {
        Some(hidden) if !tells_of_both(&parts, all, guard) => hidden,
        _ => nothing,
    }
}

/// Returns whether those who played both of two episodes could be counted, and are few.
fn tells_of_both(parts: &[Part], all: u32, guard: Guard) -> bool {
    match parts {
        [one, other] => guard.hides((one.viewers + other.viewers).saturating_sub(all)),
        _ => false,
    }
}
