//! The colours of pictures, as they follow from a theme.

use ratatui::style::{Color, Style};

use crate::app::ThemeName;
use crate::export::picture::Palette;
use crate::export::picture::card::Inks;
use crate::ui::{Depth, Theme};

/// Returns the colours of a card under a theme.
#[must_use]
pub fn card_inks(theme: ThemeName) -> Inks {
    let look = Theme::of(theme, Depth::TrueColor);
    let ink = |style: Style| style.fg.unwrap_or(Color::Reset);
    Inks::of(palette(theme), ink(look.story), ink(look.faint))
}

/// Returns the colours that stand for the terminal's own under a theme.
pub(super) fn palette(theme: ThemeName) -> Palette {
    match theme {
        ThemeName::Light => Palette::LIGHT,
        ThemeName::Projector => Palette::BLACK,
        _ => Palette::DARK,
    }
}
