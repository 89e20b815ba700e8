//! The layout: what there is room for, and where it stands. Keys that scroll by a screenful and clicks ask it,
//! and so does the drawing.

use ratatui::layout::{Constraint, Layout, Rect};

use super::action::PanelNumber;

/// The lines of a lower panel, its border among them: a calendar's week, its months, and a line on it.
pub const LOWER_PANEL: u16 = 12;

/// The width from which on the lower panels stand three abreast: both calendars have room.
const CELLS_FOR_THREE: u16 = 160;

/// The height of the dashboard with tabs from which on the sentence has its second line.
const LINES_FOR_SIZE: u16 = 22;

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

    /// Returns whether there is room for lines around the panels.
    #[must_use]
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Full | Self::Tabs)
    }
}

/// The areas around the panels; those without room are empty.
#[derive(Debug, Clone, Copy)]
pub struct Lines {
    /// Which log, which days.
    pub header: Rect,
    /// The ranges that keys step through.
    pub presets: Rect,
    /// The plays of the whole log.
    pub timeline: Rect,
    /// The sentence, and what sizes it.
    pub headline: Rect,
    /// The totals of the range.
    pub figures: Rect,
    /// A message, or the keys.
    pub footer: Rect,
}

impl Lines {
    /// Returns the areas around the panels, and that of the panels.
    fn of(area: Rect, presets: u16, timeline: u16, headline: u16) -> (Self, Rect) {
        let [header, presets, timeline, headline, figures, body, footer] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(presets),
            Constraint::Length(timeline),
            Constraint::Length(headline),
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
        ])
        .areas(area);
        let lines = Self {
            header,
            presets,
            timeline,
            headline,
            figures,
            footer,
        };
        (lines, body)
    }
}

/// The areas of the four panels, or of the four parts of a page.
#[derive(Debug, Clone, Copy)]
pub struct Panels {
    /// The upper left one.
    pub one: Rect,
    /// The upper right one.
    pub two: Rect,
    /// The lower left one.
    pub three: Rect,
    /// The one beside it.
    pub four: Rect,
    /// The hours of the week, where they have room beside the days.
    pub hours: Option<Rect>,
}

/// The areas of the full dashboard.
#[derive(Debug, Clone, Copy)]
pub struct Full {
    /// What stands around the panels.
    pub lines: Lines,
    /// The panels.
    pub panels: Panels,
    /// All panels together.
    pub body: Rect,
}

impl Full {
    /// Returns the areas of the full dashboard. The lower panels are as high as what they hold; the lists take the
    /// other lines.
    #[must_use]
    pub fn of(area: Rect) -> Self {
        let (lines, body) = Lines::of(area, 1, 3, 2);
        let [upper, lower] =
            Layout::vertical([Constraint::Min(6), Constraint::Length(LOWER_PANEL)]).areas(body);
        let [one, two] = Layout::horizontal([Constraint::Fill(1); 2]).areas(upper);
        let has_hours = area.width >= CELLS_FOR_THREE;
        let (three, four, hours) = if has_hours {
            let [three, four, hours] = Layout::horizontal([Constraint::Fill(1); 3]).areas(lower);
            (three, four, Some(hours))
        } else {
            let [three, four] = Layout::horizontal([Constraint::Fill(1); 2]).areas(lower);
            (three, four, None)
        };
        Self {
            lines,
            panels: Panels {
                one,
                two,
                three,
                four,
                hours,
            },
            body,
        }
    }
}

/// The areas of the dashboard with tabs.
#[derive(Debug, Clone, Copy)]
pub struct Tabs {
    /// What stands around the panel.
    pub lines: Lines,
    /// The names of the panels.
    pub tab_line: Rect,
    /// The panel.
    pub body: Rect,
}

impl Tabs {
    /// Returns the areas of the dashboard with tabs.
    #[must_use]
    pub fn of(area: Rect) -> Self {
        let headline = 1 + u16::from(area.height >= LINES_FOR_SIZE);
        let (lines, body) = Lines::of(area, 0, 1, headline);
        let [tab_line, body] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(body);
        Self {
            lines,
            tab_line,
            body,
        }
    }
}

/// Returns the area of the panel that keys go to.
#[must_use]
pub fn focused_panel(area: Rect, panel: PanelNumber, is_zoomed: bool) -> Rect {
    match Tier::of(area) {
        Tier::Full if is_zoomed => Full::of(area).body,
        Tier::Full => {
            let panels = Full::of(area).panels;
            match panel {
                PanelNumber::One => panels.one,
                PanelNumber::Two => panels.two,
                PanelNumber::Three => panels.three,
                PanelNumber::Four => panels.four,
            }
        }
        Tier::Tabs if is_zoomed => {
            let tabs = Tabs::of(area);
            tabs.tab_line.union(tabs.body)
        }
        Tier::Tabs => Tabs::of(area).body,
        Tier::Panel | Tier::Line => area,
    }
}

/// The areas of a page where there is room for one of its parts alone.
#[derive(Debug, Clone, Copy)]
pub struct LonePart {
    /// The sentence.
    pub sentence: Rect,
    /// The figures.
    pub figures: Rect,
    /// The part.
    pub part: Rect,
}

impl LonePart {
    /// Returns the areas of a page with one part.
    #[must_use]
    pub fn of(area: Rect) -> Self {
        let one = Constraint::Length(1);
        let [sentence, figures, part] =
            Layout::vertical([one, one, Constraint::Min(0)]).areas(area);
        Self {
            sentence,
            figures,
            part,
        }
    }
}

/// Returns the area of the part of a page that keys go to.
#[must_use]
pub fn page_part(area: Rect, part: PanelNumber) -> Rect {
    match Tier::of(area) {
        Tier::Full | Tier::Tabs => focused_panel(area, part, false),
        Tier::Panel | Tier::Line => LonePart::of(area).part,
    }
}

/// Returns how many rows a list in a panel of this area shows below its headings; weeks are such a list.
#[must_use]
pub fn rows_of_list(panel: Rect) -> usize {
    const BORDERS_AND_HEADINGS: u16 = 3;
    usize::from(panel.height.saturating_sub(BORDERS_AND_HEADINGS))
}

/// How many rows a list keeps between the selected one and its ends, where it has them.
const MARGIN: usize = 3;

/// Returns the first row that a list shows: the one it showed before, moved by as few rows as keep the selected one
/// and its margin in sight.
#[must_use]
pub fn first_shown(before: usize, selected: Option<usize>, rows: usize, shown: usize) -> usize {
    let last = rows.saturating_sub(shown);
    let Some(selected) = selected else {
        return before.min(last);
    };
    let margin = MARGIN.min(shown.saturating_sub(1) / 2);
    let highest = (selected + margin + 1).saturating_sub(shown);
    let lowest = selected.saturating_sub(margin);
    before.clamp(highest, lowest.max(highest)).min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_always_shown() {
        for rows in 0..30 {
            for shown in 0..12 {
                for (selected, before) in (0..rows).flat_map(|row| [(row, 0), (row, 7), (row, 40)])
                {
                    let first = first_shown(before, Some(selected), rows, shown);
                    assert!(shown == 0 || (first..first + shown).contains(&selected));
                    assert!(
                        shown == 0 || first + shown <= rows || first == 0,
                        "no blank rows"
                    );
                }
            }
        }
    }

    #[test]
    fn a_list_moves_line_by_line_with_a_margin() {
        let mut first = 0;
        let mut seen = Vec::new();
        for selected in [0, 5, 6, 7, 8, 7, 6, 5, 4, 3] {
            first = first_shown(first, Some(selected), 30, 10);
            seen.push(first);
        }
        assert_eq!(seen, [0, 0, 0, 1, 2, 2, 2, 2, 1, 0]);
    }
}
