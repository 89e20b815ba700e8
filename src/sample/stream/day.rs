//! The rows of one day.

use super::draws::Draws;
use super::titles::{PRINCE_SECONDS, Titles};
use super::{DAYS, FAITHFUL, Quota, Row, StreamPlan, quotas};

// What lots are drawn about; the low 16 bits are a day.
pub(super) const FILM: u64 = 1 << 16;
pub(super) const SHOW: u64 = 2 << 16;
const VIEWER: u64 = 3 << 16;
const FAITH: u64 = 4 << 16;
const SPELL: u64 = 5 << 16;
const SITTING: u64 = 6 << 16;
const CHANCE: u64 = 7 << 16;

/// How many of a hundred rows of a day are the first of a spell.
const SPELLS_PER_CENT: u64 = 6;

/// How many of a thousand spells are alive so many days after their first.
const ALIVE: [u64; 15] = [
    1000, 1000, 620, 430, 310, 230, 170, 130, 100, 75, 55, 40, 30, 20, 12,
];

/// The day on which *A Christmas Prince* came out: 2017-11-17.
const PREMIERE: u32 = DAYS - 24;

/// All that a day depends on.
pub(super) struct World {
    seed: u64,
    viewers: u32,
    titles: Titles,
    quotas: Vec<Quota>,
}

impl World {
    pub(super) fn new(plan: &StreamPlan) -> Self {
        Self {
            seed: plan.seed,
            viewers: plan.viewers(),
            titles: Titles::new(plan.seed, plan.titles()),
            quotas: quotas(plan.plays),
        }
    }

    pub(super) fn titles(&self) -> &Titles {
        &self.titles
    }

    /// Puts the rows of a day, counted from 0, in place of those in `rows`; in no order.
    pub(super) fn fill(&self, day: u32, rows: &mut Vec<Row>) {
        rows.clear();
        let quota = self.quotas[day as usize];
        for seat in 0..quota.faithful {
            rows.push(self.faithful(day, seat));
        }
        let full = rows.len() + usize::try_from(quota.ordinary).unwrap_or(usize::MAX);
        self.add_spells(day, full, rows);
        for number in 0.. {
            if rows.len() >= full {
                break;
            }
            rows.push(self.by_chance(day, number));
        }
    }

    /// Returns the row of one of the faithful: from six to ten in the evening, to the end.
    fn faithful(&self, day: u32, seat: u32) -> Row {
        let mut draws = self.draws(FAITH, day, u64::from(seat));
        Row {
            at: 18 * 3600 + draws.below(4 * 3600),
            viewer: self.first_faithful() + seat,
            title: self.titles.prince(),
            seconds: PRINCE_SECONDS,
        }
    }

    fn first_faithful(&self) -> u32 {
        self.viewers - FAITHFUL
    }

    /// Adds the rows of the spells that are alive on a day: those that began on it, and what is left
    /// of those that began on the days before.
    fn add_spells(&self, day: u32, full: usize, rows: &mut Vec<Row>) {
        for (age, alive) in (0..=day).zip(ALIVE) {
            let began = self.quotas[(day - age) as usize].ordinary * SPELLS_PER_CENT / 100;
            for number in 0..began * alive / 1000 {
                self.add_spell(day, age, number, full, rows);
            }
        }
    }

    /// Adds the rows of one spell: the same title day after day, or a series from episode to episode.
    fn add_spell(&self, day: u32, age: u32, number: u64, full: usize, rows: &mut Vec<Row>) {
        let began = day - age;
        let mut draws = self.draws(SPELL, began, number);
        let viewer = draws.gently_below(self.viewers);
        let binge = draws.below(10);
        let (first, count, sitting, offset);
        if binge < 4 {
            let is_prince = began >= PREMIERE && draws.below(200) == 0;
            first = if is_prince {
                self.titles.prince()
            } else {
                self.titles.pick(began, &mut draws)
            };
            (count, sitting, offset) = (1, 1, 0);
            if is_prince && !self.may_play_the_prince(viewer, day) {
                return;
            }
        } else {
            (first, count) = self
                .titles
                .episodes(self.titles.pick_show(began, &mut draws));
            sitting = binge % 3 + 1;
            offset = age * sitting;
        }
        let mut draws = self.draws(SITTING + u64::from(age), day, number);
        // A sitting ends before midnight: its rows are all of one day.
        let mut at = draws.second().min(86_399 - (sitting - 1) * 3_700);
        for episode in offset..offset + sitting {
            if rows.len() >= full {
                return;
            }
            let title = first + episode % count;
            let seconds = self.lasting(title, &mut draws);
            rows.push(Row {
                at,
                viewer,
                title,
                seconds,
            });
            at += seconds + 15 + draws.below(60);
        }
    }

    /// Returns a row of no spell: one of the viewer's favourites, or whatever the day has to offer.
    fn by_chance(&self, day: u32, number: u64) -> Row {
        let mut draws = self.draws(CHANCE, day, number);
        let viewer = draws.gently_below(self.viewers);
        let choice = draws.below(1000);
        let title = if choice < 250 {
            let favourite = u64::from(viewer) * 4 + u64::from(draws.below(3));
            let mut draws = Draws::of(self.seed, VIEWER, favourite);
            let met = draws.below(DAYS);
            self.titles.pick(met, &mut draws)
        } else if choice == 999 && day >= PREMIERE && self.may_play_the_prince(viewer, day) {
            self.titles.prince()
        } else {
            self.titles.pick(day, &mut draws)
        };
        Row {
            at: draws.second(),
            viewer,
            title,
            seconds: self.lasting(title, &mut draws),
        }
    }

    /// Returns how long somebody plays a title: mostly to its end.
    fn lasting(&self, title: u32, draws: &mut Draws) -> u32 {
        let whole = self.titles.seconds(title);
        match draws.below(100) {
            0..3 => 5 + draws.below(115),
            3..12 => 1_200 + draws.below(whole - 1_200),
            _ => whole - draws.below(30),
        }
    }

    /// Returns whether a viewer who is not faithful may play *A Christmas Prince* on a day: on five
    /// of six, and the faithful play it on their own days only.
    fn may_play_the_prince(&self, viewer: u32, day: u32) -> bool {
        viewer < self.first_faithful() && !(viewer % 6 + day).is_multiple_of(6)
    }

    fn draws(&self, matter: u64, day: u32, number: u64) -> Draws {
        Draws::of(self.seed, matter | (u64::from(day) << 32), number)
    }
}
