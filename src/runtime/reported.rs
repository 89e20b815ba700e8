//! A report: what is asked of a log, answered and written, for the command and from the screen alike.

use std::collections::BTreeSet;
use std::io::{self, Write};

use rusqlite::Connection;

use crate::app::sort::{RewatchedColumn, Sort, StreakColumn, sort_rewatched, sort_streaks};
use crate::domain::{ItemId, name};
use crate::export::{self, Format, Panel, Report};
use crate::guard::coming_back::ShownBack;
use crate::guard::frame::viewers_of_log;
use crate::guard::{Guard, ShownFrame};
use crate::query::most_by_one::MostByOne;
use crate::query::rewatched::RewatchedRow;
use crate::query::viewers::ViewerTable;
use crate::query::{Facts, Frame, Log, Question, ScopeError, SelectError};

/// How much of the answers is told.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// By which numbers are hidden.
    pub guard: Guard,
    /// The most rows of a list; 0 is all.
    pub top: usize,
    /// The order of the streaks.
    pub streak_sort: Sort<StreakColumn>,
    /// The order of the rewatched.
    pub rewatched_sort: Sort<RewatchedColumn>,
}

impl Extent {
    /// Returns so many rows of each list, in the order of the answers.
    #[must_use]
    pub fn of(guard: Guard, top: usize) -> Self {
        Self {
            guard,
            top,
            streak_sort: Sort::default(),
            rewatched_sort: Sort::default(),
        }
    }
}

/// How answers are written.
#[derive(Debug, Clone, Copy)]
pub struct Style<'a> {
    /// In which form.
    pub format: Format,
    /// Which panels; see [`Report::panels`].
    pub panels: &'a [Panel],
    /// What the log is called, safe to show.
    pub source: &'a str,
    /// The text the lists' names were filtered by, as typed.
    pub filter: &'a str,
}

/// The answers to a question, and what may be shown of them.
#[derive(Debug)]
pub struct Reported {
    /// The answers.
    pub frame: Frame,
    shown: ShownFrame,
    extent: Extent,
    /// The most plays by one viewer, of the rewatched items that are listed.
    most: MostByOne,
    /// Who came back to the item asked about, where there is one and something may be told.
    coming_back: Option<ShownBack>,
    /// What each viewer did, once that was asked.
    viewers: Option<ViewerTable>,
}

impl Reported {
    /// Answers a question of a log that was read by a connection.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read, or has changed since it was.
    pub fn of(
        log: &Log,
        conn: &Connection,
        question: &Question,
        extent: Extent,
    ) -> Result<Self, SelectError> {
        let selected = log.select(conn, question)?;
        let frame = log.answer(question, selected.as_ref());
        let mut shown = ShownFrame::of(&frame, extent.guard);
        sort_streaks(&mut shown.streaks, extent.streak_sort);
        sort_rewatched(&mut shown.rewatched, extent.rewatched_sort);
        // The guard orders the list anew: those that are listed need not be the first of the frame.
        let listed = export::first(extent.top, &shown.rewatched).iter();
        let listed: BTreeSet<ItemId> = listed.map(|row| row.item).collect();
        let rows = frame.rewatched.iter().copied();
        let rows: Vec<RewatchedRow> = rows.filter(|row| listed.contains(&row.item)).collect();
        let most = log.most_by_one(conn, &frame, &rows)?;
        let page = selected.map(|selected| log.page(question, &selected));
        let coming_back = page.and_then(|page| shown.coming_back(&page, extent.guard));
        Ok(Self {
            frame,
            shown,
            extent,
            most,
            coming_back,
            viewers: None,
        })
    }

    /// Adds what each viewer of a household did.
    ///
    /// # Errors
    ///
    /// Fails where the log is no household's, cannot be read, or has changed since it was.
    pub fn with_viewers(
        self,
        log: &Log,
        conn: &Connection,
        question: &Question,
    ) -> Result<Self, ScopeError> {
        Ok(Self {
            viewers: Some(log.viewer_table(conn, question)?),
            ..self
        })
    }

    /// Writes the answers of a log that says these `facts` about itself, at the moment `now` (Unix seconds).
    ///
    /// # Errors
    ///
    /// Fails where `out` does.
    pub fn write(
        &self,
        facts: &Facts,
        style: Style<'_>,
        now: i64,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let filter = name::shown(style.filter);
        let report = Report {
            facts,
            frame: &self.shown,
            log_viewers: viewers_of_log(facts, &self.frame, self.extent.guard),
            most: &self.most,
            viewers: self.viewers.as_ref(),
            coming_back: self.coming_back,
            guard: self.extent.guard,
            top: self.extent.top,
            panels: style.panels,
            source: style.source,
            filter: filter.trim(),
            unfinished: facts.unfinished(now),
            yesterday: facts.yesterday(now),
        };
        export::write(&report, style.format, out)
    }
}
