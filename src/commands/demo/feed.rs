//! The made-up log, and the thread that lets it go on day by day.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::NaiveTime;
use crossbeam_channel::{RecvTimeoutError, Sender, bounded};

use crate::domain::threads::joined;
use crate::domain::{Day, DayRule};
use crate::formats::record::Record;
use crate::ingest::error::IngestError;
use crate::ingest::options::Options;
use crate::ingest::pipeline::ingest_records;
use crate::ingest::progress::Progress;
use crate::sample::{LAST_DAY, Plan, SAMPLE_ZONE, records};

/// The days that come while one looks on: those on which the 53 watch, and a few before.
const DAYS_TO_COME: i32 = 21;

/// The morning of Rome, in seconds after midnight in UTC.
const MORNING: i64 = 7 * 60 * 60;

/// A made-up log that lacks its newest days, and these.
pub(super) struct Feed {
    log: PathBuf,
    to_come: BTreeMap<Day, Vec<Record<'static>>>,
    clock: Arc<AtomicI64>,
}

impl Feed {
    /// Makes the log at `path`, up to where the demo begins; returns what lets it go on, and the clock of the demo: the
    /// morning after the newest day, in Unix seconds.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be written.
    pub(super) fn begin(path: &Path) -> Result<(Self, Arc<AtomicI64>), IngestError> {
        let rule = DayRule::midnight(SAMPLE_ZONE);
        let first = LAST_DAY.plus(1 - DAYS_TO_COME);
        let mut to_come: BTreeMap<Day, Vec<Record<'static>>> = BTreeMap::new();
        let mut before = Vec::new();
        for record in records(&Plan::default()) {
            let day = rule.day_of(record.start);
            if day < first {
                before.push(record);
            } else {
                to_come.entry(day).or_default().push(record);
            }
        }
        let now = morning_after(first.plus(-1));
        add(path, before, now)?;
        let clock = Arc::new(AtomicI64::new(now));
        let feed = Self {
            log: path.to_owned(),
            to_come,
            clock: Arc::clone(&clock),
        };
        Ok((feed, clock))
    }

    /// Returns the file of the log.
    pub(super) fn log(&self) -> &Path {
        &self.log
    }

    /// Has a day come each time that one has passed.
    pub(super) fn start(self, day_takes: Duration) -> Feeding {
        let (stop, stopped) = bounded::<()>(0);
        let thread = std::thread::spawn(move || {
            for (day, records) in self.to_come {
                match stopped.recv_timeout(day_takes) {
                    Err(RecvTimeoutError::Timeout) => {}
                    _ => return Ok(()),
                }
                let now = morning_after(day);
                add(&self.log, records, now)?;
                self.clock.store(now, Ordering::Relaxed);
            }
            Ok(())
        });
        Feeding { stop, thread }
    }
}

/// The thread that lets the log go on.
pub(super) struct Feeding {
    stop: Sender<()>,
    thread: JoinHandle<Result<(), IngestError>>,
}

impl Feeding {
    /// Ends it; a day that is coming comes whole.
    ///
    /// # Errors
    ///
    /// Fails where a day could not be written.
    pub(super) fn end(self) -> Result<(), IngestError> {
        drop(self.stop);
        joined(self.thread.join())
    }
}

fn add(log: &Path, records: Vec<Record<'static>>, now: i64) -> Result<(), IngestError> {
    let options = Options {
        is_synthetic: true,
        ..Options::plain(SAMPLE_ZONE, now)
    };
    ingest_records(
        log,
        "sample",
        records.into_iter(),
        &options,
        &Progress::default(),
    )?;
    Ok(())
}

/// Returns the moment of the morning after a day of Rome, in Unix seconds.
fn morning_after(day: Day) -> i64 {
    let midnight = day.plus(1).date().and_time(NaiveTime::MIN).and_utc();
    midnight.timestamp() + MORNING
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn the_days_make_the_sample_whole() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("demo.db");
        let (feed, clock) = Feed::begin(&path).unwrap();
        let newest = || -> i32 {
            let conn = Connection::open(&path).unwrap();
            conn.query_row("SELECT max(day) FROM plays", [], |row| row.get(0))
                .unwrap()
        };
        assert_eq!(Day(newest()), LAST_DAY.plus(-DAYS_TO_COME));
        let feeding = feed.start(Duration::ZERO);
        feeding.thread.join().unwrap().unwrap();
        assert_eq!(Day(newest()), LAST_DAY);
        assert_eq!(clock.load(Ordering::Relaxed), morning_after(LAST_DAY));
        let conn = Connection::open(&path).unwrap();
        conn.execute("ATTACH ?1 AS sample", ["sample.db"]).unwrap();
        let rows =
            "SELECT count(*), sum(seconds), count(DISTINCT viewer_id), count(DISTINCT title_id)";
        let of = |table: &str| -> (i64, i64, i64, i64) {
            conn.query_row(&format!("{rows} FROM {table}.plays"), [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .unwrap()
        };
        assert_eq!(of("main"), of("sample"));
    }

    #[test]
    fn it_ends_at_once_when_it_is_told_to() {
        let folder = tempfile::TempDir::new().unwrap();
        let (feed, _) = Feed::begin(&folder.path().join("demo.db")).unwrap();
        feed.start(Duration::from_hours(1)).end().unwrap();
    }
}
