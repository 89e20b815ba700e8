//! Which shows are played, and which of them have only one title that is.
//!
//! The cubes of a *lone title* and of its show are equal: the log keeps them once, as the title's. (A film
//! is its own show, so most shows of many logs are of this kind.)

use crate::domain::ItemId;

/// The shows of a log that are played.
#[derive(Debug, Default)]
pub(super) struct PlayedShows {
    /// All of them, by number.
    shows: Vec<ItemId>,
    /// Those with a lone title, and that title; by show.
    lone_titles: Vec<(ItemId, ItemId)>,
}

impl PlayedShows {
    /// Finds the shows of these titles, which are all that are played.
    pub(super) fn new(titles: &[ItemId], show_of: impl Fn(ItemId) -> Option<ItemId>) -> Self {
        let with_show = |title: &ItemId| Some((show_of(*title)?, *title));
        let mut pairs: Vec<(ItemId, ItemId)> = titles.iter().filter_map(with_show).collect();
        pairs.sort_unstable();
        let mut played = Self::default();
        for of_show in pairs.chunk_by(|a, b| a.0 == b.0) {
            let (show, title) = of_show[0];
            played.shows.push(show);
            if of_show.len() == 1 {
                played.lone_titles.push((show, title));
            }
        }
        played
    }

    /// Returns every played show, by number.
    pub(super) fn all(&self) -> &[ItemId] {
        &self.shows
    }

    /// Returns the only played title of a show, where it has but one.
    pub(super) fn lone_title_of(&self, show: ItemId) -> Option<ItemId> {
        let place = self
            .lone_titles
            .binary_search_by_key(&show, |(show, _)| *show);
        place.ok().map(|place| self.lone_titles[place].1)
    }

    /// Returns, for each title up to so many, whether it is a lone one.
    pub(super) fn are_lone(&self, titles: usize) -> Vec<bool> {
        let mut are_lone = vec![false; titles];
        for (_, title) in &self.lone_titles {
            are_lone[title.0 as usize] = true;
        }
        are_lone
    }

    /// Returns the shows with a lone title, and that title; by show.
    pub(super) fn lone_titles(&self) -> &[(ItemId, ItemId)] {
        &self.lone_titles
    }
}
