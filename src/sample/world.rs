//! What all viewers of a sample have in common: the works, the days and what is popular on them.

use super::calendar::Calendar;
use super::catalog::{self, PRINCE, Work};
use super::companions::{self, Companion};
use super::plan::Plan;
use super::popularity::Popularity;
use super::random::Random;
use super::roles::{self, Role};
use super::trends::{self, Trend};

/// What all viewers have in common.
pub(super) struct World {
    /// How many viewers there are.
    pub(super) viewers: u32,
    /// The works that can be played; elsewhere a work is its index in this list.
    pub(super) works: Vec<Work>,
    /// The index of *A Christmas Prince*.
    pub(super) prince: usize,
    /// The works that many play every day for a while.
    pub(super) trends: Vec<Trend>,
    /// What goes together: a work that is played day after day, another one, and how many in a thousand play it, too.
    pub(super) companions: Vec<(usize, usize, u32)>,
    /// The days of the log.
    pub(super) calendar: Calendar,
    /// What is chosen on which day.
    pub(super) popularity: Popularity,
    /// What each viewer is like.
    roles: Vec<Role>,
}

impl World {
    /// Returns the world of a plan.
    pub(super) fn new(plan: Plan, random: &mut Random) -> Self {
        let plan = plan.within_bounds();
        let works = catalog::works();
        let trends = trends::trends();
        let calendar = Calendar::new(plan.days);
        Self {
            viewers: plan.viewers,
            companions: numbered(companions::companions(), &works),
            prince: index_of(PRINCE, &works).expect("the catalogue has A Christmas Prince"),
            popularity: Popularity::new(&works, &calendar),
            roles: roles::assign(plan.viewers, &trends, random),
            trends,
            calendar,
            works,
        }
    }

    /// Returns the index of the work with this name.
    pub(super) fn work_named(&self, name: &str) -> Option<usize> {
        index_of(name, &self.works)
    }

    /// Returns what a viewer, counted from 0, is like.
    pub(super) fn role(&self, viewer: u32) -> Role {
        let role = self.roles.get(viewer as usize);
        role.copied().unwrap_or(Role::Ordinary)
    }
}

/// Returns companions by the indices of their works.
fn numbered(companions: Vec<Companion>, works: &[Work]) -> Vec<(usize, usize, u32)> {
    let numbered = companions.into_iter().filter_map(|companion| {
        let work = index_of(&companion.work, works)?;
        Some((work, index_of(&companion.other, works)?, companion.share))
    });
    numbered.collect()
}

fn index_of(name: &str, works: &[Work]) -> Option<usize> {
    works.iter().position(|work| work.name == name)
}
