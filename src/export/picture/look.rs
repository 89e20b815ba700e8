//! How a cell looks, and which cells of a row there are.

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::style::Modifier;

use super::color::{Palette, Rgb, mixed, rgb};

/// How far dim text is from its colour to the ground.
const DIMMED: f32 = 0.4;

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    /// The colour of what is written.
    pub(super) ink: Rgb,
    /// The colour behind it.
    pub(super) ground: Rgb,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    pub(super) is_underlined: bool,
}

impl Look {
    /// Returns how a cell looks where the terminal's own colours are these.
    pub(super) fn of(cell: &Cell, palette: Palette) -> Self {
        let is = |modifier| cell.modifier.contains(modifier);
        let mut ink = rgb(cell.fg, palette.foreground);
        let mut ground = rgb(cell.bg, palette.background);
        if is(Modifier::REVERSED) {
            std::mem::swap(&mut ink, &mut ground);
        }
        if is(Modifier::DIM) {
            ink = mixed(ink, ground, DIMMED);
        }
        Self {
            ink,
            ground,
            is_bold: is(Modifier::BOLD),
            is_italic: is(Modifier::ITALIC),
            is_underlined: is(Modifier::UNDERLINED),
        }
    }
}

/// A cell that is seen: what a wide one before it covers is not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    /// Its column, counted from the left of the picture.
    pub(super) column: u16,
    /// How many columns it takes, inside the picture.
    pub(super) columns: u16,
    /// The grapheme in it, without control characters.
    pub(super) symbol: &'a str,
    /// The cell itself, for its colours.
    pub(super) cell: &'a Cell,
}

impl Seen<'_> {
    /// Returns whether nothing is written in it.
    pub(super) fn is_blank(&self) -> bool {
        self.symbol.trim().is_empty()
    }
}

/// Returns the rows of a buffer, from top to bottom, each with the cells that are seen.
pub(super) fn rows(buf: &Buffer) -> impl Iterator<Item = Vec<Seen<'_>>> {
    (buf.area.top()..buf.area.bottom()).map(|y| row(buf, y))
}

fn row(buf: &Buffer, y: u16) -> Vec<Seen<'_>> {
    let mut seen = Vec::new();
    let mut x = buf.area.left();
    while x < buf.area.right() {
        let cell = &buf[(x, y)];
        let is_fit = !cell.symbol().chars().any(char::is_control);
        let symbol = if is_fit { cell.symbol() } else { " " };
        let columns = symbol.cell_width().clamp(1, buf.area.right() - x);
        seen.push(Seen {
            column: x - buf.area.left(),
            columns,
            symbol,
            cell,
        });
        x += columns;
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    fn look(style: Style) -> Look {
        let mut cell = Cell::new("x");
        cell.set_style(style);
        Look::of(&cell, Palette::DARK)
    }

    #[test]
    fn the_terminals_own_colours_are_those_of_the_palette() {
        let own = look(Style::new());
        assert_eq!(own.ink, Palette::DARK.foreground);
        assert_eq!(own.ground, Palette::DARK.background);
    }

    #[test]
    fn reversed_text_swaps_its_colours() {
        let style = Style::new().fg(Color::Red).bg(Color::Blue);
        let reversed = look(style.add_modifier(Modifier::REVERSED));
        let plain = look(style);
        assert_eq!((reversed.ink, reversed.ground), (plain.ground, plain.ink));
    }

    #[test]
    fn dim_text_lies_between_its_colour_and_the_ground() {
        let style = Style::new().fg(Color::Rgb(200, 100, 0)).bg(Color::Black);
        let dim = look(style.add_modifier(Modifier::DIM));
        assert_eq!(dim.ink, Rgb(120, 60, 0));
    }

    #[test]
    fn what_a_wide_character_covers_is_not_seen() {
        let mut buf = Buffer::empty(Rect::new(3, 2, 4, 1));
        buf.set_string(3, 2, "a日", Style::new());
        let cells = rows(&buf).next().expect("a row");
        let seen = |cell: &Seen<'_>| (cell.column, cell.columns, cell.symbol.to_owned());
        let seen: Vec<_> = cells.iter().map(seen).collect();
        let wanted = [(0, 1, "a"), (1, 2, "日"), (3, 1, " ")];
        assert_eq!(
            seen,
            wanted.map(|(x, cells, text)| (x, cells, text.to_owned()))
        );
    }

    #[test]
    fn a_wide_character_at_the_edge_stays_inside() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 1, 1));
        buf[(0, 0)].set_symbol("日");
        assert_eq!(rows(&buf).next().expect("a row")[0].columns, 1);
    }

    #[test]
    fn control_characters_are_blanks() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 1, 1));
        buf[(0, 0)].set_symbol("\u{1b}");
        assert!(rows(&buf).next().expect("a row")[0].is_blank());
    }
}
