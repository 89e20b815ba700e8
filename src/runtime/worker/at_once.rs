//! The query thread's work without a thread: each question is answered before the next is asked.

use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::query_thread::QueryThread;
use crate::app::message::{Message, Request};
use crate::query::Log;
use crate::runtime::source::{Change, Opened};

/// Answers questions about a log that was read.
pub struct AtOnce {
    query_thread: QueryThread,
    replies: Receiver<Message>,
    /// Open, and empty: no newer question is waiting while one is answered.
    _questions: Sender<Request>,
}

impl AtOnce {
    /// Returns what answers about a log that was `read` from what is `opened`, at the moment `now` (Unix
    /// seconds).
    #[must_use]
    pub fn new(opened: Opened, read: Log, now: i64) -> Self {
        let (questions, asked) = bounded(1);
        let (reply, replies) = unbounded();
        let clock = Box::new(move || now);
        let mut query_thread = QueryThread::new(opened, clock, asked, reply, Arc::default());
        query_thread.log = Some(read);
        query_thread.tell(Change::Rows);
        Self {
            query_thread,
            replies,
            _questions: questions,
        }
    }

    /// Answers a question.
    pub fn answer(&mut self, request: &Request) {
        self.query_thread.answer(request);
    }

    /// Returns what there is to tell the dashboard next; `None` where there is no more.
    pub fn next_message(&self) -> Option<Message> {
        self.replies.try_recv().ok()
    }
}
