//! One viewer's year: what they mean to play, and when.
//!
//! | module | holds |
//! |---|---|
//! | `state` | what has happened so far, and the few things a viewer can do |
//! | `films`, `series`, `music` | what each kind of work is played like |
//! | `daily` | what is played day after day: the faithful, the curious, trends and habits |
//! | `companions` | what goes with that: other films of the season, other tracks of the artist |
//! | `year` | when an ordinary viewer starts something |

mod companions;
mod daily;
mod films;
mod music;
mod series;
mod state;
mod year;

use self::state::Viewer;
use super::random::Random;
use super::roles::Role;
use super::schedule::Schedule;
use super::world::World;

/// Returns what a viewer means to play all year, and their random numbers as they go on.
pub(super) fn schedule_of(role: Role, world: &World, random: Random) -> (Schedule, Random) {
    let mut viewer = Viewer::new(world, random);
    viewer.play_role(role);
    viewer.play_all_year();
    viewer.play_companions(role);
    (viewer.schedule, viewer.random)
}
