//! Listening: a few favourites, one of them of the moment, on the way to work and back.

use super::diary::How;
use super::life::Life;
use crate::domain::Kind;

impl Life<'_> {
    /// Listens for some days in a row.
    pub(super) fn music_stint(&mut self, day: usize) {
        self.renew_favourites(day);
        let Some(obsession) = self.chance.one(&self.favourites) else {
            return;
        };
        let mut today = day;
        loop {
            self.listen(today, obsession);
            if !self.chance.happens(self.taste.stamina) {
                break;
            }
            today += if self.chance.happens(850) { 1 } else { 2 };
        }
    }

    fn renew_favourites(&mut self, day: usize) {
        let wanted = if self.favourites.is_empty() {
            self.chance.within(2..=6)
        } else {
            1
        };
        for _ in 0..wanted {
            let Some(track) = self.world.charts.pick(Kind::Track, day, &mut self.chance) else {
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
        let wall = self.on_the_way();
        if self.chance.happens(880) {
            self.play(day, wall, (obsession, 0), How::Whole);
            let again = self.world.works[obsession].again;
            if self.chance.happens(30 * again) {
                self.play(day, wall, (obsession, 0), How::Whole);
            }
        }
        for _ in 0..self.chance.below(4) {
            if let Some(track) = self.chance.one(&self.favourites) {
                let skipped = self.chance.happens(60);
                let how = if skipped { How::Short } else { How::Whole };
                self.play(day, wall, (track, 0), how);
            }
        }
    }

    /// Returns when somebody listens, in seconds after midnight.
    pub(super) fn on_the_way(&mut self) -> u32 {
        let (from, span) = match self.chance.below(100) {
            0..45 => (6 * 3600 + 2700, 2 * 3600),
            45..60 => (12 * 3600, 2 * 3600),
            _ => (16 * 3600 + 1200, 9000),
        };
        self.chance.about_the_middle(from, span)
    }
}
