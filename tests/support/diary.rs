//! A small log, the same on every machine: a year of a few shows, films and songs, with names that
//! terminals stumble over.

#[path = "options.rs"]
mod options;

use bingetop::domain::{Day, Kind};
use bingetop::formats::record::Record;
use bingetop::ingest::options::Options;
use bingetop::ingest::pipeline::ingest_records;
use bingetop::ingest::progress::Progress;
use bingetop::store::open_read;

use super::kept::Kept;

/// The log's last day: 2017-12-10.
pub const LAST_DAY: Day = Day(17_510);

/// Who plays what on which days.
struct Habit {
    show: Option<&'static str>,
    titles: &'static [&'static str],
    kind: Option<Kind>,
    /// The first viewer, and how many.
    viewers: (u32, u32),
    /// The first day, counted back from the last, and how many.
    days: (i32, i32),
    /// One in so many days, or every day.
    every: u32,
    /// Plays on each of them.
    plays: u32,
}

const PLAIN: Habit = Habit {
    show: None,
    titles: &[],
    kind: Some(Kind::Film),
    viewers: (0, 0),
    days: (0, 1),
    every: 1,
    plays: 1,
};

/// The film whose fans come back every day.
pub const PRINCE: &str = "A Christmas Prince";

const HABITS: [Habit; 18] = [
    Habit {
        titles: &[PRINCE],
        viewers: (0, 53),
        days: (17, 18),
        ..PLAIN
    },
    Habit {
        titles: &[PRINCE],
        viewers: (40, 90),
        days: (22, 20),
        every: 4,
        ..PLAIN
    },
    // A series all year round, more of it lately.
    Habit {
        show: Some("Harbour"),
        titles: &["Harbour: Pilot", "The Long Night", "Low Tide"],
        kind: Some(Kind::Episode),
        viewers: (0, 120),
        days: (398, 398),
        every: 17,
        ..PLAIN
    },
    Habit {
        show: Some("Harbour"),
        titles: &["The Long Night"],
        kind: Some(Kind::Episode),
        viewers: (100, 17),
        days: (11, 12),
        ..PLAIN
    },
    Habit {
        show: Some("Lighthouse"),
        titles: &[
            "Pilot",
            "A Title Long Enough to Be Cut Wherever It Is Shown",
        ],
        kind: Some(Kind::Episode),
        viewers: (60, 40),
        days: (120, 121),
        every: 5,
        ..PLAIN
    },
    // Songs, many times a day.
    Habit {
        show: Some("The Quiet Signal"),
        titles: &["Slow Water", "Glass Roads"],
        kind: Some(Kind::Track),
        viewers: (20, 24),
        days: (8, 9),
        plays: 4,
        ..PLAIN
    },
    Habit {
        show: Some("The Quiet Signal"),
        titles: &["Glass Roads"],
        kind: Some(Kind::Track),
        viewers: (10, 50),
        days: (200, 190),
        every: 6,
        plays: 2,
    },
    Habit {
        titles: &["君の名は。"],
        viewers: (30, 15),
        days: (6, 7),
        ..PLAIN
    },
    Habit {
        titles: &["🎬 Movie Night 👨‍👩‍👧 ❤️"],
        viewers: (70, 12),
        days: (4, 5),
        ..PLAIN
    },
    Habit {
        titles: &["Le Fabuleux Destin d’Ame\u{301}lie"],
        viewers: (50, 14),
        days: (3, 4),
        ..PLAIN
    },
    // Two letters that some measure as one.
    Habit {
        titles: &["لا لا لاند"],
        viewers: (80, 13),
        days: (3, 4),
        ..PLAIN
    },
    Habit {
        show: Some("שטיסל"),
        titles: &["פרק ראשון"],
        kind: Some(Kind::Episode),
        viewers: (85, 11),
        days: (5, 6),
        ..PLAIN
    },
    Habit {
        show: Some("ﾊﾞｶﾞﾎﾞﾝﾄﾞ"),
        titles: &["ﾊﾞｶﾞﾎﾞﾝﾄﾞ の ﾃｰﾏ"],
        kind: Some(Kind::Track),
        viewers: (5, 12),
        days: (2, 3),
        ..PLAIN
    },
    // Names that steer terminals.
    Habit {
        titles: &["Red\u{1b}[m Alert\u{7}\u{9b}J"],
        viewers: (15, 10),
        days: (2, 3),
        ..PLAIN
    },
    Habit {
        titles: &["\u{202e}drawkcaB\u{2066}\u{200f}"],
        viewers: (25, 10),
        days: (1, 2),
        ..PLAIN
    },
    // Small cohorts.
    Habit {
        titles: &["Nobody’s Favourite"],
        viewers: (3, 4),
        days: (9, 10),
        ..PLAIN
    },
    Habit {
        titles: &["Bee Movie"],
        viewers: (7, 1),
        days: (29, 30),
        plays: 2,
        ..PLAIN
    },
    // Last winter, for the comparison with last year.
    Habit {
        titles: &["Last Year’s Snow"],
        kind: None,
        viewers: (10, 45),
        days: (384, 30),
        every: 3,
        ..PLAIN
    },
];

const NOON: i64 = 12 * 60 * 60;

impl Habit {
    fn records(&self) -> Vec<Record<'static>> {
        let mut records = Vec::new();
        let (first, viewers) = self.viewers;
        for viewer in first..first + viewers {
            for nth in 0..self.days.1 {
                let day = LAST_DAY.plus(nth - self.days.0);
                // A fixed pattern without order, so that no two days are alike.
                let number =
                    viewer * 7 + nth.unsigned_abs() * 13 + viewer * nth.unsigned_abs() % 11;
                if number.is_multiple_of(self.every) {
                    let title = self.titles[number as usize / 3 % self.titles.len()];
                    records
                        .extend((0..self.plays).map(|play| self.record(viewer, title, day, play)));
                }
            }
        }
        records
    }

    fn record(&self, viewer: u32, title: &'static str, day: Day, play: u32) -> Record<'static> {
        let minute = i64::from(play * 15 + viewer % 10);
        Record {
            viewer: format!("viewer {viewer}").into(),
            title: title.into(),
            show: self.show.map(Into::into),
            kind: self.kind,
            start: i64::from(day.0) * 24 * 60 * 60 + NOON + minute * 60,
            seconds: Some(600),
            length: Some(600),
            ..Record::default()
        }
    }
}

/// Returns the log of a year; days start at midnight in Rome.
pub fn year() -> Kept {
    log_of(HABITS.iter().flat_map(Habit::records))
}

/// Returns the log of a year and of the day after, on which nothing but a few plays of the film
/// came in.
pub fn year_and_a_day() -> Kept {
    let next = Habit {
        titles: &[PRINCE],
        viewers: (0, 30),
        days: (-1, 1),
        ..PLAIN
    };
    log_of(HABITS.iter().chain([&next]).flat_map(Habit::records))
}

/// Returns a log of settings and no plays.
pub fn empty() -> Kept {
    log_of([])
}

/// Returns a log of some records.
pub fn log_of(records: impl IntoIterator<Item = Record<'static>>) -> Kept {
    log_with(records, &options::options(chrono_tz::Europe::Rome))
}

/// Returns a log of some records that are imported as these options say.
pub fn log_with(records: impl IntoIterator<Item = Record<'static>>, options: &Options) -> Kept {
    let folder = tempfile::tempdir().expect("a folder for the log");
    let path = folder.path().join("log.db");
    let records = records.into_iter();
    ingest_records(&path, "diary", records, options, &Progress::default())
        .expect("the diary is imported");
    Kept::new(open_read(&path).expect("the log opens"), Some(folder))
}
