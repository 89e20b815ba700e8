//! From a painted cell to what is shown of it: the one place where a theme meets the screen.
//!
//! Panels paint glyphs and roles ([`super::role`]); they know no theme and no colour. [`resolve`]
//! says what such a cell shows under a theme: which grapheme, in which colours, how bold. Terminal,
//! tests and pictures take every cell from it, so a theme or an output is added without touching a
//! panel. [`resolve_all`] leaves an ordinary ratatui buffer, colours and all, for whatever knows
//! nothing of roles.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

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
    let ground = Ground::of(painted);
    let text = theme.text_style(Role::of(painted));
    let under = theme.ground_style(ground);
    let style = match ground {
        // What is written on a border looks like the border only where its role says nothing.
        Ground::Screen | Ground::Border | Ground::FocusedBorder => under.patch(text),
        // A selected row looks the same all along, whatever stands in it.
        Ground::MarkedRow | Ground::SelectedRow => text.patch(under),
    };
    ResolvedCell {
        symbol: painted.symbol(),
        foreground: style.fg.unwrap_or(Color::Reset),
        background: style.bg.unwrap_or(Color::Reset),
        modifier: style.add_modifier | painted.modifier,
    }
}

/// Turns every painted cell of a buffer into what it shows under a theme, once.
pub fn resolve_all(buf: &mut Buffer, theme: &Theme) {
    for cell in &mut buf.content {
        let shown = resolve(cell, theme);
        (cell.fg, cell.bg, cell.modifier) = (shown.foreground, shown.background, shown.modifier);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn painted(role: Role, ground: Ground) -> Cell {
        let mut cell = Cell::new("x");
        cell.set_style(Style::from(role).patch(ground));
        cell
    }

    #[test]
    fn text_keeps_its_own_colour_on_a_border() {
        let theme = Theme::colored();
        let note = painted(Role::Faint, Ground::FocusedBorder);
        assert_eq!(Some(resolve(&note, &theme).foreground), theme.faint.fg);
        let tab = painted(Role::Strong, Ground::Border);
        assert_eq!(Some(resolve(&tab, &theme).foreground), theme.border.fg);
        assert_eq!(resolve(&tab, &theme).modifier, Modifier::BOLD);
    }

    #[test]
    fn a_selected_row_has_one_colour() {
        let theme = Theme::colored();
        for role in [Role::Text, Role::Faint, Role::Bar] {
            let cell = painted(role, Ground::SelectedRow);
            let shown = resolve(&cell, &theme);
            assert_eq!(Some(shown.foreground), theme.selected.fg);
            assert_eq!(Some(shown.background), theme.selected.bg);
        }
    }

    #[test]
    fn what_a_panel_makes_bold_is_bold_under_every_theme() {
        for theme in [Theme::colored(), Theme::plain()] {
            let mut cell = painted(Role::Heat3, Ground::Screen);
            cell.modifier = Modifier::BOLD;
            assert!(resolve(&cell, &theme).modifier.contains(Modifier::BOLD));
        }
    }

    #[test]
    fn a_resolved_buffer_shows_what_its_cells_resolve_to() {
        let theme = Theme::colored();
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
