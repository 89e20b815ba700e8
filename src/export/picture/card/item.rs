//! The pieces of a card.

use crate::export::picture::Rgb;
use crate::export::picture::outline::Piece;

/// A card, laid out in units from its upper left corner.
#[derive(Debug)]
pub(super) struct LaidOut {
    /// What it says, for people who do not see it.
    pub title: String,
    pub size: (u16, u16),
    pub ground: Rgb,
    /// Shapes, drawn before the lines.
    pub shapes: Vec<(Rgb, Piece)>,
    pub lines: Vec<Line>,
}

/// A line of text whose letters all take the same room.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    pub left: f32,
    pub top: f32,
    /// How many times as large as in a screen's cell its letters are.
    pub scale: f32,
    pub is_bold: bool,
    pub words: Vec<Word>,
}

/// A word of a line.
#[derive(Debug, PartialEq)]
pub(super) struct Word {
    pub ink: Rgb,
    /// How many letters before it the line has.
    pub column: u16,
    pub text: String,
}
