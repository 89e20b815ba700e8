//! The query worker: the only thread that reads the log.

use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, select, unbounded};

use super::source::Opened;
use crate::app::message::{Answer, Loaded, Message, Request};
use crate::query::Log;

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
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the worker; it reads the log at once.
    #[must_use]
    pub fn start(opened: Opened, clock: Clock) -> Self {
        let (questions, asked) = bounded(1);
        let (refreshes, refresh) = bounded(1);
        let (reply, replies) = unbounded();
        let waiting = asked.clone();
        let desk = Desk {
            opened,
            log: None,
            clock,
            reply,
            trouble: None,
        };
        let thread = std::thread::spawn(move || desk.work(&asked, &refresh));
        Self {
            questions,
            waiting,
            refreshes,
            replies,
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

    /// Waits for the worker's end and says whether it panicked.
    #[must_use]
    pub fn has_panicked(mut self) -> bool {
        let thread = self.thread.take();
        drop(self);
        thread.is_some_and(|thread| thread.join().is_err())
    }
}

/// What the worker works on.
struct Desk {
    opened: Opened,
    log: Option<Log>,
    clock: Clock,
    reply: Sender<Message>,
    /// Why the last look or reading failed: said once, and reason to read again.
    trouble: Option<String>,
}

impl Desk {
    fn work(mut self, asked: &Receiver<Request>, refresh: &Receiver<()>) {
        self.load();
        loop {
            select! {
                recv(asked) -> request => match request {
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
    fn load(&mut self) {
        match Log::load(self.opened.conn()) {
            Ok(log) => {
                self.say(Message::Loaded(Box::new(Loaded {
                    facts: log.facts().clone(),
                    timeline: log.whole_timeline().into(),
                    now: (self.clock)(),
                })));
                self.log = Some(log);
                self.trouble = None;
            }
            Err(error) => self.fail(error.to_string()),
        }
    }

    fn fail(&mut self, reason: String) {
        if self.trouble.as_ref() != Some(&reason) {
            self.say(Message::Failed(reason.clone()));
            self.trouble = Some(reason);
        }
    }

    fn look(&mut self) {
        match self.opened.has_changed() {
            // After trouble a log is read again even where it is what it was: put back in its place.
            Ok(has_changed) if has_changed || self.trouble.is_some() => self.load(),
            Ok(_) => {}
            Err(error) => self.fail(error.to_string()),
        }
    }

    fn answer(&self, request: &Request) {
        fail_on_purpose();
        let Some(log) = &self.log else { return };
        let answer = Answer {
            frame: log.answer(&request.question),
            calendar: log.calendar(&request.question),
            page: request.page.map(|item| log.page(&request.question, item)),
        };
        self.say(Message::Answered(request.stamp, Box::new(answer)));
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
