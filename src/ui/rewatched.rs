//! Panel 2: what is played again.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::bars::bar;
use super::frame_box::FrameBox;
use super::states::say;
use super::streaks::{filtered_note, name_heading, named};
use super::table::{Column, Row, Table};
use super::text::number;
use super::theme::Theme;
use crate::app::sort::{RewatchedColumn, Sort};
use crate::domain::ItemId;
use crate::domain::format::thousands;
use crate::guard::Guard;
use crate::query::Frame;
use crate::query::rewatched::RewatchedRow;

/// Panel 2: what is played again.
pub(super) struct RewatchedPanel<'a> {
    pub frame: &'a Frame,
    pub selected: Option<ItemId>,
    pub sort: Sort<RewatchedColumn>,
    pub filter: &'a str,
    pub guard: Guard,
    pub is_focused: bool,
    pub theme: &'a Theme,
}

/// The cells of the longest bar.
const BAR: usize = 8;

impl RewatchedPanel<'_> {
    fn sorted(&self, column: RewatchedColumn) -> Option<bool> {
        (self.sort.column == column).then_some(self.sort.is_reversed)
    }

    fn columns(&self) -> Vec<Column> {
        let column = |heading, value: fn(&RewatchedRow) -> u64, rank, column| {
            let most = self.frame.rewatched.iter().map(value).max().unwrap_or(0);
            Column::of_numbers(heading, most, rank, self.sorted(column))
        };
        vec![
            column(
                "Rewatches",
                RewatchedRow::rewatches,
                0,
                RewatchedColumn::Rewatches,
            ),
            column("Plays", |row| row.plays, 3, RewatchedColumn::Plays),
            column(
                "Viewers",
                |row| row.viewers.into(),
                1,
                RewatchedColumn::Viewers,
            ),
            column(
                "Again",
                |row| row.rewatchers.into(),
                4,
                RewatchedColumn::Rewatchers,
            ),
            Column::of_drawings("", BAR, 2),
        ]
    }

    fn row(&self, place: usize, most: u64) -> Row {
        let row = &self.frame.rewatched[place];
        let (theme, guard) = (self.theme, self.guard);
        let (name, of) = named(self.frame.items.name(row.item));
        // Plays less rewatches are viewers: where those are hidden, so are rewatches.
        let rewatches = guard.about(row.viewers, row.rewatches());
        Row {
            name,
            of,
            values: vec![
                (number(rewatches), theme.text),
                (thousands(row.plays), theme.text),
                (number(guard.viewers(row.viewers)), theme.text),
                (
                    number(guard.within(row.viewers, row.rewatchers)),
                    theme.text,
                ),
                (bar(rewatches.exact().unwrap_or(0), most, BAR), theme.bar),
            ],
        }
    }
}

impl Widget for &RewatchedPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let rows = &self.frame.rewatched;
        let again = rows.iter().filter(|row| row.rewatches() > 0).count();
        let note = format!(
            "{} of {}",
            thousands(again as u64),
            thousands(rows.len() as u64)
        );
        let inner = FrameBox {
            title: "2 Top rewatched",
            note: Line::styled(filtered_note(self.filter, note), self.theme.faint),
            is_focused: self.is_focused,
            theme: self.theme,
        }
        .draw(area, buf);
        if rows.is_empty() {
            let words = if self.filter.is_empty() {
                "Nothing was played in these days."
            } else {
                "No name that was played matches the filter. Esc clears it."
            };
            return say(words, self.theme.faint, inner, buf);
        }
        let most = rows.iter().map(RewatchedRow::rewatches).max().unwrap_or(0);
        let table = Table {
            name_heading: name_heading(self.frame.level),
            name_sorted: self.sorted(RewatchedColumn::Name),
            columns: self.columns(),
            rows: rows.len(),
            row: &|place| self.row(place, most),
            selected: rows.iter().position(|row| Some(row.item) == self.selected),
            is_focused: self.is_focused,
            theme: self.theme,
        };
        table.render(inner, buf);
    }
}
