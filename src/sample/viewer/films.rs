//! Films: once, again and again, or two in a row.

use super::state::Viewer;
use crate::domain::Kind;
use crate::sample::schedule::Portion;

impl Viewer<'_> {
    /// Watches a film; perhaps the same one again on later days, or another one after it.
    pub(super) fn film_night(&mut self, day: usize) {
        let Some(work) = self.choose_film(day) else {
            return;
        };
        self.seen.push(work);
        let wall = self.free_time(day);
        self.watch_film(day, wall, work);
        let again = self.world.works[work].again;
        if self.random.happens(again * self.taste.replays) {
            // The children want it again tomorrow, and the day after.
            let mut later = day;
            while self.random.happens(500 + 20 * again) {
                later += self.random.within(1..=10).saturating_sub(7).max(1) as usize;
                let wall = self.free_time(later);
                self.play(later, wall, (work, 0), Portion::Whole);
            }
        } else if self.world.calendar.is_weekend(day) && self.random.happens(160) {
            // A double bill.
            if let Some(second) = self.choose_film(day) {
                self.seen.push(second);
                self.play(day, wall, (second, 0), Portion::Whole);
            }
        }
    }

    /// Returns a film to watch; one seen before only if it is often played again.
    fn choose_film(&mut self, day: usize) -> Option<usize> {
        (0..4).find_map(|_| {
            let popularity = &self.world.popularity;
            let work = popularity.pick(Kind::Film, day, &mut self.random)?;
            let again = 60 * self.world.works[work].again;
            let fits = !self.seen.contains(&work) || self.random.happens(again);
            fits.then_some(work)
        })
    }

    /// Watches a film as people do: to the end, or not for long, or with a night in between.
    pub(super) fn watch_film(&mut self, day: usize, wall: u32, work: usize) {
        match self.random.below(1000) {
            0..30 => self.play(day, wall, (work, 0), Portion::Short),
            30..70 => {
                let percent = self.random.within(8..=60);
                self.play(day, wall, (work, 0), Portion::Until(percent));
            }
            70..125 => {
                let percent = self.random.within(30..=80);
                self.play(day, wall, (work, 0), Portion::Until(percent));
                let wall = self.free_time(day + 1);
                self.play(day + 1, wall, (work, 0), Portion::From(percent));
            }
            _ => self.play(day, wall, (work, 0), Portion::Whole),
        }
    }
}
