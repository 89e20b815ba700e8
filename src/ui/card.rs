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
        let mut lines = self.words(cells);
        let yes = format!("Type {} to publish it and make the card.", CardPrompt::YES);
        let yes: Vec<_> = wrapped(&yes, cells)
            .into_iter()
            .map(|line| (line, Role::Text))
            .collect();
        let inner = TypedBox {
            title: "Publish, for a card",
            bindings: self.bindings,
        }
        .draw(lines.len() + yes.len(), area, buf);
        // Where there is no room for all, what is to be typed stays, and the line for it.
        let last = inner.bottom().saturating_sub(1);
        lines.truncate(usize::from(last - inner.y).saturating_sub(yes.len()));
        for (y, (line, role)) in (inner.y..last).zip(lines.iter().chain(&yes)) {
            buf.set_stringn(inner.x + 1, y, line, cells, *role);
        }
        let line = Rect {
            y: last,
            height: 1,
            ..inner
        };
        self.line(line, buf)
    }

    /// Returns what it says of the costs, wrapped, and how.
    fn words(&self, cells: usize) -> Vec<(String, Role)> {
        let words = self.card.offer.words.iter();
        let costs = (1..).zip(words).map(|(place, words): (u32, _)| {
            let role = if place == 1 { Role::Strong } else { Role::Text };
            (words.as_str(), role)
        });
        let all = costs.chain([(FOR_EVER, Role::Faint)]);
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
