//! Braille: eight dots in a cell.

use super::outline::{Piece, at, circle};

/// The radius of a dot.
const RADIUS: f32 = 1.4;

/// Where the dot of each bit stands, from the lowest bit on.
const DOTS: [(f32, f32); 8] = [
    (2.5, 2.5),
    (2.5, 7.5),
    (2.5, 12.5),
    (7.5, 2.5),
    (7.5, 7.5),
    (7.5, 12.5),
    (2.5, 17.5),
    (7.5, 17.5),
];

/// Returns the dots of a braille pattern, U+2800 to U+28FF.
pub(super) fn pieces(c: char) -> Vec<Piece> {
    let pattern = u32::from(c) & 0xff;
    let dots = (0..).zip(DOTS).filter(|(bit, _)| pattern >> bit & 1 == 1);
    dots.map(|(_, (x, y))| circle(at(x, y), RADIUS)).collect()
}
