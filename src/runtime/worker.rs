//! The query worker: the only thread that reads the log.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, select, unbounded};

use super::source::{Change, Opened};
use crate::app::message::{Answer, Loaded, Message, Request};
use crate::domain::Day;
use crate::query::columns::CubeError;
use crate::query::log::{SelectError, Selected};
use crate::query::{Frame, Log, Question};

/// Returns the present, in Unix seconds.
pub type Clock = fn() -> i64;

/// The loop's end of the worker.
#[derive(Debug)]
pub struct Worker {
    questions: Sender<Request>,
    /// The worker's end of `questions`, to take back a question that a newer one replaces.
    waiting: Receiver<Request>,
    refreshes: Sender<()>,
    replies: Receiver<Message>,
    /// Set to end a reading of the log that is under way.
    is_ending: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// The steps of SQLite's machine between two looks at whether the reading shall end: a fraction of a
/// millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

impl Worker {
    /// Starts the worker; it reads the log at once.
    #[must_use]
    pub fn start(opened: Opened, clock: Clock) -> Self {
        let (questions, asked) = bounded(1);
        let (refreshes, refresh) = bounded(1);
        let (reply, replies) = unbounded();
        let waiting = asked.clone();
        let is_ending = Arc::new(AtomicBool::new(false));
        let desk = Desk {
            opened,
            log: None,
            answered: None,
            day: None,
            clock,
            asked,
            reply,
            trouble: None,
            is_ending: Arc::clone(&is_ending),
        };
        let thread = std::thread::spawn(move || desk.work(&refresh));
        Self {
            questions,
            waiting,
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

    /// Has the worker look whether the log has changed. Never waits.
    pub fn refresh(&self) {
        // Full: it is about to look anyway.
        let _ = self.refreshes.try_send(());
    }

    /// Returns what the worker has to say; closed when it has broken down.
    #[must_use]
    pub fn replies(&self) -> &Receiver<Message> {
        &self.replies
    }

    /// Ends the worker, and a reading that is under way, so that the log is closed in good order;
    /// returns whether it had panicked.
    #[must_use]
    pub fn end(mut self) -> bool {
        self.is_ending.store(true, Ordering::Relaxed);
        let thread = self.thread.take();
        drop(self);
        thread.is_some_and(|thread| thread.join().is_err())
    }
}

/// There is nothing to answer a question from.
struct Unanswerable;

/// What the worker works on.
struct Desk {
    opened: Opened,
    log: Option<Log>,
    /// The last question answered from this log, and its frame.
    answered: Option<(Question, Frame)>,
    /// The day it was when the log was last told of: another day ends yesterday.
    day: Option<Day>,
    clock: Clock,
    asked: Receiver<Request>,
    reply: Sender<Message>,
    /// Why the last look or reading failed: said once, and reason to read again.
    trouble: Option<String>,
    is_ending: Arc<AtomicBool>,
}

impl Desk {
    fn work(mut self, refresh: &Receiver<()>) {
        self.load(Change::Rows);
        loop {
            select! {
                recv(self.asked) -> request => match request {
                    Ok(request) => self.answer(&request),
                    Err(_) => return,
                },
                recv(refresh) -> look => match look {
                    Ok(()) => self.look(),
                    Err(_) => return,
                },
            }
        }
    }

    fn say(&self, message: Message) {
        // Closed: the loop has ended, and so will this thread.
        let _ = self.reply.send(message);
    }

    /// Reads the log; what was read before stays where that fails.
    fn load(&mut self, change: Change) {
        let is_ending = Arc::clone(&self.is_ending);
        let shall_end = move || is_ending.load(Ordering::Relaxed);
        let conn = self.opened.conn();
        let read = conn
            .progress_handler(STEPS_BETWEEN_LOOKS, Some(shall_end))
            .map_err(Into::into)
            .and_then(|()| self.opened.load());
        match read {
            Ok((log, repaired)) => {
                self.log = Some(log);
                self.answered = None;
                self.trouble = None;
                self.tell(change);
                if let Some(repaired) = repaired {
                    self.say(Message::Repaired(repaired.in_words()));
                }
            }
            Err(error) => self.fail(error.to_string()),
        }
    }

    /// Tells what the log says about itself, and what time it is.
    fn tell(&mut self, change: Change) {
        let Some(log) = &self.log else { return };
        let now = (self.clock)();
        self.day = Some(log.facts().rule.day_of(now));
        self.say(Message::Loaded(Box::new(Loaded {
            facts: log.facts().clone(),
            timeline: log.whole_timeline().into(),
            now,
            is_replaced: change == Change::File,
        })));
    }

    fn fail(&mut self, reason: String) {
        if self.trouble.as_ref() != Some(&reason) {
            self.say(Message::Failed(reason.clone()));
            self.trouble = Some(reason);
        }
    }

    fn look(&mut self) {
        match self.opened.change() {
            // After trouble a log is read again even where it is what it was: put back in its place.
            Ok(Change::None) if self.trouble.is_none() => self.look_at_the_clock(),
            Ok(change) => self.load(change),
            Err(error) => self.fail(error.to_string()),
        }
    }

    /// Tells of the log again where a day has ended since.
    fn look_at_the_clock(&mut self) {
        let today = self
            .log
            .as_ref()
            .map(|log| log.facts().rule.day_of((self.clock)()));
        if today != self.day {
            self.tell(Change::Rows);
        }
    }

    /// Answers a question, unless a newer one is waiting before the answer is done.
    fn answer(&mut self, request: &Request) {
        fail_on_purpose();
        let question = &request.question;
        let Ok(selected) = self.select(question) else {
            return;
        };
        let Some(log) = &self.log else { return };
        let selected = selected.as_ref();
        let Some(frame) = self.frame(log, question, selected) else {
            return;
        };
        self.answered = Some((question.clone(), frame.clone()));
        let page = selected.filter(|_| request.page.is_some() && request.page == question.item);
        let answer = Answer {
            frame,
            calendar: log.calendar(selected),
            page: page.map(|selected| log.page(question, selected)),
        };
        self.say(Message::Answered(request.stamp, Box::new(answer)));
    }

    /// Reads the histories of the question's item; fails, having said why, where there is nothing to
    /// answer from.
    ///
    /// Where the log has changed since it was read, it is read again first: what a frame says comes
    /// from one state of the log.
    fn select(&mut self, question: &Question) -> Result<Option<Selected>, Unanswerable> {
        for _ in 0..2 {
            let log = self.log.as_ref().ok_or(Unanswerable)?;
            let selected = log.select(self.opened.conn(), question);
            match selected {
                Ok(selected) => return Ok(selected),
                Err(SelectError::Changed) => self.look(),
                Err(SelectError::Cubes(CubeError::Sqlite(error))) => {
                    self.fail(error.to_string());
                    return Err(Unanswerable);
                }
                Err(SelectError::Cubes(reason)) => match self.opened.repair(reason) {
                    Ok(repaired) => {
                        self.load(Change::Rows);
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

    /// Returns the frame of a question; `None` where a newer one is waiting.
    ///
    /// Moving through a list changes nothing but the item: the lists of the last frame still hold.
    fn frame(&self, log: &Log, question: &Question, selected: Option<&Selected>) -> Option<Frame> {
        let same = self.answered.as_ref().filter(|(answered, _)| {
            let item = question.item;
            Question {
                item,
                ..answered.clone()
            } == *question
        });
        match same {
            Some((_, frame)) => Some(Frame {
                cohorts: log.cohorts(question, selected),
                ..frame.clone()
            }),
            None => log.answer_unless(question, selected, &|| !self.asked.is_empty()),
        }
    }
}

/// Lets tests see a worker break down; not in release builds.
fn fail_on_purpose() {
    #[cfg(debug_assertions)]
    assert!(
        std::env::var_os("BINGETOP_FAULT").is_none_or(|fault| fault != "worker"),
        "the fault that a test asked for"
    );
}
