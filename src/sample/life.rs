//! The life of an ordinary viewer: a few stints at the screen, each with its own habit.

use super::World;
use super::chance::Chance;
use super::diary::{Diary, Entry, How};
use super::taste::Taste;
use crate::domain::Kind;

/// How many stints a viewer has in a year: most a few, some very many.
const STINTS: [(u32, u32); 9] = [
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

/// The days of the year that [`STINTS`] speaks of.
const YEAR: u32 = 344;

/// How many days' worth of stints newcomers have on top.
const NOVELTY: u32 = 20;

/// How far a viewer has got in a series.
struct Progress {
    work: usize,
    /// The next part to watch.
    next: usize,
    /// The last day on which it was watched.
    day: usize,
}

/// A viewer's life as it is being made up.
pub(super) struct Life<'a> {
    pub(super) world: &'a World,
    pub(super) chance: Chance,
    pub(super) diary: Diary,
    pub(super) taste: &'static Taste,
    pub(super) favourites: Vec<usize>,
    progress: Vec<Progress>,
    seen: Vec<usize>,
}

impl<'a> Life<'a> {
    /// Returns a life in which nothing has happened yet.
    pub(super) fn new(world: &'a World, mut chance: Chance) -> Self {
        Self {
            world,
            taste: Taste::any(&mut chance),
            chance,
            diary: Diary::default(),
            favourites: Vec::new(),
            progress: Vec::new(),
            seen: Vec::new(),
        }
    }

    /// Lives: joins, has stints in time order, and perhaps lapses.
    pub(super) fn ordinary(&mut self) {
        let (joins, leaves) = self.membership();
        let tenure = u32::try_from(leaves - joins).unwrap_or(u32::MAX) + 1;
        let mut days: Vec<usize> = (0..self.stints(tenure))
            .map(|_| {
                self.world
                    .calendar
                    .busy_day(joins, leaves, &mut self.chance)
            })
            .collect();
        days.sort_unstable();
        for day in days {
            self.stint(day);
        }
    }

    fn membership(&mut self) -> (usize, usize) {
        let last = self.world.calendar.last();
        let days = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let chosen = self.chance.below(days) as usize;
        match self.chance.below(100) {
            0..52 => (0, last),
            52..80 => (chosen, last),
            _ => {
                let stays = self.chance.within(10..=90) as usize;
                (chosen, last.min(chosen + stays))
            }
        }
    }

    /// Returns how many stints there are in so many days: at least one, or why join at all?
    fn stints(&mut self, days: u32) -> u32 {
        let in_a_year = self.chance.on_ladder(&STINTS);
        // The newcomer is keener than the old hand.
        let days = in_a_year * (days + NOVELTY.min(days));
        ((days + self.chance.below(YEAR)) / YEAR).max(1)
    }

    fn stint(&mut self, day: usize) {
        match self.taste.kind(&mut self.chance) {
            Kind::Film => self.film_night(day),
            Kind::Track => self.music_stint(day),
            _ => self.series_stint(day),
        }
    }

    fn film_night(&mut self, day: usize) {
        let Some(work) = self.film(day) else { return };
        self.seen.push(work);
        let wall = self.free_time(day);
        self.watch_film(day, wall, work);
        let again = self.world.works[work].again;
        if self.chance.happens(again * self.taste.comfort) {
            // The small ones want it again tomorrow, and the day after.
            let mut later = day;
            while self.chance.happens(500 + 20 * again) {
                later += self.chance.within(1..=10).saturating_sub(7).max(1) as usize;
                let wall = self.free_time(later);
                self.play(later, wall, (work, 0), How::Whole);
            }
        } else if self.world.calendar.is_weekend(day) && self.chance.happens(160) {
            // A double bill.
            if let Some(second) = self.film(day) {
                self.seen.push(second);
                self.play(day, wall, (second, 0), How::Whole);
            }
        }
    }

    /// Returns a film to watch; one seen before only if it bears it.
    fn film(&mut self, day: usize) -> Option<usize> {
        (0..4).find_map(|_| {
            let work = self.world.charts.pick(Kind::Film, day, &mut self.chance)?;
            let again = 60 * self.world.works[work].again;
            let fresh = !self.seen.contains(&work) || self.chance.happens(again);
            fresh.then_some(work)
        })
    }

    /// Watches a film as people do: to the end, or not for long, or with a night in between.
    pub(super) fn watch_film(&mut self, day: usize, wall: u32, work: usize) {
        match self.chance.below(1000) {
            0..30 => self.play(day, wall, (work, 0), How::Short),
            30..70 => {
                let percent = self.chance.within(8..=60);
                self.play(day, wall, (work, 0), How::Until(percent));
            }
            70..125 => {
                let percent = self.chance.within(30..=80);
                self.play(day, wall, (work, 0), How::Until(percent));
                let wall = self.free_time(day + 1);
                self.play(day + 1, wall, (work, 0), How::From(percent));
            }
            _ => self.play(day, wall, (work, 0), How::Whole),
        }
    }

    fn series_stint(&mut self, day: usize) {
        let comfort = self.chance.happens(self.taste.comfort * 5);
        let picked = if comfort {
            self.world.charts.comfort(Kind::Episode, &mut self.chance)
        } else {
            self.world.charts.pick(Kind::Episode, day, &mut self.chance)
        };
        let Some(work) = picked else { return };
        if self.is_under_way(work, day) {
            return;
        }
        let mut today = day;
        while self.evening(today, work, comfort) {
            today += match self.chance.below(1000) {
                draw if draw < self.taste.stamina => 1,
                draw if draw < self.taste.stamina + 110 => self.chance.within(2..=5) as usize,
                _ => break,
            };
        }
    }

    fn is_under_way(&self, work: usize, day: usize) -> bool {
        let watched = self.progress.iter().find(|watched| watched.work == work);
        watched.is_some_and(|watched| watched.day >= day)
    }

    /// Watches some episodes of an evening; returns whether there was anything left to watch.
    fn evening(&mut self, day: usize, work: usize, comfort: bool) -> bool {
        let wall = self.free_time(day);
        let minutes = (self.world.works[work].seconds / 60).max(1);
        let long = u32::from(self.world.calendar.is_weekend(day)) + self.taste.binges;
        let most = (70 + 45 * long) / minutes;
        let episodes = self.chance.within(1..=most.clamp(1, 7));
        for _ in 0..episodes {
            let Some(part) = self.next_part(day, work, comfort) else {
                return false;
            };
            self.play(day, wall, (work, part), How::Whole);
        }
        if self.chance.happens(35) {
            // One more, and asleep before the title sequence is over.
            if let Some(part) = self.next_part(day, work, comfort) {
                self.play(day, wall, (work, part), How::Short);
                self.step_back(work);
            }
        }
        true
    }

    /// Returns the part of a series that comes next, and moves on; after the last one that is out,
    /// `endless` begins again at the first.
    pub(super) fn next_part(&mut self, day: usize, work: usize, endless: bool) -> Option<usize> {
        let calendar = &self.world.calendar;
        let out = self.world.works[work].parts_on(calendar.day(day.min(calendar.last())));
        if out == 0 {
            return None;
        }
        let known = self.progress.iter().position(|known| known.work == work);
        let place = known.unwrap_or_else(|| {
            let count = u32::try_from(out).unwrap_or(u32::MAX);
            let next = if endless { self.chance.below(count) } else { 0 } as usize;
            self.progress.push(Progress { work, next, day });
            self.progress.len() - 1
        });
        let watched = &mut self.progress[place];
        if endless && watched.next >= out {
            watched.next = 0;
        }
        (watched.next < out).then(|| {
            watched.next += 1;
            watched.day = watched.day.max(day);
            watched.next - 1
        })
    }

    fn step_back(&mut self, work: usize) {
        let watched = self
            .progress
            .iter_mut()
            .find(|watched| watched.work == work);
        if let Some(watched) = watched {
            watched.next = watched.next.saturating_sub(1);
        }
    }

    /// Means to play a part of a work on a day; nothing comes of it after the log's last day.
    pub(super) fn play(&mut self, day: usize, wall: u32, (work, part): (usize, usize), how: How) {
        self.enter(day, wall, (work, part), how, false);
    }

    /// Arranges a day around a part of a work.
    pub(super) fn pin(&mut self, day: usize, wall: u32, (work, part): (usize, usize)) {
        self.enter(day, wall, (work, part), How::Whole, true);
    }

    fn enter(
        &mut self,
        day: usize,
        wall: u32,
        (work, part): (usize, usize),
        how: How,
        pinned: bool,
    ) {
        if day <= self.world.calendar.last() {
            self.diary.note(Entry {
                day,
                wall,
                pinned,
                work,
                part,
                how,
            });
        }
    }

    /// Returns when an evening at the screen starts, in seconds after midnight: about half past
    /// eight, now and then near midnight, or on a free afternoon about three.
    pub(super) fn free_time(&mut self, day: usize) -> u32 {
        let weekend = self
            .world
            .calendar
            .is_weekend(day.min(self.world.calendar.last()));
        let (from, span) = if weekend && self.chance.happens(300) {
            (13 * 3600, 3 * 3600)
        } else if self.chance.happens(90) {
            (21 * 3600 + 1800, 3 * 3600)
        } else {
            (18 * 3600 + 1800, 4 * 3600)
        };
        self.chance.about_the_middle(from, span)
    }
}
