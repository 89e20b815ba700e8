//! A card that waits for its yes: what its number would cost, over the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::footer::keys;
use super::panel_box::{PanelBox, clear};
use super::prompt::TypedLine;
use super::role::Role;
use super::text::wrapped;
use crate::app::bindings::Bindings;
use crate::app::card::CardPrompt;
use crate::app::command::Context;
use crate::app::layout::Tier;

/// A card that waits for its yes.
pub(super) struct CardBox<'a> {
    pub card: &'a CardPrompt,
    pub bindings: &'a Bindings,
}

/// The widest it is.
const WIDEST: u16 = 84;

/// What it says below the costs.
const FOR_EVER: &str = "What is published stays so: the number is drawn once, written into the log, and charged to the year of its days.";

impl CardBox<'_> {
    /// Draws it over the lower end of `area`, and returns where the cursor stands.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Position {
        if area.height < 5 || area.width < 24 {
            let line = Rect {
                y: area.bottom() - 1,
                height: 1,
                ..area
            };
            clear(line, buf);
            return self.line(line, buf);
        }
        let width = area.width.min(WIDEST);
        let cells = usize::from(width.saturating_sub(4));
        let lines = self.lines(cells);
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let height = rows.saturating_add(3).min(area.height - 1);
        let has_footer = matches!(Tier::of(area), Tier::Full | Tier::Tabs);
        let area = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.bottom() - 1 - height,
            width,
            height,
        };
        clear(area, buf);
        let inner = PanelBox {
            title: "Publish, for a card",
            note: if has_footer {
                Line::default()
            } else {
                keys(self.bindings, Context::Prompt, cells / 2)
            },
            is_focused: true,
        }
        .draw(area, buf);
        // Where there is no room for all, the line to type in stays.
        let last = inner.bottom().saturating_sub(1);
        for (y, (line, role)) in (inner.y..last).zip(&lines) {
            buf.set_stringn(inner.x + 1, y, line, cells, *role);
        }
        let line = Rect {
            y: last,
            height: 1,
            ..inner
        };
        self.line(line, buf)
    }

    /// Returns what it says, wrapped, and how.
    fn lines(&self, cells: usize) -> Vec<(String, Role)> {
        let yes = format!("Type {} to publish it and make the card.", CardPrompt::YES);
        let words = self.card.offer.words.iter();
        let costs = (1..).zip(words).map(|(place, words): (u32, _)| {
            let role = if place == 1 { Role::Strong } else { Role::Text };
            (words.as_str(), role)
        });
        let rest = [(FOR_EVER, Role::Faint), (&*yes, Role::Text)];
        let all = costs.chain(rest);
        let lines = all.flat_map(|(words, role)| {
            let lines = wrapped(words, cells);
            lines.into_iter().map(move |line| (line, role))
        });
        lines.collect()
    }

    fn line(&self, area: Rect, buf: &mut Buffer) -> Position {
        TypedLine {
            mark: "> ",
            input: &self.card.prompt.input,
            fault: None,
        }
        .draw(area, buf)
    }
}
