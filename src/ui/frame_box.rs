//! The box around a panel: its name, what it says about itself, and whether keys go to it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::border;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};

use super::text::{cut, width};
use super::theme::Theme;

/// The box around a panel.
pub(super) struct FrameBox<'a> {
    pub title: &'a str,
    /// What stands at the right end of the upper border, left out where there is no room.
    pub note: Line<'a>,
    pub is_focused: bool,
    pub theme: &'a Theme,
}

impl FrameBox<'_> {
    /// Draws the box and returns what is inside.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Rect {
        let theme = self.theme;
        let (set, style) = if self.is_focused {
            (border::THICK, theme.border_focused)
        } else {
            (border::ROUNDED, theme.border)
        };
        let room = usize::from(area.width).saturating_sub(4);
        let mut block = Block::bordered().border_set(set).border_style(style);
        let title = cut(self.title, room.saturating_sub(2));
        if !title.is_empty() {
            let used = width(&title) + 2;
            block = block.title(Span::styled(format!(" {title} "), theme.heading));
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
