//! Series: some episodes an evening, for some evenings.

use super::state::Viewer;
use crate::domain::Kind;
use crate::sample::schedule::Portion;

impl Viewer<'_> {
    /// Watches a series from `day` on, evening after evening, with a few days off now and then.
    pub(super) fn series_evenings(&mut self, day: usize) {
        let is_replay = self.random.happens(self.taste.replays * 5);
        let popularity = &self.world.popularity;
        let picked = if is_replay {
            popularity.favourite(Kind::Episode, &mut self.random)
        } else {
            popularity.pick(Kind::Episode, day, &mut self.random)
        };
        let Some(work) = picked else { return };
        if self.is_under_way(work, day) {
            return;
        }
        let mut today = day;
        while self.evening(today, work, is_replay) {
            today += match self.random.below(1000) {
                draw if draw < self.taste.stamina => 1,
                draw if draw < self.taste.stamina + 110 => self.random.within(2..=5) as usize,
                _ => break,
            };
        }
    }

    /// Watches some episodes of an evening; returns whether there were as many left to watch.
    pub(super) fn evening(&mut self, day: usize, work: usize, is_replay: bool) -> bool {
        let wall = self.free_time(day);
        let minutes = (self.world.works[work].seconds / 60).max(1);
        let longer = u32::from(self.world.calendar.is_weekend(day)) + self.taste.binges;
        let most = (70 + 45 * longer) / minutes;
        let episodes = self.random.within(1..=most.clamp(1, 7));
        for _ in 0..episodes {
            let Some(part) = self.next_part(day, work, is_replay) else {
                return false;
            };
            self.play(day, wall, (work, part), Portion::Whole);
        }
        if self.random.happens(35) {
            // One more, and asleep before the title sequence is over.
            if let Some(part) = self.next_part(day, work, is_replay) {
                self.play(day, wall, (work, part), Portion::Short);
                self.step_back(work);
            }
        }
        true
    }
}
