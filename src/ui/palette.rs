//! The palette: the line in which a command is typed, and the choices below it.
//!
//! ```text
//! ┏ Commands ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
//! ┃ : comp                                       ┃
//! ┃ what the line means, or what is wrong with it┃
//! ┃ ▶ compare AGAINST   compare: previous range …  c┃
//! ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::footer::keys;
use super::panel_box::{PanelBox, clear};
use super::prompt::TypedLine;
use super::role::{Ground, Role};
use super::text::{cut, cut_words, width};
use crate::app::App;
use crate::app::command::Context;
use crate::app::layout::Tier;
use crate::app::palette::{Choice, Palette};

/// The widest the palette is.
const WIDEST: u16 = 100;

/// The most choices shown at once.
const MOST_CHOICES: u16 = 14;

/// The lines that are no choices: two borders, what is typed, and what it means.
const OTHER_LINES: u16 = 4;

/// The palette over the screen.
pub(super) struct PaletteBox<'a> {
    pub app: &'a App,
    pub palette: &'a Palette,
}

impl PaletteBox<'_> {
    /// Draws the palette over the lower end of `area`, and returns where the cursor stands.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Position {
        if area.height < 5 || area.width < 24 {
            let last = Rect {
                y: area.bottom() - 1,
                height: 1,
                ..area
            };
            clear(last, buf);
            return self.line(last, buf);
        }
        let has_footer = Tier::of(area).has_lines();
        let choices = self.app.choices(self.palette);
        // As high however many there are, so that the line stays where it is.
        let height = (MOST_CHOICES + OTHER_LINES).min(area.height - 1);
        let width = area.width.min(WIDEST);
        let area = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.bottom() - 1 - height,
            width,
            height,
        };
        let cells = usize::from(width) / 2;
        let bindings = &self.app.setup.bindings;
        let note = if has_footer {
            Line::default()
        } else {
            keys(bindings, Context::Palette, cells)
        };
        clear(area, buf);
        let inner = PanelBox {
            title: "Commands",
            note,
            is_focused: true,
        }
        .draw(area, buf);
        let [line, meaning] = [inner.y, inner.y + 1].map(|y| Rect {
            y,
            height: 1,
            ..inner
        });
        self.meaning(meaning, buf);
        let rest = Rect {
            y: inner.y + 2,
            height: inner.height.saturating_sub(2),
            ..inner
        };
        self.choices(&choices, rest, buf);
        self.line(line, buf)
    }

    fn line(&self, area: Rect, buf: &mut Buffer) -> Position {
        let fault: Option<Range<usize>> = self.palette.fault.as_ref().map(|it| it.at.clone());
        TypedLine {
            mark: ": ",
            input: &self.palette.prompt.input,
            fault,
        }
        .draw(area, buf)
    }

    /// Says what is wrong with the line, what it means, or what can be typed.
    fn meaning(&self, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width.saturating_sub(2));
        let typed = self.palette.typed();
        let argument = typed.command.and_then(|command| command.argument);
        let text = typed.argument.filter(|text| !text.is_empty());
        let means = argument
            .zip(text)
            .and_then(|(kind, text)| kind.meaning(text, self.app));
        let (words, role) = match (&self.palette.fault, means, typed.command) {
            (Some(fault), ..) => (fault.message.replace('\n', " "), Role::Trouble),
            (None, Some(days), _) => (format!("= {days}"), Role::Bar),
            (None, None, Some(command)) => (
                self.app.setup.bindings.with_keys(command.words),
                Role::Faint,
            ),
            (None, None, None) => return,
        };
        buf.set_stringn(area.x + 1, area.y, cut_words(&words, cells), cells, role);
    }

    /// Draws the choices that fit around the one that is taken.
    fn choices(&self, choices: &[Choice], area: Rect, buf: &mut Buffer) {
        let rows = usize::from(area.height);
        let marked = self.palette.marked();
        let last_first = choices.len().saturating_sub(rows);
        let first = marked
            .map_or(0, |at| (at + 1).saturating_sub(rows))
            .min(last_first);
        let labels = choices.iter().map(|choice| width(&choice.label));
        let label_cells = labels.max().unwrap_or(0);
        let shown = choices.iter().enumerate().skip(first);
        for (y, (place, choice)) in (area.y..area.bottom()).zip(shown) {
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            if marked == Some(place) {
                buf.set_style(row, Ground::SelectedRow);
                buf.set_stringn(row.x + 1, y, "▶", 1, Role::Text);
            }
            draw_choice(choice, label_cells, row, buf);
        }
    }
}

/// Draws a choice: its label, its words where there is room, and its keys at the right end.
fn draw_choice(choice: &Choice, label_cells: usize, row: Rect, buf: &mut Buffer) {
    const BEFORE: usize = 3;
    const LEAST_WORDS: usize = 12;
    let cells = usize::from(row.width).saturating_sub(BEFORE + 1);
    let keys = width(&choice.keys);
    let label = cut(
        &choice.label,
        cells.saturating_sub(keys + usize::from(keys > 0)),
    );
    let x = row.x + 3;
    buf.set_stringn(x, row.y, &label, cells, Role::Text);
    let room = cells.saturating_sub(label_cells + 2 + keys + 2);
    if room >= LEAST_WORDS && !choice.words.is_empty() {
        let at = x + u16::try_from(label_cells + 2).unwrap_or(0);
        let words = Span::styled(cut_words(&choice.words, room), Role::Faint);
        buf.set_span(at, row.y, &words, row.right().saturating_sub(at));
    }
    if keys > 0 && keys + 1 < cells {
        let at = row.right() - 1 - u16::try_from(keys).unwrap_or(0);
        buf.set_stringn(at, row.y, &choice.keys, keys, Role::Key);
    }
}
