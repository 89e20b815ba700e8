//! One row of the ledger.

use rusqlite::{Connection, Row, named_params};

use crate::domain::{Day, Window};
use crate::store::schema::{self, LEDGERED};

use super::estimate::Cost;

/// The hash of a row.
pub(super) type Hash = [u8; blake3::OUT_LEN];

/// What a row of the ledger is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number was published, or was too small to be.
    Said,
    /// A title or show was chosen.
    Suggested,
    /// A second person approves a number.
    Approved,
}

impl Kind {
    /// Returns the word in the log.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Suggested => "suggested",
            Self::Approved => "approved",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        let mut kinds = [Self::Said, Self::Suggested, Self::Approved].into_iter();
        kinds.find(|kind| kind.word() == word)
    }
}

/// One row of the ledger: what was said, never what was counted.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1 on.
    pub seq: u32,
    /// What it is about.
    pub kind: Kind,
    /// The canonical form of what was asked.
    pub(super) question: String,
    /// What was asked, as people write it; of a suggestion, the question that it chose.
    pub asked: String,
    /// What it is charged to: the keys of shows, then the marks of titles.
    pub(super) shows: Vec<String>,
    /// The days.
    pub window: Window,
    /// What it cost.
    pub cost: Cost,
    /// The blurred count, unrounded.
    pub(super) estimate: Option<i64>,
    /// The standard deviation of the blur, in hundredths of a viewer.
    pub(super) deviation: Option<u32>,
    /// What may be said; `None` where that is too few, or it says no number.
    pub shown: Option<u32>,
    /// Of a number: the suggestion that chose it; `None` where it was chosen by hand.
    pub chosen_by: Option<u32>,
    /// Of a suggestion: the canonical question that it chose.
    pub(super) chosen: Option<String>,
    /// Of an approval: the number it approves.
    pub approves: Option<u32>,
    /// The day it was written.
    pub said_on: Day,
    /// Who wrote it.
    pub said_by: String,
    /// The hash of the row before.
    pub(super) previous: Hash,
    /// The hash of this row.
    pub(super) hash: Hash,
}

impl Entry {
    /// Returns twice the standard deviation of its number, in whole viewers.
    #[must_use]
    pub fn plus_minus(&self) -> Option<u32> {
        self.deviation.map(|deviation| (2 * deviation + 50) / 100)
    }

    /// Reads the rows of a log; a log from before there was a ledger has none.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read.
    pub(super) fn load(conn: &Connection) -> rusqlite::Result<Vec<Self>> {
        if schema::version(conn)? < LEDGERED {
            return Ok(Vec::new());
        }
        let mut statement = conn.prepare_cached("SELECT * FROM ledger ORDER BY seq")?;
        let entries = statement.query_map([], Self::of_row)?;
        entries.collect()
    }

    /// Adds the row to the log.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be written.
    pub(super) fn insert(&self, conn: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT INTO ledger
                   VALUES (:seq, :kind, :question, :asked, :shows, :from_day, :to_day, :cost, :estimate, :deviation,
                           :shown, :chosen_by, :chosen, :approves, :said_on, :said_by, :previous, :hash)";
        let params = named_params! {
            ":seq": self.seq,
            ":kind": self.kind.word(),
            ":question": self.question,
            ":asked": self.asked,
            ":shows": self.shows_as_text(),
            ":from_day": self.window.from().0,
            ":to_day": self.window.to().0,
            ":cost": self.cost,
            ":estimate": self.estimate,
            ":deviation": self.deviation,
            ":shown": self.shown,
            ":chosen_by": self.chosen_by,
            ":chosen": self.chosen,
            ":approves": self.approves,
            ":said_on": self.said_on.0,
            ":said_by": self.said_by,
            ":previous": self.previous,
            ":hash": self.hash,
        };
        conn.execute(sql, params).map(|_| ())
    }

    /// Returns the keys of its shows and the marks of its titles as the log has them.
    pub(super) fn shows_as_text(&self) -> String {
        serde_json::Value::from(self.shows.clone()).to_string()
    }

    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let meaningless = |column: &str| rusqlite::Error::InvalidColumnName(column.to_owned());
        let kind: String = row.get("kind")?;
        let shows: String = row.get("shows")?;
        let days = [row.get("from_day")?, row.get("to_day")?].map(Day);
        Ok(Self {
            seq: row.get("seq")?,
            kind: Kind::of_word(&kind).ok_or_else(|| meaningless("kind"))?,
            question: row.get("question")?,
            asked: row.get("asked")?,
            shows: serde_json::from_str(&shows).map_err(|_| meaningless("shows"))?,
            window: Window::new(days[0], days[1]).ok_or_else(|| meaningless("to_day"))?,
            cost: row.get("cost")?,
            estimate: row.get("estimate")?,
            deviation: row.get("deviation")?,
            shown: row.get("shown")?,
            chosen_by: row.get("chosen_by")?,
            chosen: row.get("chosen")?,
            approves: row.get("approves")?,
            said_on: Day(row.get("said_on")?),
            said_by: row.get("said_by")?,
            previous: row.get("previous")?,
            hash: row.get("hash")?,
        })
    }
}

/// Tells what the ledger lists, and no more.
impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut entry = f.debug_struct("Entry");
        entry.field("seq", &self.seq).field("kind", &self.kind);
        entry.field("asked", &self.asked).field("cost", &self.cost);
        entry.field("shown", &self.shown);
        entry.finish_non_exhaustive()
    }
}
