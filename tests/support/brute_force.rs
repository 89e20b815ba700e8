//! The specification once more, as slowly and plainly as it can be written.
//!
//! Nothing here comes from the program but the types that carry dates and kinds: every rule is
//! spelled out again over a list of rows, with sets, maps and loops over days. Where the
//! specification leaves a choice open, the choice is marked `READING`.

use std::collections::{BTreeMap, BTreeSet};

use bingetop::domain::{Day, Kind, Level, Window};
use chrono::{DateTime, Timelike};
use chrono_tz::Tz;
use unicode_normalization::UnicodeNormalization;

/// One row of a source log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    pub viewer: String,
    pub title: String,
    pub show: Option<String>,
    pub kind: Option<Kind>,
    pub start: i64,
    pub seconds: Option<u32>,
    pub position: Option<u32>,
    pub length: Option<u32>,
    pub id: Option<String>,
    pub private: bool,
}

/// The settings of a log.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    pub zone: Tz,
    pub starts_minutes: u16,
}

/// Returns the day of a moment: the date on the wall, or the one before while the wall clock has
/// not reached the start of the day.
pub fn day_of(rules: Rules, moment: i64) -> Day {
    let wall = DateTime::from_timestamp(moment, 0)
        .expect("tests stay within the calendar")
        .with_timezone(&rules.zone)
        .naive_local();
    let minutes = wall.hour() * 60 + wall.minute();
    let date = if minutes < u32::from(rules.starts_minutes) {
        wall.date()
            .pred_opt()
            .expect("tests stay within the calendar")
    } else {
        wall.date()
    };
    Day::from_date(date)
}

/// Returns a name as it is compared: NFKC, case-folded, U+00A0 a blank, ’ an apostrophe.
pub fn compared(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| match c {
            '\u{a0}' => ' ',
            '’' => '\'',
            c => c,
        })
        .nfkc()
        .collect();
    caseless::default_case_fold_str(&plain).nfkc().collect()
}

/// What tells rows apart where a source may repeat whole rows.
///
/// READING: a row is who, what, when, how long and how far. Its spelling, kind and runtime tell
/// about the title, and a hidden row is the same row.
type Identity = (String, TitleKey, i64, Option<u32>, Option<u32>);

fn identity(row: &Row) -> Identity {
    let (seconds, position) = (row.seconds, row.position);
    (
        row.viewer.clone(),
        title_key(row),
        row.start,
        seconds,
        position,
    )
}

/// Returns the rows of several files, each row as often as the file that repeats it most, and
/// hidden as often as in the file that hides it most.
pub fn merged(files: &[Vec<Row>]) -> Vec<Row> {
    let mut merged: BTreeMap<Identity, Vec<Row>> = BTreeMap::new();
    for file in files {
        let mut here: BTreeMap<Identity, Vec<Row>> = BTreeMap::new();
        for row in file {
            here.entry(identity(row)).or_default().push(row.clone());
        }
        for (identity, rows) in here {
            let so_far = merged.entry(identity).or_default();
            let hidden = |rows: &[Row]| rows.iter().filter(|row| row.private).count();
            let most_hidden = hidden(&rows).max(hidden(so_far));
            if rows.len() > so_far.len() {
                *so_far = rows;
            }
            for (n, row) in so_far.iter_mut().enumerate() {
                row.private = n < most_hidden;
            }
        }
    }
    merged.into_values().flatten().collect()
}

/// What a title is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TitleKey {
    /// The source's id outranks the name.
    Id(String),
    /// Show and name, as compared.
    Name(Option<String>, String),
}

/// What a show is known by. A film is its own show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShowKey {
    Film(TitleKey),
    Show(String),
}

/// What is counted: one title, one show, or everything.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Title(TitleKey),
    Show(ShowKey),
    Everything,
}

/// A row with all that the rules say about it.
#[derive(Debug, Clone)]
pub struct Judged {
    pub viewer: String,
    pub title: TitleKey,
    pub show: ShowKey,
    pub start: i64,
    pub day: Day,
    /// Whether the viewing it belongs to is a play.
    pub of_play: bool,
    /// Whether it opens a viewing.
    pub opens: bool,
}

/// A title as all its rows describe it.
#[derive(Debug, Clone)]
pub struct Title {
    pub name: String,
    pub show: ShowKey,
    pub kind: Option<Kind>,
    pub runtime: Option<u32>,
}

/// A whole log, judged.
#[derive(Debug, Clone)]
pub struct History {
    pub rows: Vec<Judged>,
    pub titles: BTreeMap<TitleKey, Title>,
    /// The most recent spelling of each show.
    pub shows: BTreeMap<ShowKey, String>,
}

pub fn title_key(row: &Row) -> TitleKey {
    match &row.id {
        Some(id) => TitleKey::Id(id.clone()),
        None => TitleKey::Name(row.show.as_deref().map(compared), compared(&row.title)),
    }
}

/// READING: a film is a show of its own even where a series has the same name.
pub fn show_key(row: &Row) -> ShowKey {
    match &row.show {
        Some(show) => ShowKey::Show(compared(show)),
        None => ShowKey::Film(title_key(row)),
    }
}

fn listened(kind: Option<Kind>) -> bool {
    matches!(kind, Some(Kind::Track | Kind::Podcast | Kind::Audiobook))
}

/// Whether `row` continues `before`, the same viewer's row of the same title just before it.
///
/// READING: the largest position seen stands for an unknown runtime in both halves of the rule, and
/// a row that starts before the one before it has ended starts "at most 30 minutes" after its end.
fn continues(before: &Row, row: &Row, length: Option<u32>) -> bool {
    let Some(length) = length else { return false };
    if let (Some(stopped), Some(stops)) = (before.position, row.position) {
        return f64::from(stopped) / f64::from(length.max(1)) < 0.85
            && u64::from(stopped) * 20 < u64::from(length) * 17
            && stopped <= stops;
    }
    let (Some(lasted), Some(lasts)) = (before.seconds, row.seconds) else {
        return false;
    };
    row.start <= before.start + i64::from(lasted) + 30 * 60
        && u64::from(lasted) + u64::from(lasts) <= u64::from(length)
}

impl History {
    /// Judges `rows`, the rows of a log without doubles; `all` are those of its files with them,
    /// since even a double says how its title is spelled and how long it is.
    pub fn new(rules: Rules, all: &[Row], rows: &[Row]) -> Self {
        let mut of_title: BTreeMap<TitleKey, Vec<&Row>> = BTreeMap::new();
        let mut spellings: BTreeMap<ShowKey, (i64, &String)> = BTreeMap::new();
        for row in all {
            of_title.entry(title_key(row)).or_default().push(row);
            let spelling = (row.start, row.show.as_ref().unwrap_or(&row.title));
            let newest = spellings.entry(show_key(row)).or_insert(spelling);
            *newest = spelling.max(*newest);
        }
        let mut titles = BTreeMap::new();
        for (key, rows) in &of_title {
            let newest = rows
                .iter()
                .max_by_key(|row| (row.start, &row.title, show_key(row)))
                .expect("a title has a row");
            titles.insert(
                key.clone(),
                Title {
                    name: newest.title.clone(),
                    show: show_key(newest),
                    // READING: of several kinds the first in the order of the glossary, so that it is
                    // watched rather than listened to; of several runtimes the longest.
                    kind: rows.iter().filter_map(|row| row.kind).min(),
                    runtime: rows.iter().filter_map(|row| row.length).max(),
                },
            );
        }

        let mut sittings: BTreeMap<(&str, TitleKey), Vec<&Row>> = BTreeMap::new();
        for row in rows {
            sittings
                .entry((&row.viewer, title_key(row)))
                .or_default()
                .push(row);
        }
        let mut judged = Vec::new();
        for ((viewer, key), mut sitting) in sittings {
            // READING: rows that start in the same second go by length, then position, an unknown
            // one first.
            sitting.sort_by_key(|row| (row.start, row.seconds, row.position));
            let title = &titles[&key];
            let furthest = || {
                let same_title = rows.iter().filter(|row| title_key(row) == key);
                same_title.filter_map(|row| row.position).max()
            };
            let length = title.runtime.or_else(furthest);
            let minimum = if listened(title.kind) { 30 } else { 120 };

            let mut viewings: Vec<Vec<&Row>> = Vec::new();
            for row in sitting {
                match viewings.last_mut() {
                    Some(viewing) if continues(viewing[viewing.len() - 1], row, length) => {
                        viewing.push(row);
                    }
                    _ => viewings.push(vec![row]),
                }
            }
            for viewing in viewings {
                // READING: a viewing with one row of unknown length is of unknown length.
                let unknown = viewing.iter().any(|row| row.seconds.is_none());
                let known = viewing.iter().filter_map(|row| row.seconds);
                let of_play = unknown || known.map(u64::from).sum::<u64>() >= minimum;
                for (n, row) in viewing.iter().enumerate() {
                    judged.push(Judged {
                        viewer: viewer.to_owned(),
                        title: key.clone(),
                        show: title.show.clone(),
                        start: row.start,
                        day: day_of(rules, row.start),
                        of_play,
                        opens: n == 0,
                    });
                }
            }
        }
        let shows = spellings.into_iter();
        Self {
            rows: judged,
            titles,
            shows: shows.map(|(key, (_, name))| (key, name.clone())).collect(),
        }
    }

    /// Returns the first and the last day of any row.
    pub fn extent(&self) -> Option<Window> {
        let from = self.rows.iter().map(|row| row.day).min()?;
        let to = self.rows.iter().map(|row| row.day).max()?;
        Window::new(from, to)
    }

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

    /// Answer 1, for one item; `None` without a streak of two days.
    pub fn streak(&self, item: &Item, window: Window, at_least: u32) -> Option<StreakLine> {
        let mut longest = 0;
        let mut viewers = 0;
        let mut running = 0;
        for days in self.active_days(item, window).values() {
            let streaks = Self::streaks_of(days);
            longest = longest.max(streaks.iter().map(|streak| streak.1).max().unwrap_or(0));
            if streaks.iter().any(|streak| streak.1 >= at_least) {
                viewers += 1;
            }
            if streaks
                .iter()
                .any(|streak| streak.1 >= at_least && streak.0 == window.to())
            {
                running += 1;
            }
        }
        let (name, show) = self.label(item);
        (longest >= 2).then_some(StreakLine {
            name,
            show,
            longest,
            viewers,
            running,
        })
    }

    /// Answer 1.
    pub fn streaks(&self, level: Level, window: Window, at_least: u32) -> Vec<(Item, StreakLine)> {
        let mut lines: Vec<(Item, StreakLine)> = self
            .items(level)
            .iter()
            .filter_map(|item| Some((item.clone(), self.streak(item, window, at_least)?)))
            .collect();
        lines.sort_by(|(_, a), (_, b)| {
            (b.viewers, b.longest)
                .cmp(&(a.viewers, a.longest))
                .then_with(|| (&a.name, &a.show).cmp(&(&b.name, &b.show)))
        });
        lines
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
            rewatches: plays - viewers,
            rewatchers: by_viewer.values().filter(|plays| **plays >= 2).count() as u64,
            most_by_one: by_viewer.values().copied().max().unwrap_or(0),
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

        let mut weeks: Vec<Day> = window.iter().map(monday).collect();
        weeks.dedup();
        let by_week = weeks
            .iter()
            .enumerate()
            .map(|(n, &week)| {
                let began: Vec<&BTreeSet<Day>> = days
                    .values()
                    .filter(|days| days.first().is_some_and(|first| monday(*first) == week))
                    .collect();
                let active = weeks[n + 1..]
                    .iter()
                    .map(|&later| {
                        let again = |days: &BTreeSet<Day>| days.iter().any(|d| monday(*d) == later);
                        began.iter().filter(|days| again(days)).count() as u64
                    })
                    .collect();
                (week, began.len() as u64, active)
            })
            .collect();
        Cohorts {
            by_streak,
            by_plays,
            by_week,
        }
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

    /// Answer 5.
    ///
    /// READING: rows are all that start in the window, short ones too; titles are titles on either
    /// level; rewatches are the sum over the items of the level.
    pub fn totals(&self, level: Level, window: Window, at_least: u32) -> Totals {
        let inside = |row: &&Judged| window.from() <= row.day && row.day <= window.to();
        let lines = self.rewatched(level, window);
        Totals {
            rows: self.rows.iter().filter(inside).count() as u64,
            plays: self.plays(&Item::Everything, window).values().sum(),
            viewers: self.active_days(&Item::Everything, window).len() as u64,
            titles: self.rewatched(Level::Title, window).len() as u64,
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

/// Returns the Monday on or before a day, by walking back to it.
pub fn monday(mut day: Day) -> Day {
    while day.weekday() != chrono::Weekday::Mon {
        day = day.plus(-1);
    }
    day
}

/// Returns the window of equal length just before this one.
pub fn previous(window: Window) -> Window {
    let days = i32::try_from(window.iter().count()).expect("windows are short");
    Window::new(window.from().plus(-days), window.from().plus(-1)).expect("it is not empty")
}

/// Returns the same days last year, aligned by weekday: 52 whole weeks earlier.
pub fn last_year(window: Window) -> Window {
    Window::new(window.from().plus(-7 * 52), window.to().plus(-7 * 52)).expect("it is not empty")
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreakLine {
    pub name: String,
    pub show: Option<String>,
    pub longest: u32,
    pub viewers: u64,
    pub running: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewatchLine {
    pub name: String,
    pub show: Option<String>,
    pub plays: u64,
    pub viewers: u64,
    pub rewatches: u64,
    pub rewatchers: u64,
    pub most_by_one: u64,
}

#[expect(clippy::struct_field_names, reason = "the words of the report")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohorts {
    pub by_streak: Vec<(u32, u64)>,
    pub by_plays: Vec<(u32, u64)>,
    /// Monday, viewers who began that week, and those of them active again in each later week.
    pub by_week: Vec<(Day, u64, Vec<u64>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    pub rows: u64,
    pub plays: u64,
    pub viewers: u64,
    pub titles: u64,
    pub rewatches: u64,
    /// Viewers with a streak of K days or more on everything.
    pub streakers: u64,
}
