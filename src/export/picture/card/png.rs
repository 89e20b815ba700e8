//! A card as PNG: two pixels a unit.

use std::io::Write as _;

use png::{BitDepth, ColorType, Encoder, EncodingError};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::item::{LaidOut, Line};
use crate::export::picture::drawing::hollow_box;
use crate::export::picture::font;
use crate::export::picture::outline::{CELL_WIDTH, Piece, Step, at};
use crate::export::picture::raster::{Band, SCALE};

/// Returns a card as a PNG. A character that the embedded font lacks is a hollow box.
///
/// # Panics
///
/// Never: memory takes all that is written.
pub(super) fn png(card: &LaidOut) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode(card, &mut bytes).expect("memory takes all that is written");
    bytes
}

fn encode(card: &LaidOut, bytes: &mut Vec<u8>) -> Result<(), EncodingError> {
    let (width, height) = (card.size.0 * SCALE, card.size.1 * SCALE);
    let mut band = Band::new(width.into(), height.into(), card.ground);
    for (ink, piece) in &card.shapes {
        band.fill(piece, *ink);
    }
    for line in &card.lines {
        draw(line, &mut band);
    }
    let mut encoder = Encoder::new(bytes, width.into(), height.into());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.add_itxt_chunk("Title".to_owned(), card.title.clone())?;
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;
    let pixels = band.pixels().iter();
    let raw: Vec<u8> = pixels
        .flat_map(|color| [color.0, color.1, color.2])
        .collect();
    stream.write_all(&raw)?;
    stream.finish()
}

fn draw(line: &Line, band: &mut Band) {
    for word in &line.words {
        let mut column = word.column;
        for grapheme in word.text.graphemes(true) {
            let columns = u16::try_from(grapheme.width()).unwrap_or(1);
            let left = line.left + f32::from(column) * CELL_WIDTH * line.scale;
            let pieces = match font::outline(grapheme, line.is_bold, false) {
                Some(steps) => vec![Piece::Outline(steps)],
                None => hollow_box(columns),
            };
            for piece in pieces {
                band.fill(
                    &enlarged(piece, line.scale).moved(at(left, line.top)),
                    word.ink,
                );
            }
            column += columns;
        }
    }
}

/// Returns a piece so many times as large.
fn enlarged(piece: Piece, scale: f32) -> Piece {
    match piece {
        Piece::Rect(mut rect) => {
            for side in [
                &mut rect.left,
                &mut rect.top,
                &mut rect.right,
                &mut rect.bottom,
            ] {
                *side *= scale;
            }
            Piece::Rect(rect)
        }
        Piece::Outline(steps) => {
            let grown = |step: Step| step.mapped(|to| at(to.x * scale, to.y * scale));
            Piece::Outline(steps.into_iter().map(grown).collect())
        }
    }
}
