//! What the query thread reads for a question, of the log as it was last read.

use std::sync::Arc;

use super::chosen::Chosen;
use super::query_thread::{QueryThread, Unanswerable};
use crate::app::message::{Message, Request};
use crate::query::{Question, SelectError, Selected};
use crate::runtime::source::Change;
use crate::snapshot::CubeError;

impl QueryThread {
    /// Returns the item that a question asks about, read where it is none of those looked at last; `None` where it asks about
    /// everything. Fails, having said why, where there is nothing to answer from.
    pub(super) fn select(
        &mut self,
        question: &Question,
    ) -> Result<Option<Arc<Chosen>>, Unanswerable> {
        if let Some(chosen) = question.item.and_then(|item| self.chosen.get(item)) {
            // The item itself is at hand; there may be columns or hours to read.
            let rest = Question {
                item: None,
                ..question.clone()
            };
            self.read(&rest)?;
            // That may have read the log again.
            if self.chosen.get(chosen.selected().item()).is_some() {
                return Ok(Some(chosen));
            }
        }
        let selected = self.read(question)?;
        Ok(selected.map(|selected| self.chosen.keep(selected)))
    }

    /// Reads the item that a further step leads to, unless something else is asked meanwhile. What cannot be read now is
    /// read when it is asked about, and said then.
    pub(super) fn read_ahead(&mut self, request: &Request) {
        let Some(item) = request.ahead.filter(|item| !self.chosen.has(*item)) else {
            return;
        };
        if self.is_stale() {
            return;
        }
        let ahead = Question {
            item: Some(item),
            ..request.question.clone()
        };
        let read = |thread: &Self| {
            let (log, conn) = thread.current()?;
            let selected = log.select(conn, &ahead).ok()?;
            selected.filter(|_| !thread.opened.is_overwritten())
        };
        let Some(selected) = read(self) else { return };
        let chosen = self.chosen.keep_ahead(selected);
        let Some((log, _)) = self.current().filter(|_| !self.is_stale()) else {
            return;
        };
        chosen.calendar(log);
        chosen.cohorts(log, &ahead);
    }

    /// Reads what a question asks about and is not in memory yet.
    ///
    /// Where the log has changed since it was read, it is read again first: all numbers of a frame
    /// come from one state of the log.
    fn read(&mut self, question: &Question) -> Result<Option<Selected>, Unanswerable> {
        if let Some((scoped, conn)) = self
            .scoped
            .as_ref()
            .and_then(|own| Some((own, own.conn()?)))
        {
            return match scoped.log().select(conn, question) {
                Ok(selected) => Ok(selected),
                Err(SelectError::Changed) => {
                    self.check();
                    self.finish_reading();
                    Err(Unanswerable)
                }
                Err(error) => {
                    self.fail(error.to_string());
                    Err(Unanswerable)
                }
            };
        }
        for _ in 0..3 {
            let log = self.log.as_ref().ok_or(Unanswerable)?;
            let reads_more = log.reads_more(question);
            let selected = log.select(self.opened.conn(), question);
            match selected {
                Ok(selected) if !(reads_more && self.opened.is_overwritten()) => {
                    return Ok(selected);
                }
                Ok(_) | Err(SelectError::Changed) => {
                    self.check();
                    self.finish_reading();
                }
                Err(error @ SelectError::Cubes(CubeError::Sqlite(_) | CubeError::Reduced)) => {
                    self.fail(error.to_string());
                    return Err(Unanswerable);
                }
                Err(SelectError::Cubes(reason)) => match self.opened.repair(reason) {
                    Ok(repaired) => {
                        self.finish_reading();
                        self.load(Change::Rows);
                        self.finish_reading();
                        self.say(Message::Repaired(repaired.in_words()));
                    }
                    Err(error) => {
                        self.fail(error.to_string());
                        return Err(Unanswerable);
                    }
                },
            }
        }
        Err(Unanswerable)
    }
}
