//! The embedded font: `JetBrains` Mono, cut to the characters that screens are likely to have.
//!
//! Its licence and how it was cut are in `assets/fonts/`.

use std::sync::LazyLock;

use ttf_parser::{Face, GlyphId, OutlineBuilder};
use unicode_normalization::UnicodeNormalization as _;

use super::outline::{CELL_WIDTH, Step, at};

static REGULAR: LazyLock<Face<'static>> = LazyLock::new(|| {
    face(include_bytes!(
        "../../../assets/fonts/JetBrainsMono-Regular.ttf"
    ))
});
static BOLD: LazyLock<Face<'static>> = LazyLock::new(|| {
    face(include_bytes!(
        "../../../assets/fonts/JetBrainsMono-Bold.ttf"
    ))
});

/// The font's units to a character's width.
const ADVANCE: f32 = 600.0;

/// How far below the top of its cell a line of text stands, in units.
pub(super) const BASELINE: f32 = 15.5;

/// How far text leans for each unit above the line, where it is italic.
const SLANT: f32 = 0.2;

fn face(bytes: &'static [u8]) -> Face<'static> {
    Face::parse(bytes, 0).expect("a test reads the embedded font")
}

/// Returns whether the font has all of a grapheme.
pub(super) fn has(symbol: &str) -> bool {
    glyphs(&REGULAR, symbol).is_some()
}

/// Returns the outline of a grapheme in a cell whose upper left corner is 0, 0; `None` where the font
/// lacks it.
pub(super) fn outline(symbol: &str, is_bold: bool, is_italic: bool) -> Option<Vec<Step>> {
    let face: &Face<'_> = if is_bold { &BOLD } else { &REGULAR };
    let mut outline = Outline::default();
    for glyph in glyphs(face, symbol)? {
        face.outline_glyph(glyph, &mut outline);
    }
    let slant = if is_italic { SLANT } else { 0.0 };
    let scale = CELL_WIDTH / ADVANCE;
    let put =
        |to: super::outline::Point| at((to.x + slant * to.y) * scale, BASELINE - to.y * scale);
    Some(outline.0.into_iter().map(|step| step.mapped(put)).collect())
}

/// Returns the glyphs that make up a grapheme, drawn on top of each other; `None` where one is lacking.
fn glyphs(face: &Face<'_>, symbol: &str) -> Option<Vec<GlyphId>> {
    // They only say in which of two styles the character before them is meant.
    let is_style = |c: &char| ('\u{fe00}'..='\u{fe0f}').contains(c);
    let chars = symbol.nfc().filter(|c| !is_style(c));
    chars.map(|c| face.glyph_index(c)).collect()
}

/// Steps in the font's own units, up from the line.
#[derive(Default)]
struct Outline(Vec<Step>);

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Move(at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Line(at(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(Step::Quadratic(at(x1, y1), at(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push(Step::Cubic(at(x1, y1), at(x2, y2), at(x, y)));
    }

    fn close(&mut self) {
        self.0.push(Step::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_have_letters_of_the_same_width() {
        for face in [&REGULAR, &BOLD] {
            for c in "AimΩЖő·—".chars() {
                let glyph = face.glyph_index(c).expect("a letter of the font");
                let advance = face.glyph_hor_advance(glyph).map(f32::from);
                assert_eq!(advance, Some(ADVANCE), "{c}");
            }
        }
    }

    #[test]
    fn letters_with_marks_are_found_however_they_are_written() {
        assert!(has("é") && has("e\u{301}"));
        assert!(!has("日") && !has("👧"));
    }

    #[test]
    fn bold_and_italic_letters_have_outlines_of_their_own() {
        let plain = outline("a", false, false).expect("a letter");
        for (is_bold, is_italic) in [(true, false), (false, true)] {
            assert_ne!(outline("a", is_bold, is_italic), Some(plain.clone()));
        }
    }
}
