//! The box around a panel: its title, a note, and whether keys go to it.

use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use super::role::{Ground, Role};
use super::text::{cut, width};

/// The box around a panel.
pub(super) struct PanelBox<'a> {
    pub title: &'a str,
    /// Stands at the right end of the upper border; left out where there is no room.
    pub note: Line<'a>,
    pub is_focused: bool,
}

impl PanelBox<'_> {
    /// Draws the box and returns what is inside.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Rect {
        let (set, ground) = if self.is_focused {
            (border::THICK, Ground::FocusedBorder)
        } else {
            (border::ROUNDED, Ground::Border)
        };
        let room = usize::from(area.width).saturating_sub(4);
        let mut block = Block::bordered().border_set(set).border_style(ground);
        let title = cut(self.title, room.saturating_sub(2));
        if !title.is_empty() {
            let used = width(&title) + 2;
            // Not on the ground of the border: a title looks like any other heading.
            let heading = Style::from(Role::Heading).patch(Ground::Screen);
            block = block.title(Span::styled(format!(" {title} "), heading));
            if self.note.width() > 0 && used + self.note.width() <= room {
                let mut note = self.note.clone();
                note.spans.insert(0, Span::raw(" "));
                note.spans.push(Span::raw(" "));
                block = block.title(note.right_aligned());
            }
        }
        let inner = block.inner(area);
        block.render(area, buf);
        inner
    }
}

/// The most cells a grapheme takes.
const WIDEST: u16 = 4;

/// Clears an area for what is drawn over it, and the wide characters that reach into it from the
/// left.
pub(super) fn clear(area: Rect, buf: &mut Buffer) {
    Clear.render(area, buf);
    for y in area.top()..area.bottom() {
        for cells in 1..=WIDEST.min(area.x) {
            if let Some(cell) = buf.cell_mut((area.x - cells, y))
                && cell.symbol().cell_width() > cells
            {
                cell.set_symbol(" ");
            }
        }
    }
}
