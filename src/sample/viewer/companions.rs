//! What goes with what is played day after day.

use super::state::Viewer;
use crate::domain::Kind;
use crate::sample::roles::Role;
use crate::sample::schedule::Portion;

/// In how many of the last days it is played.
const LAST_DAYS: usize = 24;

impl Viewer<'_> {
    /// Plays, once or for an evening, some of what goes with that which the viewer plays day after day.
    pub(super) fn play_companions(&mut self, role: Role) {
        let world = self.world;
        let work = match role {
            Role::Faithful | Role::Curious => world.prince,
            Role::Follower(trend) => match world.work_named(&world.trends[trend].work) {
                Some(work) => work,
                None => return,
            },
            Role::Ordinary => return,
        };
        for (_, other, share) in world.companions.iter().filter(|(of, ..)| *of == work) {
            if self.random.happens(*share) && !self.seen.contains(other) {
                self.play_companion(*other);
            }
        }
    }

    fn play_companion(&mut self, work: usize) {
        let world = self.world;
        let calendar = &world.calendar;
        let released = calendar.number(world.works[work].parts[0].released);
        let from = released
            .unwrap_or(0)
            .max(calendar.last().saturating_sub(LAST_DAYS - 1));
        let day = calendar.busy_day(from, calendar.last(), &mut self.random);
        match world.works[work].kind {
            Kind::Episode => {
                self.evening(day, work, false);
            }
            Kind::Track => {
                let wall = self.commute();
                self.play(day, wall, (work, 0), Portion::Whole);
            }
            _ => {
                let wall = self.free_time(day);
                self.watch_film(day, wall, work);
            }
        }
    }
}
