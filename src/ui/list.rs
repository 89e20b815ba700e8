//! A panel that lists titles or shows: its box, their number, and the table or why it is empty.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::panel_box::PanelBox;
use super::placeholder::say;
use super::role::Role;
use super::table::Table;
use crate::app::action::PanelNumber;
use crate::app::pointer::Target;
use crate::domain::format::thousands;
use crate::domain::{Item, Level};
use crate::guard::lists::ShownRow;
use crate::snapshot::catalog::ItemName;

/// Why a list is empty before people in a room, who see no item of small crowds, and cannot clear a filter.
pub(super) const NO_CROWD: [&str; 2] = ["There is no crowd large enough to tell of."; 2];

/// A panel that lists titles or shows.
pub(super) struct ListPanel<'a> {
    pub title: &'a str,
    /// How many of the rows are about too few viewers to tell anything of.
    pub small: usize,
    pub filter: &'a str,
    /// Why the list is empty: without a filter, and with one.
    pub words_when_empty: [&'static str; 2],
    pub table: Table<'a>,
}

impl ListPanel<'_> {
    /// Returns what stands at the right end of the border: the filter and the length of the list.
    fn note(&self) -> String {
        let told = thousands((self.table.rows - self.small) as u64);
        let length = match self.small {
            0 => told,
            small => format!("{told} + {} small", thousands(small as u64)),
        };
        if self.filter.is_empty() {
            length
        } else {
            format!("/{} · {length}", self.filter)
        }
    }
}

impl ListPanel<'_> {
    /// Returns what stands at a cell of the area of a panel: a heading, a row, else the panel.
    pub fn target(&self, panel: PanelNumber, area: Rect, at: (u16, u16)) -> Target {
        let inner = area.inner(Margin::new(1, 1));
        let is_inside = self.table.rows > 0 && inner.contains(at.into());
        let target = is_inside.then(|| self.table.target(panel, inner, at));
        target.flatten().unwrap_or(Target::Panel(panel))
    }
}

impl Widget for &ListPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let inner = PanelBox {
            title: self.title,
            note: Line::styled(self.note(), Role::Faint),
            is_focused: self.table.is_focused,
        }
        .draw(area, buf);
        if self.table.rows == 0 {
            let words = self.words_when_empty[usize::from(!self.filter.is_empty())];
            return say(words, Role::Faint, inner, buf);
        }
        self.table.render(inner, buf);
    }
}

/// Returns an item's name, and its show where the name does not contain it.
pub(super) fn named(name: &ItemName) -> (String, Option<String>) {
    let show = name.show_beside().map(str::to_owned);
    (name.name.to_string(), show)
}

/// Returns the place of the selected item among the rows of a list by this level.
pub(super) fn place_of<N>(
    selected: Option<Item>,
    level: Level,
    rows: &[ShownRow<N>],
) -> Option<usize> {
    let selected = selected.filter(|item| item.level == level)?;
    rows.iter().position(|row| row.item == selected.id)
}

/// Returns the title of a panel that lists items of a level.
pub(super) fn list_title(words: &str, level: Level) -> String {
    format!("{words} · by {}", level.word())
}

/// Returns the heading of the names of a level.
pub(super) fn name_heading(level: Level) -> &'static str {
    match level {
        Level::Title => "Title",
        Level::Show => "Show",
    }
}
