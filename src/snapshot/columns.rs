//! The columns of a level: what its lists are answered from, all items at once.
//!
//! A show with a lone title has no cubes of its own (see `played_shows`): its counts are its title's. So shows are
//! answered from the columns of titles and from those of the other shows, and nothing is kept twice.

use std::sync::Arc;

use super::level_columns::LevelColumns;
use super::played_shows::PlayedShows;
use super::streak_sums::{Running, StreakCounts, StreakSums};
use crate::cube::day_number::Span;
use crate::domain::{ItemId, Threshold};

/// The columns of titles, or of shows.
#[derive(Debug, Clone)]
pub enum Columns {
    /// Of titles.
    Titles(Arc<LevelColumns>),
    /// Of shows.
    Shows(ShowColumns),
}

/// The columns of shows.
#[derive(Debug, Clone)]
pub struct ShowColumns {
    /// Those of shows with several titles.
    pub(super) own: Arc<LevelColumns>,
    /// Those of all titles.
    pub(super) titles: Arc<LevelColumns>,
    pub(super) played: Arc<PlayedShows>,
}

impl Columns {
    /// Counts something of each item, by number.
    fn each<T: Copy + Default>(&self, count: impl Fn(&LevelColumns) -> Vec<T>) -> Vec<T> {
        match self {
            Self::Titles(titles) => count(titles),
            Self::Shows(shows) => shows.joined(count(&shows.own), &count(&shows.titles)),
        }
    }

    /// Counts something of the streaks of each item, by number. Of titles, shows need the lone ones alone.
    fn each_of_streaks<T: Copy + Default>(&self, count: impl Fn(&StreakSums, &mut [T])) -> Vec<T> {
        let counted = |columns: &LevelColumns, streaks: &[&StreakSums]| {
            let mut counts = vec![T::default(); columns.width()];
            for streaks in streaks {
                count(streaks, &mut counts);
            }
            counts
        };
        match self {
            Self::Titles(titles) => counted(titles, &[&titles.streaks, &titles.lone_streaks]),
            Self::Shows(shows) => shows.joined(
                counted(&shows.own, &[&shows.own.streaks]),
                &counted(&shows.titles, &[&shows.titles.lone_streaks]),
            ),
        }
    }

    /// Counts the plays in a window of each item, by number; an item beyond the last has none.
    #[must_use]
    pub fn plays(&self, span: Span) -> Vec<u32> {
        self.each(|columns| columns.plays.counts(span, columns.width()))
    }

    /// Counts the plays with an earlier one of the same viewer inside the window, as [`Self::plays`] does.
    #[must_use]
    pub fn repeats(&self, span: Span) -> Vec<u32> {
        self.each(|columns| columns.rewatches().repeats.counts(span, columns.width()))
    }

    /// Counts the plays with two earlier ones of the same viewer inside the window, as [`Self::plays`] does.
    #[must_use]
    pub fn third_plays(&self, span: Span) -> Vec<u32> {
        self.each(|columns| {
            columns
                .rewatches()
                .third_plays
                .counts(span, columns.width())
        })
    }

    /// Returns the plays of one item in a window.
    #[must_use]
    pub fn plays_of(&self, item: ItemId, span: Span) -> u32 {
        match self {
            Self::Titles(titles) => titles.plays.count(item.0, span),
            Self::Shows(shows) => match shows.played.lone_title_of(item) {
                Some(title) => shows.titles.plays.count(title.0, span),
                None => shows.own.plays.count(item.0, span),
            },
        }
    }

    /// Returns how many viewers of one item have a streak of 2, 3… days or more in a window, up to the longest.
    #[must_use]
    pub fn streaks_of(&self, item: ItemId, span: Span) -> Vec<u32> {
        let of_title = |titles: &LevelColumns, title: ItemId| {
            let lone = titles.lone_streaks.of_item(title.0, span);
            if lone.is_empty() {
                titles.streaks.of_item(title.0, span)
            } else {
                lone
            }
        };
        match self {
            Self::Titles(titles) => of_title(titles, item),
            Self::Shows(shows) => match shows.played.lone_title_of(item) {
                Some(title) => of_title(&shows.titles, title),
                None => shows.own.streaks.of_item(item.0, span),
            },
        }
    }

    /// Counts the streaks of each item in a window, by number; `crowd` viewers are a crowd.
    #[must_use]
    pub fn streaks(&self, span: Span, threshold: Threshold, crowd: u32) -> Vec<StreakCounts> {
        self.each_of_streaks(|streaks, counts| streaks.count(counts, span, (threshold, crowd)))
    }

    /// Counts, of each item, the viewers whose streak of K days or more reaches the window's last day.
    #[must_use]
    pub fn running_viewers(&self, span: Span, threshold: Threshold) -> Vec<u32> {
        self.each_of_streaks(|streaks, viewers| streaks.count_running(viewers, span, threshold))
    }

    /// Measures the running streaks of two days or more of each item.
    #[must_use]
    pub fn running(&self, span: Span) -> Vec<Running> {
        self.each_of_streaks(|streaks, running| streaks.measure_running(running, span))
    }

    /// Returns, for each of a few items, the running streaks of two days or more: their first days, cut to
    /// the window, and their viewers. A first day may come more than once.
    #[must_use]
    pub fn running_since(&self, items: &[u32], span: Span) -> Vec<Vec<(u16, u32)>> {
        let shows = match self {
            Self::Titles(titles) => {
                let running = titles.streaks.running_since(items, span);
                let of_lone = titles.lone_streaks.running_since(items, span);
                let both = running.into_iter().zip(of_lone);
                return both.map(|(titles, lone)| [titles, lone].concat()).collect();
            }
            Self::Shows(shows) => shows,
        };
        let lone_titles = items.iter().map(|item| {
            shows
                .played
                .lone_title_of(ItemId(*item))
                .map(|title| title.0)
        });
        let lone_titles: Vec<Option<u32>> = lone_titles.collect();
        let titles: Vec<u32> = lone_titles.iter().flatten().copied().collect();
        let of_titles = shows.titles.lone_streaks.running_since(&titles, span);
        let mut of_titles = of_titles.into_iter();
        let mut running = shows.own.streaks.running_since(items, span);
        for (running, _) in running
            .iter_mut()
            .zip(&lone_titles)
            .filter(|(_, title)| title.is_some())
        {
            *running = of_titles.next().unwrap_or_default();
        }
        running
    }
}

impl ShowColumns {
    /// Puts the numbers of lone titles, by title, among those of the other shows, by show.
    fn joined<T: Copy + Default>(&self, mut of_shows: Vec<T>, of_titles: &[T]) -> Vec<T> {
        for (show, title) in self.played.lone_titles() {
            if let Some(of_title) = of_titles.get(title.0 as usize) {
                *place_of(&mut of_shows, *show) = *of_title;
            }
        }
        of_shows
    }
}

/// Returns the place of an item among numbers by item, which grow where it is beyond the last.
fn place_of<T: Copy + Default>(numbers: &mut Vec<T>, item: ItemId) -> &mut T {
    let place = item.0 as usize;
    if numbers.len() <= place {
        numbers.resize(place + 1, T::default());
    }
    &mut numbers[place]
}
