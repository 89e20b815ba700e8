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
use crate::guard::ShownFrame;
use crate::guard::lists::RewatchedNumbers;

/// Panel 2: what is rewatched most.
pub(super) struct RewatchedPanel<'a> {
    pub frame: &'a ShownFrame,
    pub selected: Option<Item>,
    pub sort: Sort<RewatchedColumn>,
    pub filter: &'a str,
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
        let column = |heading, value: fn(&RewatchedNumbers) -> String, rank, column| {
            let rows = self.frame.rewatched.iter();
            let values = rows.filter_map(|row| row.numbers.as_ref().map(value));
            Column::of_numbers(heading, values, rank, self.sort.direction_of(column))
        };
        let mut columns = vec![
            column(
                "Rewatches",
                |row| thousands(row.rewatches),
                0,
                RewatchedColumn::Rewatches,
            ),
            column(
                "Plays",
                |row| thousands(row.plays),
                3,
                RewatchedColumn::Plays,
            ),
            column(
                "Viewers",
                |row| thousands(row.viewers.into()),
                1,
                RewatchedColumn::Viewers,
            ),
            column(
                "Again",
                |row| number(row.rewatchers),
                4,
                RewatchedColumn::Rewatchers,
            ),
            Column::of_drawings("", BAR, 2),
        ];
        if self.has_hours() {
            columns.push(column("Hours", hours, 5, RewatchedColumn::Hours));
        }
        columns
    }

    /// Returns whether there are hours to show, or to sort by: all rows have them, or none.
    fn has_hours(&self) -> bool {
        let first = self.frame.rewatched.iter().find_map(|row| row.numbers);
        self.sort.column == RewatchedColumn::Hours
            || first.is_some_and(|numbers| numbers.hours.is_some())
    }

    fn row(&self, place: usize, most: u64) -> Row {
        let row = &self.frame.rewatched[place];
        let (name, of) = named(self.frame.rewatched_items.name(row.item));
        let values = row.numbers.map(|numbers| {
            vec![
                (thousands(numbers.rewatches), Role::Text),
                (thousands(numbers.plays), Role::Text),
                (thousands(numbers.viewers.into()), Role::Text),
                (number(numbers.rewatchers), Role::Text),
                (bar(numbers.rewatches, most, BAR), Role::Bar),
                (hours(&numbers), Role::Text),
            ]
        });
        Row { name, of, values }
    }
}

/// Returns the hours of an item, or nothing while they are not known.
fn hours(numbers: &RewatchedNumbers) -> String {
    let hours = numbers.hours;
    hours.map_or_else(String::new, |hours| hours.to_string())
}

impl Widget for &RewatchedPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let rows = &self.frame.rewatched;
        let numbers = rows.iter().filter_map(|row| row.numbers);
        let most = numbers.map(|numbers| numbers.rewatches).max().unwrap_or(0);
        let list = ListPanel {
            title: &list_title("2 Top rewatched", self.frame.levels.rewatched),
            small: rows.iter().filter(|row| row.numbers.is_none()).count(),
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
