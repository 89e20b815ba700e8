//! The numbers of the screen in a file: CSV, JSON, Markdown.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use rusqlite::Connection;

use super::reported::{Extent, Reported, Style};
use super::saved;
use crate::app::App;
use crate::app::action::PanelNumber;
use crate::app::saving::{FileKind, Saving};
use crate::app::tabs::CalendarTab;
use crate::export::{Format, Panel};
use crate::query::{Log, Question};

/// What of the screen is to be saved: the question it shows the answers to, and how they are told there.
#[derive(Debug)]
pub struct SavedReport {
    pub(super) question: Question,
    extent: Extent,
    format: Format,
    /// The one panel that is saved; `None` saves all.
    panel: Option<Panel>,
    /// What the log is called, safe to show.
    source: String,
    extension: &'static str,
    /// Whom alone it is about, if anybody.
    pub(super) viewer: Option<Arc<str>>,
    /// Whether numbers are told that were hidden.
    pub(super) is_revealed: bool,
}

impl SavedReport {
    /// Returns what of the screen is to be saved; `None` before there is anything on it, and for a picture.
    #[must_use]
    pub fn of(app: &App, saving: Saving) -> Option<Self> {
        let format = match saving.kind {
            FileKind::Csv => Format::Csv,
            FileKind::Json => Format::Json,
            FileKind::Md => Format::Markdown,
            FileKind::Png | FileKind::Svg | FileKind::Html | FileKind::Ansi | FileKind::Txt => {
                return None;
            }
        };
        app.view()?;
        Some(Self {
            question: Question {
                wants_hours: true,
                ..app.shown_question()?
            },
            extent: Extent {
                guard: app.guard(),
                top: 0,
                streak_sort: app.streak_sort,
                rewatched_sort: app.rewatched_sort,
            },
            format,
            panel: saving.is_panel.then(|| focused(app)),
            source: app.setup.log_name.clone(),
            extension: saving.kind.extension(),
            viewer: app.known()?.facts.viewer.clone(),
            is_revealed: app.shows_small_cohorts(),
        })
    }

    /// Answers the question of a log that was read by a connection, at the moment `now` (Unix seconds), and saves the
    /// answers in a new file of the working directory; returns the file.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read, or the directory takes no file.
    pub(super) fn save(&self, log: &Log, conn: &Connection, now: i64) -> anyhow::Result<PathBuf> {
        let reported = Reported::of(log, conn, &self.question, self.extent);
        let reported = reported.context("the log cannot be read")?;
        let mut bytes = Vec::new();
        let style = Style {
            format: self.format,
            panels: self
                .panel
                .as_ref()
                .map_or(&Panel::ALL, std::slice::from_ref),
            source: &self.source,
            filter: &self.question.filter,
        };
        reported.write(log.facts(), style, now, &mut bytes)?;
        Ok(self.save_bytes(&bytes)?)
    }

    fn save_bytes(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let what = self.panel.map_or("report", Into::into);
        saved::save_as(what, Some(self.question.window), (self.extension, bytes))
    }
}

/// Returns the panel of a report that holds what the focused panel does.
fn focused(app: &App) -> Panel {
    let part = match app.page {
        Some(_) => app.page_part,
        None => app.focus,
    };
    match (part, app.calendar_tab) {
        (PanelNumber::One, _) if app.page.is_none() => Panel::Streaks,
        (PanelNumber::Two, _) if app.page.is_none() => Panel::Rewatched,
        (PanelNumber::One | PanelNumber::Two | PanelNumber::Three, _) => Panel::Cohorts,
        (PanelNumber::Four, CalendarTab::Days) => Panel::Timeline,
        (PanelNumber::Four, CalendarTab::Hours) => Panel::Clock,
    }
}
