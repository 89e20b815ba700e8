//! A card as SVG: dots are shapes, letters are text.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::item::LaidOut;
use crate::export::picture::font::BASELINE;
use crate::export::picture::markup::{FONTS, escaped};
use crate::export::picture::outline::CELL_WIDTH;
use crate::export::picture::raster::SCALE;
use crate::export::picture::svg::{FONT_SIZE, number, path};

/// Returns a card as an SVG; each word says how long it is, so that it fits in any font.
pub(super) fn svg(card: &LaidOut) -> String {
    let (width, height) = card.size;
    let pixels = |units: u16| units * SCALE;
    let mut svg = String::new();
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         font-family=\"{FONTS}\">\n<title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        pixels(width),
        pixels(height),
        escaped(&card.title),
        card.ground,
    );
    for (ink, piece) in &card.shapes {
        let _ = writeln!(svg, "<path fill=\"{ink}\" d=\"{}\"/>", path(piece));
    }
    for line in &card.lines {
        let weight = if line.is_bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        for word in &line.words {
            let cells = u16::try_from(word.text.width()).unwrap_or(u16::MAX);
            let place = |cells: u16| f32::from(cells) * CELL_WIDTH * line.scale;
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" \
                 fill=\"{}\"{weight}>{}</text>",
                number(line.left + place(word.column)),
                number(line.top + BASELINE * line.scale),
                number(FONT_SIZE * line.scale),
                number(place(cells)),
                word.ink,
                escaped(&word.text),
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}
