//! The last line: a message, or the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::role::Role;
use super::text::cut_words;
use crate::app::keymap::{Binding, KEYMAP};
use crate::app::{Action, App};

/// The last line: a message, or the keys.
pub(super) struct Footer<'a> {
    pub app: &'a App,
}

impl Footer<'_> {
    /// Returns whether there is a message to show instead of the keys.
    pub fn has_message(&self) -> bool {
        self.message().is_some()
    }

    /// Returns the message, and whether it tells of trouble.
    fn message(&self) -> Option<(String, bool)> {
        if let Some(trouble) = &self.app.trouble {
            return Some((format!("{trouble} (showing what was read before)"), true));
        }
        if let Some(count) = self.app.typed_count().filter(|count| *count > 4) {
            return Some((
                format!("{count}…  > counts streaks of {count} days or more"),
                false,
            ));
        }
        self.app.notice.clone().map(|notice| (notice, false))
    }

    /// Returns the keys that fit, in the order of the table; where there is no room, the highest
    /// ranks are left out.
    fn keys(&self, cells: usize) -> Vec<&'static Binding> {
        let is_page = self.app.page.is_some();
        let is_useful = |binding: &&Binding| match binding.action {
            Action::Back => is_page,
            Action::TypeFilter | Action::Open | Action::SortNext => !is_page,
            _ => true,
        };
        let mut kept: Vec<&Binding> = KEYMAP
            .iter()
            .filter(|binding| binding.footer.is_some())
            .filter(is_useful)
            .collect();
        let rank = |binding: &Binding| binding.footer.map_or(0, |(rank, _)| rank);
        while kept.len() > 1 && kept.iter().map(|binding| cells_of(binding)).sum::<usize>() > cells
        {
            let highest = kept.iter().map(|binding| rank(binding)).max();
            kept.retain(|binding| Some(rank(binding)) != highest);
        }
        kept
    }
}

fn cells_of(binding: &Binding) -> usize {
    let word = binding.footer.map_or("", |(_, word)| word);
    binding.keys[0].spelled().chars().count() + word.len() + 3
}

impl Widget for &Footer<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let cells = usize::from(area.width).saturating_sub(1);
        let x = area.x + 1.min(area.width);
        if let Some((words, is_trouble)) = self.message() {
            let role = if is_trouble {
                Role::Trouble
            } else {
                Role::Text
            };
            buf.set_stringn(x, area.y, cut_words(&words, cells), cells, role);
            return;
        }
        let mut line = Line::default();
        for binding in self.keys(cells) {
            let word = binding.footer.map_or("", |(_, word)| word);
            line.push_span(Span::styled(binding.keys[0].spelled(), Role::Key));
            line.push_span(Span::styled(format!(" {word}  "), Role::Faint));
        }
        buf.set_line(x, area.y, &line, area.width.saturating_sub(1));
    }
}
