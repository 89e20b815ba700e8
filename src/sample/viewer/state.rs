//! A viewer as the year goes by, and the few things they can do.

use crate::sample::random::Random;
use crate::sample::schedule::{Entry, Portion, Schedule};
use crate::sample::taste::Taste;
use crate::sample::world::World;

/// How far a viewer has got in a series.
struct Progress {
    work: usize,
    /// The next part to watch.
    next: usize,
    /// The last day on which it was watched.
    day: usize,
}

/// A viewer as the year goes by.
pub(super) struct Viewer<'a> {
    pub(super) world: &'a World,
    pub(super) random: Random,
    pub(super) schedule: Schedule,
    pub(super) taste: &'static Taste,
    /// The tracks they listen to these days.
    pub(super) favourites: Vec<usize>,
    /// The films they have seen.
    pub(super) seen: Vec<usize>,
    progress: Vec<Progress>,
}

impl<'a> Viewer<'a> {
    /// Returns a viewer who has played nothing yet.
    pub(super) fn new(world: &'a World, mut random: Random) -> Self {
        Self {
            world,
            taste: Taste::any(&mut random),
            random,
            schedule: Schedule::default(),
            favourites: Vec::new(),
            seen: Vec::new(),
            progress: Vec::new(),
        }
    }

    /// Plans to play a part of a work on a day, if the log has that day.
    pub(super) fn play(
        &mut self,
        day: usize,
        wall: u32,
        (work, part): (usize, usize),
        portion: Portion,
    ) {
        self.add(Entry {
            day,
            wall,
            is_pinned: false,
            work,
            part,
            portion,
        });
    }

    /// Plans to play a part of a work, all of it, at a time that nothing else may run into.
    pub(super) fn pin(&mut self, day: usize, wall: u32, (work, part): (usize, usize)) {
        self.add(Entry {
            day,
            wall,
            is_pinned: true,
            work,
            part,
            portion: Portion::Whole,
        });
    }

    fn add(&mut self, entry: Entry) {
        if entry.day <= self.world.calendar.last() {
            self.schedule.add(entry);
        }
    }

    /// Returns when an evening at the screen starts, in seconds after midnight: about half past
    /// eight, now and then near midnight, or about three on a weekend afternoon.
    pub(super) fn free_time(&mut self, day: usize) -> u32 {
        let calendar = &self.world.calendar;
        let is_weekend = calendar.is_weekend(day.min(calendar.last()));
        let (from, span) = if is_weekend && self.random.happens(300) {
            (13 * 3600, 3 * 3600)
        } else if self.random.happens(90) {
            (21 * 3600 + 1800, 3 * 3600)
        } else {
            (18 * 3600 + 1800, 4 * 3600)
        };
        self.random.about_the_middle(from, span)
    }

    /// Returns when a viewer listens on the way to work or back, in seconds after midnight.
    pub(super) fn commute(&mut self) -> u32 {
        let (from, span) = match self.random.below(100) {
            0..45 => (6 * 3600 + 2700, 2 * 3600),
            45..60 => (12 * 3600, 2 * 3600),
            _ => (16 * 3600 + 1200, 9000),
        };
        self.random.about_the_middle(from, span)
    }

    /// Returns whether a work was watched on `day` or later.
    pub(super) fn is_under_way(&self, work: usize, day: usize) -> bool {
        let watched = self.progress.iter().find(|watched| watched.work == work);
        watched.is_some_and(|watched| watched.day >= day)
    }

    /// Returns the part of a work that comes next, and moves on; `None` where no further part is out.
    ///
    /// Who replays starts at a random part, and after the last begins again at the first.
    pub(super) fn next_part(&mut self, day: usize, work: usize, is_replay: bool) -> Option<usize> {
        let calendar = &self.world.calendar;
        let out = self.world.works[work].parts_on(calendar.day(day.min(calendar.last())));
        if out == 0 {
            return None;
        }
        let known = self.progress.iter().position(|known| known.work == work);
        let place = known.unwrap_or_else(|| {
            let count = u32::try_from(out).unwrap_or(u32::MAX);
            let next = if is_replay {
                self.random.below(count)
            } else {
                0
            } as usize;
            self.progress.push(Progress { work, next, day });
            self.progress.len() - 1
        });
        let watched = &mut self.progress[place];
        if is_replay && watched.next >= out {
            watched.next = 0;
        }
        (watched.next < out).then(|| {
            watched.next += 1;
            watched.day = watched.day.max(day);
            watched.next - 1
        })
    }

    /// Goes back to the part before: it was not really watched.
    pub(super) fn step_back(&mut self, work: usize) {
        let mut progress = self.progress.iter_mut();
        if let Some(watched) = progress.find(|watched| watched.work == work) {
            watched.next = watched.next.saturating_sub(1);
        }
    }
}
