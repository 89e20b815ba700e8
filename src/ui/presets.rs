//! The line of presets: the ranges that keys step through, the chosen one in brackets.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::Widget;

use super::pieces::Pieces;
use super::role::Role;
use super::text::{width, write_at};
use crate::app::pointer::Target;
use crate::app::{Action, App};
use crate::domain::range::presets;

/// The presets, and the newest day of the log.
pub(super) struct Presets<'a> {
    pub app: &'a App,
}

impl Widget for &Presets<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Some(known) = self.app.known() else {
            return;
        };
        let line = self.pieces().line();
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

impl Presets<'_> {
    /// Returns what stands at a column of the line, if it can be chosen.
    pub fn target(&self, area: Rect, x: u16) -> Option<Target> {
        let cell = x.checked_sub(area.x)?;
        self.pieces().at(cell.into())
    }

    fn pieces(&self) -> Pieces<Target> {
        // While an answer is awaited, the days on the screen are those of the range before.
        let asked = self.app.bounds().map(|bounds| self.app.span.window(bounds));
        let is_shown = asked == self.app.window();
        let chosen = self.app.span.preset().filter(|_| is_shown);
        let mut pieces = Pieces::new();
        let presets = self.app.bounds().map(presets).unwrap_or_default();
        for preset in presets {
            let text = preset.text;
            let shown = if chosen == Some(preset.number) {
                Span::styled(format!("[{text}]"), Role::Strong)
            } else if preset.is_longer_than_log {
                Span::styled(format!(" {text} "), Role::Faint)
            } else {
                Span::styled(format!(" {text} "), Role::Text)
            };
            pieces.push_for(Target::Preset(text), shown);
        }
        pieces.push(Span::styled(" · ", Role::Faint));
        let bindings = &self.app.setup.bindings;
        let (command, key) = bindings.way_to(Action::TypeRange);
        pieces.push_for(Target::Command(command), Span::styled(key, Role::Key));
        pieces.push_for(
            Target::Command(command),
            Span::styled(" dates", Role::Faint),
        );
        pieces
    }
}
