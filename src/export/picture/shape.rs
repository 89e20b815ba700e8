//! Which characters are drawn as shapes.
//!
//! Fonts draw them with gaps, at other sizes, or in the colours of emoji, or do not have them.

use super::outline::{Piece, Rect, Shape};
use super::{block, braille, line, mark};

/// Returns the shape of a grapheme; `None` where it is written as text.
pub(super) fn of(symbol: &str) -> Option<Shape> {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return None;
    };
    match c {
        '\u{2500}'..='\u{257f}' => line::pieces(c).map(Shape::from),
        '\u{2580}'..='\u{259f}' => Some(block::shape(c)),
        '\u{2800}'..='\u{28ff}' => Some(braille::pieces(c).into()),
        _ => mark::pieces(c).map(Shape::from),
    }
}

/// Joins rectangles that touch each other side by side, in the order they were drawn.
pub(super) fn join(pieces: &mut Vec<Piece>, more: impl IntoIterator<Item = Piece>) {
    for piece in more {
        if let Piece::Rect(rect) = &piece
            && let Some(left) = pieces.iter_mut().find_map(|left| touching(left, rect))
        {
            left.right = rect.right;
        } else {
            pieces.push(piece);
        }
    }
}

/// Returns the rectangle of a piece that another one continues to the right.
fn touching<'a>(piece: &'a mut Piece, next: &Rect) -> Option<&'a mut Rect> {
    match piece {
        Piece::Rect(rect)
            if (rect.top, rect.bottom, rect.right) == (next.top, next.bottom, next.left) =>
        {
            Some(rect)
        }
        _ => None,
    }
}
