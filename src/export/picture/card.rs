//! A card: one published sentence as a picture for the world.
//!
//! - In comes a number that went through the publish ledger, with the days and the name it is about.
//! - Out comes one file: the same card gives the same bytes.
//! - It never shows a number that was not published: whoever makes a card has nothing else to show.
//!
//! | module | holds |
//! |---|---|
//! | `spec` | what a card is made of, and what it says |
//! | `item` | its pieces |
//! | `layout` | where what stands: the sentence, the crowd as dots, the footing |
//! | `svg`, `png` | one file a format |

mod item;
mod layout;
mod png;
mod spec;
mod svg;

use self::layout::laid_out;
pub use self::spec::{Card, Format, Inks, Shape, subject};

/// Returns the bytes of a file with a card.
#[must_use]
pub fn file(card: &Card<'_>, format: Format) -> Vec<u8> {
    let laid_out = laid_out(card);
    match format {
        Format::Svg => svg::svg(&laid_out).into_bytes(),
        Format::Png => png::png(&laid_out),
    }
}
