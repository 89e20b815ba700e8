//! Panel 2: what is rewatched most, by title or by show.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::bars::bar;
use super::list::{ListPanel, NO_CROWD, list_title, name_heading, named, place_of};
use super::role::Role;
use super::table::{Column, Row, Table};
use super::text::{number, widest, width};
use crate::app::action::PanelNumber;
use crate::app::extremes::RewatchedExtremes;
use crate::app::pointer::Target;
use crate::app::sort::{RewatchedColumn, Sort};
use crate::domain::Item;
use crate::domain::format::{change_in_short, thousands};
use crate::guard::ShownFrame;
use crate::guard::lists::RewatchedNumbers;

/// Panel 2: what is rewatched most.
pub(super) struct RewatchedPanel<'a> {
    pub frame: &'a ShownFrame,
    pub extremes: &'a RewatchedExtremes,
    pub selected: Option<Item>,
    pub sort: Sort<RewatchedColumn>,
    pub filter: &'a str,
    pub top: usize,
    pub is_focused: bool,
}

/// The cells of the longest bar.
const BAR: usize = 8;

impl RewatchedPanel<'_> {
    fn columns(&self) -> Vec<Column> {
        let sorted = |cells, heading, rank, column| {
            let by = Target::RewatchedColumn(column);
            Column::of_values(heading, cells, rank).sorts(self.sort.direction_of(column), by)
        };
        let all = self.extremes;
        let most = |number| width(&thousands(number));
        let (rewatches, plays) = (most(all.rewatches), most(all.plays));
        let viewers = most(all.viewers.into());
        let again = widest(all.rewatchers.each());
        let mut columns = vec![
            sorted(rewatches, "Rewatches", 0, RewatchedColumn::Rewatches),
            sorted(plays, "Plays", 2, RewatchedColumn::Plays),
            sorted(viewers, "Viewers", 1, RewatchedColumn::Viewers),
            sorted(again, "Again", 4, RewatchedColumn::Rewatchers),
            Column::of_drawings("", BAR, 6),
            Column::of_values("Change", self.widest_change(), 3),
        ];
        if self.has_hours() {
            columns.push(sorted(
                self.widest_hours(),
                "Hours",
                5,
                RewatchedColumn::Hours,
            ));
        }
        columns
    }

    /// Returns the cells of the widest change: a percentage, or the largest factor.
    fn widest_change(&self) -> usize {
        const PERCENTAGE: usize = 7;
        let most = self.extremes.most_changed.as_ref();
        most.map_or(0, |most| width(&change(most)).max(PERCENTAGE))
    }

    /// Returns the cells of the widest hours: those of the most, with a mark or without.
    fn widest_hours(&self) -> usize {
        let most = self.extremes.hours.into_iter().flatten();
        most.map(|hours| width(&hours.to_string()))
            .max()
            .unwrap_or(0)
    }

    /// Returns whether there are hours to show, or to sort by: all rows have them, or none.
    fn has_hours(&self) -> bool {
        self.sort.column == RewatchedColumn::Hours
            || self.extremes.hours.iter().any(Option::is_some)
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
                changed(&numbers),
                (hours(&numbers), Role::Text),
            ]
        });
        Row { name, of, values }
    }
}

/// Returns how the rewatches of an item have changed, in short; nothing where they cannot be compared.
fn change(numbers: &RewatchedNumbers) -> String {
    let before = numbers.before;
    before.map_or_else(String::new, |before| {
        change_in_short(numbers.rewatches, before)
    })
}

/// Returns that change, and how it is painted.
fn changed(numbers: &RewatchedNumbers) -> (String, Role) {
    let role = match numbers.before.map(|before| numbers.rewatches.cmp(&before)) {
        Some(Ordering::Greater) => Role::Up,
        Some(Ordering::Less) => Role::Down,
        Some(Ordering::Equal) | None => Role::Faint,
    };
    (change(numbers), role)
}

/// Returns the hours of an item, or nothing while they are not known.
fn hours(numbers: &RewatchedNumbers) -> String {
    let hours = numbers.hours;
    hours.map_or_else(String::new, |hours| hours.to_string())
}

impl RewatchedPanel<'_> {
    /// Returns what stands at a cell of the panel's area.
    pub fn target(&self, area: Rect, at: (u16, u16)) -> Target {
        self.with_list(|list| list.target(PanelNumber::Two, area, at))
    }

    /// Does something with the list.
    fn with_list<T>(&self, deed: impl FnOnce(&ListPanel<'_>) -> T) -> T {
        let rows = &self.frame.rewatched;
        let most = self.extremes.rewatches;
        let list = ListPanel {
            title: &list_title("2 Top rewatched", self.frame.levels.rewatched),
            small: self.extremes.small,
            filter: self.filter,
            words_when_empty: if self.frame.is_for_room {
                NO_CROWD
            } else {
                [
                    "Nothing was played in these days.",
                    "No name that was played matches the filter. Esc clears it.",
                ]
            },
            table: Table {
                name_heading: name_heading(self.frame.levels.rewatched),
                name_sorted: self.sort.direction_of(RewatchedColumn::Name),
                name_chosen_by: Some(Target::RewatchedColumn(RewatchedColumn::Name)),
                columns: self.columns(),
                rows: rows.len(),
                row: &|place| self.row(place, most),
                selected: place_of(self.selected, self.frame.levels.rewatched, rows),
                top: self.top,
                is_focused: self.is_focused,
            },
        };
        deed(&list)
    }
}

impl Widget for &RewatchedPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        self.with_list(|list| list.render(area, buf));
    }
}
