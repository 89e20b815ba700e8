//! The line of presets: the ranges that keys step through, the chosen one in brackets.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::role::Role;
use super::text::{width, write_at};
use crate::app::span::presets;
use crate::app::{Action, App};

/// The presets, and the newest day of the log.
pub(super) struct Presets<'a> {
    pub app: &'a App,
}

impl Widget for &Presets<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Some(known) = self.app.known() else {
            return;
        };
        // While an answer is awaited, the days on the screen are those of the range before.
        let asked = self.app.bounds().map(|bounds| self.app.span.window(bounds));
        let is_shown = asked == self.app.window();
        let chosen = self.app.span.preset().filter(|_| is_shown);
        let mut line = Line::default();
        let presets = self.app.bounds().map(presets).unwrap_or_default();
        for preset in presets {
            let text = preset.text;
            line.push_span(if chosen == Some(preset.number) {
                Span::styled(format!("[{text}]"), Role::Strong)
            } else if preset.is_longer_than_log {
                Span::styled(format!(" {text} "), Role::Faint)
            } else {
                Span::styled(format!(" {text} "), Role::Text)
            });
        }
        line.push_span(Span::styled(" · ", Role::Faint));
        line.push_span(Span::styled(
            self.app.setup.bindings.key_of(Action::TypeRange),
            Role::Key,
        ));
        line.push_span(Span::styled(" dates", Role::Faint));
        buf.set_line(area.x, area.y, &line, area.width);
        if let Some(days) = known.facts.days {
            let newest = format!("newest {} ", days.to());
            let right = usize::from(area.width).saturating_sub(width(&newest));
            if right > line.width() {
                write_at(buf, area, right, &newest, Role::Faint);
            }
        }
    }
}
