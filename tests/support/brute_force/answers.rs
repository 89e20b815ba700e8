//! The five answers, from judged rows.

use std::collections::{BTreeMap, BTreeSet};

use bingetop::domain::{Day, Level, Window};

use super::{History, Item, Judged, ShowKey, first_of_month, monday};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreakLine {
    pub name: String,
    pub show: Option<String>,
    pub longest: u32,
    /// Whether a streak of that length began before the window.
    pub is_cut: bool,
    pub viewers: u64,
    pub running: u64,
    /// Each viewer's longest streak of two days or more, rising.
    pub of_viewers: Vec<u32>,
}

impl StreakLine {
    /// Returns the longest streak that so many viewers have; 0 where none of two days or more has.
    pub fn longest_of(&self, viewers: u32) -> u32 {
        let place = self.of_viewers.len().checked_sub(viewers.max(1) as usize);
        place.map_or(0, |place| self.of_viewers[place])
    }
}

/// Seconds, and rows of unknown length.
pub type Hours = (u64, u64);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewatchLine {
    pub name: String,
    pub show: Option<String>,
    pub plays: u64,
    pub viewers: u64,
    pub rewatches: u64,
    pub rewatchers: u64,
    pub most_by_one: u64,
    pub hours: Hours,
}

#[expect(clippy::struct_field_names, reason = "the words of the report")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohorts {
    pub by_streak: Vec<(u32, u64)>,
    pub by_plays: Vec<(u32, u64)>,
    /// First day of a week or month, viewers who began in it, and those of them active again in each later one.
    pub by_period: Vec<(Day, u64, Vec<u64>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    pub rows: u64,
    pub hours: Hours,
    pub plays: u64,
    pub viewers: u64,
    pub titles: u64,
    pub rewatches: u64,
    /// Viewers with a streak of K days or more on everything.
    pub streakers: u64,
}

impl History {
    /// Returns every title or every show.
    pub fn items(&self, level: Level) -> Vec<Item> {
        match level {
            Level::Title => self.titles.keys().cloned().map(Item::Title).collect(),
            Level::Show => self.shows.keys().cloned().map(Item::Show).collect(),
        }
    }

    /// Returns the name of an item, and the show a title belongs to.
    pub fn label(&self, item: &Item) -> (String, Option<String>) {
        match item {
            Item::Title(key) => {
                let title = &self.titles[key];
                let belongs = matches!(title.show, ShowKey::Show(_));
                let show = belongs.then(|| self.shows[&title.show].clone());
                (title.name.clone(), show)
            }
            Item::Show(show) => (self.shows[show].clone(), None),
            Item::Everything => (String::new(), None),
        }
    }

    fn rows_of<'a>(&'a self, item: &Item) -> impl Iterator<Item = &'a Judged> {
        self.rows.iter().filter(move |row| match item {
            Item::Title(title) => row.title == *title,
            Item::Show(show) => row.show == *show,
            Item::Everything => true,
        })
    }

    /// Returns each viewer's active days in the window.
    fn active_days(&self, item: &Item, window: Window) -> BTreeMap<&str, BTreeSet<Day>> {
        let mut days: BTreeMap<&str, BTreeSet<Day>> = BTreeMap::new();
        for row in self.rows_of(item) {
            if row.of_play && window.from() <= row.day && row.day <= window.to() {
                days.entry(&row.viewer).or_default().insert(row.day);
            }
        }
        days
    }

    /// Returns each viewer's plays in the window; nobody has none.
    fn plays(&self, item: &Item, window: Window) -> BTreeMap<&str, u64> {
        let mut plays: BTreeMap<&str, u64> = BTreeMap::new();
        for row in self.rows_of(item) {
            if row.of_play && row.opens && window.from() <= row.day && row.day <= window.to() {
                *plays.entry(&row.viewer).or_default() += 1;
            }
        }
        plays
    }

    /// Returns the seconds of an item's rows of plays, and how many of these rows are of unknown length.
    pub fn hours(&self, item: &Item, window: Window) -> Hours {
        let mut hours = (0, 0);
        for row in self.rows_of(item) {
            if row.of_play && window.from() <= row.day && row.day <= window.to() {
                match row.seconds {
                    Some(seconds) => hours.0 += u64::from(seconds),
                    None => hours.1 += 1,
                }
            }
        }
        hours
    }

    /// Returns each viewer's streaks as (last day, days), any length.
    fn streaks_of(days: &BTreeSet<Day>) -> Vec<(Day, u32)> {
        let mut streaks = Vec::new();
        for &first in days {
            if days.contains(&first.plus(-1)) {
                continue;
            }
            let mut last = first;
            let mut length = 1;
            while days.contains(&last.plus(1)) {
                last = last.plus(1);
                length += 1;
            }
            streaks.push((last, length));
        }
        streaks
    }

    /// Returns how many viewers have a streak of `at_least` days that reaches the last of these days.
    fn running(&self, item: &Item, days: Window, at_least: u32) -> u64 {
        let active = self.active_days(item, days);
        let runs = |days: &BTreeSet<Day>, last| {
            let streaks = Self::streaks_of(days);
            streaks
                .iter()
                .any(|streak| streak.1 >= at_least && streak.0 == last)
        };
        active
            .values()
            .filter(|active| runs(active, days.to()))
            .count() as u64
    }

    /// Answer 1, for one item, given the window and the days of it that are over; `None` without a streak
    /// of two days.
    pub fn streak(
        &self,
        item: &Item,
        (window, finished): (Window, Option<Window>),
        at_least: u32,
    ) -> Option<StreakLine> {
        let day_before = window.from().plus(-1);
        let before = Window::new(day_before, day_before).expect("a day is a window");
        let before = self.active_days(item, before);
        let mut of_viewers = Vec::new();
        let mut begun_before = 0;
        for (viewer, days) in &self.active_days(item, window) {
            let streaks = Self::streaks_of(days);
            let longest = streaks.iter().map(|streak| streak.1).max();
            of_viewers.extend(longest.filter(|longest| *longest >= 2));
            if before.contains_key(viewer) {
                let first = streaks.iter().find(|(last, days)| {
                    last.plus(1 - i32::try_from(*days).expect("windows are short")) == window.from()
                });
                begun_before = begun_before.max(first.map_or(0, |streak| streak.1));
            }
        }
        of_viewers.sort_unstable();
        let longest = of_viewers.last().copied().unwrap_or(0);
        let viewers = of_viewers.iter().filter(|days| **days >= at_least).count() as u64;
        let (name, show) = self.label(item);
        (longest >= 2).then_some(StreakLine {
            name,
            show,
            longest,
            is_cut: begun_before == longest,
            viewers,
            of_viewers,
            running: finished.map_or(0, |days| self.running(item, days, at_least)),
        })
    }

    /// Answer 1.
    pub fn streaks(
        &self,
        level: Level,
        days: (Window, Option<Window>),
        at_least: u32,
    ) -> Vec<(Item, StreakLine)> {
        let mut lines: Vec<(Item, StreakLine)> = self
            .items(level)
            .iter()
            .filter_map(|item| Some((item.clone(), self.streak(item, days, at_least)?)))
            .collect();
        lines.sort_by(|(_, a), (_, b)| {
            (b.viewers, b.longest)
                .cmp(&(a.viewers, a.longest))
                .then_with(|| (&a.name, &a.show).cmp(&(&b.name, &b.show)))
        });
        lines
    }

    /// Returns what the one viewer of these rows did in a window, given the days of it that are over: plays, hours, the
    /// best streak, the days of the one that runs, and the last active day; `None` without an active day.
    pub fn of_one(
        &self,
        (window, finished): (Window, Option<Window>),
    ) -> Option<(u64, Hours, u32, u32, Day)> {
        let item = Item::Everything;
        let days = self.active_days(&item, window).into_values().next()?;
        let best = Self::streaks_of(&days).into_iter().map(|streak| streak.1);
        let running = finished.and_then(|finished| {
            let days = self.active_days(&item, finished).into_values().next()?;
            let streaks = Self::streaks_of(&days);
            let runs = streaks.into_iter().find(|streak| streak.0 == finished.to());
            Some(runs?.1)
        });
        Some((
            self.plays(&item, window).values().sum(),
            self.hours(&item, window),
            best.max()?,
            running.unwrap_or(0),
            *days.last()?,
        ))
    }

    /// Returns the plays of each title beyond each viewer's first, added up over the titles of an item.
    fn rewatches(&self, item: &Item, window: Window) -> u64 {
        let titles: BTreeSet<_> = self.rows_of(item).map(|row| row.title.clone()).collect();
        let beyond_the_first = |title| {
            let by_viewer = self.plays(&Item::Title(title), window);
            by_viewer.values().map(|plays| plays - 1).sum::<u64>()
        };
        titles.into_iter().map(beyond_the_first).sum()
    }

    /// Answer 2, for one item; `None` without a play.
    pub fn rewatch(&self, item: &Item, window: Window) -> Option<RewatchLine> {
        let by_viewer = self.plays(item, window);
        let (name, show) = self.label(item);
        let plays: u64 = by_viewer.values().sum();
        let viewers = by_viewer.len() as u64;
        (plays > 0).then(|| RewatchLine {
            name,
            show,
            plays,
            viewers,
            rewatches: self.rewatches(item, window),
            rewatchers: by_viewer.values().filter(|plays| **plays >= 2).count() as u64,
            most_by_one: by_viewer.values().copied().max().unwrap_or(0),
            hours: self.hours(item, window),
        })
    }

    /// Answer 2.
    pub fn rewatched(&self, level: Level, window: Window) -> Vec<(Item, RewatchLine)> {
        let mut lines: Vec<(Item, RewatchLine)> = self
            .items(level)
            .iter()
            .filter_map(|item| Some((item.clone(), self.rewatch(item, window)?)))
            .collect();
        lines.sort_by(|(_, a), (_, b)| {
            (b.rewatches, b.plays)
                .cmp(&(a.rewatches, a.plays))
                .then_with(|| (&a.name, &a.show).cmp(&(&b.name, &b.show)))
        });
        lines
    }

    /// Answer 3.
    pub fn cohorts(&self, item: &Item, window: Window) -> Cohorts {
        let days = self.active_days(item, window);
        let best: Vec<u32> = days
            .values()
            .map(|days| {
                Self::streaks_of(days)
                    .iter()
                    .map(|streak| streak.1)
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let plays = self.plays(item, window);
        let by_streak = [2, 3, 5, 7, 10, 14, 18, 21, 30, 60, 90]
            .into_iter()
            .map(|least| {
                (
                    least,
                    best.iter().filter(|days| **days >= least).count() as u64,
                )
            })
            .collect();
        let by_plays = [1u32, 2, 3, 5, 10, 20, 50, 100]
            .into_iter()
            .map(|least| {
                let enough = plays.values().filter(|plays| **plays >= u64::from(least));
                (least, enough.count() as u64)
            })
            .collect();

        Cohorts {
            by_streak,
            by_plays,
            by_period: Self::by_period(&days, window),
        }
    }

    /// Answer 3, by week where the window touches 26 weeks or fewer, else by month.
    fn by_period(
        days: &BTreeMap<&str, BTreeSet<Day>>,
        window: Window,
    ) -> Vec<(Day, u64, Vec<u64>)> {
        let distinct = |start: fn(Day) -> Day| {
            let mut all: Vec<Day> = window.iter().map(start).collect();
            all.dedup();
            all
        };
        let by_month = distinct(monday).len() > 26;
        let start: fn(Day) -> Day = if by_month { first_of_month } else { monday };
        let periods = distinct(start);
        let cohort = |(n, period): (usize, &Day)| {
            let began: Vec<&BTreeSet<Day>> = days
                .values()
                .filter(|days| days.first().is_some_and(|first| start(*first) == *period))
                .collect();
            let active = periods[n + 1..]
                .iter()
                .map(|later| {
                    let again = |days: &BTreeSet<Day>| days.iter().any(|day| start(*day) == *later);
                    began.iter().filter(|days| again(days)).count() as u64
                })
                .collect();
            (*period, began.len() as u64, active)
        };
        periods.iter().enumerate().map(cohort).collect()
    }

    /// Returns an item's first and last active day in the window and in the log, and the viewers back in the window
    /// after so many days.
    pub fn coming_back(
        &self,
        item: &Item,
        (window, extent): (Window, Window),
        away: u32,
    ) -> (Option<[Day; 2]>, Option<[Day; 2]>, u32) {
        let ends = |window| {
            let days: BTreeSet<Day> = self
                .active_days(item, window)
                .into_values()
                .flatten()
                .collect();
            Some([*days.first()?, *days.last()?])
        };
        let mut viewers = 0;
        for days in self.active_days(item, extent).values() {
            let is_back = |day: &&Day| {
                let before = days.iter().rfind(|before| before < day);
                window.contains(**day)
                    && before.is_some_and(|before| day.since(*before).unsigned_abs() >= away)
            };
            viewers += u32::from(days.iter().any(|day| is_back(&day)));
        }
        (ends(window), ends(extent), viewers)
    }

    /// Answer 4: (day, plays, active viewers), every day of the window.
    pub fn timeline(&self, item: &Item, window: Window) -> Vec<(Day, u64, u64)> {
        window
            .iter()
            .map(|day| {
                let only = Window::new(day, day).expect("a day is a window");
                let plays = self.plays(item, only).values().sum();
                (day, plays, self.active_days(item, only).len() as u64)
            })
            .collect()
    }

    /// Answer 4: plays by weekday and hour on the wall clock.
    pub fn clock(&self, window: Window) -> BTreeMap<(u32, u32), u64> {
        let mut clock = BTreeMap::new();
        for row in &self.rows {
            if row.of_play && row.opens && window.from() <= row.day && row.day <= window.to() {
                let weekday = row.day.weekday().num_days_from_monday();
                *clock.entry((weekday, row.hour)).or_default() += 1;
            }
        }
        clock
    }

    /// Answer 5.
    ///
    /// READING: rows are all that start in the window, short ones too; rewatches are those of titles.
    pub fn totals(&self, window: Window, at_least: u32) -> Totals {
        let inside = |row: &&Judged| window.from() <= row.day && row.day <= window.to();
        let lines = self.rewatched(Level::Title, window);
        Totals {
            rows: self.rows.iter().filter(inside).count() as u64,
            hours: self.hours(&Item::Everything, window),
            plays: self.plays(&Item::Everything, window).values().sum(),
            viewers: self.active_days(&Item::Everything, window).len() as u64,
            titles: lines.len() as u64,
            rewatches: lines.iter().map(|(_, line)| line.rewatches).sum(),
            streakers: self
                .active_days(&Item::Everything, window)
                .values()
                .filter(|days| {
                    Self::streaks_of(days)
                        .iter()
                        .any(|streak| streak.1 >= at_least)
                })
                .count() as u64,
        }
    }
}
