//! The query worker: the only thread that reads the log.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, never, select, unbounded};

use super::source::{Change, Opened, Source};
use crate::app::message::{Answer, Loaded, Message, Request};
use crate::derive::Repaired;
use crate::domain::{Day, Level};
use crate::query::{Frame, LoadError, Log, Question, SelectError, Selected};
use crate::snapshot::CubeError;

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
            reading: None,
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
    /// A reading of the log as it is now, while questions are answered as it was.
    reading: Option<Reading>,
    is_ending: Arc<AtomicBool>,
}

/// A reading of the log by a thread of its own.
struct Reading {
    change: Change,
    done: Receiver<Read>,
    thread: JoinHandle<()>,
    /// Whether the log shall be looked at again once this is done.
    looks_again: bool,
}

/// A log that was read, and the connection it was read by.
type Read = Result<(Opened, Log, Option<Repaired>), String>;

/// Opens a log and reads it, the lists of shows too where they are looked at, unless the program ends
/// meanwhile.
fn read(source: Source, with_shows: bool, is_ending: Arc<AtomicBool>) -> Read {
    let mut opened = Opened::open(source).map_err(|error| error.to_string())?;
    let shall_end = move || is_ending.load(Ordering::Relaxed);
    let (log, repaired) = opened
        .conn()
        .progress_handler(STEPS_BETWEEN_LOOKS, Some(shall_end))
        .map_err(LoadError::from)
        .and_then(|()| opened.load())
        .map_err(|error| error.to_string())?;
    if with_shows {
        // Where they cannot be read, the question that wants them says so.
        let _ = log.read_columns(opened.conn(), Level::Show);
    }
    Ok((opened, log, repaired))
}

impl Desk {
    fn work(mut self, refresh: &Receiver<()>) {
        self.load(Change::Rows);
        self.finish_reading();
        loop {
            let reading = self.reading.as_ref().map(|reading| reading.done.clone());
            select! {
                recv(reading.unwrap_or_else(never)) -> read => self.take(read.ok()),
                recv(self.asked) -> request => match request {
                    Ok(request) => self.answer(&request),
                    Err(_) => break,
                },
                recv(refresh) -> look => match look {
                    Ok(()) => self.look(),
                    Err(_) => break,
                },
            }
        }
        // So that the log is closed in good order.
        if let Some(reading) = self.reading.take() {
            let _ = reading.thread.join();
        }
    }

    fn say(&self, message: Message) {
        // Closed: the loop has ended, and so will this thread.
        let _ = self.reply.send(message);
    }

    /// Has the log read by a thread of its own; what was read before stays until then, and where that fails.
    fn load(&mut self, change: Change) {
        let (send, done) = bounded(1);
        let (source, is_ending) = (self.opened.source().clone(), Arc::clone(&self.is_ending));
        let with_shows = self.log.as_ref().is_some_and(Log::has_shows);
        let thread = std::thread::spawn(move || {
            // Nobody there: the program ends.
            let _ = send.send(read(source, with_shows, is_ending));
        });
        self.reading = Some(Reading {
            change,
            done,
            thread,
            looks_again: false,
        });
    }

    /// Waits for the reading that is under way, if any.
    fn finish_reading(&mut self) {
        if let Some(reading) = &self.reading {
            let read = reading.done.recv().ok();
            self.take(read);
        }
    }

    /// Takes over what was read.
    fn take(&mut self, read: Option<Read>) {
        let Some(reading) = self.reading.take() else {
            return;
        };
        if let Err(panic) = reading.thread.join() {
            std::panic::resume_unwind(panic);
        }
        match read {
            Some(Ok((opened, log, repaired))) => {
                self.opened = opened;
                self.log = Some(log);
                self.answered = None;
                self.trouble = None;
                self.tell(reading.change);
                if let Some(repaired) = repaired {
                    self.say(Message::Repaired(repaired.in_words()));
                }
            }
            Some(Err(error)) => self.fail(error),
            None => {}
        }
        if reading.looks_again {
            self.look();
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
        if let Some(reading) = &mut self.reading {
            reading.looks_again = true;
            return;
        }
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
        for _ in 0..3 {
            let log = self.log.as_ref().ok_or(Unanswerable)?;
            let selected = log.select(self.opened.conn(), question);
            match selected {
                Ok(selected) => return Ok(selected),
                Err(SelectError::Changed) => {
                    self.look();
                    self.finish_reading();
                }
                Err(SelectError::Cubes(CubeError::Sqlite(error))) => {
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
