//! Every key, and what the numbers mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::frame_box::FrameBox;
use super::text::width;
use super::theme::Theme;
use crate::app::keymap::{Binding, Group, KEYMAP};

/// Every key, from a line on.
pub(super) struct Help<'a> {
    pub scroll: usize,
    pub theme: &'a Theme,
}

/// What the words on the screen mean.
const WORDS: [(&str, &str); 8] = [
    (
        "play",
        "a viewing of two minutes or more (30 seconds of music), pauses joined",
    ),
    ("active day", "a day on which a viewer has a part of a play"),
    ("streak", "active days without a gap, cut to the range"),
    ("running", "a streak that reaches the range's last day"),
    ("rewatches", "plays less the viewers who played it at all"),
    ("again", "viewers with two plays or more"),
    ("<10", "a cohort too small to show unasked; x shows it"),
    (
        "range",
        "7d 4w 3m 1y · last week · 2017-11 · q4 2017 · A..B · since A · all",
    ),
];

impl Help<'_> {
    fn lines(&self) -> Vec<Line<'static>> {
        let theme = self.theme;
        let mut lines = Vec::new();
        for group in Group::ALL {
            lines.push(Line::styled(format!(" {}", group.heading()), theme.heading));
            for binding in KEYMAP.iter().filter(|binding| binding.group == group) {
                let keys = spelled(binding);
                let blanks = " ".repeat(16_usize.saturating_sub(width(&keys)));
                lines.push(Line::from(vec![
                    Span::styled(format!("   {keys}{blanks}"), theme.key),
                    Span::styled(binding.help, theme.text),
                ]));
            }
            lines.push(Line::default());
        }
        lines.push(Line::styled(" Words", theme.heading));
        for (word, meaning) in WORDS {
            lines.push(Line::from(vec![
                Span::styled(format!("   {word:16}"), theme.strong),
                Span::styled(meaning, theme.text),
            ]));
        }
        lines.push(Line::default());
        lines.push(Line::styled(
            " Numbers here are about crowds, never a person.",
            theme.faint,
        ));
        lines
    }
}

fn spelled(binding: &Binding) -> String {
    let keys: Vec<String> = binding.keys.iter().map(|key| key.spelled()).collect();
    keys.join(" ")
}

impl Widget for &Help<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let lines = self.lines();
        let wanted = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let size = (area.width.min(92), area.height.min(wanted));
        let area = Rect {
            x: area.x + (area.width - size.0) / 2,
            y: area.y + (area.height - size.1) / 2,
            width: size.0,
            height: size.1,
        };
        Clear.render(area, buf);
        let shown = usize::from(area.height.saturating_sub(2));
        let first = self.scroll.min(lines.len().saturating_sub(shown));
        let below = lines.len().saturating_sub(first + shown);
        let note = if below > 0 {
            format!("{below} more lines · ↓")
        } else {
            "Esc closes".to_owned()
        };
        let inner = FrameBox {
            title: "Keys",
            note: Line::styled(note, self.theme.faint),
            is_focused: true,
            theme: self.theme,
        }
        .draw(area, buf);
        for (y, line) in (inner.y..inner.bottom()).zip(&lines[first..]) {
            buf.set_line(inner.x, y, line, inner.width);
        }
    }
}
