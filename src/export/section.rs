//! The panels of a report as headings, lines and tables: what text and Markdown have in common.
//!
//! | module | makes |
//! |---|---|
//! | [`totals`] | the sums, each with its change |
//! | [`lists`] | streaks and rewatched |
//! | [`cohorts`] | the ladders and the weeks |
//! | [`timeline`] | days, or weeks or months where the days are many |

mod cohorts;
mod lists;
mod timeline;
mod totals;

use super::{Panel, Report};
use crate::domain::Level;
use crate::domain::format::{counted, short, thousands};
use crate::guard::Shown;
use crate::guard::headline::sentence;

/// One panel, for people.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// What it is about.
    pub heading: String,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// One part of a section.
#[derive(Debug)]
pub(super) enum Block {
    /// A sentence or two.
    Line(String),
    /// A table.
    Table(Table),
}

/// A table; its first column holds what the others are about.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// What each column is called, and how it is set.
    pub columns: Vec<Column>,
    /// As many cells each as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug)]
pub(super) struct Column {
    /// What it is called.
    pub heading: String,
    /// How it is set.
    pub align: Align,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
    /// Bars; the last column, and only where the reader can line them up.
    Bar,
}

/// A cell of a table.
#[derive(Debug)]
pub(super) enum Cell {
    /// Words, or a number that is set already.
    Text(String),
    /// A number that may be written short where there is no room.
    Number(u64),
    /// So much of so much.
    Bar(u64, u64),
}

impl Cell {
    /// Returns the cell in words; bars have none.
    pub(super) fn text(&self, is_short: bool) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) if is_short => short(*number),
            Self::Number(number) => thousands(*number),
            Self::Bar(..) => String::new(),
        }
    }
}

impl From<Shown> for Cell {
    fn from(number: Shown) -> Self {
        match number {
            Shown::Exact(number) => Self::Number(number),
            hidden => Self::Text(hidden.in_words(thousands)),
        }
    }
}

impl Table {
    /// Returns a table without rows.
    fn new(first: &str, numbers: &[&str]) -> Self {
        let mut table = Self::default();
        table.column(first, Align::Left);
        for heading in numbers {
            table.column(heading, Align::Right);
        }
        table
    }

    fn column(&mut self, heading: &str, align: Align) {
        self.columns.push(Column {
            heading: heading.to_owned(),
            align,
        });
    }
}

/// Returns what the report is about: its title, and lines below it.
pub(super) fn header(report: &Report<'_>) -> (String, Vec<String>) {
    let (facts, frame) = (report.facts, report.frame);
    let window = frame.window;
    let viewers = u32::try_from(facts.viewers).unwrap_or(u32::MAX);
    let mut log = vec![
        counted(facts.plays, "play", "plays"),
        report.guard.viewers(viewers).viewers(),
    ];
    log.extend(facts.days.map(|days| days.to_string()));
    let mut asked = vec![
        window.to_string(),
        counted(u64::from(window.days()), "day", "days"),
        format!("by {}", frame.level.word()),
    ];
    if facts.days.is_some_and(|days| days.to() == window.to()) {
        asked.insert(2, "to the newest day".to_owned());
    }
    let mut lines = vec![
        log.join(" · "),
        asked.join(" · "),
        format!("In this log, {}.", report.day_rule()),
    ];
    // The sentence of the dashboard, over the list it comes from.
    let callout = frame
        .callouts
        .first()
        .filter(|_| report.panels.contains(&Panel::Streaks));
    if let (Some(callout), Some(days)) = (callout, facts.days) {
        lines.insert(0, sentence(callout, window.to(), days.to()));
    }
    if facts.is_synthetic {
        lines.push("Made up: no viewer, no play and no number here is real.".to_owned());
    }
    if !report.filter.is_empty() {
        lines.push(format!(
            "The lists hold only names with \"{}\".",
            report.filter
        ));
    }
    if let Shown::Below(minimum) = report.guard.viewers(1) {
        lines.push(format!(
            "<{minimum} stands for fewer than {minimum} viewers, and · for what would tell about them; \
             --exact shows it."
        ));
    }
    if frame.totals.rows == 0 {
        lines.push("The log holds no row of these days.".to_owned());
    }
    (report.source.to_owned(), lines)
}

/// Returns the sections of the panels wanted.
pub(super) fn sections(report: &Report<'_>) -> Vec<Section> {
    let panels = report.panels.iter();
    panels
        .map(|panel| match panel {
            Panel::Totals => totals::section(report),
            Panel::Streaks => lists::streaks(report),
            Panel::Rewatched => lists::rewatched(report),
            Panel::Cohorts => cohorts::section(report),
            Panel::Timeline => timeline::section(report),
        })
        .collect()
}

/// Returns the level's word for several items, or for one.
fn items(level: Level, count: usize) -> String {
    let (one, more) = match level {
        Level::Title => ("title", "titles"),
        Level::Show => ("show", "shows"),
    };
    counted(count as u64, one, more)
}
