//! Made-up logs: `bingetop sample`.
//!
//! - In comes a plan: a seed, and how many viewers and days, or how many plays.
//! - Out come records, as a format yields them; or, from [`stream`], a CSV of any size.
//! - It never reads a clock, a file or a log: a seed makes the same bytes on every machine.
//!
//! By default about nine thousand viewers play three hundred works for most of 2017: 299 invented
//! ones and *A Christmas Prince*, which 53 faithful viewers play on each of the last 18 days. All
//! else is random, in whole numbers only.
//!
//! | module | holds |
//! |---|---|
//! | [`plan`] | which sample to make: seed, viewers, days |
//! | `random` | seeded random numbers |
//! | `catalog` | the works, from `assets/catalogue.tsv` |
//! | `trends` | works that many play every day for a while, from `assets/trends.tsv` |
//! | `companions` | works that the same viewers play, from `assets/companions.tsv` |
//! | `calendar` | the days, where they start in Rome, and how busy they are |
//! | `popularity` | what is chosen on which day |
//! | `roles` | who is faithful, curious or follows a trend |
//! | `world` | all of the above, as every viewer meets it |
//! | `taste` | what a viewer likes, and how hard it is to stop |
//! | `schedule` | what a viewer means to play when, and the records that come of it |
//! | `viewer` | one viewer's year: films, series, music and daily habits |
//! | [`stream`] | apart from all that: a log of any size, as CSV |

mod calendar;
mod catalog;
mod companions;
pub mod plan;
mod popularity;
pub(crate) mod random;
mod roles;
mod schedule;
pub mod stream;
mod taste;
#[cfg(test)]
mod tests;
mod trends;
mod viewer;
mod world;

pub use self::plan::{DAYS, LAST_DAY, Plan, SAMPLE_ZONE, VIEWERS};
use self::random::Random;
use self::world::World;
use crate::formats::record::Record;

/// Returns the records of a sample: viewer by viewer, each in time order, no two of one viewer at
/// once.
///
/// A plan outside [`VIEWERS`] or [`DAYS`] is brought to the nearest bound. Whatever the plan, 53
/// viewers play *A Christmas Prince* on each of the last 18 days and not on the day before; nobody
/// else plays it on as many days in a row. That no other title has a cohort like this is certain
/// only up to about the default's size: a larger crowd plays more of everything else. Only one
/// viewer's records are in memory at a time.
#[must_use = "iterators are lazy"]
pub fn records(plan: &Plan) -> impl Iterator<Item = Record<'static>> + use<> {
    let mut random = Random::new(plan.seed);
    let world = World::new(*plan, &mut random);
    (0..world.viewers).flat_map(move |viewer| records_of(viewer, &world, random.fork()))
}

fn records_of(viewer: u32, world: &World, random: Random) -> Vec<Record<'static>> {
    let (schedule, mut random) = viewer::schedule_of(world.role(viewer), world, random);
    let name = format!("viewer {:04}", viewer + 1);
    schedule.records(&name, &world.works, &world.calendar, &mut random)
}
