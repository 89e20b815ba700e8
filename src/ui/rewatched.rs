//! Panel 2: what is rewatched most, by title or by show.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::bars::bar;
use super::list::{ListPanel, list_title, name_heading, named};
use super::role::Role;
use super::table::{Column, Row, Table};
use super::text::number;
use crate::app::sort::{RewatchedColumn, Sort};
use crate::domain::Item;
use crate::domain::format::thousands;
use crate::guard::Guard;
use crate::query::Frame;
use crate::query::rewatched::RewatchedRow;

/// Panel 2: what is rewatched most.
pub(super) struct RewatchedPanel<'a> {
    pub frame: &'a Frame,
    pub selected: Option<Item>,
    pub sort: Sort<RewatchedColumn>,
    pub filter: &'a str,
    pub guard: Guard,
    pub is_focused: bool,
}

/// The cells of the longest bar.
const BAR: usize = 8;

impl RewatchedPanel<'_> {
    fn selected_place(&self) -> Option<usize> {
        let level = self.frame.levels.rewatched;
        let selected = self.selected.filter(|item| item.level == level)?;
        let mut rows = self.frame.rewatched.iter();
        rows.position(|row| row.item == selected.id)
    }

    fn columns(&self) -> Vec<Column> {
        let column = |heading, value: fn(&RewatchedRow) -> u64, rank, column| {
            let most = self.frame.rewatched.iter().map(value).max().unwrap_or(0);
            Column::of_numbers(heading, most, rank, self.sort.direction_of(column))
        };
        vec![
            column(
                "Rewatches",
                |row: &RewatchedRow| row.rewatches,
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
        let guard = self.guard;
        let (name, of) = named(self.frame.rewatched_items.name(row.item));
        // Plays less rewatches are viewers: where those are hidden, so are rewatches.
        let rewatches = guard.about(row.viewers, row.rewatches);
        Row {
            name,
            of,
            values: vec![
                (number(rewatches), Role::Text),
                (thousands(row.plays), Role::Text),
                (number(guard.viewers(row.viewers)), Role::Text),
                (
                    number(guard.within(row.viewers, row.rewatchers)),
                    Role::Text,
                ),
                (bar(rewatches.exact().unwrap_or(0), most, BAR), Role::Bar),
            ],
        }
    }
}

impl Widget for &RewatchedPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let rows = &self.frame.rewatched;
        let most = rows.iter().map(|row| row.rewatches).max().unwrap_or(0);
        let list = ListPanel {
            title: &list_title("2 Top rewatched", self.frame.levels.rewatched),
            counted: rows.iter().filter(|row| row.rewatches > 0).count(),
            filter: self.filter,
            words_when_empty: [
                "Nothing was played in these days.",
                "No name that was played matches the filter. Esc clears it.",
            ],
            table: Table {
                name_heading: name_heading(self.frame.levels.rewatched),
                name_sorted: self.sort.direction_of(RewatchedColumn::Name),
                columns: self.columns(),
                rows: rows.len(),
                row: &|place| self.row(place, most),
                selected: self.selected_place(),
                is_focused: self.is_focused,
            },
        };
        list.render(area, buf);
    }
}
