//! A dashboard without a terminal: the real state, questions answered at once or when a test says.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bingetop::app::bindings::Bindings;
use bingetop::app::message::{Listed, Loaded, Request};
use bingetop::app::span::Span;
use bingetop::app::start::Start;
use bingetop::app::state::Setup;
use bingetop::app::{App, Effect, Message};
use bingetop::commands::SAMPLE;
use bingetop::query::frame::Overview;
use bingetop::query::viewer_names;
use bingetop::query::{Frame, Log, OneViewer, Presented, Question, Scope};
use bingetop::store::open::{open_bytes, open_read};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rusqlite::Connection;

use super::kept::Kept;

/// Returns what a dashboard is told of a log at a moment in Unix seconds.
pub fn loaded(log: &Kept, now: i64, is_replaced: bool) -> Loaded {
    let viewers = log.with(|log, conn| viewer_names::viewers(conn, log.facts()));
    Loaded {
        facts: log.facts().clone(),
        timeline: log.whole_timeline().into(),
        viewers: match viewers {
            Ok(viewers) => Ok(viewers.into()),
            Err(error) => Err(error.to_string().into()),
        },
        now,
        is_replaced,
    }
}

/// A dashboard over a log.
pub struct Dashboard<'a> {
    pub app: App,
    pub log: &'a Kept,
    /// Whether questions wait for [`Dashboard::answer`].
    pub is_slow: bool,
    /// The questions that wait.
    pub waiting: Vec<Request>,
    /// Which part of the log answers are from.
    pub scope: Scope,
    /// Whether answers that differ in nothing but the item share their overview, as those of the query thread do.
    pub shares: bool,
    /// The last question answered, and its overview.
    pub answered: Option<(Question, Arc<Overview>)>,
}

/// Noon in Rome, two days after the log's last.
pub const LATER: i64 = 1_513_076_400;

/// The settings of a dashboard that nobody configured.
pub fn setup() -> Setup {
    Setup {
        log_name: "plays.db".to_owned(),
        is_builtin: false,
        refresh: Some(Duration::from_secs(5)),
        now: None,
        default_span: Span::default(),
        bindings: Bindings::default(),
        notice: None,
        start: Start::default(),
    }
}

impl<'a> Dashboard<'a> {
    /// Returns a dashboard that is still reading its log.
    pub fn reading(setup: Setup, log: &'a Kept, size: (u16, u16)) -> Self {
        Self {
            app: App::new(setup, size),
            log,
            is_slow: false,
            waiting: Vec::new(),
            scope: Scope::Everyone,
            shares: true,
            answered: None,
        }
    }

    /// Returns a dashboard that has read its log.
    pub fn over(log: &'a Kept, size: (u16, u16)) -> Self {
        let mut dashboard = Self::reading(setup(), log, size);
        dashboard.load(LATER);
        dashboard
    }

    /// Has the dashboard read its log, at a moment in Unix seconds.
    pub fn load(&mut self, now: i64) {
        self.scope = Scope::Everyone;
        self.answered = None;
        let loaded = loaded(self.log, now, false);
        let effects = self.send(Message::Loaded(Box::new(loaded)));
        assert_eq!(effects, [], "reading asks for nothing but answers");
    }

    /// Sends a message, and returns what it asked for besides answers.
    pub fn send(&mut self, message: Message) -> Vec<Effect> {
        let mut others = Vec::new();
        for effect in self.app.update(message) {
            match effect {
                Effect::Ask(request) => self.waiting.push(request),
                other => others.push(other),
            }
        }
        if !self.is_slow {
            self.answer();
        }
        others
    }

    /// Answers the questions that wait, in the order they were asked.
    pub fn answer(&mut self) {
        for request in std::mem::take(&mut self.waiting) {
            let own = self.scoped(&request.scope);
            if self.scope != request.scope {
                // The dashboard is told of the log that answers are from, as the query thread tells it.
                self.scope.clone_from(&request.scope);
                self.answered = None;
                let mut loaded = loaded(self.log, LATER, false);
                if let Some(own) = &own {
                    loaded.facts = own.facts().clone();
                    loaded.timeline = own.whole_timeline().into();
                }
                self.send(Message::Loaded(Box::new(loaded)));
            }
            let mut answer = own.as_ref().unwrap_or(self.log).answered(&Request {
                lists: request.lists.filter(|listed| *listed != Listed::Viewers),
                ..request.clone()
            });
            answer.viewers = self.log.answered(&request).viewers;
            self.share(&request.question, &mut answer.frame);
            let effects = self
                .app
                .update(Message::Answered(request.stamp, Box::new(answer)));
            assert_eq!(effects, [], "an answer asks for nothing");
        }
    }

    /// Returns the part of the log that answers are from; `None` where that is all of it.
    fn scoped(&self, scope: &Scope) -> Option<Kept> {
        match scope {
            Scope::Everyone => None,
            Scope::Viewer(viewer) => {
                let read = |log: &Log, conn: &Connection| OneViewer::read(conn, log, viewer);
                Some(
                    self.log
                        .with(read)
                        .expect("the viewer's rows are read")
                        .into(),
                )
            }
            Scope::Room => {
                let path = self.log.with(|_, conn| conn.path().map(PathBuf::from));
                let open = || match path.as_deref() {
                    Some(path) if path.as_os_str() != "" => open_read(path),
                    // The sample within the program is no file.
                    _ => Ok(open_bytes(&SAMPLE).expect("the sample opens")),
                };
                let whole = open().expect("the log opens");
                let log = Log::load(&whole).expect("the log is read");
                let presented = Presented::read(&whole, open, &log, LATER);
                let presented = presented.expect("the log is presented");
                Some(Kept::of(
                    presented.log,
                    presented.conn.unwrap_or(whole),
                    None,
                ))
            }
        }
    }

    /// Has a frame share the overview of the one before, where only the item is another.
    fn share(&mut self, question: &Question, frame: &mut Frame) {
        let item = question.item;
        let is_same = |answered: &Question| {
            Question {
                item,
                ..answered.clone()
            } == *question
        };
        let kept = self.answered.take();
        let kept = kept.filter(|(answered, _)| self.shares && is_same(answered));
        if let Some((_, overview)) = kept {
            frame.overview = overview;
        }
        self.answered = Some((question.clone(), Arc::clone(&frame.overview)));
    }

    /// Presses keys: words with a blank between them, each the name of a key (`Enter`, `Ctrl-C`)
    /// or else characters. Returns what they asked for besides answers.
    pub fn press(&mut self, keys: &str) -> Vec<Effect> {
        let keys: Vec<KeyEvent> = keys.split_whitespace().flat_map(keys_of).collect();
        let pressed = keys.into_iter().map(|key| self.send(Message::Key(key)));
        pressed.flatten().collect()
    }
}

fn keys_of(word: &str) -> Vec<KeyEvent> {
    let plain = |code| vec![KeyEvent::new(code, KeyModifiers::NONE)];
    if let Some(arrow) = word.strip_prefix("Shift-").filter(|arrow| *arrow != "Tab") {
        let keys = keys_of(arrow).into_iter();
        return keys
            .map(|key| KeyEvent::new(key.code, KeyModifiers::SHIFT))
            .collect();
    }
    match word {
        "Enter" => plain(KeyCode::Enter),
        "Esc" => plain(KeyCode::Esc),
        "Tab" => plain(KeyCode::Tab),
        "Shift-Tab" => plain(KeyCode::BackTab),
        "Backspace" => plain(KeyCode::Backspace),
        "Up" => plain(KeyCode::Up),
        "Down" => plain(KeyCode::Down),
        "Left" => plain(KeyCode::Left),
        "Right" => plain(KeyCode::Right),
        "PgUp" => plain(KeyCode::PageUp),
        "PgDn" => plain(KeyCode::PageDown),
        "Home" => plain(KeyCode::Home),
        "End" => plain(KeyCode::End),
        "F1" => plain(KeyCode::F(1)),
        "F11" => plain(KeyCode::F(11)),
        "Space" => plain(KeyCode::Char(' ')),
        "Ctrl-C" => vec![KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)],
        "Ctrl-Z" => vec![KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL)],
        "Ctrl-P" => vec![KeyEvent::new(KeyCode::Char('p'), KeyModifiers::CONTROL)],
        "Ctrl-L" => vec![KeyEvent::new(KeyCode::Char('l'), KeyModifiers::CONTROL)],
        word => word.chars().flat_map(|c| plain(KeyCode::Char(c))).collect(),
    }
}
