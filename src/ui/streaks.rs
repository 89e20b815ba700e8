//! Panel 1: binge streaks, by title or by show.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::bars::sparkline;
use super::list::{ListPanel, NO_CROWD, list_title, name_heading, named, place_of};
use super::role::Role;
use super::table::{Column, Row, Table};
use super::text::{number, widest};
use crate::app::action::PanelNumber;
use crate::app::extremes::{Greatest, StreakExtremes};
use crate::app::pointer::Target;
use crate::app::sort::{Sort, StreakColumn};
use crate::domain::{Item, ItemId};
use crate::guard::{Shown, ShownFrame};
use crate::query::items::TrendPart;

/// Panel 1: binge streaks.
pub(super) struct StreaksPanel<'a> {
    pub frame: &'a ShownFrame,
    pub extremes: &'a StreakExtremes,
    pub selected: Option<Item>,
    pub sort: Sort<StreakColumn>,
    pub filter: &'a str,
    pub top: usize,
    pub is_focused: bool,
}

/// The most parts of a trend: up to so many days have a cell each.
const MOST_PARTS: usize = 30;

/// The fewest: what is shorter shows no trend.
const LEAST_PARTS: usize = 7;

/// By how much plays a day are multiplied, so that less than one is not lost.
const SCALE: u64 = 1_000;

impl StreaksPanel<'_> {
    /// Returns the parts of a trend beside columns of numbers, in a table of so many cells: a day each, or as long as
    /// each other.
    fn parts(&self, cells: u16, numbers: &[Column]) -> usize {
        let days = self.frame.window.days() as usize;
        let room = Table::room_for_drawing(usize::from(cells), numbers);
        days.min(MOST_PARTS).min(room.max(LEAST_PARTS))
    }

    /// Draws the plays a day of an item: parts of a range may differ by a day.
    fn trend(&self, item: ItemId, parts: usize) -> String {
        let parts = self.frame.streak_items.trend(item, parts).into_iter();
        let a_day = |part: TrendPart| u64::from(part.plays) * SCALE / u64::from(part.days);
        let values: Vec<_> = parts.map(|part| part.map(a_day)).collect();
        sparkline(&values)
    }

    fn numbers(&self) -> Vec<Column> {
        let at_least = format!("{}+ days", self.frame.threshold);
        let column = |heading: &str, greatest: &Greatest, rank, column| {
            let by = Target::StreakColumn(column);
            Column::of_values(heading, widest(greatest.each()), rank)
                .sorts(self.sort.direction_of(column), by)
        };
        let all = self.extremes;
        vec![
            column(&at_least, &all.viewers, 0, StreakColumn::Viewers),
            column("Running", &all.running, 2, StreakColumn::Running),
            column("Longest", &all.longest, 1, StreakColumn::Longest),
        ]
    }

    fn row(&self, place: usize, parts: usize) -> Row {
        let row = &self.frame.streaks[place];
        let role_of = |viewers| match viewers {
            Shown::Exact(0) => Role::Faint,
            _ => Role::Text,
        };
        let (name, of) = named(self.frame.streak_items.name(row.item));
        let values = row.numbers.map(|numbers| {
            vec![
                (number(numbers.viewers), role_of(numbers.viewers)),
                (number(numbers.running), role_of(numbers.running)),
                (number(numbers.longest_or_more()), Role::Text),
                (self.trend(row.item, parts), Role::Bar),
            ]
        });
        Row { name, of, values }
    }
}

impl StreaksPanel<'_> {
    /// Returns what stands at a cell of the panel's area.
    pub fn target(&self, area: Rect, at: (u16, u16)) -> Target {
        self.with_list(area, |list| list.target(PanelNumber::One, area, at))
    }

    /// Does something with the list, as it is laid out in an area.
    fn with_list<T>(&self, area: Rect, deed: impl FnOnce(&ListPanel<'_>) -> T) -> T {
        let rows = &self.frame.streaks;
        let mut columns = self.numbers();
        let parts = self.parts(area.width.saturating_sub(2), &columns);
        columns.push(Column::of_drawings("Plays", parts, 3));
        let list = ListPanel {
            title: &list_title("1 Binge streaks", self.frame.levels.streaks),
            small: self.extremes.small,
            filter: self.filter,
            words_when_empty: if self.frame.is_for_room {
                NO_CROWD
            } else {
                [
                    "Nobody played anything on two days in a row here.",
                    "No name with a streak matches the filter. Esc clears it.",
                ]
            },
            table: Table {
                name_heading: name_heading(self.frame.levels.streaks),
                name_sorted: self.sort.direction_of(StreakColumn::Name),
                name_chosen_by: Some(Target::StreakColumn(StreakColumn::Name)),
                columns,
                rows: rows.len(),
                row: &|place| self.row(place, parts),
                selected: place_of(self.selected, self.frame.levels.streaks, rows),
                top: self.top,
                is_focused: self.is_focused,
            },
        };
        deed(&list)
    }
}

impl Widget for &StreaksPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        self.with_list(area, |list| list.render(area, buf));
    }
}
