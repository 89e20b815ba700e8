//! A drawn screen as a file: SVG, PNG, HTML, coloured or plain text.
//!
//! - In come cells as a theme resolved them, and the colours that stand for the terminal's own.
//! - Out come the bytes of one file: the same cells give the same bytes.
//! - It never asks what a cell means, and never shows what is not in the cells.
//!
//! | module | holds |
//! |---|---|
//! | [`color`] | colours of terminals as red, green and blue, and those of its own |
//! | `look` | how a cell looks once its colours are known |
//! | `drawing` | cells as grounds, shapes and words, in units; what SVG and PNG have in common |
//! | `outline` | what shapes are made of |
//! | `shape` | which characters are drawn as shapes: no font can break them |
//! | `block`, `line`, `braille`, `mark` | the shapes of bars and shades, boxes, dots, triangles |
//! | `font` | the embedded font, for PNG |
//! | `raster` | outlines as pixels |
//! | `markup` | what SVG and HTML have in common |
//! | [`card`] | one published sentence, and nothing else |
//! | `svg`, `png`, `html`, `ansi`, `plain` | one file a format |

mod ansi;
mod block;
mod braille;
pub mod card;
pub mod color;
mod drawing;
mod font;
mod html;
mod line;
mod look;
mod mark;
mod markup;
mod outline;
mod plain;
mod png;
mod raster;
mod shape;
mod svg;
#[cfg(test)]
mod tests;

use std::path::Path;

use clap::ValueEnum;
use ratatui::buffer::Buffer;
use strum::{EnumIter, IntoEnumIterator as _};

pub use self::ansi::ansi;
pub use self::color::{Palette, Rgb};
pub use self::html::html;
pub use self::plain::plain;
pub use self::png::png;
pub use self::svg::svg;

/// What a picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// The cells, resolved under a theme.
    pub cells: &'a Buffer,
    /// What stands for the terminal's own colours.
    pub palette: Palette,
    /// What the picture is called, for people who do not see it.
    pub title: &'a str,
}

/// What kind of file a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, EnumIter)]
pub enum Format {
    /// Sharp at any size; letters are text
    Svg,
    /// Pixels, two for each unit of a cell's 10 by 20
    Png,
    /// A page that needs no scripts
    Html,
    /// Plain text
    Txt,
    /// Text with the colours of a terminal
    Ansi,
}

impl Format {
    /// Returns the end of the names of such files, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Html => "html",
            Self::Txt => "txt",
            Self::Ansi => "ansi",
        }
    }

    /// Returns the format that the name of a file asks for; `None` where it ends in no known way.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        Self::of_extension(path.extension()?.to_str()?)
    }

    /// Returns the format of files whose names have this end; `None` where there is none.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::iter().find(|format| extension.eq_ignore_ascii_case(format.extension()))
    }

    /// Returns a picture as the bytes of a file of this format.
    #[must_use]
    pub fn bytes(self, picture: &Picture<'_>) -> Vec<u8> {
        match self {
            Self::Svg => svg(picture).into_bytes(),
            Self::Png => png(picture),
            Self::Html => html(picture).into_bytes(),
            Self::Txt => plain(picture.cells).into_bytes(),
            Self::Ansi => ansi(picture.cells).into_bytes(),
        }
    }
}

/// Returns whether every character of a grapheme is drawn as itself in a PNG: as a shape, or by the
/// embedded font. What is not is drawn as a hollow box.
#[must_use]
pub fn is_drawn(symbol: &str) -> bool {
    symbol.trim().is_empty() || shape::of(symbol).is_some() || font::has(symbol)
}
