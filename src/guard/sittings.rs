//! How a show is watched, on its page: no stop and no binge that tells of a few viewers.

use std::cmp::Reverse;

use super::Guard;
use super::episodes;
use super::lists::tells_of_a_few;
use super::shown::Shown;
use super::suppression::{self, Part};
use crate::query::distribution::reached_by;
use crate::query::page::ItemPage;
use crate::query::sittings::{Bingers, Sittings};
use crate::snapshot::catalog::ItemName;

/// What may be told of how a show is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSittings {
    /// Binges; `None` where no row says when it ended.
    pub binges: Option<ShownBinges>,
    /// Its titles by the viewers who stopped there, falling, then by name; then those without numbers, by name.
    pub stops: Vec<ShownStop>,
}

/// What may be told of binges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownBinges {
    /// Viewers who binged.
    pub viewers: Shown,
    /// How often they did, all together.
    pub binges: Shown,
    /// The most titles in one binge, or the most that a crowd has.
    pub most: Shown,
}

/// Viewers who stopped at one title of a show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownStop {
    /// What it is called; `None` where they began several at once, at last.
    pub name: Option<ItemName>,
    /// How many, where that may be told.
    pub viewers: Option<u32>,
}

impl ShownStop {
    /// Returns what it is called, in words.
    #[must_use]
    pub fn called(&self) -> &str {
        let name = self.name.as_ref();
        name.map_or("(several at once)", ItemName::within_show)
    }
}

/// Returns what may be told beside the numbers of a page; `None` where it was not asked for.
pub(super) fn shown(page: &ItemPage, guard: Guard) -> Option<ShownSittings> {
    let sittings = page.sittings.as_ref()?;
    let binges = sittings.has_ends.then(|| binges(page, sittings, guard));
    Some(ShownSittings {
        binges,
        stops: stops(page, sittings, guard),
    })
}

/// Returns where viewers stopped. Everyone who played the show stopped somewhere: the page tells the sum.
fn stops(page: &ItemPage, sittings: &Sittings, guard: Guard) -> Vec<ShownStop> {
    let all = page.counts.viewers;
    let viewers_of = |title| {
        let stop = sittings.stops.iter().find(|stop| stop.title == title);
        stop.map_or(0, |stop| stop.viewers)
    };
    let hidden = episodes::hidden(page, guard);
    let of_titles = page
        .episodes
        .iter()
        .zip(hidden)
        .map(|(episode, is_hidden)| {
            let viewers = viewers_of(Some(episode.row.item));
            // Of those who played a title, the others went on from it.
            let is_hidden = is_hidden || guard.tells_apart(episode.row.viewers, viewers);
            (Some(episode.name.clone()), viewers, is_hidden)
        });
    let unknown = (None, viewers_of(None), false);
    let parts: Vec<_> = of_titles
        .chain((unknown.1 > 0).then_some(unknown))
        .map(|(name, viewers, is_hidden)| {
            let part = Part {
                viewers,
                amount: viewers.into(),
                is_hidden: is_hidden || guard.tells_apart(all, viewers),
            };
            (name, part)
        })
        .collect();
    let only_parts: Vec<Part> = parts.iter().map(|(_, part)| *part).collect();
    let hidden = suppression::hidden(guard, &only_parts, true);
    let hidden = hidden.unwrap_or_else(|| vec![true; parts.len()]);
    let mut shown: Vec<ShownStop> = parts
        .into_iter()
        .zip(hidden)
        .map(|((name, part), is_hidden)| ShownStop {
            name,
            viewers: (!is_hidden).then_some(part.viewers),
        })
        .collect();
    // By name they are already.
    shown.sort_by_key(|stop| Reverse(stop.viewers));
    shown
}

fn binges(page: &ItemPage, sittings: &Sittings, guard: Guard) -> ShownBinges {
    let count = |is_meant: &dyn Fn(&&Bingers) -> bool| -> u32 {
        let meant = sittings.bingers.iter().filter(is_meant);
        meant.map(|bingers| bingers.viewers).sum()
    };
    let viewers = count(&|_| true);
    // Who binged was active, and has played something three times, or next to all have.
    let at_least_plays = page.plays.at_least();
    let wholes = at_least_plays.iter().take(3).chain(page.survival.first());
    let is_few = guard.hides(viewers);
    if is_few
        || wholes
            .copied()
            .any(|whole| guard.tells_apart(whole, viewers))
    {
        return ShownBinges {
            viewers: if is_few {
                guard.viewers(viewers)
            } else {
                Shown::Hidden
            },
            binges: Shown::Hidden,
            most: Shown::Hidden,
        };
    }
    let often = sittings.bingers.iter();
    let often = often.map(|bingers| u64::from(bingers.binges) * u64::from(bingers.viewers));
    let binges: u64 = often.sum();
    let most = sittings.bingers.iter().map(|bingers| bingers.most).max();
    let most = most.unwrap_or(0);
    let reaching: Vec<u32> = (1..=most)
        .map(|titles| count(&|bingers| bingers.most >= titles))
        .collect();
    let tells = tells_of_a_few(guard, binges, viewers, count(&|bingers| bingers.binges > 1));
    ShownBinges {
        viewers: Shown::Exact(viewers.into()),
        binges: if tells {
            Shown::Hidden
        } else {
            Shown::Exact(binges)
        },
        most: guard.maximum(most, reached_by(&reaching, guard.minimum())),
    }
}
