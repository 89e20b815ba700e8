//! What the query thread does: reads the log, answers questions, checks the log for changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender, never, select};
use rusqlite::Connection;

use super::chosen::{Chosen, LastChosen};
use super::job::Job;
use super::reading::{Read, Reading, STEPS_BETWEEN_CHECKS};
use super::scoped::Scoped;
use crate::app::message::{Answer, Listed, Loaded, Message, Request};
use crate::domain::threads::joined;
use crate::domain::{Day, Levels};
use crate::query::also_played::AlsoPlayed;
use crate::query::frame::Overview;
use crate::query::page::ItemPage;
use crate::query::stories::Story;
use crate::query::viewer_names;
use crate::query::viewers::ViewerTable;
use crate::query::{Frame, Log, Question, Scope, ScopeError, SelectError};
use crate::runtime::fault;
use crate::runtime::published_card::CardJob;
use crate::runtime::saved;
use crate::runtime::saved_report::SavedReport;
use crate::runtime::source::{Change, Opened};

/// Returns the present, in Unix seconds.
pub(super) type Clock = Box<dyn Fn() -> i64 + Send>;

/// There is no log, or no readable one, to answer a question from.
pub(super) struct Unanswerable;

/// The log, and what the thread knows of it.
pub(super) struct QueryThread {
    pub(super) opened: Opened,
    /// The log as it was last read.
    pub(super) log: Option<Log>,
    /// The part of the log that answers are from, where that is not all of it.
    pub(super) scoped: Option<Scoped>,
    /// The items looked at last, of what answers are from.
    pub(super) chosen: LastChosen,
    /// The last question answered, and what of its frame is not about its item.
    answered: Option<(Question, Arc<Overview>)>,
    /// The day it was when the loop was last told of the log, and its latest closed one: when another begins, that one is
    /// over.
    days: (Option<Day>, Option<Day>),
    clock: Clock,
    asked: Receiver<Request>,
    reply: Sender<Message>,
    /// Why the last check or reading failed: said once, and a reason to read again.
    trouble: Option<String>,
    /// A reading that is under way, while questions are answered from the log as it was.
    reading: Option<Reading>,
    is_ending: Arc<AtomicBool>,
    /// Whether what is read by the connection now is given up for a newer question.
    gives_way: Arc<AtomicBool>,
}

impl QueryThread {
    /// Returns the thread's side of its channels, with nothing read yet.
    pub(super) fn new(
        opened: Opened,
        clock: Clock,
        asked: Receiver<Request>,
        reply: Sender<Message>,
        is_ending: Arc<AtomicBool>,
    ) -> Self {
        Self {
            opened,
            log: None,
            scoped: None,
            chosen: LastChosen::default(),
            answered: None,
            days: (None, None),
            clock,
            asked,
            reply,
            trouble: None,
            reading: None,
            is_ending,
            gives_way: Arc::default(),
        }
    }

    /// Has what the connection reads break off where the program ends, or where it gives way to a newer question.
    fn watch(&mut self) {
        let (is_ending, gives_way) = (Arc::clone(&self.is_ending), Arc::clone(&self.gives_way));
        let asked = self.asked.clone();
        let shall_end = move || {
            let is_stale = gives_way.load(Ordering::Relaxed) && !asked.is_empty();
            is_stale || is_ending.load(Ordering::Relaxed)
        };
        // Else it is read to its end.
        let _ = self.opened.break_off(STEPS_BETWEEN_CHECKS, shall_end);
    }

    /// Reads the log where it was not read, then answers questions, saves reports and checks the log until the loop's
    /// side is closed.
    pub(super) fn work(mut self, refresh: &Receiver<()>, saves: &Receiver<Job>) {
        if self.log.is_some() {
            self.watch();
            self.tell(Change::Rows);
        } else {
            self.load(Change::Rows);
            self.finish_reading();
        }
        loop {
            let reading = self.reading.as_ref().map(|reading| reading.done.clone());
            select! {
                recv(reading.unwrap_or_else(never)) -> read => self.take(read.ok()),
                recv(self.asked) -> request => match request {
                    Ok(request) => {
                        self.answer(&request);
                        self.read_ahead(&request);
                    }
                    Err(_) => break,
                },
                recv(saves) -> job => match job {
                    Ok(Job::Report(report)) => self.save(&report),
                    Ok(Job::Card(job)) => self.make_card(&job),
                    Err(_) => break,
                },
                recv(refresh) -> asked => match asked {
                    Ok(()) => self.check(),
                    Err(_) => break,
                },
            }
        }
        // So that the log is closed properly.
        if let Some(reading) = self.reading.take() {
            let _ = reading.thread.join();
        }
    }

    pub(super) fn say(&self, message: Message) {
        // Closed: the loop has ended, and so will this thread.
        let _ = self.reply.send(message);
    }

    /// Has the log read by a thread of its own. What was read before stays until that is done, or
    /// where it fails.
    pub(super) fn load(&mut self, change: Change) {
        let open = self.opened.opener();
        let levels = self
            .log
            .as_ref()
            .map_or_else(Levels::default, Log::levels_read);
        let is_ending = Arc::clone(&self.is_ending);
        self.reading = Some(Reading::start(open, change, levels, is_ending));
    }

    /// Waits for the reading that is under way, if any.
    pub(super) fn finish_reading(&mut self) {
        if let Some(reading) = &self.reading {
            let read = reading.done.recv().ok();
            self.take(read);
        }
    }

    /// Takes what was read, and tells the loop of it.
    fn take(&mut self, read: Option<Read>) {
        let Some(reading) = self.reading.take() else {
            return;
        };
        let () = joined(reading.thread.join());
        match read {
            Some(Ok((opened, log, repaired))) => {
                self.opened = opened;
                self.watch();
                self.log = Some(log);
                self.let_go();
                self.trouble = None;
                self.tell(reading.change);
                if let Some(repaired) = repaired {
                    self.say(Message::Repaired(repaired.in_words()));
                }
            }
            Some(Err(error)) => self.fail(error),
            None => {}
        }
        if reading.checks_again {
            self.check();
        }
    }

    /// Tells the loop what the log says about itself, and what time it is.
    pub(super) fn tell(&mut self, change: Change) {
        let Some(whole) = &self.log else { return };
        let now = (self.clock)();
        self.days = days_at(whole, now);
        let viewers = viewer_names::viewers(self.opened.conn(), whole.facts());
        let log = self.scoped.as_ref().map_or(whole, Scoped::log);
        self.say(Message::Loaded(Box::new(Loaded {
            facts: log.facts().clone(),
            timeline: log.whole_timeline().into(),
            viewers: match viewers {
                Ok(viewers) => Ok(viewers.into()),
                Err(reason) => Err(reason.to_string().into()),
            },
            now,
            is_replaced: change == Change::File,
        })));
    }

    /// Tells the loop what failed, unless it was told so just before.
    pub(super) fn fail(&mut self, reason: String) {
        if self.trouble.as_ref() != Some(&reason) {
            self.say(Message::Failed(reason.clone()));
            self.trouble = Some(reason);
        }
    }

    /// Checks whether the log has changed, and reads it again where it has.
    pub(super) fn check(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.checks_again = true;
            return;
        }
        match self.opened.change() {
            // After trouble the log is read again even where it has not changed: it may have been put
            // back in its place.
            Ok(Change::None) if self.trouble.is_none() => self.check_the_day(),
            Ok(change) => self.load(change),
            Err(error) => self.fail(error.to_string()),
        }
    }

    /// Tells the loop of the log again where another day has begun since.
    fn check_the_day(&mut self) {
        let Some(whole) = &self.log else { return };
        if days_at(whole, (self.clock)()) == self.days {
            return;
        }
        if let Some(Scoped::Room(_)) = self.scoped {
            // Another day may be closed. What fails is told.
            self.scoped = None;
            let _ = self.look_at(&Scope::Room);
        } else {
            self.tell(Change::Rows);
        }
    }

    /// Answers a question, unless a newer one is waiting before the answer is done.
    pub(super) fn answer(&mut self, request: &Request) {
        fault::panic_if_asked("worker");
        if self.look_at(&request.scope).is_err() {
            return;
        }
        let question = match &self.scoped {
            Some(scoped) => &scoped.question(&request.question),
            None => &request.question,
        };
        let Ok(chosen) = self.select(question) else {
            return;
        };
        let Some((log, _)) = self.current() else {
            return;
        };
        let selected = chosen.as_deref().map(Chosen::selected);
        let frame = std::thread::scope(|scope| {
            // Of an item with many viewers, its days take as long as the rest of its frame.
            if let Some(chosen) = chosen.as_deref().filter(|chosen| !chosen.has_calendar()) {
                scope.spawn(|| chosen.calendar(log));
            }
            self.frame(log, question, chosen.as_deref())
        });
        let Some(frame) = frame else {
            return;
        };
        let page = selected.filter(|_| request.page.is_some() && request.page == question.item);
        let page = page.map(|selected| log.page(question, selected));
        let of_everything = || log.calendar(None);
        let of_chosen = |chosen: &Chosen| chosen.calendar(log).to_vec();
        let calendar = chosen.as_deref().map_or_else(of_everything, of_chosen);
        let read = self.giving_way(request, |thread| {
            let mut page = page;
            if let Some(page) = &mut page {
                thread.read_rows((request, question), page);
            }
            let lists = |listed| request.lists == Some(listed);
            let viewers = lists(Listed::Viewers).then(|| thread.viewers(question));
            let stories = lists(Listed::Stories).then(|| thread.stories(question));
            (page, viewers.flatten(), stories.flatten())
        });
        let Some((page, viewers, stories)) = read else {
            return;
        };
        let answer = Answer {
            frame,
            calendar,
            page,
            viewers,
            stories,
        };
        self.answered = Some((question.clone(), Arc::clone(&answer.frame.overview)));
        self.say(Message::Answered(request.stamp, Box::new(answer)));
    }

    /// Returns the log that answers are from now, and the connection it was read by.
    pub(super) fn current(&self) -> Option<(&Log, &Connection)> {
        let whole = (self.log.as_ref()?, self.opened.conn());
        Some(self.scoped.as_ref().map_or(whole, |scoped| {
            (scoped.log(), scoped.conn().unwrap_or(whole.1))
        }))
    }

    /// Has answers be from this part of the log from now on; where they were from another, tells the loop of the log that
    /// they are from.
    fn look_at(&mut self, scope: &Scope) -> Result<(), Unanswerable> {
        let of_now = self.scoped.as_ref().map_or(Scope::Everyone, Scoped::scope);
        if of_now == *scope {
            return Ok(());
        }
        self.let_go();
        for _ in 0..3 {
            let whole = self.log.as_ref().ok_or(Unanswerable)?;
            match Scoped::read(scope, &self.opened, whole, (self.clock)()) {
                Ok(scoped) => {
                    self.scoped = scoped;
                    self.tell(Change::Rows);
                    return Ok(());
                }
                Err(ScopeError::Select(SelectError::Changed)) => {
                    self.check();
                    self.finish_reading();
                }
                Err(error) => {
                    self.fail(error.to_string());
                    return Err(Unanswerable);
                }
            }
        }
        Err(Unanswerable)
    }

    /// Lets go of what answers were from, and of what was kept of them.
    fn let_go(&mut self) {
        self.scoped = None;
        self.chosen = LastChosen::default();
        self.answered = None;
    }

    /// Reads what a page is to tell that only rows know; what cannot be read now it leaves out.
    fn read_rows(&self, (request, question): (&Request, &Question), page: &mut ItemPage) {
        let Some((log, conn)) = self.current() else {
            return;
        };
        if request.wants_sittings {
            page.sittings = log.sittings(conn, question).ok();
        }
        if request.wants_also_played {
            page.also_played = match log.also_played(conn, question, &|| self.is_stale()) {
                Ok(found) => found,
                Err(SelectError::Changed) => None,
                Err(SelectError::Cubes(_)) => Some(AlsoPlayed::Unkept),
            };
        }
    }

    /// Returns the stories of the question's window; `None` where they cannot be read now.
    fn stories(&self, question: &Question) -> Option<Vec<Story>> {
        let (log, conn) = self.current()?;
        let least = log.facts().minimum_cohort;
        log.stories(conn, question, least).ok()
    }

    /// Reads what a request asks beyond its frame, unless it asks for rows and a newer question comes before they are read:
    /// then it returns `None`.
    fn giving_way<T>(&self, request: &Request, read: impl FnOnce(&Self) -> T) -> Option<T> {
        let reads_rows = request.reads_rows();
        self.gives_way.store(reads_rows, Ordering::Relaxed);
        let read = read(self);
        self.gives_way.store(false, Ordering::Relaxed);
        (!reads_rows || !self.is_stale()).then_some(read)
    }

    /// Returns whether a newer question is waiting.
    pub(super) fn is_stale(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Returns what each viewer did; `None` where that cannot be read now.
    fn viewers(&self, question: &Question) -> Option<ViewerTable> {
        let whole = self.log.as_ref()?;
        whole.viewer_table(self.opened.conn(), question).ok()
    }

    /// Saves the answers to a question, and tells where.
    fn save(&mut self, report: &SavedReport) {
        // What the log has to be read again for is read first.
        if self.select(&report.question).is_err() {
            return;
        }
        let Some((log, conn)) = self.current() else {
            return;
        };
        if log.facts().viewer != report.viewer {
            // Another viewer is on the way to the screen.
            return self.say(Message::Done("nothing is saved: try again".to_owned()));
        }
        let saved = report.save(log, conn, (self.clock)());
        self.say(Message::Done(saved::told(saved, report.is_revealed)));
    }

    /// Makes a card of the log as it is now, or says what its number would cost.
    fn make_card(&self, job: &CardJob) {
        if let (Some(file), Some(log)) = (self.opened.file(), &self.log) {
            self.say(job.done(file, log, (self.clock)()));
        }
    }

    /// Returns the frame of a question; `None` where a newer one is waiting.
    ///
    /// Moving through a list changes only the item: the overview of the last frame is still right.
    fn frame(&self, log: &Log, question: &Question, chosen: Option<&Chosen>) -> Option<Frame> {
        let same = self.answered.as_ref().filter(|(answered, _)| {
            let item = question.item;
            Question {
                item,
                ..answered.clone()
            } == *question
        });
        let Some((_, overview)) = same else {
            let selected = chosen.map(Chosen::selected);
            return log.answer_unless(question, selected, &|| self.is_stale());
        };
        let of_everything = || log.cohorts(question, None);
        let of_chosen = |chosen: &Chosen| chosen.cohorts(log, question);
        Some(Frame {
            overview: Arc::clone(overview),
            cohorts: chosen.map_or_else(of_everything, of_chosen),
        })
    }
}

/// Returns the day of the moment `now` (Unix seconds), and the latest one that is closed then.
fn days_at(log: &Log, now: i64) -> (Option<Day>, Option<Day>) {
    let facts = log.facts();
    (Some(facts.rule.day_of(now)), facts.latest_closed(now))
}
