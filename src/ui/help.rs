//! Help: what the marks on the screen mean, and every key.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::panel_box::{PanelBox, clear};
use super::placeholder::say;
use super::prompt::PromptBox;
use super::role::Role;
use super::text::width;
use crate::app::Action;
use crate::app::help::{GAP, Help, Line as HelpLine, Room};
use crate::app::prompt::PromptKind;

/// Help over the whole screen.
pub(super) struct HelpBox<'a> {
    pub help: &'a Help,
    /// What is said of the last key.
    pub notice: Option<&'a str>,
}

impl HelpBox<'_> {
    /// Draws help; returns where the cursor stands while the filter is typed.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let help = self.help;
        let size = (area.width, area.height);
        let room = help.room(size);
        let columns = help.columns(room);
        let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
        let first = help.scroll.min(longest.saturating_sub(room.rows));
        let area = centred(area, room);
        clear(area, buf);
        let inner = PanelBox {
            title: &self.title(),
            note: self.note(
                longest.saturating_sub(first + room.rows),
                usize::from(area.width),
            ),
            is_focused: true,
        }
        .draw(area, buf);
        let mut x = inner.x;
        for column in &columns {
            let width = u16::try_from(room.cells).unwrap_or(u16::MAX);
            let shown = column.iter().skip(first).take(room.rows);
            for (y, line) in (inner.y..inner.bottom()).zip(shown) {
                buf.set_line(
                    x,
                    y,
                    &painted(line, room.indent()),
                    width.min(inner.right().saturating_sub(x)),
                );
            }
            x = x
                .saturating_add(width)
                .saturating_add(u16::try_from(GAP).unwrap_or(0));
        }
        if longest == 0 {
            say(
                "No mark, word or key matches. Esc clears it.",
                Role::Faint,
                inner,
                buf,
            );
        }
        let prompt = PromptBox {
            kind: PromptKind::Filter,
            prompt: help.typing.as_ref()?,
            bindings: &help.bindings,
            bounds: None,
            matches: None,
        };
        let last = Rect {
            y: inner.bottom().checked_sub(1)?,
            height: 1,
            ..inner
        };
        (!inner.is_empty()).then(|| prompt.draw(last, buf))
    }

    /// Returns what stands in the border: what is said of the last key, else what can be done with so many lines below.
    fn note(&self, below: usize, cells: usize) -> Line<'static> {
        const OTHERS: usize = 12;
        let key = |action| self.help.bindings.key_of(action);
        let filters = format!("{} filters", key(Action::TypeFilter));
        let words = match (self.notice, below) {
            (Some(notice), _) => {
                // Where there is no room for all of it, for its first part.
                let parts = [notice, notice.split(';').next().unwrap_or_default()];
                let fits = |part: &&str| width(part) + OTHERS <= cells;
                let shown = parts.into_iter().find(fits).unwrap_or_default();
                return Line::styled(shown.to_owned(), Role::Text);
            }
            (None, 0) => format!("{filters} · {} closes", key(Action::Back)),
            (None, 1) => format!("{filters} · 1 more line ↓"),
            (None, below) => format!("{filters} · {below} more lines ↓"),
        };
        Line::styled(words, Role::Faint)
    }

    fn title(&self) -> String {
        match self.help.filter.as_str() {
            filter if !filter.is_empty() && self.help.typing.is_none() => {
                format!("Help · /{filter}")
            }
            _ => "Help".to_owned(),
        }
    }
}

/// Returns the area of help within the screen: as wide as its columns, over all rows.
fn centred(area: Rect, room: Room) -> Rect {
    let cells = room.columns * room.cells + (room.columns - 1) * GAP + 2;
    let width = u16::try_from(cells).unwrap_or(u16::MAX).min(area.width);
    Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}

/// Paints a line; meanings begin after so many cells.
fn painted(line: &HelpLine, indent: usize) -> Line<'static> {
    let entry = |mark: &str, text: &str, role: Role| {
        let before = indent.saturating_sub(1);
        Line::from(vec![
            Span::styled(format!(" {mark:before$}"), role),
            Span::styled(text.to_owned(), Role::Text),
        ])
    };
    match line {
        HelpLine::Blank => Line::default(),
        HelpLine::Heading(words) => Line::styled(format!(" {words}"), Role::Heading),
        HelpLine::Note(words) => Line::styled(format!(" {words}"), Role::Faint),
        HelpLine::Mark(mark, text) => entry(mark, text, Role::Strong),
        HelpLine::Keys(keys, text) => entry(keys, text, Role::Key),
    }
}
