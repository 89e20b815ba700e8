//! A colour, and what it is on terminals that know fewer.

use ratatui::style::Color;

/// How many colours a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Sixteen million.
    TrueColor,
    /// 256: sixteen of the terminal's own, a cube and a ramp of greys that are the same everywhere.
    Indexed,
    /// The terminal's own sixteen.
    Named,
}

/// A colour as terminals of sixteen million show it, and the nearest that reads well among 256.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tone {
    rgb: u32,
    index: u8,
}

/// Returns a tone, as `0xRRGGBB` and a place among the 256.
pub(super) const fn tone(rgb: u32, index: u8) -> Tone {
    Tone { rgb, index }
}

impl Tone {
    /// Returns the colour, on a terminal that shows 256 at least.
    pub fn at(self, depth: Depth) -> Color {
        match depth {
            Depth::TrueColor => Color::from_u32(self.rgb),
            Depth::Indexed | Depth::Named => Color::Indexed(self.index),
        }
    }
}
