//! A table: whole columns are left out before a number is clipped.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::role::{Ground, Role};
use super::text::{cut, right, width};

/// A column beside the names.
pub(super) struct Column {
    heading: String,
    /// The widest value, in cells.
    cells: usize,
    /// Where there is no room, the highest rank is left out first.
    rank: u8,
    /// `Some(is_reversed)` where the list is sorted by it.
    sorted: Option<bool>,
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
    pub columns: Vec<Column>,
    pub rows: usize,
    /// Returns the row at a place; only rows on the screen are made.
    pub row: &'a dyn Fn(usize) -> Row,
    pub selected: Option<usize>,
    pub is_focused: bool,
}

/// The fewest cells of a name; where there are fewer, columns are left out.
const LEAST_NAME: usize = 18;

/// The cells of the marker of the selected row.
const MARKER: usize = 2;

/// The blanks before a column of numbers; the place kept for the sort mark looks like another.
const GAP: usize = 1;

impl Column {
    /// Returns a column of numbers of at most so many cells.
    pub fn of_numbers(heading: &str, cells: usize, rank: u8, sorted: Option<bool>) -> Self {
        Self {
            heading: heading.to_owned(),
            cells,
            rank,
            sorted,
            is_left: false,
        }
    }

    /// Returns a column of bars or lines of so many cells.
    pub fn of_drawings(heading: &str, cells: usize, rank: u8) -> Self {
        Self {
            heading: heading.to_owned(),
            cells,
            rank,
            sorted: None,
            is_left: true,
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

/// Returns the first of the rows shown: the screenful that holds the selected one.
pub(super) fn first_shown(selected: Option<usize>, rows: usize, shown: usize) -> usize {
    let selected = selected.unwrap_or(0);
    if shown == 0 || rows <= shown {
        return 0;
    }
    (selected / shown * shown).min(rows - shown)
}

impl Table<'_> {
    /// Returns how many rows fit into an area of this height.
    pub fn rows_within(height: u16) -> usize {
        usize::from(height.saturating_sub(1))
    }

    fn cells_of(&self, place: usize) -> usize {
        self.columns[place].width() + self.columns[place].gap()
    }

    /// Returns which columns fit beside names into `cells`.
    fn fitting(&self, cells: usize) -> Vec<usize> {
        let mut kept: Vec<usize> = (0..self.columns.len()).collect();
        let used =
            |kept: &[usize]| -> usize { kept.iter().map(|place| self.cells_of(*place)).sum() };
        while MARKER + LEAST_NAME + used(&kept) > cells {
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
        let used: usize = kept.iter().map(|place| self.cells_of(*place)).sum();
        let name_cells = cells.saturating_sub(MARKER + used);
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
        let shown = Table::rows_within(area.height);
        let first = first_shown(self.selected, self.rows, shown);
        let rows = first..self.rows.min(first + shown);
        for (y, place) in (area.y + 1..).zip(rows) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_always_shown() {
        for rows in 0..40 {
            for shown in 0..12 {
                for selected in 0..rows {
                    let first = first_shown(Some(selected), rows, shown);
                    assert!(shown == 0 || (first..first + shown).contains(&selected));
                    assert!(
                        shown == 0 || first + shown <= rows || first == 0,
                        "no blank rows"
                    );
                }
            }
        }
    }
}
