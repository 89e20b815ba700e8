//! Block elements: bars from below and from the left, quadrants, shades.

use super::outline::{CELL_HEIGHT as HEIGHT, CELL_WIDTH as WIDTH, Piece, Shape, rect};

/// Which quarters each of `▖▗▘▙▚▛▜▝▞▟` fills: upper left, upper right, lower left, lower right.
const QUADRANTS: [[bool; 4]; 10] = {
    const N: bool = false;
    const Y: bool = true;
    [
        [N, N, Y, N],
        [N, N, N, Y],
        [Y, N, N, N],
        [Y, N, Y, Y],
        [Y, N, N, Y],
        [Y, Y, Y, N],
        [Y, Y, N, Y],
        [N, Y, N, N],
        [N, Y, Y, N],
        [N, Y, Y, Y],
    ]
};

/// Returns the shape of a block element, U+2580 to U+259F.
pub(super) fn shape(c: char) -> Shape {
    let eighths = |count: u32| f32::from(u8::try_from(count).unwrap_or(8)) / 8.0;
    let code = u32::from(c);
    let pieces = match code {
        0x2580 => vec![rect(0.0, 0.0, WIDTH, HEIGHT / 2.0)],
        0x2581..=0x2588 => {
            let height = HEIGHT * eighths(code - 0x2580);
            vec![rect(0.0, HEIGHT - height, WIDTH, HEIGHT)]
        }
        0x2589..=0x258f => vec![rect(0.0, 0.0, WIDTH * eighths(0x2590 - code), HEIGHT)],
        0x2590 => vec![rect(WIDTH / 2.0, 0.0, WIDTH, HEIGHT)],
        0x2591..=0x2593 => {
            return Shape {
                pieces: vec![rect(0.0, 0.0, WIDTH, HEIGHT)],
                share: eighths(2 * (code - 0x2590)),
            };
        }
        0x2594 => vec![rect(0.0, 0.0, WIDTH, HEIGHT / 8.0)],
        0x2595 => vec![rect(WIDTH * 7.0 / 8.0, 0.0, WIDTH, HEIGHT)],
        _ => QUADRANTS
            .get((code as usize).saturating_sub(0x2596))
            .map_or_else(Vec::new, |filled| quadrants(*filled)),
    };
    pieces.into()
}

fn quadrants(filled: [bool; 4]) -> Vec<Piece> {
    let (middle, half) = (WIDTH / 2.0, HEIGHT / 2.0);
    let quarters = [
        rect(0.0, 0.0, middle, half),
        rect(middle, 0.0, WIDTH, half),
        rect(0.0, half, middle, HEIGHT),
        rect(middle, half, WIDTH, HEIGHT),
    ];
    let filled = quarters.into_iter().zip(filled).filter(|(_, is)| *is);
    filled.map(|(quarter, _)| quarter).collect()
}
