//! The viewers of a household: what each of them did in the range.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::panel_box::{PanelBox, clear};
use super::placeholder::say;
use super::role::Role;
use super::table::{Column, Row, Table};
use super::text::width;
use crate::app::household::ViewerList;
use crate::domain::Window;
use crate::domain::format::{counted, thousands};
use crate::query::viewers::ViewerRow;

/// The list of viewers.
pub(super) struct ViewersBox<'a> {
    pub list: &'a ViewerList,
    pub window: Option<Window>,
    /// What the keys do, in words.
    pub keys: String,
}

/// The widest the list is.
const WIDEST: u16 = 84;

/// The lines around the rows: two borders and the headings.
const AROUND: u16 = 3;

/// Makes the value of a column.
type Value = fn(&ViewerRow) -> String;

/// The columns: a heading, the rank at which it is left out, and its value.
const COLUMNS: [(&str, u8, Value); 5] = [
    ("Plays", 0, |row| thousands(row.plays)),
    ("Hours", 1, |row| row.hours.to_string()),
    ("Best streak", 2, |row| days(row.best)),
    ("Running", 3, |row| days(row.running)),
    ("Last day", 4, |row| row.last_day.to_string()),
];

fn days(days: u32) -> String {
    match days {
        0 => "–".to_owned(),
        days => counted(days.into(), "day", "days"),
    }
}

impl ViewersBox<'_> {
    /// Draws the list over the middle of an area.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let rows = self
            .list
            .table
            .as_ref()
            .map_or(&[][..], |table| &table.rows);
        let height = u16::try_from(rows.len().max(1)).unwrap_or(u16::MAX);
        let height = height.saturating_add(AROUND).min(area.height);
        let cells = area.width.min(WIDEST);
        let area = Rect {
            x: area.x + (area.width - cells) / 2,
            y: area.y + (area.height - height) / 2,
            width: cells,
            height,
        };
        clear(area, buf);
        let days = self
            .window
            .map_or_else(String::new, |days| format!(" · {days}"));
        let inner = PanelBox {
            title: &format!("Viewers{days}"),
            note: Line::styled(self.keys.clone(), Role::Faint),
            is_focused: true,
        }
        .draw(area, buf);
        if rows.is_empty() {
            let words = match self.list.table {
                Some(_) => "Nobody watched anything in these days.",
                None => "Reading…",
            };
            return say(words, Role::Faint, inner, buf);
        }
        let columns = COLUMNS.map(|(heading, rank, value)| {
            let values = rows.iter().map(|row| width(&value(row)));
            Column::of_values(heading, values.max().unwrap_or(0), rank)
        });
        let row = |place: usize| Row {
            name: rows[place].name.to_string(),
            of: None,
            values: Some(
                COLUMNS
                    .map(|(_, _, value)| (value(&rows[place]), Role::Text))
                    .to_vec(),
            ),
        };
        let table = Table {
            name_heading: "Viewer",
            name_sorted: None,
            name_chosen_by: None,
            columns: columns.into(),
            rows: rows.len(),
            row: &row,
            selected: Some(self.list.selected),
            top: 0,
            is_focused: true,
        };
        (&table).render(inner, buf);
    }
}
