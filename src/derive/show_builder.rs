//! Building the cubes of shows of several titles.

use std::collections::HashMap;
use std::io;

use crossbeam_channel::Sender;

use super::counters::PreviousDayCounter;
use super::encoded_cube::EncodedCube;
use super::item_days::{ItemDays, histories_of, merge_days};
use super::level_pages::LevelPages;
use super::packed_days::{day_of, halves, plays_of, viewer_of};
use super::play_days::plays_before;
use crate::cube::kind::CubeKind;
use crate::store::external_sort::Sorted;

/// Derives shows out of the days of viewers with them.
pub(super) struct ShowBuilder {
    pub pages: LevelPages,
    pub plays: PreviousDayCounter,
    /// How many titles of each show somebody was active with.
    pub played: HashMap<u32, u32>,
    pub store: Sender<EncodedCube>,
}

impl ShowBuilder {
    /// Adds every show, given the packed days of its viewers by show.
    pub fn run(&mut self, sorted: Sorted<u128>) -> io::Result<()> {
        let mut show = 0;
        let mut days: ItemDays = Vec::new();
        for key in sorted {
            let key = key?;
            let (of_show, packed) = halves(key);
            if of_show != show {
                self.add(show, &mut days);
                show = of_show;
            }
            days.push((viewer_of(packed), day_of(packed), plays_of(packed)));
        }
        self.add(show, &mut days);
        self.pages.store(&self.store);
        Ok(())
    }

    /// Adds a show, and clears its days.
    fn add(&mut self, show: u32, days: &mut ItemDays) {
        if days.is_empty() {
            return;
        }
        merge_days(days);
        let histories = histories_of(days);
        days.clear();
        for (day, before, plays) in plays_before(&histories) {
            self.plays.add(day, before, plays);
        }
        // All that is known of one title alone is known already.
        if self.played.get(&show).is_some_and(|titles| *titles > 1) {
            EncodedCube::send(
                &self.store,
                CubeKind::ShowHistories,
                show,
                histories.encode(),
            );
            self.pages.add(show, &histories, &self.store);
        }
    }
}
