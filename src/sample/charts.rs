//! What is chosen on which day: appeal, and how new a thing is.

use super::calendar::Calendar;
use super::catalog::Work;
use super::chance::{Chance, Weights};
use crate::domain::{Day, Kind};

/// The kinds of works, each with charts of its own.
const KINDS: [Kind; 3] = [Kind::Film, Kind::Episode, Kind::Track];

/// The charts of every day.
pub(super) struct Charts {
    charts: Vec<Chart>,
}

struct Chart {
    /// The works of the kind.
    works: Vec<usize>,
    /// For each day, the weight of each of them.
    days: Vec<Weights>,
    /// For each day, the weight of each as a thing to return to.
    comforts: Weights,
}

impl Charts {
    /// Returns the charts of `works` on the days of `calendar`.
    pub(super) fn new(works: &[Work], calendar: &Calendar) -> Self {
        let charts = KINDS.map(|kind| Chart::new(kind, works, calendar));
        Self {
            charts: charts.into(),
        }
    }

    /// Returns a work of `kind` that somebody chooses on a day; `None` where none is out yet.
    pub(super) fn pick(&self, kind: Kind, number: usize, chance: &mut Chance) -> Option<usize> {
        let chart = self.chart(kind)?;
        let place = chart.days.get(number)?.pick(chance)?;
        chart.works.get(place).copied()
    }

    /// Returns a work of `kind` that somebody may return to again and again, out or not.
    pub(super) fn comfort(&self, kind: Kind, chance: &mut Chance) -> Option<usize> {
        let chart = self.chart(kind)?;
        chart.works.get(chart.comforts.pick(chance)?).copied()
    }

    fn chart(&self, kind: Kind) -> Option<&Chart> {
        let place = KINDS.iter().position(|other| *other == kind)?;
        self.charts.get(place)
    }
}

impl Chart {
    fn new(kind: Kind, works: &[Work], calendar: &Calendar) -> Self {
        let own: Vec<usize> = (0..works.len())
            .filter(|work| works[*work].kind == kind)
            .collect();
        let on = |day| Weights::new(own.iter().map(|work| weight(&works[*work], day)));
        let days = (0..=calendar.last())
            .map(|number| on(calendar.day(number)))
            .collect();
        let comforts = own.iter().map(|work| {
            let again = works[*work].again;
            works[*work].appeal * again * again
        });
        Self {
            days,
            comforts: Weights::new(comforts),
            works: own,
        }
    }
}

/// Returns the weight of a work on a day: ten times as much on the day it comes out as a year
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
    fn a_release_draws_a_crowd_that_wanes() {
        let works = works();
        let lock = works.iter().find(|work| work.name == "The Ninth Lock");
        let on = |day| weight(lock.unwrap(), Day::parse(day).unwrap());
        assert_eq!(on("2016-10-13"), 0, "nothing is out");
        assert!(on("2017-10-13") > 5 * on("2017-10-12"), "the second season");
        assert!(on("2017-10-13") > 3 * on("2017-11-13"));
    }
}
