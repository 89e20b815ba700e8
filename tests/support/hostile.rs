//! Logs meant to be misread: moments at the seams of the calendar, names that are nearly the same,
//! rows that nearly continue each other.

use bingetop::domain::Kind;
use chrono::DateTime;
use chrono_tz::Tz;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::brute_force::{Row, Rules};

const DAY: i64 = 24 * 60 * 60;

/// Moments around which plays lie close together; each log has one.
const SEAMS: [&str; 17] = [
    "2017-11-23T00:00:00Z",
    // Clocks jump forward and back: Rome, Los Angeles, Lord Howe (by half an hour).
    "2017-03-26T01:00:00Z",
    "2017-10-29T01:00:00Z",
    "2017-03-12T10:00:00Z",
    "2017-11-05T09:00:00Z",
    "2017-09-30T15:30:00Z",
    "2018-03-31T15:00:00Z",
    // St John's fell back at one minute past midnight, into the day before.
    "2010-11-07T02:31:00Z",
    // Midnights: Rome, Los Angeles, Lord Howe, Kathmandu; and four in the morning in Rome.
    "2017-12-31T23:00:00Z",
    "2018-01-01T08:00:00Z",
    "2017-12-31T13:00:00Z",
    "2017-12-31T18:15:00Z",
    "2018-01-01T03:00:00Z",
    // A year of 53 weeks, a leap day, and both sides of 1970.
    "2021-01-03T23:59:59Z",
    "2020-02-29T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "1960-02-28T12:00:00Z",
];

const ZONES: [Tz; 6] = [
    Tz::UTC,
    Tz::Europe__Rome,
    Tz::America__Los_Angeles,
    Tz::Australia__Lord_Howe,
    Tz::Asia__Kathmandu,
    Tz::America__St_Johns,
];

/// When days start: the usual hours, and within the hour that clocks repeat.
const STARTS: [u16; 7] = [0, 240, 1439, 0, 90, 105, 150];

/// Zone, start of the day, and a moment at which the clock goes back over it.
const BACK_OVER_THE_START: [(Tz, u16, &str); 4] = [
    (Tz::America__St_Johns, 0, "2010-11-07T02:31:00Z"),
    (Tz::Europe__Rome, 150, "2017-10-29T01:00:00Z"),
    (Tz::America__Los_Angeles, 90, "2017-11-05T09:00:00Z"),
    (Tz::Australia__Lord_Howe, 105, "2018-03-31T15:00:00Z"),
];

/// A zone, a start of the day, and the moment around which plays gather.
fn calendar() -> impl Strategy<Value = (Tz, u16, &'static str)> {
    prop_oneof![
        4 => (select(&ZONES[..]), select(&STARTS[..]), select(&SEAMS[..])),
        1 => select(&BACK_OVER_THE_START[..]),
    ]
}

/// Id, show, title: many of them the same, and many only nearly.
const NAMES: [(Option<&str>, Option<&str>, &str); 22] = [
    (None, None, "A Christmas Prince"),
    (None, None, "A\u{a0}Christmas Prince"),
    (None, None, "A CHRISTMAS PRINCE"),
    (None, Some("Harbour"), "Pilot"),
    (None, Some("Lighthouse"), "Pilot"),
    (None, Some("Lighthouse"), "Chapter Two"),
    (None, None, "Pilot"),
    (None, None, "Harbour"),
    (None, Some("Jane\u{2019}s"), "Chapter One"),
    (None, Some("JANE'S"), "chapter one"),
    (None, Some("Jane's"), "Stra\u{df}e"),
    (None, Some("jane's"), "STRASSE"),
    (Some("a"), None, "Dracula"),
    (Some("b"), None, "Dracula"),
    (Some("a"), None, "Dracula (1931)"),
    (Some("a"), Some("Classics"), "Dracula"),
    (Some("A"), Some("Harbour"), "Pilot"),
    (Some("c"), Some("harbour"), "Pilot"),
    (Some("c"), Some("Classics"), "Pilot"),
    (None, Some("#b"), "Dracula"),
    (None, Some("Harbour"), "Se\u{301}rie"),
    (None, Some("Harbour"), "S\u{c9}RIE"),
];

/// Ids of viewings. The program keeps a number of each, and sorts rows alike in start and length by it: these are in the order
/// of their numbers.
const VIEWINGS: [&str; 3] = ["1", "2", "8"];

/// A log as its files tell it.
#[derive(Debug, Clone)]
pub struct HostileLog {
    pub rules: Rules,
    pub rows: Vec<Row>,
    /// Of each row, the files that hold it: bit n for file n, never none.
    pub held_by: Vec<u8>,
}

/// How many files a log comes in.
pub const FILES: usize = 3;

impl HostileLog {
    /// Returns the rows of each file.
    pub fn files(&self) -> Vec<Vec<Row>> {
        let file = |n: usize| {
            let rows = self.rows.iter().zip(&self.held_by);
            let held = rows.filter(move |(_, files)| *files & (1 << n) != 0);
            held.map(|(row, _)| row.clone()).collect()
        };
        (0..FILES).map(file).collect()
    }
}

/// Where a row lies in time.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// With the row before it, whoever's that is.
    SameSecond,
    /// So many seconds after the end of the viewer's last row of the title.
    AfterEnd(i64),
    /// So many days after the viewer's last row of the title, give or take some seconds.
    DaysLater(i64, i64),
    /// So many days from the seam, give or take some seconds.
    AtSeam(i64, i64),
}

fn place() -> impl Strategy<Value = Place> {
    let seconds = || select(&[0, 0, -1, 1, 60, -60, 1800, -1800, 3599, 7200, -7200][..]);
    prop_oneof![
        1 => Just(Place::SameSecond),
        5 => select(&[0, 1, -30, 600, 1799, 1800, 1801][..]).prop_map(Place::AfterEnd),
        6 => (select(&[1, 1, 1, 1, 2, 7][..]), seconds()).prop_map(|(d, s)| Place::DaysLater(d, s)),
        1 => (select(&[89, 90][..]), seconds()).prop_map(|(d, s)| Place::DaysLater(d, s)),
        3 => (-9..=9_i64, seconds()).prop_map(|(d, s)| Place::AtSeam(d, s)),
        1 => (select(&[-364, -60, 30, 365][..]), seconds()).prop_map(|(d, s)| Place::AtSeam(d, s)),
    ]
}

#[derive(Debug, Clone)]
struct Step {
    viewer: usize,
    name: usize,
    place: Place,
    seconds: Option<u32>,
    position: Option<u32>,
    viewing: Option<&'static str>,
    kind: Option<Kind>,
    length: Option<u32>,
    private: bool,
    copies: usize,
    held_by: u8,
}

prop_compose! {
    fn step()(
        viewer in 0..8_usize,
        name in 0..64_usize,
        place in place(),
        seconds in option::weighted(0.9, select(&[0, 1, 29, 30, 60, 119, 120, 500, 501, 1000, 5000][..])),
        position in option::weighted(0.5, select(&[0, 60, 500, 849, 850, 851, 1000][..])),
        viewing in option::weighted(0.4, select(&VIEWINGS[..])),
        kind in option::weighted(0.3, select(&[
            Kind::Film, Kind::Episode, Kind::Video, Kind::Track, Kind::Track, Kind::Podcast,
            Kind::Audiobook,
        ][..])),
        length in option::weighted(0.15, select(&[1, 999, 1000, 1001][..])),
        private in prop::bool::weighted(0.2),
        copies in select(&[1, 1, 1, 1, 1, 1, 2, 3][..]),
        held_by in 1..(1_u8 << FILES),
    ) -> Step {
        Step { viewer, name, place, seconds, position, viewing, kind, length, private, copies, held_by }
    }
}

prop_compose! {
    /// Generates logs of a few viewers and titles, an empty one now and then.
    pub fn logs()(
        (zone, starts_minutes, seam) in calendar(),
        viewers in 1..=5_usize,
        names in vec(0..NAMES.len(), 1..=7),
        steps in prop_oneof![1 => vec(step(), 0..3), 9 => vec(step(), 3..60)],
    ) -> HostileLog {
        let rules = Rules { zone, starts_minutes };
        let seam = DateTime::parse_from_rfc3339(seam).expect("seams are moments").timestamp();
        let mut rows: Vec<Row> = Vec::new();
        let mut held_by = Vec::new();
        for step in steps {
            let viewer = format!("viewer {}", step.viewer % viewers);
            let (id, show, title) = NAMES[names[step.name % names.len()]];
            let same = |row: &&Row| {
                row.viewer == viewer && row.title == title && row.show.as_deref() == show
            };
            let last = rows.iter().rev().find(same);
            let start = match step.place {
                Place::SameSecond => rows.last().map_or(seam, |row| row.start),
                Place::AfterEnd(after) => last.map_or(seam, |row| {
                    row.start + i64::from(row.seconds.unwrap_or(0)) + after
                }),
                Place::DaysLater(days, seconds) => {
                    last.map_or(seam, |row| row.start) + days * DAY + seconds
                }
                Place::AtSeam(days, seconds) => seam + days * DAY + seconds,
            };
            let row = Row {
                viewer,
                title: title.to_owned(),
                show: show.map(str::to_owned),
                kind: step.kind,
                start,
                seconds: step.seconds,
                position: step.position,
                viewing: step.viewing.filter(|_| step.position.is_none()),
                length: step.length,
                id: id.map(str::to_owned),
                private: step.private,
            };
            for _ in 0..step.copies {
                rows.push(row.clone());
                held_by.push(step.held_by);
            }
        }
        HostileLog { rules, rows, held_by }
    }
}

/// A question, as numbers that any log can read.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The first day, counted from the log's first or from its last.
    pub from: i32,
    pub is_from_the_end: bool,
    pub days: u32,
    pub at_least: u32,
    /// Whether the streaks, what is rewatched, and the item are of shows.
    pub by_show: [bool; 3],
    pub item: Option<usize>,
    pub filter: &'static str,
    pub compare: u8,
    /// The unfinished day, counted from the window's first.
    pub unfinished: Option<i32>,
}

prop_compose! {
    /// Generates questions: short windows and long ones, within the log and outside.
    pub fn asked()(
        from in -12..=12_i32,
        is_from_the_end in any::<bool>(),
        days in prop_oneof![Just(1_u32), Just(2), 3..=18_u32, Just(30), 170..=190_u32, Just(400)],
        at_least in select(&[2_u32, 2, 3, 3, 4, 5, 7, 18, 90, 400][..]),
        by_show in any::<[bool; 3]>(),
        item in option::weighted(0.8, 0..64_usize),
        filter in select(&["", "", "", "harbour", "JANE\u{2019}S", "e", "nothing like it"][..]),
        compare in 0..3_u8,
        unfinished in option::weighted(0.3, -2..=19_i32),
    ) -> Asked {
        Asked {
            from, is_from_the_end, days, at_least, by_show, item, filter, compare, unfinished,
        }
    }
}
