//! The only place the dashboard's state changes.
//!
//! | module | holds |
//! |---|---|
//! | `keys` | a key: text for a line, a digit, or a command |
//! | `typing` | the line being typed |
//! | `household` | one viewer alone, and the list of viewers |
//! | `telling` | the sentence over the panels |
//! | `callouts` | the list of stories |
//! | `card` | the card of a story |
//! | `inspecting` | what is behind a panel |
//! | `palette` | the line in which a command is typed |
//! | `actions` | what each action does |
//! | `moving` | the actions that move: selection, panels, tabs, scrolling |
//! | `presenting` | present mode |
//! | `picking` | what arrows pick in panels 3 and 4 |
//! | `pointing` | what a mouse does |
//! | `ranges` | the actions that change the range of days |
//! | `asking` | the question that a change leads to, and its answer |

mod actions;
mod asking;
mod callouts;
mod card;
mod household;
mod inspecting;
mod keys;
mod moving;
mod palette;
mod picking;
mod pointing;
mod presenting;
mod ranges;
mod telling;
mod typing;

use crossterm::event::KeyEventKind;

use super::known::Known;
use super::message::{Effect, Loaded, Message};
use super::state::{App, Content};
use crate::domain::name;

impl App {
    /// Takes in what happened, and returns the work to do: pure, and never waiting.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
            Message::Key(key) => self.press(key),
            Message::Pointed(pointer) => self.point(pointer),
            Message::SlideOver => {
                self.end_slide();
                Vec::new()
            }
            Message::Paste(text) => self.paste(&text),
            Message::Resized(columns, rows) => {
                self.size = (columns, rows);
                Vec::new()
            }
            Message::Loaded(loaded) => self.load(*loaded),
            Message::Answered(stamp, answer) => {
                self.take_answer(stamp, answer);
                Vec::new()
            }
            Message::Repaired(words) | Message::Done(words) => {
                self.notice = Some(name::shown(&words).into_owned());
                Vec::new()
            }
            Message::Offered(offer) => {
                self.take_offer(*offer);
                Vec::new()
            }
            Message::Failed(reason) => {
                self.fail(&reason);
                Vec::new()
            }
        }
    }

    fn load(&mut self, loaded: Loaded) -> Vec<Effect> {
        self.trouble = None;
        self.coming = None;
        if loaded.facts.days.is_none() {
            self.content = Content::Empty(loaded.facts);
            return Vec::new();
        }
        let known = Box::new(Known {
            unfinished: loaded.facts.unfinished(loaded.now),
            yesterday: loaded.facts.yesterday(loaded.now),
            latest_closed: loaded.facts.latest_closed(loaded.now),
            facts: loaded.facts,
            timeline: loaded.timeline,
            viewers: loaded.viewers,
        });
        if loaded.is_replaced {
            // The ids of another file's titles mean nothing here.
            self.selected = None;
            self.page = None;
            self.day_cursor.drop();
            self.viewer = None;
        }
        if self.presentation.is_some() && !known.is_presentable() {
            self.refuse_presentation();
        }
        match &self.content {
            // All that is shown stays until the answer comes: old rows beside new facts would be
            // numbers of two states of the log.
            Content::Ready(_, Some(_)) if !loaded.is_replaced => self.coming = Some(known),
            _ => {
                self.content = Content::Ready(known, None);
                self.view = None;
                self.show_days();
            }
        }
        self.ask()
    }

    fn fail(&mut self, reason: &str) {
        // A reason may name a file, and a file may have any name.
        let reason = name::shown(reason).into_owned();
        match &self.content {
            Content::Ready(..) | Content::Empty(_) => self.trouble = Some(reason),
            Content::Loading | Content::Broken(_) => self.content = Content::Broken(reason),
        }
    }
}
