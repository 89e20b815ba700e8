//! When an ordinary viewer starts something, all year.

use super::state::Viewer;
use crate::domain::Kind;

/// How often a viewer starts something in a year, as quantiles: mostly a few times, some very often.
const STARTS: [(u32, u32); 9] = [
    (0, 1),
    (300, 1),
    (500, 2),
    (700, 3),
    (850, 5),
    (935, 9),
    (977, 19),
    (995, 42),
    (1000, 95),
];

/// The days of the year that [`STARTS`] is about.
const YEAR: u32 = 344;

/// How many more days' worth of starts new members have.
const NOVELTY: u32 = 20;

impl Viewer<'_> {
    /// Joins, starts one thing after the other in time order, and perhaps leaves.
    pub(super) fn play_all_year(&mut self) {
        let (joins, leaves) = self.membership();
        let tenure = u32::try_from(leaves - joins).unwrap_or(u32::MAX) + 1;
        let calendar = &self.world.calendar;
        let mut days: Vec<usize> = (0..self.starts(tenure))
            .map(|_| calendar.busy_day(joins, leaves, &mut self.random))
            .collect();
        days.sort_unstable();
        for day in days {
            self.start_something(day);
        }
    }

    /// Returns the first and the last day of the membership.
    fn membership(&mut self) -> (usize, usize) {
        let last = self.world.calendar.last();
        let days = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let chosen = self.random.below(days) as usize;
        match self.random.below(100) {
            0..52 => (0, last),
            52..80 => (chosen, last),
            _ => {
                let stays = self.random.within(10..=90) as usize;
                (chosen, last.min(chosen + stays))
            }
        }
    }

    /// Returns how often a viewer starts something in so many days: at least once.
    fn starts(&mut self, days: u32) -> u32 {
        let in_a_year = self.random.by_quantiles(&STARTS);
        let days = in_a_year * (days + NOVELTY.min(days));
        ((days + self.random.below(YEAR)) / YEAR).max(1)
    }

    fn start_something(&mut self, day: usize) {
        match self.taste.kind(&mut self.random) {
            Kind::Film => self.film_night(day),
            Kind::Track => self.music_days(day),
            _ => self.series_evenings(day),
        }
    }
}
