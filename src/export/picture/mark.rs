//! Marks: triangles, dots and squares. Some systems draw them as emoji, and in two cells.

use super::outline::{Piece, at, circle, polygon, rect, ring};

/// Where marks stand: a little below the middle of the cell, with the middle of capital letters.
const X: f32 = 5.0;
const Y: f32 = 10.0;

/// Returns the shape of a mark; `None` for all other characters.
pub(super) fn pieces(c: char) -> Option<Vec<Piece>> {
    let piece = match c {
        '▲' => polygon(&[at(X, Y - 4.5), at(X + 4.5, Y + 4.0), at(X - 4.5, Y + 4.0)]),
        '▼' => polygon(&[at(X, Y + 4.5), at(X - 4.5, Y - 4.0), at(X + 4.5, Y - 4.0)]),
        '▶' => polygon(&[at(X + 4.5, Y), at(X - 3.5, Y + 5.0), at(X - 3.5, Y - 5.0)]),
        '◀' => polygon(&[at(X - 4.5, Y), at(X + 3.5, Y - 5.0), at(X + 3.5, Y + 5.0)]),
        '◆' => polygon(&[
            at(X, Y - 5.0),
            at(X + 4.5, Y),
            at(X, Y + 5.0),
            at(X - 4.5, Y),
        ]),
        '●' => circle(at(X, Y), 4.0),
        '○' => ring(at(X, Y), 4.0, 1.0),
        '■' => rect(X - 4.0, Y - 4.0, X + 4.0, Y + 4.0),
        '‖' => {
            let bar = |x: f32| rect(x, Y - 5.5, x + 1.5, Y + 5.5);
            return Some(vec![bar(X - 2.5), bar(X + 1.0)]);
        }
        _ => return None,
    };
    Some(vec![piece])
}
