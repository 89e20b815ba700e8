//! The line being typed, and what it means so far.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use tui_input::Input;

use super::role::Role;
use super::text::{fitting, wrapped};
use super::typed_box::TypedBox;
use crate::app::bindings::Bindings;
use crate::app::prompt::{Echo, Prompt, PromptKind};
use crate::domain::format::thousands;
use crate::domain::range::Bounds;

/// Ranges that can be typed; the last are left out where there is no room.
const EXAMPLES: [&str; 7] = [
    "7d",
    "last month",
    "week 48",
    "2017-11-23..2017-12-10",
    "since may 2017",
    "ytd",
    "all",
];

/// The line being typed.
pub(super) struct PromptBox<'a> {
    pub kind: PromptKind,
    pub prompt: &'a Prompt,
    pub bindings: &'a Bindings,
    pub bounds: Option<Bounds>,
    /// How many names match, for a filter.
    pub matches: Option<usize>,
}

impl PromptBox<'_> {
    /// Draws the prompt over the lower end of `area` and returns where the cursor stands.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Position {
        let meaning = self.meaning();
        let Some(cells) = TypedBox::cells(area) else {
            return self.line(TypedBox::lone_line(area, buf), meaning.as_ref(), buf);
        };
        let (words, role) = self.echo(meaning.as_ref(), cells);
        let words = wrapped(&words, cells);
        let inner = TypedBox {
            title: self.title(),
            bindings: self.bindings,
        }
        .draw(words.len().max(1), area, buf);
        for (y, line) in (inner.y + 1..inner.bottom()).zip(&words) {
            buf.set_stringn(inner.x + 1, y, line, cells, role);
        }
        self.line(inner, meaning.as_ref(), buf)
    }

    fn title(&self) -> &'static str {
        match self.kind {
            PromptKind::Range => "Days",
            PromptKind::Filter => "Find names",
        }
    }

    /// Draws the text and returns where the cursor stands.
    fn line(&self, area: Rect, meaning: Option<&Echo>, buf: &mut Buffer) -> Position {
        let mark = match self.kind {
            PromptKind::Range => "d ",
            PromptKind::Filter => "/ ",
        };
        let fault = match meaning {
            Some(Echo::Wrong(error)) => Some(error.at.clone()),
            _ => None,
        };
        TypedLine {
            mark,
            input: &self.prompt.input,
            fault,
        }
        .draw(area, buf)
    }

    /// Returns what the range typed so far means: found once a drawing.
    fn meaning(&self) -> Option<Echo> {
        let is_typed = !self.prompt.input.value().trim().is_empty();
        (self.kind == PromptKind::Range && is_typed)
            .then(|| self.bounds.map(|bounds| self.prompt.echo(bounds)))
            .flatten()
    }

    /// Returns what the text typed so far means, or what could be typed.
    fn echo(&self, meaning: Option<&Echo>, cells: usize) -> (String, Role) {
        match (self.kind, meaning) {
            (_, Some(Echo::Means(days))) => (format!("= {days}"), Role::Bar),
            (_, Some(Echo::Wrong(error))) => (error.message.clone(), Role::Trouble),
            (PromptKind::Range, None) => {
                let examples = (0..).zip(EXAMPLES.map(str::to_owned));
                (
                    fitting(&examples.collect::<Vec<_>>(), " · ", cells),
                    Role::Faint,
                )
            }
            (PromptKind::Filter, None) => {
                let words = match self.matches {
                    Some(1) => "1 name".to_owned(),
                    Some(names) => format!("{} names", thousands(names as u64)),
                    None => String::new(),
                };
                (words, Role::Faint)
            }
        }
    }
}

/// What is typed into a line.
pub(super) struct TypedLine<'a> {
    /// What stands before it.
    pub mark: &'static str,
    pub input: &'a Input,
    /// The bytes at fault.
    pub fault: Option<Range<usize>>,
}

impl TypedLine<'_> {
    /// Draws the text and returns where the cursor stands.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Position {
        buf.set_stringn(
            area.x,
            area.y,
            self.mark,
            usize::from(area.width),
            Role::Key,
        );
        let room = area.width.saturating_sub(3);
        let scroll = self.input.visual_scroll(usize::from(room));
        let text = tail(self.input.value(), scroll);
        let x = area.x + 2.min(area.width);
        buf.set_stringn(x, area.y, text, usize::from(room), Role::Text);
        if let Some(fault) = &self.fault {
            let area = Rect {
                x,
                width: room,
                ..area
            };
            self.underline(fault, area, scroll, buf);
        }
        let cursor = self.input.visual_cursor().saturating_sub(scroll);
        Position {
            x: (x + u16::try_from(cursor).unwrap_or(room)).min(area.right().saturating_sub(1)),
            y: area.y,
        }
    }

    /// Underlines the bytes at fault.
    fn underline(&self, fault: &Range<usize>, area: Rect, scroll: usize, buf: &mut Buffer) {
        let value = self.input.value();
        let cells = |bytes: usize| super::text::width(value.get(..bytes).unwrap_or(value));
        let (from, to) = (cells(fault.start), cells(fault.end));
        for column in from.max(scroll)..to {
            let x = area.x
                + u16::try_from(column - scroll)
                    .unwrap_or(u16::MAX)
                    .min(area.width);
            if x < area.right()
                && let Some(cell) = buf.cell_mut((x, area.y))
            {
                cell.set_style(Style::from(Role::Trouble).add_modifier(Modifier::UNDERLINED));
            }
        }
    }
}

/// Returns a text without its first cells.
fn tail(text: &str, cells: usize) -> &str {
    let mut used = 0;
    let start = text.char_indices().find(|(_, c)| {
        let is_past = used >= cells;
        used += super::text::width(c.encode_utf8(&mut [0; 4]));
        is_past
    });
    start.map_or("", |(start, _)| &text[start..])
}
