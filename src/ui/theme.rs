//! Every colour and weight on the screen.
//!
//! Colours never carry meaning alone, and the terminal keeps its own background.

use ratatui::style::{Color, Modifier, Style};

/// The styles of everything drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Plain text.
    pub text: Style,
    /// What is read last: units, hints, the past.
    pub faint: Style,
    /// What is read first: the headline, the figures.
    pub strong: Style,
    /// Names of panels and headings of columns.
    pub heading: Style,
    /// Borders.
    pub border: Style,
    /// The border of the focused panel.
    pub border_focused: Style,
    /// The selected row.
    pub selected: Style,
    /// Bars, and the range on the timeline.
    pub bar: Style,
    /// More than before.
    pub up: Style,
    /// Less than before.
    pub down: Style,
    /// A key in the footer or in help.
    pub key: Style,
    /// What went wrong.
    pub trouble: Style,
    /// The calendar, from no plays to the most.
    pub heat: [Style; 5],
}

const fn indexed(color: u8) -> Style {
    Style::new().fg(Color::Indexed(color))
}

impl Theme {
    /// Returns the theme for terminals with 256 colours, dark or light.
    #[must_use]
    pub const fn colored() -> Self {
        const BLUE: u8 = 39;
        const ORANGE: u8 = 208;
        const GREY: u8 = 244;
        Self {
            text: Style::new(),
            faint: indexed(GREY),
            strong: Style::new().add_modifier(Modifier::BOLD),
            heading: Style::new().fg(Color::Reset).add_modifier(Modifier::BOLD),
            border: indexed(240),
            border_focused: indexed(BLUE),
            selected: Style::new()
                .bg(Color::Indexed(24))
                .fg(Color::Indexed(231))
                .add_modifier(Modifier::BOLD),
            bar: indexed(BLUE),
            up: indexed(BLUE),
            down: indexed(ORANGE),
            key: indexed(ORANGE),
            trouble: indexed(ORANGE).add_modifier(Modifier::BOLD),
            heat: [
                indexed(240),
                indexed(31),
                indexed(32),
                indexed(39),
                indexed(45),
            ],
        }
    }

    /// Returns the theme without any colour, for `NO_COLOR`.
    #[must_use]
    pub const fn plain() -> Self {
        const PLAIN: Style = Style::new();
        const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
        const FAINT: Style = Style::new().add_modifier(Modifier::DIM);
        Self {
            text: PLAIN,
            faint: FAINT,
            strong: BOLD,
            heading: BOLD,
            border: FAINT,
            border_focused: BOLD,
            selected: Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            bar: PLAIN,
            up: PLAIN,
            down: PLAIN,
            key: BOLD,
            trouble: BOLD,
            heat: [FAINT, PLAIN, PLAIN, PLAIN, PLAIN],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_theme_has_no_colour() {
        let theme = Theme::plain();
        let styles = [
            theme.text,
            theme.faint,
            theme.strong,
            theme.heading,
            theme.border,
            theme.border_focused,
            theme.selected,
            theme.bar,
            theme.up,
            theme.down,
            theme.key,
            theme.trouble,
        ];
        for style in styles.iter().chain(&theme.heat) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
