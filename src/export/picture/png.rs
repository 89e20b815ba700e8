//! PNG: two pixels a unit, 20 by 40 for each cell.

use png::{BitDepth, ColorType, Encoder, EncodingError};
use std::io::Write as _;

use super::Picture;
use super::color::Rgb;
use super::drawing::{self, PADDING, Row, hollow_box, x_of};
use super::font;
use super::outline::{Piece, at};
use super::raster::{Band, SCALE};

/// The height of a row of cells, in pixels.
const ROW: usize = 20 * SCALE as usize;

/// Returns a picture as a PNG, with room around it.
///
/// A character that the embedded font lacks is a hollow box.
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "it never panics")]
pub fn png(picture: &Picture<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode(picture, &mut bytes).expect("memory takes all that is written");
    bytes
}

fn encode(picture: &Picture<'_>, bytes: &mut Vec<u8>) -> Result<(), EncodingError> {
    let (width, height) = drawing::size(picture);
    let scale = u32::from(SCALE);
    let mut encoder = Encoder::new(bytes, width * scale, height * scale);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.add_itxt_chunk("Title".to_owned(), picture.title.to_owned())?;
    let mut writer = encoder.write_header()?;
    // Row by row: the pixels of the largest picture would take a quarter of a gigabyte.
    let mut stream = writer.stream_writer()?;
    let room = usize::from(PADDING * SCALE);
    let width = (width * scale) as usize;
    let background = picture.palette.background;
    let edge = Band::new(width, room, background);
    stream.write_all(&raw(&edge))?;
    for row in drawing::rows(picture) {
        let mut band = Band::new(width, ROW, background);
        draw(&row, &mut band);
        stream.write_all(&raw(&band))?;
    }
    stream.write_all(&raw(&edge))?;
    stream.finish()
}

fn raw(band: &Band) -> Vec<u8> {
    let pixels = band.pixels().iter();
    pixels.flat_map(|Rgb(r, g, b)| [*r, *g, *b]).collect()
}

fn draw(row: &Row<'_>, band: &mut Band) {
    let left = f32::from(PADDING);
    for (ink, pieces) in row.grounds.0.iter().chain(&row.shapes.0) {
        for piece in pieces {
            band.fill(&piece.moved(at(left, 0.0)), *ink);
        }
    }
    for word in &row.words {
        let look = word.look;
        for seen in word.cells.iter().filter(|seen| !seen.is_blank()) {
            let by = at(left + x_of(seen.column), 0.0);
            let outline = font::outline(seen.symbol, look.is_bold, look.is_italic);
            let pieces = match outline {
                Some(steps) => vec![Piece::Outline(steps)],
                None => hollow_box(seen.columns),
            };
            for piece in pieces {
                band.fill(&piece.moved(by), look.ink);
            }
        }
    }
}
