//! A log in memory with the database it was read from: questions about an item need both.

use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use bingetop::app::message::{Answer, Listed, Request};
use bingetop::query::also_played::AlsoPlayed;
use bingetop::query::sittings::Sittings;
use bingetop::query::{Log, OneViewer, Question, Selected};
use rusqlite::Connection;
use tempfile::TempDir;

/// A log that was read, and its database.
pub struct Kept {
    log: Log,
    conn: Mutex<Connection>,
    _folder: Option<TempDir>,
}

impl Kept {
    /// Reads the log behind a connection; its file lives as long as the folder.
    pub fn new(conn: Connection, folder: Option<TempDir>) -> Self {
        Self::of(Log::load(&conn).expect("the log is read"), conn, folder)
    }

    /// Keeps a log that was read from a connection.
    pub fn of(log: Log, conn: Connection, folder: Option<TempDir>) -> Self {
        Self {
            log,
            conn: Mutex::new(conn),
            _folder: folder,
        }
    }

    /// Asks the log and its database.
    pub fn with<T>(&self, ask: impl FnOnce(&Log, &Connection) -> T) -> T {
        let conn = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        ask(&self.log, &conn)
    }

    /// Reads the item a question is about.
    pub fn select(&self, question: &Question) -> Option<Selected> {
        self.with(|log, conn| log.select(conn, question).expect("the item is read"))
    }

    /// Reads how the show that a question is about is watched.
    pub fn sittings(&self, question: &Question) -> Sittings {
        self.with(|log, conn| log.sittings(conn, question).expect("the rows are read"))
    }

    /// Reads what the viewers of the item that a question is about played, too.
    pub fn also_played(&self, question: &Question) -> AlsoPlayed {
        let found = self.with(|log, conn| log.also_played(conn, question, &|| false));
        found.expect("the titles are read").expect("of an item")
    }

    /// Answers what the dashboard asks.
    pub fn answered(&self, request: &Request) -> Answer {
        let question = &request.question;
        let selected = self.select(question);
        let page = request.page.and_then(|_| {
            let mut page = self.log.page(question, selected.as_ref()?);
            page.sittings = request.wants_sittings.then(|| self.sittings(question));
            let wants_also_played = request.wants_also_played;
            page.also_played = wants_also_played.then(|| self.also_played(question));
            Some(page)
        });
        Answer {
            frame: self.log.answer(question, selected.as_ref()),
            calendar: self.log.calendar(selected.as_ref()),
            page,
            viewers: (request.lists == Some(Listed::Viewers)).then(|| {
                let table = |log: &Log, conn: &Connection| log.viewer_table(conn, question);
                self.with(table).expect("the viewers are read")
            }),
            stories: (request.lists == Some(Listed::Stories)).then(|| {
                let least = self.log.facts().minimum_cohort;
                let stories = |log: &Log, conn: &Connection| log.stories(conn, question, least);
                self.with(stories).expect("the stories are read")
            }),
        }
    }
}

impl From<OneViewer> for Kept {
    fn from(own: OneViewer) -> Self {
        Self::of(own.log, own.conn, None)
    }
}

impl Deref for Kept {
    type Target = Log;

    fn deref(&self) -> &Log {
        &self.log
    }
}
