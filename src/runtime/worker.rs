//! The query worker: the only thread that reads the log.
//!
//! | module | holds |
//! |---|---|
//! | `query_thread` | what the thread does |
//! | [`at_once`] | the same without a thread, for a dashboard that waits for its answers |
//! | `selecting` | what it reads for a question |
//! | `chosen` | the items looked at last |
//! | `job` | what it makes a file of |
//! | `scoped` | a part of the log that answers are from |
//! | `reading` | a reading of the log by another thread, while it goes on answering |

pub mod at_once;
mod chosen;
mod job;
mod query_thread;
mod reading;
mod scoped;
mod selecting;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, unbounded};

use self::job::Job;
use self::query_thread::QueryThread;
use super::published_card::CardJob;
use super::saved_report::SavedReport;
use super::source::Opened;
use crate::app::message::{Message, Request};
use crate::query::Log;

/// The loop's end of the worker.
#[derive(Debug)]
pub struct Worker {
    questions: Sender<Request>,
    /// The worker's end of `questions`, to take back a question that a newer one replaces.
    waiting: Receiver<Request>,
    /// What is to be saved, all of it in turn.
    jobs: Sender<Job>,
    refreshes: Sender<()>,
    replies: Receiver<Message>,
    /// Set to end a reading of the log that is under way.
    is_ending: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the worker; it reads the log at once, unless it was `read` from what is `opened`. The clock
    /// returns the present, in Unix seconds.
    #[must_use]
    pub fn start(
        opened: Opened,
        read: Option<Log>,
        clock: impl Fn() -> i64 + Send + 'static,
    ) -> Self {
        let (questions, asked) = bounded(1);
        let (refreshes, refresh) = bounded(1);
        let (jobs, saves) = unbounded();
        let (reply, replies) = unbounded();
        let waiting = asked.clone();
        let is_ending = Arc::new(AtomicBool::new(false));
        let clock = Box::new(clock);
        let mut query_thread =
            QueryThread::new(opened, clock, asked, reply, Arc::clone(&is_ending));
        query_thread.log = read;
        let thread = std::thread::spawn(move || query_thread.work(&refresh, &saves));
        Self {
            questions,
            waiting,
            jobs,
            refreshes,
            replies,
            is_ending,
            thread: Some(thread),
        }
    }

    /// Asks a question in place of the one still waiting, if any. Never waits.
    pub fn ask(&self, request: Request) {
        let mut request = request;
        while let Err(TrySendError::Full(returned)) = self.questions.try_send(request) {
            let _ = self.waiting.try_recv();
            request = returned;
        }
    }

    /// Has the worker save the answers to a question in a file, and tell where. Never waits.
    pub fn save(&self, report: SavedReport) {
        // Closed: it has broken down, and the loop will notice.
        let _ = self.jobs.send(Job::Report(report));
    }

    /// Has the worker make a card, or say what its number would cost. Never waits.
    pub fn card(&self, job: CardJob) {
        // Closed: as above.
        let _ = self.jobs.send(Job::Card(job));
    }

    /// Has the worker check whether the log has changed. Never waits.
    pub fn refresh(&self) {
        // Full: it is about to check anyway.
        let _ = self.refreshes.try_send(());
    }

    /// Returns the worker's messages; the channel closes when it has broken down.
    #[must_use]
    pub fn replies(&self) -> &Receiver<Message> {
        &self.replies
    }

    /// Ends the worker, and a reading that is under way, so that the log is closed properly; returns
    /// whether it had panicked.
    #[must_use]
    pub fn end(mut self) -> bool {
        self.is_ending.store(true, Ordering::Relaxed);
        let thread = self.thread.take();
        drop(self);
        thread.is_some_and(|thread| thread.join().is_err())
    }
}
