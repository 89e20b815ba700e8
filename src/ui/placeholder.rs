//! Words in place of numbers: nothing read yet, nothing found, nothing to show.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Text;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::role::Role;

/// Writes words at the start of an area, wrapped.
pub(super) fn say(words: &str, role: Role, area: Rect, buf: &mut Buffer) {
    let inside = Rect {
        x: area.x + 1.min(area.width),
        width: area.width.saturating_sub(2),
        ..area
    };
    Paragraph::new(Text::styled(words.to_owned(), role))
        .wrap(Wrap { trim: true })
        .render(inside, buf);
}

/// Writes words into the middle of an area, wrapped.
pub(super) fn announce(words: &str, role: Role, area: Rect, buf: &mut Buffer) {
    let lines = u16::try_from(words.lines().count()).unwrap_or(1);
    let inside = Rect {
        x: area.x + area.width / 8,
        width: area.width - area.width / 8 * 2,
        y: area.y + area.height.saturating_sub(lines + 2) / 2,
        height: area.height - area.height.saturating_sub(lines + 2) / 2,
    };
    Paragraph::new(Text::styled(words.to_owned(), role))
        .wrap(Wrap { trim: true })
        .centered()
        .render(inside, buf);
}
