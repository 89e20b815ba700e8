//! The cubes of shows with several titles, from the sorted days of their viewers.

use std::collections::HashMap;
use std::io;

use super::cube_queue::CubeSink;
use super::item_days::{self, ItemDay};
use super::level_pages::LevelPages;
use super::packed_days::{day_of, plays_of, split_show_key, viewer_of};
use crate::cube::kind::CubeKind;
use crate::domain::Level;
use crate::store::external_sort::Sorted;

/// Derives the cubes of shows.
pub(super) struct ShowBuilder {
    pages: LevelPages,
    /// How many titles of each show have an active day.
    active_titles: HashMap<u32, u32>,
    sink: CubeSink,
}

impl ShowBuilder {
    /// Returns a builder that knows how many titles of each show with several of them have an active day.
    pub fn new(active_titles: HashMap<u32, u32>, sink: CubeSink) -> Self {
        Self {
            pages: LevelPages::new(Level::Show),
            active_titles,
            sink,
        }
    }

    /// Derives the shows whose days are given, packed and sorted by show.
    ///
    /// # Errors
    ///
    /// Fails where the sorted days cannot be read.
    pub fn build(mut self, sorted: Sorted<u128>) -> io::Result<()> {
        let mut show = 0;
        let mut days: Vec<ItemDay> = Vec::new();
        for key in sorted {
            let (of_show, packed) = split_show_key(key?);
            if of_show != show {
                self.add(show, &mut days);
                show = of_show;
            }
            days.push(ItemDay {
                viewer: viewer_of(packed),
                day: day_of(packed),
                plays: plays_of(packed),
            });
        }
        self.add(show, &mut days);
        self.pages.finish_page(&self.sink);
        Ok(())
    }

    /// Adds a show, and clears its days.
    fn add(&mut self, show: u32, days: &mut Vec<ItemDay>) {
        if days.is_empty() {
            return;
        }
        // Where only one title has an active day, the cubes of that title hold for the show.
        if self
            .active_titles
            .get(&show)
            .is_some_and(|titles| *titles > 1)
        {
            item_days::merge(days);
            let histories = item_days::histories(days);
            self.sink
                .put(CubeKind::ShowHistories, show, histories.encode());
            self.pages.add(show, &histories, &self.sink);
        }
        days.clear();
    }
}
