//! The logs of trials: so many viewers who watch all episodes but one on ten days, and perhaps one more who watches all of them.

use std::fs;
use std::path::{Path, PathBuf};

use bingetop::domain::{Day, Kind};
use bingetop::formats::record::Record;
use bingetop::ingest::options::Options;
use bingetop::ingest::pipeline::ingest_records;
use bingetop::ingest::progress::Progress;
use rusqlite::Connection;
use tempfile::TempDir;

/// The viewers whom a reader knows: a crowd that is said in nearly every trial.
pub const CROWD: u32 = 60;

/// The same, of a crowd that is said or not by what is drawn.
pub const AT_THRESHOLD: u32 = 39;

/// The days on which all of them watch.
pub const DAYS: u32 = 10;

/// The moment of all trials: 2024-03-01, when the days are closed.
pub const NOW: i64 = 1_709_251_200;

/// The first of the days: 2024-01-01.
const FIRST: Day = Day(19_723);

/// A log with the viewer in question, and one without.
pub struct Template {
    /// How many viewers a reader knows.
    pub others: u32,
    folder: TempDir,
    /// Without, and with.
    logs: [Vec<u8>; 2],
}

/// The log of one trial, in a folder of its own, with the state beside it.
pub struct TrialLog {
    others: u32,
    folder: TempDir,
}

impl Template {
    pub fn new(others: u32) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let logs = [others, others + 1].map(|viewers| {
            let path = folder.path().join(format!("{viewers}.db"));
            let plays = (0..viewers).flat_map(|viewer| watched(viewer, viewer == others));
            let options = Options::plain(chrono_tz::UTC, NOW - 86_400);
            let progress = Progress::default();
            ingest_records(&path, "rows", plays, &options, &progress).expect("the rows are taken");
            fs::read(&path).expect("the log is read")
        });
        Self {
            others,
            folder,
            logs,
        }
    }

    /// Returns a log that no other trial has: its salt is its own, and with it all that is drawn.
    pub fn trial(&self, number: u64, is_in: bool) -> TrialLog {
        let folder = tempfile::tempdir_in(self.folder.path()).expect("a folder");
        let log = TrialLog {
            others: self.others,
            folder,
        };
        fs::write(log.path(), &self.logs[usize::from(is_in)]).expect("a log");
        let conn = Connection::open(log.path()).expect("the log opens");
        let salt = blake3::hash(&number.to_le_bytes()).to_hex();
        let sql = "UPDATE settings SET value = ?1 WHERE name = 'viewer_salt'";
        conn.execute(sql, [&salt.as_str()[..32]])
            .expect("a statement");
        log
    }
}

impl TrialLog {
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("log.db")
    }

    pub fn state(&self) -> &Path {
        self.folder.path()
    }

    /// Adds the rows of the viewer in question, as a later import does.
    pub fn add_viewer(&self) {
        let options = Options::plain(chrono_tz::UTC, NOW);
        let rows = watched(self.others, true).into_iter();
        let conn = Connection::open(self.path()).expect("the log opens");
        let sql = "SELECT value FROM settings WHERE name = 'viewer_salt'";
        let salt: String = conn.query_row(sql, [], |row| row.get(0)).expect("a salt");
        drop(conn);
        let options = Options {
            salt: salt.parse().expect("a salt"),
            ..options
        };
        ingest_records(&self.path(), "late", rows, &options, &Progress::default())
            .expect("the rows are taken");
    }
}

/// What a viewer watches: an episode a day, and the one in question another one.
fn watched(viewer: u32, is_in_question: bool) -> Vec<Record<'static>> {
    let day = |number: u32| {
        let day = FIRST.plus(i32::try_from(number).expect("a few days"));
        Record {
            viewer: format!("viewer {viewer}").into(),
            title: "Pilot".into(),
            show: Some("Harbour".into()),
            kind: Some(Kind::Episode),
            start: day.noon(),
            seconds: Some(1_200),
            ..Record::default()
        }
    };
    let mut rows: Vec<_> = (0..DAYS).map(day).collect();
    if is_in_question {
        let more = rows.clone().into_iter().map(|row| Record {
            title: "The Other One".into(),
            start: row.start + 7_200,
            ..row
        });
        rows.extend(more);
    }
    rows
}
