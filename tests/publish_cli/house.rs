//! A home with a log of crowds, and what is asked there.

use std::fmt::Write as _;
use std::ops::Range;

use assert_cmd::assert::Assert;
use rusqlite::Connection;

use crate::home::Home;

/// The header of the tables that are imported.
const HEADER: &str = "viewer,title,show,kind,started_at,seconds\n";

/// The first of the eighteen days.
const FIRST: i32 = 17_493;

/// What the crowd has done.
pub const TWEET: &str = "streak=18 2017-11-23..2017-12-10 A Christmas Prince";

/// Returns rows of viewers who each play a film once on each of `days` days, the first of them `from` days after 2017-11-23.
pub fn film(viewers: Range<u32>, title: &str, from: i32, days: i32) -> String {
    rows(viewers, &format!("{title},,film"), from, days)
}

/// The same of an episode.
pub fn episode(viewers: Range<u32>, title: &str, show: &str, days: i32) -> String {
    rows(viewers, &format!("{title},{show},episode"), 0, days)
}

fn rows(viewers: Range<u32>, what: &str, from: i32, days: i32) -> String {
    let mut rows = String::new();
    for viewer in viewers {
        for day in FIRST + from..FIRST + from + days {
            let day = bingetop::domain::Day(day);
            writeln!(rows, "v{viewer},{what},{day}T20:00:00Z,5400").expect("memory takes it");
        }
    }
    rows
}

impl Home {
    /// Makes a home with a log of these rows.
    pub fn with(rows: &str) -> Self {
        let home = Self::new();
        home.ingest("log.db", rows);
        home
    }

    /// Makes a home in whose log 80 viewers play A Christmas Prince on 18 days, and ten play Dracula on four. Keys are random
    /// here: a crowd of 80 is far enough from 40 that it is always said, one of ten that it never is.
    pub fn of_the_tweet() -> Self {
        Self::with(&(film(0..80, "A Christmas Prince", 0, 18) + &film(75..85, "Dracula", 0, 4)))
    }

    /// Imports rows into a log.
    pub fn ingest(&self, log: &str, rows: &str) {
        std::fs::write(self.path("rows.csv"), format!("{HEADER}{rows}")).expect("a file");
        self.run(&["ingest", "rows.csv", "--into", log, "--time-zone", "UTC"])
            .success();
    }

    /// Imports rows into the log, each with the source's id of its title at its end.
    pub fn ingest_with_ids(&self, rows: &str) {
        let header = HEADER.trim_end();
        std::fs::write(self.path("rows.csv"), format!("{header},id\n{rows}")).expect("a file");
        let words = [
            "ingest",
            "rows.csv",
            "--into",
            "log.db",
            "--time-zone",
            "UTC",
        ];
        self.run(&[&words[..], &["--map", "id=id"]].concat())
            .success();
    }

    pub fn run(&self, words: &[&str]) -> Assert {
        self.bingetop().args(words).assert()
    }

    /// Asks for a number of the log, as Ann.
    pub fn ask(&self, question: &str) -> Assert {
        self.run(&["publish", "log.db", "--by", "Ann", "--question", question])
    }

    /// Returns what is said in answer, which must not be refused.
    pub fn said(&self, question: &str) -> String {
        let asked = self.ask(question).success();
        String::from_utf8(asked.get_output().stdout.clone()).expect("it is text")
    }

    /// Returns the first line of it: the number.
    pub fn number(&self, question: &str) -> String {
        let said = self.said(question);
        said.lines().next().unwrap_or_default().to_owned()
    }

    /// Returns the ledger as JSON, which must be sound.
    pub fn ledger(&self) -> serde_json::Value {
        let listed = self
            .run(&["ledger", "log.db", "--format", "json"])
            .success();
        let ledger: serde_json::Value =
            serde_json::from_slice(&listed.get_output().stdout).expect("it is JSON");
        assert_eq!(ledger["verified"], true);
        ledger
    }

    /// Returns how many rows the ledger has.
    pub fn rows(&self) -> usize {
        self.ledger()["entries"].as_array().expect("a list").len()
    }

    /// Makes the log one from before there was a ledger.
    pub fn take_ledger_away(&self) {
        let before = bingetop::store::schema::LEDGERED - 1;
        self.change(&format!(
            "DROP TABLE ledger; DROP INDEX plays_hidden; PRAGMA user_version = {before}"
        ));
    }

    /// Has another program change the log.
    pub fn change(&self, sql: &str) {
        let conn = Connection::open(self.path("log.db")).expect("it is ours");
        conn.execute_batch(sql).expect("it is ours");
    }

    pub fn copy(&self, from: &str, to: &str) {
        for suffix in ["-wal", "-shm"] {
            let file = self.path(&format!("{to}{suffix}"));
            let _ = std::fs::remove_file(file);
            let beside = self.path(&format!("{from}{suffix}"));
            assert!(!beside.exists(), "{} is not folded in", beside.display());
        }
        std::fs::copy(self.path(from), self.path(to)).expect("a copy");
    }

    /// Puts a log in the place of one whose writer was killed.
    pub fn copy_over(&self, from: &str, to: &str) {
        for suffix in ["-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(self.path(&format!("{to}{suffix}")));
        }
        std::fs::copy(self.path(from), self.path(to)).expect("a copy");
    }

    /// Returns the file that says what was published last.
    pub fn head(&self) -> std::path::PathBuf {
        let folder = std::fs::read_dir(self.path("bingetop/ledgers")).expect("a folder");
        let mut files = folder.map(|file| file.expect("a file").path());
        let head = files.find(|file| file.extension().is_some_and(|it| it == "head"));
        head.expect("there is one")
    }
}
