//! A log that looks like life, made of whole cloth: `bingetop sample`.
//!
//! About nine thousand viewers play three hundred works for most of 2017: 299 invented ones, and
//! *A Christmas Prince*, whose 53 most faithful viewers play it on each of the log's last 18 days.
//! Everything else about the people is chance, and the same chance for the same seed on every
//! machine: no clock, no hash order, no rounding.
//!
//! | module | holds |
//! |---|---|
//! | `chance` | drawing lots |
//! | `catalog` | the works, from `assets/` |
//! | `calendar` | the days, where they start in Rome, and how busy they are |
//! | `charts` | what is chosen on which day |
//! | `cast`, `crazes` | who is faithful, curious or taken hold of by a craze |
//! | `taste`, `life`, `music`, `devotion` | what a viewer does all year |
//! | `diary` | the rows that come of it |
//! | [`stream`] | apart from all that: a log of any size, as CSV |

mod calendar;
mod cast;
mod catalog;
mod chance;
mod charts;
mod crazes;
mod devotion;
mod diary;
#[cfg(test)]
mod facts;
mod life;
mod music;
pub mod stream;
mod taste;

use std::ops::RangeInclusive;

use chrono_tz::Tz;

use self::calendar::Calendar;
use self::cast::Role;
use self::catalog::{PRINCE, Work};
use self::chance::Chance;
use self::charts::Charts;
use self::life::Life;
use crate::domain::Day;
use crate::formats::record::Record;

/// The time zone of the sample; its days start at midnight.
pub const SAMPLE_ZONE: Tz = chrono_tz::Europe::Rome;

/// The last day of every sample: 2017-12-10.
pub const LAST_DAY: Day = Day(17_510);

/// How many viewers a sample may have. Below sixty there would be nobody left to be unfaithful.
pub const VIEWERS: RangeInclusive<u32> = 60..=1_000_000;

/// How many days a sample may have: at least those of the tweet.
pub const DAYS: RangeInclusive<u32> = 18..=10_000;

/// What sample to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The seed: another one makes other people, and the same 53.
    pub seed: u64,
    /// How many viewers, of [`VIEWERS`]; a few of them may play nothing.
    pub viewers: u32,
    /// How many days, of [`DAYS`]; the last is always [`LAST_DAY`].
    pub days: u32,
}

impl Default for Plan {
    /// Returns the plan of the log that the documentation shows: 2017-01-01 to 2017-12-10.
    fn default() -> Self {
        Self {
            seed: 20_171_210,
            viewers: 9_120,
            days: 344,
        }
    }
}

/// Returns the rows of a sample: viewer by viewer, each in time order, no two of one viewer at once.
///
/// A plan outside [`VIEWERS`] or [`DAYS`] is brought to the nearest bound. Whatever the plan, 53
/// viewers play *A Christmas Prince* on each of the last 18 days and not on the day before, and
/// nobody else comes near. That it also outshines every other title is certain for
/// plans up to about the default's size: a larger crowd has more of everything else. Only one
/// viewer's rows are in memory at a time.
#[must_use = "iterators are lazy"]
pub fn records(plan: &Plan) -> impl Iterator<Item = Record<'static>> + use<> {
    let mut chance = Chance::new(plan.seed);
    let world = World::new(*plan, &mut chance);
    (0..world.plan.viewers).flat_map(move |viewer| world.records_of(viewer, chance.fork()))
}

/// All that the viewers have in common.
struct World {
    plan: Plan,
    works: Vec<Work>,
    /// The place of A Christmas Prince among the works.
    prince: usize,
    calendar: Calendar,
    charts: Charts,
    roles: Vec<Role>,
}

impl World {
    fn new(plan: Plan, chance: &mut Chance) -> Self {
        let plan = Plan {
            viewers: plan.viewers.clamp(*VIEWERS.start(), *VIEWERS.end()),
            days: plan.days.clamp(*DAYS.start(), *DAYS.end()),
            ..plan
        };
        let works = catalog::works();
        let calendar = Calendar::new(plan.days);
        Self {
            plan,
            prince: place_of(PRINCE, &works).expect("the catalogue has A Christmas Prince"),
            charts: Charts::new(&works, &calendar),
            roles: cast::roles(plan.viewers, chance),
            calendar,
            works,
        }
    }

    fn place_of(&self, name: &str) -> Option<usize> {
        place_of(name, &self.works)
    }

    fn records_of(&self, viewer: u32, chance: Chance) -> Vec<Record<'static>> {
        let role = self.roles.get(viewer as usize);
        let mut life = Life::new(self, chance);
        life.devoted(role.copied().unwrap_or(Role::Ordinary));
        life.ordinary();
        let name = format!("viewer {:04}", viewer + 1);
        let Life {
            diary, mut chance, ..
        } = life;
        diary.records(&name, &self.works, &self.calendar, &mut chance)
    }
}

fn place_of(name: &str, works: &[Work]) -> Option<usize> {
    works.iter().position(|work| work.name == name)
}
