//! The rows of each day: those of the faithful, then habits, then what is played at random.

use super::habit::{self, Habit, Sitting};
use super::keyed_random::KeyedRandom;
use super::plan::{DAYS, StreamPlan};
use super::quotas::{Quota, quotas};
use super::row::{DayRows, Row};
use super::titles::{PRINCE_SECONDS, Titles};
use super::topic;
use crate::sample::plan::FAITHFUL;

/// The day on which *A Christmas Prince* came out: 2017-11-17.
const PREMIERE: u32 = DAYS - 24;

/// The last second of a day.
const LAST_SECOND: u32 = 86_399;

/// More seconds than an episode and the pause after it take.
const LONGEST_EPISODE: u32 = 3_700;

/// What the days of a stream are made from.
pub(super) struct Days {
    seed: u64,
    viewers: u32,
    titles: Titles,
    quotas: Vec<Quota>,
}

impl Days {
    /// Returns the days of a plan.
    pub(super) fn new(plan: &StreamPlan) -> Self {
        Self {
            seed: plan.seed,
            viewers: plan.viewers(),
            titles: Titles::new(plan.seed, plan.titles()),
            quotas: quotas(plan.plays),
        }
    }

    /// Returns what there is to play.
    pub(super) fn titles(&self) -> &Titles {
        &self.titles
    }

    /// Puts the rows of a day, counted from 0, in place of those in `rows`; in no order.
    pub(super) fn fill(&self, day: u32, rows: &mut Vec<Row>) {
        let quota = self.quotas[day as usize];
        let ordinary = usize::try_from(quota.ordinary).unwrap_or(usize::MAX);
        let mut rows = DayRows::new(rows, ordinary + quota.faithful as usize);
        for seat in 0..quota.faithful {
            rows.push(self.faithful(day, seat));
        }
        let ordinary = |day: u32| self.quotas[day as usize].ordinary;
        for habit in habit::kept_on(day, ordinary) {
            self.add_habit(day, habit, &mut rows);
        }
        for number in 0.. {
            if rows.is_full() {
                break;
            }
            rows.push(self.ordinary(day, number));
        }
    }

    /// Returns the row of one of the faithful: from six to ten in the evening, to the end.
    fn faithful(&self, day: u32, seat: u32) -> Row {
        let mut random = self.random(topic::FAITHFUL, day, u64::from(seat));
        Row {
            at: 18 * 3600 + random.below(4 * 3600),
            viewer: self.first_faithful() + seat,
            title: self.titles.prince(),
            seconds: PRINCE_SECONDS,
        }
    }

    /// Returns the first of the faithful, who are the last viewers.
    fn first_faithful(&self) -> u32 {
        self.viewers - FAITHFUL
    }

    /// Adds the rows of a habit on a day, as far as the day has room.
    fn add_habit(&self, day: u32, habit: Habit, rows: &mut DayRows<'_>) {
        let Some(sitting) = self.sitting(day, habit) else {
            return;
        };
        let topic = topic::SITTING + u64::from(habit.age);
        let mut random = self.random(topic, day, habit.number);
        let (first, count) = sitting.titles;
        // A sitting ends before midnight: its rows are all of one day.
        let latest = LAST_SECOND - (sitting.episodes - 1) * LONGEST_EPISODE;
        let mut at = random.second().min(latest);
        for episode in sitting.offset..sitting.offset + sitting.episodes {
            if rows.is_full() {
                return;
            }
            let title = first + episode % count;
            let seconds = self.seconds(title, &mut random);
            rows.push(Row {
                at,
                viewer: sitting.viewer,
                title,
                seconds,
            });
            at += seconds + 15 + random.below(60);
        }
    }

    /// Returns what a habit comes to on a day: `None` on a day off.
    fn sitting(&self, day: u32, habit: Habit) -> Option<Sitting> {
        let mut random = self.random(topic::HABIT, habit.began, habit.number);
        let viewer = random.gently_below(self.viewers);
        let draw = random.below(10);
        if draw >= 4 {
            let show = self.titles.pick_show(habit.began, &mut random);
            let episodes = draw % 3 + 1;
            return Some(Sitting {
                viewer,
                titles: self.titles.episodes(show),
                offset: habit.age * episodes,
                episodes,
            });
        }
        let is_prince = habit.began >= PREMIERE && random.below(200) == 0;
        let title = if is_prince {
            self.titles.prince()
        } else {
            self.titles.pick(habit.began, &mut random)
        };
        let plays = !is_prince || self.may_play_the_prince(viewer, day);
        plays.then_some(Sitting {
            viewer,
            titles: (title, 1),
            offset: 0,
            episodes: 1,
        })
    }

    /// Returns a row without a habit: one of the viewer's favourites, or what the day has to offer.
    fn ordinary(&self, day: u32, number: u64) -> Row {
        let mut random = self.random(topic::ORDINARY, day, number);
        let viewer = random.gently_below(self.viewers);
        let choice = random.below(1000);
        let title = if choice < 250 {
            let favourite = u64::from(viewer) * 4 + u64::from(random.below(3));
            let mut random = KeyedRandom::of(self.seed, topic::VIEWER, favourite);
            let met = random.below(DAYS);
            self.titles.pick(met, &mut random)
        } else if choice == 999 && day >= PREMIERE && self.may_play_the_prince(viewer, day) {
            self.titles.prince()
        } else {
            self.titles.pick(day, &mut random)
        };
        Row {
            at: random.second(),
            viewer,
            title,
            seconds: self.seconds(title, &mut random),
        }
    }

    /// Returns how many seconds of a title a viewer plays: mostly all of them.
    fn seconds(&self, title: u32, random: &mut KeyedRandom) -> u32 {
        let whole = self.titles.seconds(title);
        match random.below(100) {
            0..3 => 5 + random.below(115),
            3..12 => 1_200 + random.below(whole - 1_200),
            _ => whole - random.below(30),
        }
    }

    /// Returns whether a viewer may play *A Christmas Prince* by habit or at random: the faithful
    /// never, since they play it on days of their own, and the others on five of six days.
    fn may_play_the_prince(&self, viewer: u32, day: u32) -> bool {
        viewer < self.first_faithful() && !(viewer % 6 + day).is_multiple_of(6)
    }

    fn random(&self, topic: u64, day: u32, number: u64) -> KeyedRandom {
        KeyedRandom::of(self.seed, topic::on_day(topic, day), number)
    }
}
