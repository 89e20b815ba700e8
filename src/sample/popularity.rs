//! What is chosen on which day: by a work's appeal, and by how new it is.

use super::calendar::Calendar;
use super::catalog::Work;
use super::random::{Random, Weights};
use crate::domain::{Day, Kind};

/// The kinds of works; each is chosen from by itself.
const KINDS: [Kind; 3] = [Kind::Film, Kind::Episode, Kind::Track];

/// How popular each work is on each day, among those of its kind.
pub(super) struct Popularity {
    kinds: Vec<OfKind>,
}

/// How popular the works of one kind are.
struct OfKind {
    /// The works of the kind, by their indices.
    works: Vec<usize>,
    /// For each day, the weight of each of them.
    days: Vec<Weights>,
    /// The weight of each of them as something to play again and again.
    favourites: Weights,
}

impl Popularity {
    /// Returns how popular `works` are on the days of `calendar`.
    pub(super) fn new(works: &[Work], calendar: &Calendar) -> Self {
        let kinds = KINDS.map(|kind| OfKind::new(kind, works, calendar));
        Self {
            kinds: kinds.into(),
        }
    }

    /// Returns a work of `kind` that a viewer chooses on a day; `None` where none is out yet.
    pub(super) fn pick(&self, kind: Kind, number: usize, random: &mut Random) -> Option<usize> {
        let of_kind = self.of_kind(kind)?;
        let place = of_kind.days.get(number)?.pick(random)?;
        of_kind.works.get(place).copied()
    }

    /// Returns a work of `kind` that a viewer may play again and again, out or not.
    pub(super) fn favourite(&self, kind: Kind, random: &mut Random) -> Option<usize> {
        let of_kind = self.of_kind(kind)?;
        of_kind.works.get(of_kind.favourites.pick(random)?).copied()
    }

    fn of_kind(&self, kind: Kind) -> Option<&OfKind> {
        let place = KINDS.iter().position(|other| *other == kind)?;
        self.kinds.get(place)
    }
}

impl OfKind {
    fn new(kind: Kind, works: &[Work], calendar: &Calendar) -> Self {
        let own: Vec<usize> = (0..works.len())
            .filter(|work| works[*work].kind == kind)
            .collect();
        let on = |day| Weights::new(own.iter().map(|work| weight(&works[*work], day)));
        let days = (0..=calendar.last())
            .map(|number| on(calendar.day(number)))
            .collect();
        let favourites = own.iter().map(|work| {
            let again = works[*work].again;
            works[*work].appeal * again * again
        });
        Self {
            days,
            favourites: Weights::new(favourites),
            works: own,
        }
    }
}

/// Returns the weight of a work on a day: on the day it comes out, about ten times that of a year
/// later. A new season makes the whole series new.
fn weight(work: &Work, day: Day) -> u32 {
    let Some(newest) = work.parts_on(day).checked_sub(1) else {
        return 0;
    };
    let age = day.since(work.parts[newest].released).unsigned_abs();
    work.appeal * (10 + 720 / (6 + age))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::catalog::works;

    #[test]
    fn a_release_draws_a_crowd_that_shrinks() {
        let works = works();
        let lock = works.iter().find(|work| work.name == "The Ninth Lock");
        let on = |day| weight(lock.unwrap(), Day::parse(day).unwrap());
        assert_eq!(on("2016-10-13"), 0, "nothing is out");
        assert!(on("2017-10-13") > 5 * on("2017-10-12"), "the second season");
        assert!(on("2017-10-13") > 3 * on("2017-11-13"));
    }
}
