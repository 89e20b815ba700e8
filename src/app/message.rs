//! What can happen to the dashboard, and what it can ask for.

use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::card::{CardOffer, CardWish};
use super::pointer::Pointer;
use super::saving::Saving;
use crate::domain::Item;
use crate::query::page::ItemPage;
use crate::query::stories::Story;
use crate::query::viewer_names::Viewer;
use crate::query::viewers::ViewerTable;
use crate::query::{Facts, Frame, Question, Scope};
use crate::snapshot::everything::DayCount;

/// Numbers the questions, so that a late answer to an old one is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Stamp(pub u64);

/// What can happen to the dashboard.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// A mouse did something.
    Pointed(Pointer),
    /// A slide of a presentation has stayed long enough.
    SlideOver,
    /// Text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resized(u16, u16),
    /// The log was read, for the first time or because it changed.
    Loaded(Box<Loaded>),
    /// A question was answered.
    Answered(Stamp, Box<Answer>),
    /// The cubes had to be derived anew; why, in one line.
    Repaired(String),
    /// Something was done outside; what, in one line.
    Done(String),
    /// What a number would cost that a card is to be made of.
    Offered(Box<CardOffer>),
    /// The log could not be read; the reason, in one line.
    Failed(String),
}

/// A log that was just read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What it says about itself.
    pub facts: Facts,
    /// Plays and viewers of each of its days.
    pub timeline: Arc<[DayCount]>,
    /// The present, in Unix seconds.
    pub now: i64,
    /// The viewers of a household's own log; of any other, why nobody can be shown alone.
    pub viewers: Result<Arc<[Viewer]>, Arc<str>>,
    /// Whether another file has taken the place of the one read before.
    pub is_replaced: bool,
}

/// Everything the screen needs for one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The answers.
    pub frame: Frame,
    /// Plays and viewers of the question's item, or of everything, on each day of the log.
    pub calendar: Vec<DayCount>,
    /// The open page, where one is open.
    pub page: Option<ItemPage>,
    /// What each viewer of a household did, where that was asked.
    pub viewers: Option<ViewerTable>,
    /// The stories of the range, where they were asked for.
    pub stories: Option<Vec<Story>>,
}

/// What the dashboard asks the world to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Answer this; whatever was asked before needs no answer any more.
    Ask(Request),
    /// Look whether the log has changed.
    Refresh,
    /// Hand the terminal back to the shell until it says to go on.
    Suspend,
    /// Save this of the screen, in a new file.
    Export(Saving),
    /// Make a card, or say what its number would cost.
    Card(CardWish),
    /// Have the terminal take a text into its clipboard.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// End the program.
    Quit,
}

/// What can be listed over the panels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// What each viewer of a household did.
    Viewers,
    /// The stories of the range.
    Stories,
}

/// A question on its way to the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its number, which the answer bears too.
    pub stamp: Stamp,
    /// What is asked.
    pub question: Question,
    /// The item whose page is open.
    pub page: Option<Item>,
    /// The item that a further step through the list leads to: it may be read while nothing else is asked.
    pub ahead: Option<Item>,
    /// Which part of the log it asks.
    pub scope: Scope,
    /// Whether it asks how the show of the page is watched, too.
    pub wants_sittings: bool,
    /// Whether it asks what the viewers of the page's item played, too.
    pub wants_also_played: bool,
    /// What it asks to be listed over the panels, too.
    pub lists: Option<Listed>,
}

impl Request {
    /// Returns a question about everyone, without a number, while no page is open.
    #[must_use]
    pub fn about(question: Question) -> Self {
        Self {
            stamp: Stamp::default(),
            question,
            page: None,
            ahead: None,
            scope: Scope::Everyone,
            wants_sittings: false,
            wants_also_played: false,
            lists: None,
        }
    }

    /// Returns whether it asks what only rows know.
    #[must_use]
    pub fn reads_rows(&self) -> bool {
        self.wants_sittings || self.wants_also_played || self.lists.is_some()
    }
}
