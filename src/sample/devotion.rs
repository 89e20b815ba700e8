//! Devotion: what somebody plays day after day, and arranges the day around.

use super::LAST_DAY;
use super::cast::{FAITHFUL_DAYS, Role};
use super::chance::Weights;
use super::crazes::Craze;
use super::diary::How;
use super::life::Life;
use crate::domain::{Day, Kind};

/// How many people in ten thousand have a ritual: a lullaby, the same old comedy to fall asleep to.
const RITUALS: u32 = 38;

/// How many days a ritual lasts.
const RITUAL_DAYS: [(u32, u32); 6] = [
    (0, 10),
    (400, 25),
    (750, 60),
    (920, 110),
    (990, 200),
    (1000, 320),
];

/// The curious of each day from the release on: a first weekend, its echo, and December.
const CURIOUS_DAYS: [u32; 24] = [
    46, 78, 70, 32, 22, 20, 26, 48, 70, 62, 26, 21, 22, 26, 48, 76, 70, 30, 27, 30, 36, 72, 92, 86,
];

/// For how many days in a row the curious play it: 1, 2, 3, …
const CURIOUS_LENGTHS: [u32; 9] = [640, 165, 82, 44, 26, 16, 11, 9, 7];

impl Life<'_> {
    /// Plays the part that the viewer has in the story, if any.
    pub(super) fn devoted(&mut self, role: Role) {
        match role {
            Role::Faithful => self.faithful(),
            Role::Curious => self.curious(),
            Role::Devotee(craze) => self.taken_hold_of(craze),
            Role::Ordinary => {
                if self.chance.below(10_000) < RITUALS {
                    self.ritual();
                }
            }
        }
    }

    /// Plays A Christmas Prince on each of the last 18 days, and not on the day before them.
    fn faithful(&mut self) {
        let prince = (self.world.prince, 0);
        let days_ago = |n: u32| LAST_DAY.plus(-i32::try_from(n).unwrap_or(i32::MAX));
        for n in 0..FAITHFUL_DAYS {
            let Some(day) = self.world.calendar.number(days_ago(n)) else {
                return;
            };
            if self.world.calendar.is_weekend(day) && self.chance.happens(120) {
                let wall = 14 * 3600 + self.chance.below(3600);
                self.pin(day, wall, prince);
            }
            let wall = 18 * 3600 + self.chance.below(9000);
            self.pin(day, wall, prince);
        }
        // Who hurt them is not known, but some had seen it in its first days.
        if self.chance.happens(450) {
            let first = days_ago(FAITHFUL_DAYS + 5 - self.chance.below(4));
            if let Some(day) = self.world.calendar.number(first) {
                let wall = self.free_time(day);
                self.play(day, wall, prince, How::Whole);
            }
        }
    }

    /// Plays A Christmas Prince as films are played: once, or until one is out of chocolate.
    fn curious(&mut self) {
        let prince = self.world.prince;
        let released = self.world.works[prince].parts[0].released;
        let late = Weights::new(CURIOUS_DAYS).pick(&mut self.chance);
        let first = released.plus(late.and_then(|days| i32::try_from(days).ok()).unwrap_or(0));
        let Some(first) = self.world.calendar.number(first) else {
            return;
        };
        let length = Weights::new(CURIOUS_LENGTHS).pick(&mut self.chance);
        if length == Some(0) {
            let wall = self.free_time(first);
            self.watch_film(first, wall, prince);
        } else {
            for day in first..=first + length.unwrap_or(0) {
                let wall = 18 * 3600 + self.chance.below(9000);
                self.pin(day, wall, (prince, 0));
            }
        }
        if self.chance.happens(90) {
            let later = first + self.chance.within(3..=12) as usize;
            let wall = self.free_time(later);
            self.play(later, wall, (prince, 0), How::Whole);
        }
    }

    fn taken_hold_of(&mut self, craze: &Craze) {
        let Some(work) = self.world.place_of(craze.work) else {
            return;
        };
        let (from, to) = craze.days();
        let late = self.chance.below(craze.late + 1);
        let first = from.plus(i32::try_from(late).unwrap_or(0));
        let mut days = 1;
        while self.chance.happens(craze.keeps) {
            days += 1;
        }
        self.every_day(work, first, to.min(first.plus(days - 1)));
    }

    fn ritual(&mut self) {
        let kind = if self.chance.happens(550) {
            Kind::Track
        } else {
            Kind::Episode
        };
        let Some(work) = self.world.charts.comfort(kind, &mut self.chance) else {
            return;
        };
        let calendar = &self.world.calendar;
        let first = calendar.busy_day(0, calendar.last(), &mut self.chance);
        let days = i32::try_from(self.chance.on_ladder(&RITUAL_DAYS)).unwrap_or(1);
        let first = calendar.day(first);
        self.every_day(work, first, first.plus(days - 1));
    }

    /// Plays a work, or the next part of it, on every day that the log has of a range.
    fn every_day(&mut self, work: usize, from: Day, to: Day) {
        let music = self.world.works[work].kind == Kind::Track;
        let usual = if music {
            self.on_the_way()
        } else {
            18 * 3600 + self.chance.below(9000)
        };
        for day in (from.0..=to.0).filter_map(|day| self.world.calendar.number(Day(day))) {
            let Some(part) = self.next_part(day, work, true) else {
                continue;
            };
            let wall = usual + self.chance.below(1500);
            self.pin(day, wall, (work, part));
            if music && self.chance.happens(150) {
                self.pin(day, wall, (work, part));
            }
        }
    }
}
