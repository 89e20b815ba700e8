//! The specification once more, as slowly and plainly as it can be written.
//!
//! Nothing here comes from the program but the types that carry dates and kinds: every rule is
//! spelled out again over a list of rows, with sets, maps and loops over days. Where the
//! specification leaves a choice open, the choice is marked `READING`. This file judges the rows;
//! `answers` answers from them.

#[path = "brute_force/also_played.rs"]
pub mod also_played;
#[path = "brute_force/answers.rs"]
pub mod answers;
#[path = "brute_force/sittings.rs"]
pub mod sittings;

use std::collections::BTreeMap;

use bingetop::domain::{Day, Kind, Window};
use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};
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
    /// The source's id of the viewing that it is part of, where it tells no position.
    pub viewing: Option<&'static str>,
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

/// Returns what clock and calendar on the wall show at a moment.
fn wall_clock(rules: Rules, moment: i64) -> NaiveDateTime {
    let moment = DateTime::from_timestamp(moment, 0).expect("tests stay within the calendar");
    moment.with_timezone(&rules.zone).naive_local()
}

/// Returns the day of a moment: the date on the wall, or the one before while the wall clock has
/// not reached the start of the day.
pub fn day_of(rules: Rules, moment: i64) -> Day {
    let wall = wall_clock(rules, moment);
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
type Identity = (String, TitleKey, i64, Option<u32>, Place);

/// How far a row came, or of which viewing it is. Of rows else alike, those that tell neither come first, then those of a viewing.
type Place = (Option<u32>, Option<&'static str>);

fn place(row: &Row) -> Place {
    (row.position, row.viewing)
}

fn identity(row: &Row) -> Identity {
    (
        row.viewer.clone(),
        title_key(row),
        row.start,
        row.seconds,
        place(row),
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
    pub seconds: Option<u32>,
    /// What the clock on the wall shows when it starts.
    pub hour: u32,
    /// Whether the viewing it belongs to is a play.
    pub of_play: bool,
    /// Whether it opens a viewing.
    pub opens: bool,
    /// Whether its viewer hid it.
    pub is_hidden: bool,
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
    /// The days of the log, where these are not all of its rows.
    held: Option<Window>,
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
fn continues(before: &Row, row: &Row, length: Option<u32>, minimum: u32) -> bool {
    // Where the source says of both of which viewing they are, that alone decides.
    if let (Some(one), Some(other)) = (before.viewing, row.viewing) {
        return one == other;
    }
    let Some(length) = length else {
        // A short row, and one that starts within a minute of its end.
        let end = before
            .seconds
            .map(|lasted| before.start + i64::from(lasted));
        let is_short = before.seconds.is_some_and(|lasted| lasted < minimum);
        return is_short && end.is_some_and(|end| row.start <= end + 60);
    };
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
    /// Judges `rows`, the rows of a log without repeats; `all` are those of its files with them, since
    /// even a repeat says how its title is spelled and how long it is.
    pub fn new(rules: Rules, all: &[Row], rows: &[Row]) -> Self {
        let titles = titles_of(all);
        Self {
            rows: judged(rules, rows, &titles),
            titles,
            shows: shows_of(all),
            held: None,
        }
    }

    /// Returns the rows of one viewer as they count in the whole log, whose days and names these are, too.
    pub fn of_viewer(&self, viewer: &str) -> Self {
        let mut own = self.clone();
        own.rows.retain(|row| row.viewer == viewer);
        own.held = self.extent();
        own
    }

    /// Returns the rows that their viewers did not hide, as they count in the whole log; `held` are its days.
    pub fn for_room(&self, held: Option<Window>) -> Self {
        let mut shown = self.clone();
        // Rows of a viewer and a title follow each other as they were played.
        let mut began_hidden = false;
        shown.rows.retain(|row| {
            if row.opens {
                began_hidden = row.is_hidden && row.of_play;
            }
            !row.is_hidden && (row.opens || !row.of_play || !began_hidden)
        });
        shown.held = held;
        shown
    }

    /// Returns the first and the last day of any row.
    pub fn extent(&self) -> Option<Window> {
        if self.held.is_some() {
            return self.held;
        }
        let from = self.rows.iter().map(|row| row.day).min()?;
        let to = self.rows.iter().map(|row| row.day).max()?;
        Window::new(from, to)
    }
}

/// Returns every title as its rows describe it.
fn titles_of(all: &[Row]) -> BTreeMap<TitleKey, Title> {
    let mut rows_of: BTreeMap<TitleKey, Vec<&Row>> = BTreeMap::new();
    for row in all {
        rows_of.entry(title_key(row)).or_default().push(row);
    }
    let title = |rows: &[&Row]| {
        let newest = rows
            .iter()
            .max_by_key(|row| (row.start, &row.title, show_key(row)))
            .expect("a title has a row");
        Title {
            name: newest.title.clone(),
            show: show_key(newest),
            // READING: of several kinds the first in the order of the glossary, so that it is
            // watched rather than listened to; of several runtimes the longest.
            kind: rows.iter().filter_map(|row| row.kind).min(),
            runtime: rows.iter().filter_map(|row| row.length).max(),
        }
    };
    rows_of
        .into_iter()
        .map(|(key, rows)| (key, title(&rows)))
        .collect()
}

/// Returns the most recent spelling of every show.
fn shows_of(all: &[Row]) -> BTreeMap<ShowKey, String> {
    let mut spellings: BTreeMap<ShowKey, (i64, &String)> = BTreeMap::new();
    for row in all {
        let spelling = (row.start, row.show.as_ref().unwrap_or(&row.title));
        let newest = spellings.entry(show_key(row)).or_insert(spelling);
        *newest = spelling.max(*newest);
    }
    let shows = spellings.into_iter();
    shows.map(|(key, (_, name))| (key, name.clone())).collect()
}

/// Judges every row: its day, and the viewing it belongs to.
fn judged(rules: Rules, rows: &[Row], titles: &BTreeMap<TitleKey, Title>) -> Vec<Judged> {
    let mut rows_of: BTreeMap<(&str, TitleKey), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let key = (row.viewer.as_str(), title_key(row));
        rows_of.entry(key).or_default().push(row);
    }
    let mut judged = Vec::new();
    for ((viewer, key), of_viewer) in rows_of {
        let title = &titles[&key];
        let furthest = || {
            let same_title = rows.iter().filter(|row| title_key(row) == key);
            same_title.filter_map(|row| row.position).max()
        };
        let length = title.runtime.or_else(furthest);
        for viewing in viewings(of_viewer, length, minimum(title.kind)) {
            let of_play = is_play(&viewing, title.kind);
            for (n, row) in viewing.iter().enumerate() {
                judged.push(Judged {
                    viewer: viewer.to_owned(),
                    title: key.clone(),
                    show: title.show.clone(),
                    start: row.start,
                    day: day_of(rules, row.start),
                    seconds: row.seconds,
                    hour: wall_clock(rules, row.start).hour(),
                    of_play,
                    opens: n == 0,
                    is_hidden: row.private,
                });
            }
        }
    }
    judged
}

/// Returns the viewings that a viewer's rows of one title make.
fn viewings(mut rows: Vec<&Row>, length: Option<u32>, minimum: u32) -> Vec<Vec<&Row>> {
    // READING: rows that start in the same second go by length, then by viewing, then by position; an unknown one
    // first.
    // Of rows alike the hidden ones come first, as they are stored.
    rows.sort_by_key(|row| (row.start, row.seconds, place(row), !row.private));
    let mut viewings: Vec<Vec<&Row>> = Vec::new();
    for row in rows {
        match viewings.last_mut() {
            Some(viewing) if continues(viewing[viewing.len() - 1], row, length, minimum) => {
                viewing.push(row);
            }
            _ => viewings.push(vec![row]),
        }
    }
    viewings
}

/// Returns the seconds from which a viewing is a play.
fn minimum(kind: Option<Kind>) -> u32 {
    if listened(kind) { 30 } else { 120 }
}

/// Returns whether a viewing is a play.
fn is_play(viewing: &[&Row], kind: Option<Kind>) -> bool {
    let minimum = minimum(kind);
    // READING: a viewing with one row of unknown length is of unknown length.
    let unknown = viewing.iter().any(|row| row.seconds.is_none());
    let known = viewing.iter().filter_map(|row| row.seconds);
    unknown || known.map(u64::from).sum::<u64>() >= u64::from(minimum)
}

/// Returns the Monday on or before a day, by walking back to it.
pub fn monday(mut day: Day) -> Day {
    while day.weekday() != chrono::Weekday::Mon {
        day = day.plus(-1);
    }
    day
}

/// Returns the first day of a day's month, by walking back to it.
pub fn first_of_month(mut day: Day) -> Day {
    while day.date().day() != 1 {
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
