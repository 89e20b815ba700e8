//! Cells as what is drawn: grounds, shapes and words, row by row, in units.
//!
//! SVG and PNG draw the same: this decides what, they decide how.

use super::Picture;
use super::color::{Rgb, mixed};
use super::look::{self, Look, Seen};
use super::outline::{CELL_HEIGHT, CELL_WIDTH, Piece, Rect, at, rect};
use super::shape;

/// The room around the cells, in units.
pub(super) const PADDING: u16 = 20;

/// Where underlines are.
const UNDERLINE: (f32, f32) = (18.0, 19.0);

/// What is drawn of one row of cells. Its upper left corner is 0, 0.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    /// What is behind cells where it is not the background.
    pub(super) grounds: Inks,
    /// Shapes and underlines.
    pub(super) shapes: Inks,
    /// What is written.
    pub(super) words: Vec<Word<'a>>,
}

/// Pieces by their colour, in the order in which colours come first.
#[derive(Debug, Default)]
pub(super) struct Inks(pub(super) Vec<(Rgb, Vec<Piece>)>);

impl Inks {
    /// Adds pieces of a colour.
    pub(super) fn add(&mut self, ink: Rgb, pieces: impl IntoIterator<Item = Piece>) {
        let known = self.0.iter().position(|(other, _)| *other == ink);
        let place = known.unwrap_or_else(|| {
            self.0.push((ink, Vec::new()));
            self.0.len() - 1
        });
        shape::join(&mut self.0[place].1, pieces);
    }
}

/// Characters in a row that look the same and are read together.
#[derive(Debug)]
pub(super) struct Word<'a> {
    pub(super) look: Look,
    /// The characters, and blanks between them.
    pub(super) cells: Vec<Seen<'a>>,
}

impl Word<'_> {
    /// Returns the column it begins at.
    pub(super) fn column(&self) -> u16 {
        self.cells.first().map_or(0, |cell| cell.column)
    }

    /// Returns how many columns it takes.
    pub(super) fn columns(&self) -> u16 {
        let end = self
            .cells
            .last()
            .map_or(0, |cell| cell.column + cell.columns);
        end - self.column()
    }

    /// Returns its characters.
    pub(super) fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.symbol).collect()
    }
}

/// Returns the width and height of a picture, in units.
pub(super) fn size(picture: &Picture<'_>) -> (u32, u32) {
    let cells = |count: u16, units: u32| u32::from(count) * units + 2 * u32::from(PADDING);
    let area = picture.cells.area;
    (cells(area.width, 10), cells(area.height, 20))
}

/// Returns how far a column is from the first, in units.
pub(super) fn x_of(column: u16) -> f32 {
    f32::from(column) * CELL_WIDTH
}

/// Returns what is drawn, row by row from the top.
pub(super) fn rows<'a>(picture: &Picture<'a>) -> impl Iterator<Item = Row<'a>> {
    let palette = picture.palette;
    look::rows(picture.cells).map(move |cells| {
        let mut row = Row::default();
        for seen in cells {
            let look = Look::of(seen.cell, palette);
            if look.ground != palette.background {
                row.grounds
                    .add(look.ground, [band(&seen, (0.0, CELL_HEIGHT))]);
            }
            if look.is_underlined {
                row.shapes.add(look.ink, [band(&seen, UNDERLINE)]);
            }
            match shape::of(seen.symbol) {
                Some(shape) => {
                    let ink = mixed(look.ground, look.ink, shape.share);
                    let by = at(x_of(seen.column), 0.0);
                    let pieces = shape.pieces.iter().map(|piece| piece.moved(by));
                    row.shapes.add(ink, pieces);
                }
                None => write(&mut row.words, seen, look),
            }
        }
        for word in &mut row.words {
            while word.cells.last().is_some_and(Seen::is_blank) {
                word.cells.pop();
            }
        }
        row
    })
}

/// Returns a part of a cell from side to side, between these heights.
fn band(seen: &Seen<'_>, (top, bottom): (f32, f32)) -> Piece {
    let (left, right) = (seen.column, seen.column + seen.columns);
    rect(x_of(left), top, x_of(right), bottom)
}

/// Adds a cell to the word it belongs to, or begins another.
fn write<'a>(words: &mut Vec<Word<'a>>, seen: Seen<'a>, look: Look) {
    let last = words.last_mut().filter(|word| {
        let end = word.column() + word.columns();
        word.look == look && end == seen.column
    });
    match last {
        Some(word) if goes_on(word, &seen) => word.cells.push(seen),
        _ if seen.is_blank() => {}
        _ => words.push(Word {
            look,
            cells: vec![seen],
        }),
    }
}

/// Returns whether a cell is read together with the word before it.
///
/// One blank does not end a word. Wide characters stand alone, so that all of them begin at their own
/// column; so does what is written from right to left, which would change places with its neighbours.
fn goes_on(word: &Word<'_>, seen: &Seen<'_>) -> bool {
    let Some(last) = word.cells.last() else {
        return false;
    };
    if seen.is_blank() {
        return !last.is_blank() && is_western(last);
    }
    let is_narrow = seen.columns == 1 && last.columns == 1;
    is_narrow && is_western(last) == is_western(seen)
}

/// Returns whether a character is narrow and written from left to right, one in each cell: Latin, Greek,
/// Cyrillic, and marks.
pub(super) fn is_western(seen: &Seen<'_>) -> bool {
    let is = |c: char| c < '\u{590}' || ('\u{1e00}'..'\u{2c00}').contains(&c);
    seen.columns == 1 && seen.symbol.chars().all(is)
}

/// Returns the box that stands for a character that cannot be drawn.
pub(super) fn hollow_box(columns: u16) -> Vec<Piece> {
    let (left, right) = (1.5, x_of(columns) - 1.5);
    let (top, bottom) = (3.0, 17.0);
    let side = |left, top, right, bottom| {
        Piece::Rect(Rect {
            left,
            top,
            right,
            bottom,
        })
    };
    vec![
        side(left, top, right, top + 1.0),
        side(left, bottom - 1.0, right, bottom),
        side(left, top, left + 1.0, bottom),
        side(right - 1.0, top, right, bottom),
    ]
}
