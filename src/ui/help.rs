//! Help: every key, and the words on the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel_box::{PanelBox, clear};
use super::role::Role;
use super::text::{cut_words, width};
use crate::app::help::WORDS;
use crate::app::keymap::{Binding, Group, KEYMAP};

/// Help, scrolled down by some lines.
pub(super) struct Help {
    pub scroll: usize,
}

/// The columns help takes at most.
const WIDTH: u16 = 92;

/// The cells of the keys, and of the blanks around them.
const KEYS: usize = 19;

/// Returns the lines of help, cut to so many cells.
fn lines(cells: usize) -> Vec<Line<'static>> {
    let room = cells.saturating_sub(KEYS);
    let mut lines = Vec::new();
    for group in Group::ALL {
        lines.push(Line::styled(format!(" {}", group.heading()), Role::Heading));
        for binding in KEYMAP.iter().filter(|binding| binding.group == group) {
            let keys = spelled(binding);
            let blanks = " ".repeat((KEYS - 3).saturating_sub(width(&keys)));
            lines.push(Line::from(vec![
                Span::styled(format!("   {keys}{blanks}"), Role::Key),
                Span::styled(cut_words(binding.help, room), Role::Text),
            ]));
        }
        lines.push(Line::default());
    }
    lines.push(Line::styled(" Words", Role::Heading));
    for (word, meaning) in WORDS {
        lines.push(Line::from(vec![
            Span::styled(format!("   {word:16}"), Role::Strong),
            Span::styled(cut_words(meaning, room), Role::Text),
        ]));
    }
    lines.push(Line::default());
    lines.push(Line::styled(
        " Numbers here are about crowds, never a person.",
        Role::Faint,
    ));
    lines
}

fn spelled(binding: &Binding) -> String {
    let keys: Vec<String> = binding.keys.iter().map(|key| key.spelled()).collect();
    keys.join(" ")
}

impl Widget for &Help {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let lines = lines(usize::from(area.width.min(WIDTH).saturating_sub(2)));
        let wanted = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let size = (area.width.min(WIDTH), area.height.min(wanted));
        let area = Rect {
            x: area.x + (area.width - size.0) / 2,
            y: area.y + (area.height - size.1) / 2,
            width: size.0,
            height: size.1,
        };
        clear(area, buf);
        let shown = usize::from(area.height.saturating_sub(2));
        let first = self.scroll.min(lines.len().saturating_sub(shown));
        let below = lines.len().saturating_sub(first + shown);
        let note = if below > 0 {
            format!("{below} more lines · ↓")
        } else {
            "Esc closes".to_owned()
        };
        let inner = PanelBox {
            title: "Keys",
            note: Line::styled(note, Role::Faint),
            is_focused: true,
        }
        .draw(area, buf);
        for (y, line) in (inner.y..inner.bottom()).zip(&lines[first..]) {
            buf.set_line(inner.x, y, line, inner.width);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_as_long_as_scrolling_believes() {
        assert_eq!(lines(0).len(), crate::app::help::lines());
    }

    #[test]
    fn help_is_whole_on_the_usual_terminal() {
        assert_eq!(lines(78), lines(200));
    }
}
