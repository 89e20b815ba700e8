//! A session whose feed and clock do what a test has written down.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use crossbeam_channel::{Sender, unbounded};
use rusqlite::Connection;
use tempfile::TempDir;

use super::rows;
use crate::ingest::follow::clock::Clock;
use crate::ingest::follow::feed::{Feed, Piece};
use crate::ingest::follow::session::{BETWEEN_TRIES, Session};
use crate::ingest::follow::*;

/// What happens at some moment of a session.
pub(super) enum Event {
    /// Bytes come.
    Text(String),
    /// The file is replaced, or cut short.
    NextFile,
    /// The log holds so many rows by now.
    Holds(u32),
    /// Another program locks the log, or lets it go.
    Lock(bool),
    /// So much time passes at once.
    Passes(Duration),
    /// The user says to stop.
    Stop,
}

/// Events in the order of their moments, in milliseconds, on the clock that they move.
struct ScriptedFeed {
    events: VecDeque<(u64, Event)>,
    now: Rc<Cell<Duration>>,
    stop: Sender<()>,
    log: PathBuf,
    lock: Option<Connection>,
    /// How often there was no room for more.
    times_watched: u32,
}

impl ScriptedFeed {
    fn happen(&mut self, event: Event) -> Piece {
        match event {
            Event::Text(text) => return Piece::Bytes(text.into_bytes()),
            Event::NextFile => return Piece::NextFile,
            Event::Holds(expected) => assert_eq!(rows(&self.log), expected),
            Event::Lock(true) => {
                let conn = Connection::open(&self.log).unwrap();
                conn.execute_batch("BEGIN IMMEDIATE").unwrap();
                self.lock = Some(conn);
            }
            Event::Lock(false) => self.lock = None,
            Event::Passes(time) => self.now.set(self.now.get() + time),
            Event::Stop => self.stop.send(()).unwrap(),
        }
        Piece::Nothing
    }
}

impl Feed for ScriptedFeed {
    fn next(&mut self, wait: Duration) -> io::Result<Piece> {
        let Some((at, _)) = self.events.front() else {
            return Ok(Piece::End);
        };
        let at = Duration::from_millis(*at).max(self.now.get());
        if at > self.now.get() + wait {
            self.now.set(self.now.get() + wait);
            return Ok(Piece::Nothing);
        }
        self.now.set(at);
        let (_, event) = self.events.pop_front().unwrap();
        Ok(self.happen(event))
    }

    fn watch(&mut self) {
        self.times_watched += 1;
        self.now.set(self.now.get() + BETWEEN_TRIES);
        if matches!(self.events.front(), Some((_, Event::Lock(false)))) {
            self.events.pop_front();
            self.lock = None;
        }
    }
}

/// When the sessions start, in Unix seconds.
pub(super) const STARTED: i64 = 1_800_000_000;

/// A clock that the feed moves; looking at it takes a microsecond.
struct ManualClock(Rc<Cell<Duration>>);

impl Clock for ManualClock {
    fn now(&self) -> Duration {
        let now = self.0.get() + Duration::from_micros(1);
        self.0.set(now);
        now
    }

    fn unix_seconds(&self) -> i64 {
        STARTED + i64::try_from(self.0.get().as_secs()).unwrap()
    }
}

/// Runs a session of the events into the log in `folder`; returns the outcome and how often there was no room.
pub(super) fn run(
    folder: &TempDir,
    options: &Options,
    events: impl IntoIterator<Item = (u64, Event)>,
) -> (Result<Summary, FollowError>, u32) {
    let path = folder.path().join("log.db");
    let status = Status::default();
    let context = Context {
        times_in: options.times_in,
        zone: None,
        now: None,
        dates: options.dates,
        mapping: options.mapping.clone(),
    };
    let opening = Opening::new("live", options.format, &context).unwrap();
    let summary = Summary::new(chrono_tz::UTC, "00:00".to_owned());
    let refused = RefusedFile::new(refused_beside(&path), Vec::new()).unwrap();
    let settings = agreed(None, &path, options).unwrap();
    let left_out = LeftOut::load(options, &settings).unwrap();
    let reader = LiveReader::new("live", opening, summary, (refused, left_out), &status);
    let mut session = Session::new(reader, Log::new(&path, options), &path);
    let (stop, stopped) = unbounded();
    let now = Rc::new(Cell::new(Duration::ZERO));
    let mut feed = ScriptedFeed {
        events: events.into_iter().collect(),
        now: Rc::clone(&now),
        stop,
        log: path.clone(),
        lock: None,
        times_watched: 0,
    };
    let outcome = session.run(&mut feed, &ManualClock(now), &stopped);
    let outcome = outcome.and_then(|()| session.summary());
    (outcome, feed.times_watched)
}
