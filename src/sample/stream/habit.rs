//! Habits: one title again day after day, or a series from episode to episode.

/// How many of a hundred rows of a day are the first of a habit.
const HABITS_PER_CENT: u64 = 6;

/// How many of a thousand habits are still kept so many days after their first.
const STILL_KEPT: [u64; 15] = [
    1000, 1000, 620, 430, 310, 230, 170, 130, 100, 75, 55, 40, 30, 20, 12,
];

/// A habit, as it is on one day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habit {
    /// The day on which it began.
    pub(super) began: u32,
    /// How many days ago that was.
    pub(super) age: u32,
    /// Its number among those that began on the same day.
    pub(super) number: u64,
}

/// What a viewer plays by habit on one day: so many episodes in a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sitting {
    /// The viewer, from 0.
    pub(super) viewer: u32,
    /// The first title, and how many there are: those of a series, or one alone.
    pub(super) titles: (u32, u32),
    /// The episode to start with, counted from the first title.
    pub(super) offset: u32,
    /// How many are played.
    pub(super) episodes: u32,
}

/// Returns the habits that are kept on a day: those that begin on it, then those that began before
/// it. `ordinary` tells how many rows a day has beside those of the faithful.
pub(super) fn kept_on(day: u32, ordinary: impl Fn(u32) -> u64) -> impl Iterator<Item = Habit> {
    (0..=day).zip(STILL_KEPT).flat_map(move |(age, kept)| {
        let began = day - age;
        let habits = ordinary(began) * HABITS_PER_CENT / 100;
        (0..habits * kept / 1000).map(move |number| Habit { began, age, number })
    })
}
