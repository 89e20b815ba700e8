//! Music: a few favourite tracks, one of them above all, on the way to work and back.

use super::state::Viewer;
use crate::domain::Kind;
use crate::sample::schedule::Portion;

impl Viewer<'_> {
    /// Listens for some days, mostly to one track.
    pub(super) fn music_days(&mut self, day: usize) {
        self.renew_favourites(day);
        let Some(obsession) = self.random.one(&self.favourites) else {
            return;
        };
        let mut today = day;
        loop {
            self.listen(today, obsession);
            if !self.random.happens(self.taste.stamina) {
                break;
            }
            today += if self.random.happens(850) { 1 } else { 2 };
        }
    }

    /// Adds a track that is popular on `day` to the favourites; several where there are none yet.
    fn renew_favourites(&mut self, day: usize) {
        let wanted = if self.favourites.is_empty() {
            self.random.within(2..=6)
        } else {
            1
        };
        for _ in 0..wanted {
            let popularity = &self.world.popularity;
            let Some(track) = popularity.pick(Kind::Track, day, &mut self.random) else {
                return;
            };
            if !self.favourites.contains(&track) {
                self.favourites.push(track);
            }
        }
        if self.favourites.len() > 8 {
            self.favourites.remove(0);
        }
    }

    fn listen(&mut self, day: usize, obsession: usize) {
        let wall = self.commute();
        if self.random.happens(880) {
            self.play(day, wall, (obsession, 0), Portion::Whole);
            let again = self.world.works[obsession].again;
            if self.random.happens(30 * again) {
                self.play(day, wall, (obsession, 0), Portion::Whole);
            }
        }
        for _ in 0..self.random.below(4) {
            if let Some(track) = self.random.one(&self.favourites) {
                let is_skipped = self.random.happens(60);
                let portion = if is_skipped {
                    Portion::Short
                } else {
                    Portion::Whole
                };
                self.play(day, wall, (track, 0), portion);
            }
        }
    }
}
