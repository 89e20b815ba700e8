//! A dashboard without a terminal: keys are pressed one by one, each of them answered before the next.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::inks::palette;
use super::source::Opened;
use super::worker::at_once::AtOnce;
use crate::app::layout::Tier;
use crate::app::message::{Effect, Message, Request};
use crate::app::state::Setup;
use crate::app::{App, Stamp};
use crate::export::picture::{Format, Picture};
use crate::query::Log;
use crate::ui::cell::resolve_all;
use crate::ui::{Depth, Theme, draw};

/// A dashboard that stands still between two keys.
pub struct Still {
    app: App,
    worker: AtOnce,
    /// What had to be repaired, in words.
    repaired: Vec<String>,
}

/// Why a dashboard did not do as it was told.
#[derive(Debug, thiserror::Error)]
pub enum StillError {
    /// The log could not be read, or went on changing while it was.
    #[error("{0}")]
    Unanswered(String),
    /// The key ended it.
    #[error("it quits the dashboard, and leaves nothing to show")]
    Quit,
}

impl Still {
    /// Opens a dashboard over a log that was `read` from what is `opened`, on `size` columns and rows, at
    /// the moment `now` (Unix seconds).
    ///
    /// # Errors
    ///
    /// Fails where its first question is not answered.
    pub fn open(
        setup: Setup,
        size: (u16, u16),
        (opened, read): (Opened, Log),
        now: i64,
    ) -> Result<Self, StillError> {
        let mut still = Self {
            app: App::new(setup, size),
            worker: AtOnce::new(opened, read, now),
            repaired: Vec::new(),
        };
        still.settle(Vec::new())?;
        Ok(still)
    }

    /// Presses a key, and waits for the answer to what it asks.
    ///
    /// There is nothing to hand the terminal to, and nothing new to look for: keys that ask for it do
    /// nothing.
    ///
    /// # Errors
    ///
    /// Fails where the question is not answered, or the key quits.
    pub fn press(&mut self, key: KeyEvent) -> Result<(), StillError> {
        let effects = self.app.update(Message::Key(key));
        self.settle(effects)
    }

    /// Returns the dashboard's state.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Returns what had to be repaired so that questions could be answered, in words.
    #[must_use]
    pub fn repaired(&self) -> &[String] {
        &self.repaired
    }

    /// Does what was asked for, until nothing more is asked.
    fn settle(&mut self, effects: Vec<Effect>) -> Result<(), StillError> {
        let mut waiting = asked(effects)?;
        loop {
            if let Some(request) = &waiting {
                self.worker.answer(request);
            }
            let mut answered: Option<Stamp> = None;
            let mut next = None;
            while let Some(message) = self.worker.next_message() {
                match message {
                    Message::Failed(reason) => return Err(StillError::Unanswered(reason)),
                    Message::Repaired(words) => self.repaired.push(words),
                    message => {
                        if let Message::Answered(stamp, _) = &message {
                            answered = Some(*stamp);
                        }
                        next = asked(self.app.update(message))?.or(next);
                    }
                }
            }
            let is_lost = waiting.is_some_and(|request| answered != Some(request.stamp));
            if is_lost && next.is_none() {
                let reason = "the log changes faster than it can be read; try again";
                return Err(StillError::Unanswered(reason.to_owned()));
            }
            let Some(request) = next else {
                return Ok(());
            };
            waiting = Some(request);
        }
    }
}

/// Returns the newest question among the work to do.
fn asked(effects: Vec<Effect>) -> Result<Option<Request>, StillError> {
    let mut asked = None;
    for effect in effects {
        match effect {
            Effect::Ask(request) => asked = Some(request),
            Effect::Quit => return Err(StillError::Quit),
            Effect::Refresh
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Copy(_)
            | Effect::Export(_)
            | Effect::Card(_) => {}
        }
    }
    Ok(asked)
}

/// Draws a dashboard as a terminal would show it under a theme: the cell with the cursor is reversed.
#[must_use]
fn drawn(app: &App, theme: &Theme) -> Buffer {
    let (columns, rows) = app.size;
    let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
    let cursor = draw(app, buf.area, &mut buf);
    resolve_all(&mut buf, theme);
    if let Some(cell) = cursor.and_then(|cursor| buf.cell_mut(cursor)) {
        cell.modifier ^= Modifier::REVERSED;
    }
    buf
}

/// Returns the screen as a picture in the theme it is shown in; in ASCII characters only, if asked for.
#[must_use]
pub fn picture(app: &App, format: Format, is_ascii: bool) -> Vec<u8> {
    let theme = Theme::of(app.theme_shown(), Depth::TrueColor).with_ascii(is_ascii);
    of_cells(app, &drawn(app, &theme), format)
}

/// Returns the screen as a picture for others, to whom its line of keys means nothing: without it.
#[must_use]
pub(super) fn picture_for_others(app: &App, format: Format) -> Vec<u8> {
    let theme = Theme::of(app.theme_shown(), Depth::TrueColor);
    let mut cells = drawn(app, &theme);
    if Tier::of(cells.area).has_lines() {
        let above = Rect {
            height: cells.area.height - 1,
            ..cells.area
        };
        cells.resize(above);
    }
    of_cells(app, &cells, format)
}

fn of_cells(app: &App, cells: &Buffer, format: Format) -> Vec<u8> {
    format.bytes(&Picture {
        cells,
        palette: palette(app.theme_shown()),
        title: &title(app),
    })
}

/// Returns what the picture is called: the log, and the days it shows.
fn title(app: &App) -> String {
    let window = app.window();
    let days = window.map_or_else(String::new, |days| format!(" · {days}"));
    format!("bingetop · {}{days}", app.setup.log_name)
}
