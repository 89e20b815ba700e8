//! A table: whole columns are left out before a number is clipped.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::role::{Ground, Role};
use super::text::{cut, right, width};
use crate::app::action::PanelNumber;
use crate::app::layout::first_shown;
use crate::app::pointer::Target;

/// A column beside the names.
pub(super) struct Column {
    heading: String,
    /// The widest value, in cells.
    cells: usize,
    /// Where there is no room, the highest rank is left out first.
    rank: u8,
    /// `Some(is_reversed)` where the list is sorted by it.
    sorted: Option<bool>,
    /// What a click on the heading means.
    chosen_by: Option<Target>,
    /// Whether values stand at the left end.
    is_left: bool,
}

/// One row: its name, the show it belongs to, and a value with its role for each column; none where nothing may
/// be told of it.
pub(super) struct Row {
    pub name: String,
    pub of: Option<String>,
    pub values: Option<Vec<(String, Role)>>,
}

/// Names with columns beside them; keys move a selection through the rows.
pub(super) struct Table<'a> {
    pub name_heading: &'static str,
    /// `Some(is_reversed)` where the list is sorted by name.
    pub name_sorted: Option<bool>,
    /// What a click on the heading of the names means.
    pub name_chosen_by: Option<Target>,
    pub columns: Vec<Column>,
    pub rows: usize,
    /// Returns the row at a place; only rows on the screen are made.
    pub row: &'a dyn Fn(usize) -> Row,
    pub selected: Option<usize>,
    /// The first row shown, if that keeps the selected one in sight.
    pub top: usize,
    pub is_focused: bool,
}

/// The fewest cells of a name; where there are fewer, columns are left out.
const LEAST_NAME: usize = 28;

/// The same in a table of less than [`ROOMY`] cells.
const LEAST_NAME_OF_NARROW: usize = 18;

/// The cells from which on a table has room for long names.
const ROOMY: usize = 57;

/// The cells of the marker of the selected row.
const MARKER: usize = 2;

/// The blanks before a column of numbers; the place kept for the sort mark looks like another.
const GAP: usize = 1;

impl Column {
    /// Returns a column of values of at most so many cells, at its right end; the list is not sorted by it.
    pub fn of_values(heading: &str, cells: usize, rank: u8) -> Self {
        Self {
            heading: heading.to_owned(),
            cells,
            rank,
            sorted: None,
            chosen_by: None,
            is_left: false,
        }
    }

    /// Has the list be sorted by it: `sorted` where it is now, and `by` a click on its heading.
    pub fn sorts(self, sorted: Option<bool>, by: Target) -> Self {
        Self {
            sorted,
            chosen_by: Some(by),
            ..self
        }
    }

    /// Returns a column of bars or lines of so many cells.
    pub fn of_drawings(heading: &str, cells: usize, rank: u8) -> Self {
        Self {
            is_left: true,
            ..Self::of_values(heading, cells, rank)
        }
    }

    fn heading(&self) -> String {
        headed(&self.heading, self.sorted)
    }

    /// The blanks before the column.
    fn gap(&self) -> usize {
        GAP + usize::from(self.is_left)
    }

    /// Returns the cells of the column. Its heading always has room for the sort mark, so that
    /// sorting moves nothing.
    fn width(&self) -> usize {
        self.cells
            .max(width(&self.heading) + usize::from(!self.is_left))
    }
}

fn headed(heading: &str, sorted: Option<bool>) -> String {
    match sorted {
        Some(false) => format!("{heading}▼"),
        Some(true) => format!("{heading}▲"),
        None => heading.to_owned(),
    }
}

/// Returns the fewest cells of a name in a table of so many.
fn least_name(cells: usize) -> usize {
    if cells < ROOMY {
        LEAST_NAME_OF_NARROW
    } else {
        LEAST_NAME
    }
}

impl Table<'_> {
    /// Returns how many cells a drawing may have beside names and so many columns of numbers.
    pub fn room_for_drawing(cells: usize, numbers: &[Column]) -> usize {
        const GAP_OF_DRAWING: usize = GAP + 1;
        let used: usize = numbers
            .iter()
            .map(|column| column.width() + column.gap())
            .sum();
        cells.saturating_sub(MARKER + least_name(cells) + used + GAP_OF_DRAWING)
    }

    fn cells_of(&self, place: usize) -> usize {
        self.columns[place].width() + self.columns[place].gap()
    }

    /// Returns which columns fit beside names into `cells`.
    fn fitting(&self, cells: usize) -> Vec<usize> {
        let mut kept: Vec<usize> = (0..self.columns.len()).collect();
        let used =
            |kept: &[usize]| -> usize { kept.iter().map(|place| self.cells_of(*place)).sum() };
        while MARKER + least_name(cells) + used(&kept) > cells {
            // The sorted column stays longest: without it nobody could tell the order.
            let least = (0..kept.len()).max_by_key(|place| {
                let column = &self.columns[kept[*place]];
                (column.sorted.is_none(), column.rank)
            });
            match least {
                Some(place) if kept.len() > 1 => kept.remove(place),
                _ => break,
            };
        }
        kept
    }

    /// Returns how many cells names have beside columns, in a table of so many.
    fn name_cells(&self, kept: &[usize], cells: usize) -> usize {
        let used: usize = kept.iter().map(|place| self.cells_of(*place)).sum();
        cells.saturating_sub(MARKER + used)
    }

    /// Returns the rows that fit into an area below the headings.
    fn shown(&self, area: Rect) -> Range<usize> {
        let shown = usize::from(area.height.saturating_sub(1));
        let first = first_shown(self.top, self.selected, self.rows, shown);
        first..self.rows.min(first + shown)
    }

    /// Returns what stands at a cell of the table's area: a heading, or the row at a place of the list of a panel.
    pub fn target(&self, panel: PanelNumber, area: Rect, (x, y): (u16, u16)) -> Option<Target> {
        let line = usize::from(y.checked_sub(area.y)?);
        let cell = usize::from(x.checked_sub(area.x)?);
        if let Some(line) = line.checked_sub(1) {
            let place = self.shown(area).nth(line)?;
            return Some(Target::Row(panel, place));
        }
        let kept = self.fitting(area.width.into());
        let mut end = MARKER + self.name_cells(&kept, area.width.into());
        if cell < end {
            return self.name_chosen_by;
        }
        let mut columns = kept.into_iter();
        let column = columns.find(|place| {
            end += self.cells_of(*place);
            cell < end
        });
        self.columns[column?].chosen_by
    }

    /// Returns a row, or the headings; `base` is what the name and the blanks are painted in.
    fn line(&self, row: &Row, kept: &[usize], name_cells: usize, base: Style) -> Line<'static> {
        let name = cut(&row.name, name_cells);
        let mut used = width(&name);
        let mut spans = vec![Span::styled(name, base)];
        if let Some(of) = &row.of
            && used + 6 <= name_cells
        {
            let of = cut(of, name_cells - used - 3);
            used += 3 + width(&of);
            spans.push(Span::styled(format!(" · {of}"), base.patch(Role::Faint)));
        }
        spans.push(Span::styled(" ".repeat(name_cells - used), base));
        for place in kept {
            let column = &self.columns[*place];
            let Some((value, role)) = row.values.as_ref().map(|values| &values[*place]) else {
                let blanks = " ".repeat(column.gap() + column.width());
                spans.push(Span::styled(blanks, base));
                continue;
            };
            let value = cut(value, column.width());
            let padded = if column.is_left {
                format!("{value}{}", " ".repeat(column.width() - width(&value)))
            } else {
                right(&value, column.width())
            };
            spans.push(Span::styled(" ".repeat(column.gap()), base));
            spans.push(Span::styled(padded, base.patch(*role)));
        }
        Line::from(spans)
    }
}

impl Widget for &Table<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width);
        let kept = self.fitting(cells);
        let name_cells = self.name_cells(&kept, cells);
        let columns = self.columns.iter();
        let headings = columns.map(|column| (column.heading(), Role::Faint));
        let headings = Row {
            name: headed(self.name_heading, self.name_sorted),
            of: None,
            values: Some(headings.collect()),
        };
        let marker = u16::try_from(MARKER).unwrap_or(0);
        let inner = Rect {
            x: area.x + marker.min(area.width),
            width: area.width.saturating_sub(marker),
            ..area
        };
        let heading = self.line(&headings, &kept, name_cells, Role::Faint.into());
        buf.set_line(inner.x, inner.y, &heading, inner.width);
        for (y, place) in (area.y + 1..).zip(self.shown(area)) {
            let is_selected = self.selected == Some(place);
            let ground = match (is_selected, self.is_focused) {
                (true, true) => Ground::SelectedRow,
                (true, false) => Ground::MarkedRow,
                (false, _) => Ground::Screen,
            };
            let base = Style::from(Role::Text).patch(ground);
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            buf.set_style(row, base);
            let line = self.line(&(self.row)(place), &kept, name_cells, base);
            if is_selected {
                buf.set_stringn(area.x, y, "▶ ", cells, base.patch(Role::Story));
            }
            buf.set_line(inner.x, y, &line, inner.width);
        }
    }
}
