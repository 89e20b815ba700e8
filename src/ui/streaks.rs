//! Panel 1: who keeps coming back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::bars::sparkline;
use super::frame_box::FrameBox;
use super::states::say;
use super::table::{Column, Row, Table};
use super::text::{number, width};
use super::theme::Theme;
use crate::app::sort::{Sort, StreakColumn};
use crate::domain::format::thousands;
use crate::domain::{ItemId, Level};
use crate::guard::Guard;
use crate::query::Frame;
use crate::query::items::TREND_CELLS;
use crate::query::streaks::StreakRow;
use crate::snapshot::catalog::ItemName;

/// Panel 1: who keeps coming back.
pub(super) struct StreaksPanel<'a> {
    pub frame: &'a Frame,
    pub selected: Option<ItemId>,
    pub sort: Sort<StreakColumn>,
    pub filter: &'a str,
    pub guard: Guard,
    pub is_focused: bool,
    pub theme: &'a Theme,
}

impl StreaksPanel<'_> {
    fn sorted(&self, column: StreakColumn) -> Option<bool> {
        (self.sort.column == column).then_some(self.sort.is_reversed)
    }

    /// Names the panel and K, in fewer words where the longer do not fit.
    fn title(&self, cells: usize) -> String {
        let title = format!("1 Binge streaks · {} days or more", self.frame.threshold);
        if width(&title) + 6 <= cells {
            return title;
        }
        format!("1 Streaks · {}+", self.frame.threshold)
    }

    fn columns(&self) -> Vec<Column> {
        let column = |heading, value: fn(&StreakRow) -> u32, rank, column| {
            let most = self.frame.streaks.iter().map(value).max().unwrap_or(0);
            Column::of_numbers(heading, most.into(), rank, self.sorted(column))
        };
        let cells = TREND_CELLS.min(self.frame.window.days() as usize);
        vec![
            column("Viewers", |row| row.viewers, 0, StreakColumn::Viewers),
            column("Running", |row| row.running, 2, StreakColumn::Running),
            column("Longest", |row| row.longest, 1, StreakColumn::Longest),
            Column::of_drawings("Plays", cells, 3),
        ]
    }

    fn row(&self, place: usize) -> Row {
        let row = &self.frame.streaks[place];
        let theme = self.theme;
        let is_met = |viewers| if viewers > 0 { theme.text } else { theme.faint };
        let number_of = |viewers| (number(self.guard.viewers(viewers)), is_met(viewers));
        let (name, of) = named(self.frame.items.name(row.item));
        Row {
            name,
            of,
            values: vec![
                number_of(row.viewers),
                number_of(row.running),
                (thousands(u64::from(row.longest)), theme.text),
                (sparkline(&self.frame.items.trend(row.item)), theme.bar),
            ],
        }
    }
}

/// Returns an item's name, and its show where the name does not say it.
pub(super) fn named(name: &ItemName) -> (String, Option<String>) {
    let show = name.show_beside().map(str::to_owned);
    (name.name.to_string(), show)
}

/// Returns the heading of the names of a level.
pub(super) fn name_heading(level: Level) -> &'static str {
    match level {
        Level::Title => "Title",
        Level::Show => "Show",
    }
}

/// Returns what a list says of its length at the right end of its border.
pub(super) fn filtered_note(filter: &str, note: String) -> String {
    if filter.is_empty() {
        note
    } else {
        format!("/{filter} · {note}")
    }
}

impl Widget for &StreaksPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let frame = self.frame;
        let with_viewers = frame.streaks.iter().filter(|row| row.viewers > 0).count();
        let of = frame.streaks.len();
        let inner = FrameBox {
            title: &self.title(usize::from(area.width)),
            note: Line::styled(
                filtered_note(
                    self.filter,
                    format!(
                        "{} of {}",
                        thousands(with_viewers as u64),
                        thousands(of as u64)
                    ),
                ),
                self.theme.faint,
            ),
            is_focused: self.is_focused,
            theme: self.theme,
        }
        .draw(area, buf);
        if frame.streaks.is_empty() {
            let words = if self.filter.is_empty() {
                "Nobody played anything on two days in a row here."
            } else {
                "No name with a streak matches the filter. Esc clears it."
            };
            return say(words, self.theme.faint, inner, buf);
        }
        let table = Table {
            name_heading: name_heading(frame.level),
            name_sorted: self.sorted(StreakColumn::Name),
            columns: self.columns(),
            rows: of,
            row: &|place| self.row(place),
            selected: frame
                .streaks
                .iter()
                .position(|row| Some(row.item) == self.selected),
            is_focused: self.is_focused,
            theme: self.theme,
        };
        table.render(inner, buf);
    }
}
