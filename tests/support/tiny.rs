//! Logs of a few rows, written out by the test that asks about them.

use std::ops::{Range, RangeInclusive};
use std::path::PathBuf;

use bingetop::domain::{Day, Window};
use bingetop::formats::record::Record;
use bingetop::ingest::options::Options;
use bingetop::ingest::pipeline::ingest_records;
use bingetop::ingest::progress::Progress;
use bingetop::query::Log;
use bingetop::store::open_read;
use rusqlite::Connection;
use tempfile::TempDir;

/// Day 0 of these logs: 2017-11-30.
const FIRST_DAY: Day = Day(17_500);

const NOON: i64 = 12 * 60 * 60;

/// A log in a folder of its own.
pub struct Tiny(TempDir);

/// Whether an import keeps the names of viewers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Names {
    Kept,
    Hidden,
}

impl Tiny {
    /// Returns a log of such plays.
    pub fn of(names: Names, plays: impl IntoIterator<Item = Record<'static>>) -> Self {
        let log = Self(tempfile::tempdir().expect("a folder for the log"));
        log.add(names, plays);
        log
    }

    /// Returns where it is.
    pub fn path(&self) -> PathBuf {
        self.0.path().join("log.db")
    }

    /// Imports more plays.
    pub fn add(&self, names: Names, plays: impl IntoIterator<Item = Record<'static>>) {
        let options = Options {
            keep_names: names == Names::Kept,
            ..Options::plain(chrono_tz::UTC, 1_600_000_000)
        };
        let (path, progress) = (self.path(), Progress::default());
        ingest_records(&path, "rows", plays.into_iter(), &options, &progress)
            .expect("the rows are taken");
    }

    /// Reads the log.
    pub fn load(&self) -> (Log, Connection) {
        let conn = open_read(&self.path()).expect("the log opens");
        (Log::load(&conn).expect("the log is read"), conn)
    }
}

/// Returns the plays of viewers who each play a title once on each of these days.
pub fn played(viewers: Range<u32>, title: &str, days: RangeInclusive<i32>) -> Vec<Record<'static>> {
    let of_viewer = |viewer: u32| {
        days.clone().map(move |number| Record {
            viewer: format!("viewer {viewer}").into(),
            title: title.to_owned().into(),
            start: i64::from(FIRST_DAY.plus(number).0) * 24 * 60 * 60 + NOON,
            seconds: Some(600),
            ..Record::default()
        })
    };
    viewers.flat_map(of_viewer).collect()
}

/// Returns a window of these days.
pub fn window(from: i32, to: i32) -> Window {
    Window::new(FIRST_DAY.plus(from), FIRST_DAY.plus(to)).expect("it has a day")
}
