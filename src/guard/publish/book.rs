//! A log as whoever publishes of it sees it: what was said, what may be, and which days are closed.

use std::path::Path;

use rusqlite::Connection;

use super::allowance::{Allowance, Left};
use super::chain;
use super::charge::Charge;
use super::closed_days;
use super::entry::{Entry, Hash, Kind};
use super::error::PublishError;
use super::estimate::{Cost, Seed};
use super::head::{Head, Mark};
use super::question::Question;
use super::refusal::Refusal;
use super::secret::Secret;
use crate::domain::{ClosedDays, Day, Window};
use crate::query::LoadError;
use crate::store::{Settings, reduced};

/// Which log it is, before anything in it is believed.
pub(super) struct Identity {
    pub(super) settings: Settings,
    pub(super) secret: Secret,
    /// Where its last row is kept; a made-up log keeps none: there is nobody to protect, and all samples have one salt.
    pub(super) head: Option<Head>,
}

/// A log's ledger, sound and not behind, and what is needed to add to it.
pub(super) struct Book<'a> {
    pub(super) conn: &'a Connection,
    pub(super) identity: Identity,
    /// What the head said before the ledger was read.
    pub(super) mark: Option<Mark>,
    pub(super) entries: Vec<Entry>,
    pub(super) allowance: Allowance,
    days: Option<ClosedDays>,
    today: Day,
}

/// What a new row says beside when and by whom.
pub(super) struct Content {
    pub(super) kind: Kind,
    pub(super) question: String,
    pub(super) asked: String,
    pub(super) charge: Charge,
    pub(super) window: Window,
    pub(super) cost: Cost,
}

impl Identity {
    /// Returns which log it is, for whoever has the key in the folder `state`.
    pub(super) fn of(conn: &Connection, state: &Path) -> Result<Self, PublishError> {
        reduced::refuse(conn, "publishing").map_err(Refusal::Reduced)?;
        let settings = Settings::load(conn)?.ok_or(LoadError::Unfilled)?;
        let secret = Secret::of(&settings, state)?;
        let head = (!settings.is_synthetic).then(|| Head::of(state, &secret));
        Ok(Self {
            settings,
            secret,
            head,
        })
    }

    /// Returns whether nobody real is in the log.
    pub(super) fn is_made_up(&self) -> bool {
        self.settings.is_synthetic
    }

    /// Returns the rows of the ledger, and what the head said before they were read.
    ///
    /// # Errors
    ///
    /// Fails where a row is not as it was written, or the head's is not among them.
    pub(super) fn verified(
        &self,
        conn: &Connection,
    ) -> Result<(Vec<Entry>, Option<Mark>), PublishError> {
        // First the head: a row that is written meanwhile is in the log before it is there.
        let mark = self.head.as_ref().map(Head::read).transpose()?.flatten();
        let entries = Entry::load(conn)?;
        let Secret { chain, log, .. } = &self.secret;
        chain::verify(chain, log, &entries).map_err(Refusal::Broken)?;
        mark.map_or(Ok(()), |mark| mark.refuse_behind(&entries))?;
        Ok((entries, mark))
    }
}

impl<'a> Book<'a> {
    /// Opens the ledger of a log at the moment `now` (Unix seconds).
    pub(super) fn open(conn: &'a Connection, state: &Path, now: i64) -> Result<Self, PublishError> {
        let identity = Identity::of(conn, state)?;
        let (entries, mark) = identity.verified(conn)?;
        let days = closed_days::load(conn, &identity.settings, now)?;
        let rule = identity.settings.rule;
        Ok(Self {
            conn,
            mark,
            entries,
            allowance: Allowance::of(conn)?,
            today: days.map_or(rule.day_of(now), |days| days.today()),
            days,
            identity,
        })
    }

    /// Returns the mark that the head should have.
    pub(super) fn last(&self) -> Option<Mark> {
        self.entries.last().map(Mark::of)
    }

    /// Returns which days are closed.
    pub(super) fn days(&self) -> Result<ClosedDays, Refusal> {
        self.days.ok_or(Refusal::Empty)
    }

    /// Returns what `text` asks of the log.
    pub(super) fn question(&self, text: &str) -> Result<Question, PublishError> {
        Question::parse(self.conn, text, self.days()?.bounds())
    }

    /// Returns the row of this kind that answers a question, in canonical form, already.
    pub(super) fn find(&self, kind: Kind, question: &str) -> Option<&Entry> {
        let mut entries = self.entries.iter();
        entries.find(|entry| entry.kind == kind && entry.question == question)
    }

    /// Returns what decides the draws for a question in canonical form.
    pub(super) fn seed<'s>(&'s self, question: &'s str) -> Seed<'s> {
        let Secret { draws, log, .. } = &self.identity.secret;
        Seed {
            key: draws,
            log,
            question,
        }
    }

    /// Returns what is left of each year of a window for what is charged.
    pub(super) fn left(&self, charge: &Charge, window: Window) -> Vec<Left> {
        let met = charge.met(Some(&self.identity.secret));
        self.allowance.left(&self.entries, &met, window)
    }

    /// Returns what is left of each year in which a row has days.
    pub(super) fn left_after(&self, entry: &Entry) -> Vec<Left> {
        let window = entry.window;
        if entry.shows.is_empty() {
            return self.left(&Charge::default(), window);
        }
        // Titles may have moved since; of what is gone, the row still knows.
        match self.question(&entry.asked) {
            Ok(question) => self.left(&question.subject.charge, window),
            Err(_) => self.allowance.left(&self.entries, &entry.shows, window),
        }
    }

    /// Returns the next row, which says so much and no number yet.
    pub(super) fn next(&self, content: Content, by: &str) -> Entry {
        let Content {
            kind,
            question,
            asked,
            charge,
            window,
            cost,
        } = content;
        Entry {
            seq: self.entries.last().map_or(1, |last| last.seq + 1),
            kind,
            question,
            asked,
            shows: charge.noted(&self.identity.secret),
            window,
            cost,
            estimate: None,
            deviation: None,
            shown: None,
            chosen_by: None,
            chosen: None,
            approves: None,
            said_on: self.today,
            said_by: by.to_owned(),
            previous: self.previous(),
            hash: Hash::default(),
        }
    }

    /// Closes a row with its hash and adds it to the log, within the caller's transaction.
    pub(super) fn add(&mut self, mut entry: Entry) -> Result<Entry, PublishError> {
        entry.hash = chain::hash(&self.identity.secret.chain, &entry);
        entry.insert(self.conn)?;
        self.entries.push(entry.clone());
        Ok(entry)
    }

    fn previous(&self) -> Hash {
        let Secret { chain, log, .. } = &self.identity.secret;
        let last = self.entries.last();
        last.map_or_else(|| chain::beginning(chain, log), |last| last.hash)
    }
}
