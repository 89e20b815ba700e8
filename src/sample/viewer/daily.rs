//! What is played day after day: by the faithful, the curious, followers of trends, and by habit.

use super::state::Viewer;
use crate::domain::{Day, Kind};
use crate::sample::plan::{FAITHFUL_DAYS, LAST_DAY};
use crate::sample::random::Weights;
use crate::sample::roles::Role;
use crate::sample::schedule::Portion;
use crate::sample::trends::Trend;

/// How many viewers in ten thousand have a habit: a lullaby, an old comedy to fall asleep to.
const HABITS: u32 = 38;

/// How many days a habit lasts, as quantiles.
const HABIT_DAYS: [(u32, u32); 6] = [
    (0, 10),
    (400, 25),
    (750, 60),
    (920, 110),
    (990, 200),
    (1000, 320),
];

/// How many of the curious begin on each day from the release on: the first weekend, the next, and
/// December.
const CURIOUS_DAYS: [u32; 24] = [
    46, 78, 70, 32, 22, 20, 26, 48, 70, 62, 26, 21, 22, 26, 48, 76, 70, 30, 27, 30, 36, 72, 92, 86,
];

/// For how many days in a row the curious play it: 1, 2, 3, …
const CURIOUS_LENGTHS: [u32; 9] = [640, 165, 82, 44, 26, 16, 11, 9, 7];

impl Viewer<'_> {
    /// Plays what belongs to the viewer's role; ordinary viewers may have a habit.
    pub(super) fn play_role(&mut self, role: Role) {
        match role {
            Role::Faithful => self.be_faithful(),
            Role::Curious => self.be_curious(),
            Role::Follower(trend) => {
                let world = self.world;
                self.follow(&world.trends[trend]);
            }
            Role::Ordinary => {
                if self.random.below(10_000) < HABITS {
                    self.form_a_habit();
                }
            }
        }
    }

    /// Plays *A Christmas Prince* on each of the last 18 days, and not on the day before them.
    fn be_faithful(&mut self) {
        let prince = (self.world.prince, 0);
        let days_ago = |n: u32| LAST_DAY.plus(-i32::try_from(n).unwrap_or(i32::MAX));
        for n in 0..FAITHFUL_DAYS {
            let Some(day) = self.world.calendar.number(days_ago(n)) else {
                return;
            };
            if self.world.calendar.is_weekend(day) && self.random.happens(120) {
                let wall = 14 * 3600 + self.random.below(3600);
                self.pin(day, wall, prince);
            }
            let wall = 18 * 3600 + self.random.below(9000);
            self.pin(day, wall, prince);
        }
        // Some had seen it in its first days, too.
        if self.random.happens(450) {
            let first = days_ago(FAITHFUL_DAYS + 5 - self.random.below(4));
            if let Some(day) = self.world.calendar.number(first) {
                let wall = self.free_time(day);
                self.play(day, wall, prince, Portion::Whole);
            }
        }
    }

    /// Plays *A Christmas Prince* as films are played: once, or on a few days in a row.
    fn be_curious(&mut self) {
        let prince = self.world.prince;
        let released = self.world.works[prince].parts[0].released;
        let late = Weights::new(CURIOUS_DAYS).pick(&mut self.random);
        let first = released.plus(late.and_then(|days| i32::try_from(days).ok()).unwrap_or(0));
        let Some(first) = self.world.calendar.number(first) else {
            return;
        };
        let length = Weights::new(CURIOUS_LENGTHS).pick(&mut self.random);
        if length == Some(0) {
            let wall = self.free_time(first);
            self.watch_film(first, wall, prince);
        } else {
            for day in first..=first + length.unwrap_or(0) {
                let wall = 18 * 3600 + self.random.below(9000);
                self.pin(day, wall, (prince, 0));
            }
        }
        if self.random.happens(90) {
            let later = first + self.random.within(3..=12) as usize;
            let wall = self.free_time(later);
            self.play(later, wall, (prince, 0), Portion::Whole);
        }
    }

    /// Plays the work of a trend every day, until the viewer or the trend has had enough.
    fn follow(&mut self, trend: &Trend) {
        let Some(work) = self.world.work_named(&trend.work) else {
            return;
        };
        let late = self.random.below(trend.latest + 1);
        let first = trend.from.plus(i32::try_from(late).unwrap_or(0));
        let mut days = 1;
        while self.random.happens(trend.stay) {
            days += 1;
        }
        self.play_every_day(work, first, trend.to.min(first.plus(days - 1)));
    }

    /// Plays one track or series every day for weeks.
    fn form_a_habit(&mut self) {
        let kind = if self.random.happens(550) {
            Kind::Track
        } else {
            Kind::Episode
        };
        let popularity = &self.world.popularity;
        let Some(work) = popularity.favourite(kind, &mut self.random) else {
            return;
        };
        let calendar = &self.world.calendar;
        let first = calendar.busy_day(0, calendar.last(), &mut self.random);
        let days = i32::try_from(self.random.by_quantiles(&HABIT_DAYS)).unwrap_or(1);
        let first = calendar.day(first);
        self.play_every_day(work, first, first.plus(days - 1));
    }

    /// Plays a work, or its next part, on every day of a range that the log has.
    fn play_every_day(&mut self, work: usize, from: Day, to: Day) {
        let is_music = self.world.works[work].kind == Kind::Track;
        let usual = if is_music {
            self.commute()
        } else {
            18 * 3600 + self.random.below(9000)
        };
        for day in (from.0..=to.0).filter_map(|day| self.world.calendar.number(Day(day))) {
            let Some(part) = self.next_part(day, work, true) else {
                continue;
            };
            let wall = usual + self.random.below(1500);
            self.pin(day, wall, (work, part));
            if is_music && self.random.happens(150) {
                self.pin(day, wall, (work, part));
            }
        }
    }
}
