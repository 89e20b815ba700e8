//! From a painted cell to what is shown of it: the one place where a theme meets the screen.
//!
//! Panels paint glyphs and roles ([`super::role`]); they know no theme and no colour. [`resolve`]
//! says what such a cell shows under a theme: which grapheme, in which colours, how bold. Terminal,
//! tests and pictures take every cell from it, so a theme or an output is added without touching a
//! panel. [`resolve_all`] leaves an ordinary ratatui buffer, colours and all, for whatever knows
//! nothing of roles.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::ascii;
use super::role::{Ground, Role};
use super::theme::Theme;

/// What is shown of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResolvedCell<'a> {
    /// The grapheme in the cell; where it is wide, it covers the next cell too.
    pub symbol: &'a str,
    /// The colour of the grapheme; `Color::Reset` is the terminal's own.
    pub foreground: Color,
    /// The colour behind it; `Color::Reset` is the terminal's own.
    pub background: Color,
    /// Whether it is bold, dim, underlined.
    pub modifier: Modifier,
}

/// Returns what a painted cell shows under a theme.
///
/// What a panel made bold or underlined itself stays so under every theme.
#[must_use]
pub fn resolve<'a>(painted: &'a Cell, theme: &Theme) -> ResolvedCell<'a> {
    let style = theme.style(Role::of(painted), Ground::of(painted));
    ResolvedCell {
        symbol: painted.symbol(),
        foreground: style.fg.unwrap_or(Color::Reset),
        background: style.bg.unwrap_or(Color::Reset),
        modifier: style.add_modifier | painted.modifier,
    }
}

/// Turns every painted cell of a buffer into what it shows under a theme, once; where the theme is one
/// of ASCII, so are the marks.
pub fn resolve_all(buf: &mut Buffer, theme: &Theme) {
    // Neighbours are mostly painted alike.
    let alike = |a: &Cell, b: &Cell| (a.fg, a.bg, a.modifier) == (b.fg, b.bg, b.modifier);
    for cells in buf.content.chunk_by_mut(alike) {
        let shown = resolve(&cells[0], theme);
        let look = (shown.foreground, shown.background, shown.modifier);
        for cell in cells {
            (cell.fg, cell.bg, cell.modifier) = look;
        }
    }
    if theme.is_ascii {
        ascii::translate(buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme_name::ThemeName;
    use crate::ui::role::{Ground, Role};
    use crate::ui::theme::Depth;
    use ratatui::style::Style;

    fn painted(role: Role, ground: Ground) -> Cell {
        let mut cell = Cell::new("x");
        cell.set_style(Style::from(role).patch(ground));
        cell
    }

    const EVERY: [(ThemeName, Depth); 5] = [
        (ThemeName::Dark, Depth::TrueColor),
        (ThemeName::Light, Depth::Indexed),
        (ThemeName::Projector, Depth::TrueColor),
        (ThemeName::Mono, Depth::TrueColor),
        (ThemeName::Ansi16, Depth::Named),
    ];

    fn every() -> impl Iterator<Item = Theme> {
        EVERY
            .into_iter()
            .map(|(name, depth)| Theme::of(name, depth))
    }

    #[test]
    fn text_looks_on_a_border_as_it_does_elsewhere() {
        for (theme, role) in every().flat_map(|theme| {
            [Role::Faint, Role::Strong, Role::Up].map(|role| (theme.clone(), role))
        }) {
            let cells = [Ground::Border, Ground::FocusedBorder, Ground::Screen]
                .map(|ground| painted(role, ground));
            let [border, focused, screen] = cells.each_ref().map(|cell| resolve(cell, &theme));
            assert_eq!((border, focused), (screen, screen));
        }
    }

    #[test]
    fn on_the_selected_row_colours_mean_the_same() {
        for theme in every() {
            for role in [Role::Story, Role::Bar, Role::Up, Role::Down] {
                let shown = |ground| resolve(&painted(role, ground), &theme).foreground;
                assert_eq!(shown(Ground::SelectedRow), shown(Ground::Screen));
            }
        }
    }

    #[test]
    fn the_selected_row_is_bold_and_tinted_or_underlined_all_along() {
        for (theme, role) in every().flat_map(|theme| {
            [Role::Text, Role::Faint, Role::Bar].map(|role| (theme.clone(), role))
        }) {
            let cell = painted(role, Ground::SelectedRow);
            let shown = resolve(&cell, &theme);
            assert!(
                shown.modifier.contains(Modifier::BOLD) && !shown.modifier.contains(Modifier::DIM)
            );
            let is_underlined = shown.modifier.contains(Modifier::UNDERLINED);
            assert_eq!(
                Some(shown.background),
                theme.selected.bg.or(Some(Color::Reset))
            );
            assert!(is_underlined == theme.selected.bg.is_none());
        }
    }

    #[test]
    fn what_a_panel_makes_bold_is_bold_under_every_theme() {
        for theme in every() {
            let mut cell = painted(Role::Heat3, Ground::Screen);
            cell.modifier = Modifier::BOLD;
            assert!(resolve(&cell, &theme).modifier.contains(Modifier::BOLD));
        }
    }

    #[test]
    fn a_resolved_buffer_shows_what_its_cells_resolve_to() {
        let theme = Theme::of(ThemeName::Dark, Depth::TrueColor);
        let mut buf = Buffer::empty(ratatui::layout::Rect::new(0, 0, 4, 1));
        buf.set_string(0, 0, "日x", Role::Trouble);
        let before = buf.clone();
        resolve_all(&mut buf, &theme);
        for (cell, painted) in buf.content.iter().zip(&before.content) {
            let shown = resolve(painted, &theme);
            assert_eq!((cell.symbol(), cell.fg), (shown.symbol, shown.foreground));
            assert_eq!((cell.bg, cell.modifier), (shown.background, shown.modifier));
        }
    }
}
