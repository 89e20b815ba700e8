//! What is behind a panel, over the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::panel_box::{PanelBox, clear};
use super::role::Role;
use super::text::cut;
use crate::app::inspection::{Inspection, Line as InspectionLine};

/// What is behind a panel.
pub(super) struct InspectionBox<'a> {
    pub inspection: &'a Inspection,
    /// What is said of the last key, else what the keys do.
    pub note: String,
}

impl InspectionBox<'_> {
    /// Draws it over an area.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        clear(area, buf);
        let inner = PanelBox {
            title: "Behind the panel",
            note: Line::styled(self.note.clone(), Role::Text),
            is_focused: true,
        }
        .draw(area, buf);
        let lines = self.inspection.lines();
        let first = self
            .inspection
            .scroll
            .min(lines.len().saturating_sub(usize::from(inner.height)));
        for (y, line) in (inner.y..inner.bottom()).zip(&lines[first..]) {
            let (text, role) = match line {
                InspectionLine::Heading(text) => (text, Role::Heading),
                InspectionLine::Code(text) => (text, Role::Text),
                InspectionLine::Note(text) => (text, Role::Faint),
            };
            let text = cut(text, usize::from(inner.width).saturating_sub(1));
            buf.set_line(
                inner.x,
                y,
                &Line::styled(format!(" {text}"), role),
                inner.width,
            );
        }
    }
}
