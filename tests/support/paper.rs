//! Buffers as text.

use std::fmt::Write as _;

use bingetop::ui::Theme;
use bingetop::ui::cell::{ResolvedCell, resolve};
use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// The cells of one row that a terminal shows: what a wide one covers is left out.
pub fn row(buf: &Buffer, area: Rect, y: u16) -> Vec<(u16, &Cell)> {
    let mut cells = Vec::new();
    let mut x = area.x;
    while x < area.right() {
        let cell = &buf[(x, y)];
        cells.push((x, cell));
        x += cell.symbol().cell_width().max(1);
    }
    cells
}

/// The text of a part of the screen, blanks at the ends of lines left out.
pub fn plain(buf: &Buffer, area: Rect) -> String {
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let line: String = row(buf, area, y)
            .into_iter()
            .map(|(_, cell)| cell.symbol())
            .collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The text with its styles: `⟨b 39 on 24⟩` begins what is bold and blue on dark blue, `⟨⟩` what is
/// plain again, as a theme shows it.
pub fn styled(buf: &Buffer, theme: &Theme) -> String {
    let mut text = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut current = String::new();
        for (_, cell) in row(buf, buf.area, y) {
            let shown = resolve(cell, theme);
            let style = style_of(&shown);
            if style != current {
                let _ = write!(line, "⟨{style}⟩");
                current = style;
            }
            line.push_str(shown.symbol);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn style_of(cell: &ResolvedCell<'_>) -> String {
    let mut letters = String::new();
    let known = [
        (Modifier::BOLD, 'b'),
        (Modifier::DIM, 'd'),
        (Modifier::UNDERLINED, 'u'),
    ];
    for (modifier, letter) in known {
        if cell.modifier.contains(modifier) {
            letters.push(letter);
        }
    }
    let others = cell
        .modifier
        .difference(known[0].0 | known[1].0 | known[2].0);
    assert!(others.is_empty(), "{others:?} has no letter yet");
    let color = |color| match color {
        Color::Reset => None,
        Color::Indexed(number) => Some(number.to_string()),
        other => Some(other.to_string()),
    };
    let background = color(cell.background).map(|color| format!("on {color}"));
    let words = [Some(letters), color(cell.foreground), background];
    let words = words.into_iter().flatten().filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
