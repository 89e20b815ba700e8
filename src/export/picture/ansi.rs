//! Text with the colours of a terminal, as they stand: the terminal that shows it resolves them.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::color::number_of;
use super::look::{Seen, rows};

/// The modifiers that are kept, and their numbers.
const MODIFIERS: [(Modifier, u8); 5] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
];

/// Returns the lines of a drawn screen with the codes that colour them; each line ends plain.
#[must_use]
pub fn ansi(cells: &Buffer) -> String {
    let mut text = String::new();
    for row in rows(cells) {
        let is_seen = |seen: &Seen<'_>| !seen.is_blank() || style(seen.cell, true) != "0";
        let end = row.iter().rposition(is_seen).map_or(0, |last| last + 1);
        let mut current = "0".to_owned();
        for seen in &row[..end] {
            let wanted = style(seen.cell, seen.is_blank());
            if wanted != current {
                let _ = write!(text, "\x1b[{wanted}m");
                current = wanted;
            }
            text.push_str(seen.symbol);
        }
        if current != "0" {
            text.push_str("\x1b[0m");
        }
        text.push('\n');
    }
    text
}

/// Returns the codes of a cell, from plain on; of a blank one, only those that are seen of it.
fn style(cell: &Cell, is_blank: bool) -> String {
    let mut codes = "0".to_owned();
    let is_shown = |modifier: Modifier| {
        !is_blank || (Modifier::UNDERLINED | Modifier::REVERSED).contains(modifier)
    };
    for (modifier, number) in MODIFIERS {
        if cell.modifier.contains(modifier) && is_shown(modifier) {
            let _ = write!(codes, ";{number}");
        }
    }
    if !is_blank || codes != "0" {
        color(cell.fg, 30, &mut codes);
    }
    color(cell.bg, 40, &mut codes);
    codes
}

/// Adds the codes of a colour: of text from 30 on, of the ground from 40 on.
fn color(color: Color, from: u8, codes: &mut String) {
    let _ = match (color, number_of(color)) {
        (Color::Rgb(r, g, b), _) => write!(codes, ";{};2;{r};{g};{b}", from + 8),
        (Color::Indexed(number), _) => write!(codes, ";{};5;{number}", from + 8),
        (_, Some(number @ 0..8)) => write!(codes, ";{}", from + number),
        (_, Some(number)) => write!(codes, ";{}", from + 60 + number - 8),
        (_, None) => Ok(()),
    };
}
