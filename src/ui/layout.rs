//! The layout: what there is room for, and where it stands.

use ratatui::layout::{Constraint, Layout, Rect};

/// The lines of a lower panel, its border among them.
pub(super) const LOWER_PANEL: u16 = 13;

/// How much of the dashboard fits into a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// Everything: from 100×28.
    Full,
    /// One panel at a time, with tabs and the figures in a line: from 60×16.
    Tabs,
    /// One panel: from 24×5.
    Panel,
    /// One line.
    Line,
}

impl Tier {
    /// Returns what fits into `area`.
    #[must_use]
    pub fn of(area: Rect) -> Self {
        match (area.width, area.height) {
            (100.., 28..) => Self::Full,
            (60.., 16..) => Self::Tabs,
            (24.., 5..) => Self::Panel,
            _ => Self::Line,
        }
    }
}

/// The areas around the panels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    pub header: Rect,
    pub timeline: Rect,
    pub headline: Rect,
    pub figures: Rect,
    pub footer: Rect,
}

impl Lines {
    /// Returns the areas around the panels, and that of the panels; the timeline and the figures
    /// are `high` lines high.
    fn of(area: Rect, high: u16) -> (Self, Rect) {
        let [header, timeline, headline, figures, body, footer] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(high),
            Constraint::Length(1),
            Constraint::Length(high),
            Constraint::Min(0),
            Constraint::Length(1),
        ])
        .areas(area);
        let lines = Self {
            header,
            timeline,
            headline,
            figures,
            footer,
        };
        (lines, body)
    }
}

/// The areas of the full dashboard.
#[derive(Debug, Clone, Copy)]
pub(super) struct Full {
    pub lines: Lines,
    pub panels: [Rect; 4],
    /// All four panels together.
    pub body: Rect,
}

impl Full {
    pub fn of(area: Rect) -> Self {
        let (lines, body) = Lines::of(area, 3);
        Self {
            lines,
            panels: quarters(body, Constraint::Min(8)),
            body,
        }
    }
}

/// Returns the areas of four panels, two above two.
///
/// The lower ones have a fixed number of lines worth showing; the upper ones take the rest.
pub(super) fn quarters(area: Rect, upper: Constraint) -> [Rect; 4] {
    let [upper, lower] = Layout::vertical([upper, Constraint::Length(LOWER_PANEL)]).areas(area);
    let halves = |row| Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(row);
    let [one, two] = halves(upper);
    let [three, four] = halves(lower);
    [one, two, three, four]
}

/// The areas of the dashboard with tabs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tabs {
    pub lines: Lines,
    pub tab_line: Rect,
    pub body: Rect,
}

impl Tabs {
    pub fn of(area: Rect) -> Self {
        let (lines, body) = Lines::of(area, 1);
        let [tab_line, body] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(body);
        Self {
            lines,
            tab_line,
            body,
        }
    }
}
