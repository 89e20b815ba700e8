//! Box drawing: lines from the middle of a cell to its sides, thin or thick.

use super::outline::{CELL_HEIGHT as HEIGHT, CELL_WIDTH as WIDTH, Piece, Step, at, quarter, rect};

/// The middle of a cell.
const X: f32 = WIDTH / 2.0;
const Y: f32 = HEIGHT / 2.0;

/// How thick thin and thick lines are.
const THIN: f32 = 1.0;
const THICK: f32 = 3.0;

/// The lines of each character from U+2500 on, to the left, up, right and down: 0 none, 1 thin, 2
/// thick. Dots are drawn in another way, or left to the font: double lines and diagonals.
const ARMS: &str = "\
    1010 2020 0101 0202 .... .... .... .... .... .... .... .... 0011 0021 0012 0022 \
    1001 2001 1002 2002 0110 0120 0210 0220 1100 2100 1200 2200 0111 0121 0211 0112 \
    0212 0221 0122 0222 1101 2101 1201 1102 1202 2201 2102 2202 1011 2011 1021 2021 \
    1012 2012 1022 2022 1110 2110 1120 2120 1210 2210 1220 2220 1111 2111 1121 2121 \
    1211 1112 1212 2211 1221 2112 1122 2221 2122 2212 1222 2222 .... .... .... .... \
    .... .... .... .... .... .... .... .... .... .... .... .... .... .... .... .... \
    .... .... .... .... .... .... .... .... .... .... .... .... .... .... .... .... \
    .... .... .... .... 1000 0100 0010 0001 2000 0200 0020 0002 1020 0102 2010 0201";

/// Returns the shape of a character for drawing boxes, U+2500 to U+257F; `None` for those left to the font.
pub(super) fn pieces(c: char) -> Option<Vec<Piece>> {
    let index = u32::from(c).checked_sub(0x2500)? as usize;
    let arms: Option<Vec<u32>> = ARMS
        .split(' ')
        .nth(index)?
        .chars()
        .map(|arm| arm.to_digit(3))
        .collect();
    match (arms, c) {
        (Some(arms), _) => arms.try_into().ok().map(crossing),
        (None, '┄'..='┋' | '╌'..='╏') => Some(dashes(c)),
        (None, '╭'..='╰') => Some(corner(c)),
        _ => None,
    }
}

fn thickness(arm: u32) -> f32 {
    match arm {
        0 => 0.0,
        1 => THIN,
        _ => THICK,
    }
}

/// Returns lines from the middle to the left, up, right and down.
fn crossing([left, up, right, down]: [u32; 4]) -> Vec<Piece> {
    // Where lines meet at a corner, each goes on to the far side of the other.
    let (over_x, over_y) = (
        thickness(up.max(down)) / 2.0,
        thickness(left.max(right)) / 2.0,
    );
    let flat = |from: f32, to: f32, arm: u32| {
        let half = thickness(arm) / 2.0;
        rect(from, Y - half, to, Y + half)
    };
    let steep = |from: f32, to: f32, arm: u32| {
        let half = thickness(arm) / 2.0;
        rect(X - half, from, X + half, to)
    };
    let mut pieces = Vec::new();
    if left == right {
        pieces.extend((left > 0).then(|| flat(0.0, WIDTH, left)));
    } else {
        pieces.extend((left > 0).then(|| flat(0.0, X + over_x, left)));
        pieces.extend((right > 0).then(|| flat(X - over_x, WIDTH, right)));
    }
    if up == down {
        pieces.extend((up > 0).then(|| steep(0.0, HEIGHT, up)));
    } else {
        pieces.extend((up > 0).then(|| steep(0.0, Y + over_y, up)));
        pieces.extend((down > 0).then(|| steep(Y - over_y, HEIGHT, down)));
    }
    pieces
}

/// Returns a line of two to four dashes.
fn dashes(c: char) -> Vec<Piece> {
    let code = u32::from(c);
    let count = match c {
        '┄'..='┇' => 3_u8,
        '┈'..='┋' => 4,
        _ => 2,
    };
    let thick = if code.is_multiple_of(2) { THIN } else { THICK } / 2.0;
    let is_steep = code % 4 > 1;
    let along = if is_steep { HEIGHT } else { WIDTH };
    let each = along / f32::from(count);
    let dashes = (0..count).map(|dash| {
        let from = f32::from(dash) * each + each / 4.0;
        let to = from + each / 2.0;
        if is_steep {
            rect(X - thick, from, X + thick, to)
        } else {
            rect(from, Y - thick, to, Y + thick)
        }
    });
    dashes.collect()
}

/// Returns a rounded corner.
fn corner(c: char) -> Vec<Piece> {
    let radius = X;
    let upright = rect(X - THIN / 2.0, Y + radius, X + THIN / 2.0, HEIGHT);
    let shape = [quarter(at(WIDTH, Y + radius), radius, THIN), upright];
    let (is_right, is_lower) = (matches!(c, '╮' | '╯'), matches!(c, '╯' | '╰'));
    let mirrored = |piece| mirror(piece, is_right, is_lower);
    shape.into_iter().map(mirrored).collect()
}

/// Returns a piece turned over, from left to right or from top to bottom of the cell.
fn mirror(piece: Piece, sideways: bool, upside_down: bool) -> Piece {
    let x = |x: f32| if sideways { WIDTH - x } else { x };
    let y = |y: f32| if upside_down { HEIGHT - y } else { y };
    match piece {
        Piece::Rect(one) => rect(
            x(one.left).min(x(one.right)),
            y(one.top).min(y(one.bottom)),
            x(one.left).max(x(one.right)),
            y(one.top).max(y(one.bottom)),
        ),
        Piece::Outline(steps) => {
            let turned = |step: Step| step.mapped(|to| at(x(to.x), y(to.y)));
            Piece::Outline(steps.into_iter().map(turned).collect())
        }
    }
}
