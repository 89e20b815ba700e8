//! A card that waits for its yes: what its number would cost, over the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::prompt::TypedLine;
use super::role::Role;
use super::text::wrapped;
use super::typed_box::TypedBox;
use crate::app::bindings::Bindings;
use crate::app::card::CardPrompt;

/// A card that waits for its yes.
pub(super) struct CardBox<'a> {
    pub card: &'a CardPrompt,
    pub bindings: &'a Bindings,
}

/// What it says below the costs.
const FOR_EVER: &str = "What is published stays so: the number is drawn once, written into the log, and charged to the year of its days.";

impl CardBox<'_> {
    /// Draws it over the lower end of `area`, and returns where the cursor stands.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Position {
        let Some(cells) = TypedBox::cells(area) else {
            return self.line(TypedBox::lone_line(area, buf), buf);
        };
        let lines = self.lines(cells);
        let inner = TypedBox {
            title: "Publish, for a card",
            bindings: self.bindings,
        }
        .draw(lines.len(), area, buf);
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
