//! SVG: bars, boxes, dots and marks are shapes, letters are text.

use std::fmt::Write as _;

use super::Picture;
use super::drawing::{self, Inks, PADDING, Word, x_of};
use super::font::BASELINE;
use super::look::Look;
use super::markup::{FONTS, escaped};
use super::outline::{CELL_HEIGHT, Piece, Point, Step, at};

/// The size at which the letters of the first font are as wide as a cell.
pub(super) const FONT_SIZE: f32 = 16.667;

/// Returns a picture as an SVG, with room around it.
///
/// Each word says how long it is, so that columns stay columns in any font.
#[must_use]
pub fn svg(picture: &Picture<'_>) -> String {
    let mut shapes = (Inks::default(), Inks::default());
    let mut words = Words::default();
    let mut top = 0.0;
    for row in drawing::rows(picture) {
        for (inks, drawn) in [(&mut shapes.0, row.grounds), (&mut shapes.1, row.shapes)] {
            for (ink, pieces) in drawn.0 {
                inks.add(ink, pieces.iter().map(|piece| piece.moved(at(0.0, top))));
            }
        }
        for word in &row.words {
            words.add(word, top);
        }
        top += CELL_HEIGHT;
    }
    let (width, height) = drawing::size(picture);
    let mut svg = String::new();
    let title = escaped(picture.title);
    let background = picture.palette.background;
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"-{PADDING} -{PADDING} {width} {height}\" role=\"img\" \
         font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\">\n<title>{title}</title>\n\
         <rect x=\"-{PADDING}\" y=\"-{PADDING}\" width=\"{width}\" height=\"{height}\" \
         fill=\"{background}\"/>\n"
    );
    for (ink, pieces) in shapes.0.0.iter().chain(&shapes.1.0) {
        let path: String = pieces.iter().map(path).collect();
        let _ = writeln!(svg, "<path fill=\"{ink}\" d=\"{path}\"/>");
    }
    words.write(&mut svg);
    svg.push_str("</svg>\n");
    svg
}

/// Words by their look, in the order in which looks come first.
#[derive(Default)]
struct Words(Vec<(Look, String)>);

impl Words {
    /// Adds a word of the row at `top`.
    fn add(&mut self, word: &Word<'_>, top: f32) {
        // Words are drawn over their ground, and underlined by a shape.
        let look = Look {
            ground: word.look.ink,
            is_underlined: false,
            ..word.look
        };
        let known = self.0.iter().position(|(other, _)| *other == look);
        let place = known.unwrap_or_else(|| {
            self.0.push((look, String::new()));
            self.0.len() - 1
        });
        let _ = writeln!(
            self.0[place].1,
            "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
            number(x_of(word.column())),
            number(top + BASELINE),
            number(x_of(word.columns())),
            escaped(&word.text())
        );
    }

    fn write(&self, svg: &mut String) {
        for (look, words) in &self.0 {
            let bold = if look.is_bold {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let italic = if look.is_italic {
                " font-style=\"italic\""
            } else {
                ""
            };
            let _ = writeln!(svg, "<g fill=\"{}\"{bold}{italic}>\n{words}</g>", look.ink);
        }
    }
}

/// Returns a piece as commands of a path.
pub(super) fn path(piece: &Piece) -> String {
    match piece {
        Piece::Rect(rect) => {
            let (left, right) = (number(rect.left), number(rect.right));
            let (top, bottom) = (number(rect.top), number(rect.bottom));
            format!("M{left} {top}H{right}V{bottom}H{left}Z")
        }
        Piece::Outline(steps) => steps.iter().map(command).collect(),
    }
}

fn command(step: &Step) -> String {
    let place = |to: &Point| format!("{} {}", number(to.x), number(to.y));
    match step {
        Step::Move(to) => format!("M{}", place(to)),
        Step::Line(to) => format!("L{}", place(to)),
        Step::Quadratic(handle, to) => format!("Q{} {}", place(handle), place(to)),
        Step::Cubic(first, second, to) => {
            format!("C{} {} {}", place(first), place(second), place(to))
        }
        Step::Close => "Z".to_owned(),
    }
}

/// Returns a number with two decimals at most.
pub(super) fn number(number: f32) -> String {
    format!("{}", (number * 100.0).round() / 100.0)
}
