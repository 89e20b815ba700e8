//! Colours of terminals as red, green and blue.

use std::fmt;

use ratatui::style::Color;

/// Red, green and blue, each from 0 to 255; written as `#10141b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// What stands for the terminal's own colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// That of text.
    pub foreground: Rgb,
    /// That behind it.
    pub background: Rgb,
}

impl Palette {
    /// Light text on a dark ground.
    pub const DARK: Self = Self {
        foreground: Rgb(0xd7, 0xdc, 0xe4),
        background: Rgb(0x10, 0x14, 0x1b),
    };

    /// Dark on a light ground.
    pub const LIGHT: Self = Self {
        foreground: Rgb(0x1c, 0x22, 0x2b),
        background: Rgb(0xfb, 0xfb, 0xf9),
    };

    /// White on black, as a beamer shows best.
    pub const BLACK: Self = Self {
        foreground: Rgb(0xff, 0xff, 0xff),
        background: Rgb(0x00, 0x00, 0x00),
    };
}

/// The first sixteen of 256, as xterm has them.
const SIXTEEN: [Rgb; 16] = [
    Rgb(0x00, 0x00, 0x00),
    Rgb(0xcd, 0x00, 0x00),
    Rgb(0x00, 0xcd, 0x00),
    Rgb(0xcd, 0xcd, 0x00),
    Rgb(0x00, 0x00, 0xee),
    Rgb(0xcd, 0x00, 0xcd),
    Rgb(0x00, 0xcd, 0xcd),
    Rgb(0xe5, 0xe5, 0xe5),
    Rgb(0x7f, 0x7f, 0x7f),
    Rgb(0xff, 0x00, 0x00),
    Rgb(0x00, 0xff, 0x00),
    Rgb(0xff, 0xff, 0x00),
    Rgb(0x5c, 0x5c, 0xff),
    Rgb(0xff, 0x00, 0xff),
    Rgb(0x00, 0xff, 0xff),
    Rgb(0xff, 0xff, 0xff),
];

/// The steps of each side of the cube of 216 colours.
const STEPS: [u8; 6] = [0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff];

/// Where the cube begins among the 256, and where the greys do.
const CUBE: u8 = 16;
const GREYS: u8 = 232;

/// Returns the number of one of the sixteen colours with a name; `None` for all others.
pub(super) fn number_of(color: Color) -> Option<u8> {
    Some(match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

/// Returns a colour as red, green and blue; the terminal's own is `own`.
pub(super) fn rgb(color: Color, own: Rgb) -> Rgb {
    match color {
        Color::Reset => own,
        Color::Rgb(red, green, blue) => Rgb(red, green, blue),
        Color::Indexed(number) => of_256(number),
        named => number_of(named).map_or(own, of_256),
    }
}

fn of_256(number: u8) -> Rgb {
    if let Some(color) = SIXTEEN.get(usize::from(number)) {
        return *color;
    }
    if number >= GREYS {
        let grey = 8 + 10 * (number - GREYS);
        return Rgb(grey, grey, grey);
    }
    let step = |unit: u8| STEPS[usize::from((number - CUBE) / unit % 6)];
    Rgb(step(36), step(6), step(1))
}

/// Returns what lies between two colours: `share` of 0 is the first, of 1 the second.
pub(super) fn mixed(from: Rgb, to: Rgb, share: f32) -> Rgb {
    let mix = |from: u8, to: u8| {
        let between = f32::from(from) + (f32::from(to) - f32::from(from)) * share;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between two numbers of a byte"
        )]
        let byte = between.clamp(0.0, 255.0).round() as u8;
        byte
    };
    Rgb(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Color::Reset, "#10141b")]
    #[case(Color::Rgb(1, 2, 254), "#0102fe")]
    #[case(Color::Red, "#cd0000")]
    #[case(Color::White, "#ffffff")]
    #[case(Color::Indexed(12), "#5c5cff")]
    #[case(Color::Indexed(16), "#000000")]
    #[case(Color::Indexed(39), "#00afff")]
    #[case(Color::Indexed(208), "#ff8700")]
    #[case(Color::Indexed(231), "#ffffff")]
    #[case(Color::Indexed(232), "#080808")]
    #[case(Color::Indexed(255), "#eeeeee")]
    fn colours_are_those_of_xterm(#[case] color: Color, #[case] wanted: &str) {
        assert_eq!(rgb(color, Palette::DARK.background).to_string(), wanted);
    }

    #[test]
    fn a_share_lies_between_two_colours() {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        assert_eq!(mixed(black, white, 0.0), black);
        assert_eq!(mixed(black, white, 0.25), Rgb(64, 64, 64));
        assert_eq!(mixed(white, black, 1.0), black);
    }
}
