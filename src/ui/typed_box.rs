//! The box over the lower end of the screen in which a line is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::footer::keys;
use super::panel_box::{PanelBox, clear};
use crate::app::bindings::Bindings;
use crate::app::command::Context;
use crate::app::layout::Tier;

/// The box in which a line is typed, with lines of words beside it.
pub(super) struct TypedBox<'a> {
    pub title: &'a str,
    pub bindings: &'a Bindings,
}

/// The widest it is.
const WIDEST: u16 = 84;

impl TypedBox<'_> {
    /// Returns the cells of a line of words; `None` where there is room for the typed line alone.
    pub fn cells(area: Rect) -> Option<usize> {
        let has_room = area.height >= 5 && area.width >= 24;
        has_room.then(|| usize::from(area.width.min(WIDEST).saturating_sub(4)))
    }

    /// Clears the line at the end of an area that has no room for a box, and returns it.
    pub fn lone_line(area: Rect, buf: &mut Buffer) -> Rect {
        let line = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        clear(line, buf);
        line
    }

    /// Draws the box around the typed line and so many lines of words, and returns its inside.
    pub fn draw(&self, words: usize, area: Rect, buf: &mut Buffer) -> Rect {
        let width = area.width.min(WIDEST);
        let words = u16::try_from(words).unwrap_or(u16::MAX);
        let height = words.saturating_add(3).min(area.height - 1);
        let has_footer = Tier::of(area).has_lines();
        let area = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.bottom() - 1 - height,
            width,
            height,
        };
        clear(area, buf);
        PanelBox {
            title: self.title,
            note: if has_footer {
                Line::default()
            } else {
                keys(
                    self.bindings,
                    Context::Prompt,
                    usize::from(width.saturating_sub(4)) / 2,
                )
            },
            is_focused: true,
        }
        .draw(area, buf)
    }
}
